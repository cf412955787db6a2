"""The fingerprint of the code: what one version kept is never read by another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.files import package

PACKAGE = Path(package.__file__).parents[1]


def fingerprint(copy: Path, rooms: tuple[str, ...]) -> str:
    """Ask a copy of the code, in a process of its own."""
    script = (
        "import sys; from reportkit.files.package import package_fingerprint;"
        "print(package_fingerprint(tuple(sys.argv[1:])).hex())"
    )
    command = [sys.executable, "-c", script, *rooms]
    return subprocess.run(
        command, cwd=copy, capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the code that can be changed."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "reportkit", ignore=ignore)
    return tmp_path


def add_line(file: Path) -> None:
    """Change a module."""
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def alter_line(file: Path) -> None:
    """Change a module as an installer does that gives all files one time."""
    status = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace(" < ", " > "), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda top: alter_line(top / "reportkit" / "model" / "days.py"),
        lambda top: add_line(top / "reportkit" / "problems.py"),
        lambda top: add_line(top / "reportkit" / "model" / "vocabulary" / "series.py"),
        lambda top: (top / "reportkit" / "model" / "another.py").write_text(""),
        lambda top: (top / "reportkit" / "model" / "days.py").unlink(),
    ],
    ids=["same size and time", "module", "module in a folder of a room", "new", "gone"],
)
def test_other_code_has_another_fingerprint(copied: Path, change: Callable[[Path], None]) -> None:
    before = [fingerprint(copied, rooms) for rooms in ((), ("problems", "model"))]
    change(copied)

    after = [fingerprint(copied, rooms) for rooms in ((), ("problems", "model"))]

    assert all(one != other for one, other in zip(before, after, strict=True))


def test_the_fingerprint_of_rooms_leaves_out_the_others(copied: Path) -> None:
    before = fingerprint(copied, ("problems", "model"))
    add_line(copied / "reportkit" / "rules" / "texts.py")

    assert before == fingerprint(copied, ("problems", "model"))

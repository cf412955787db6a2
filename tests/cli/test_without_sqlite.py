"""A Python that was built without SQLite: every answer but that of a search is the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.series import run


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which the module cannot be loaded."""
    (tmp_path / "sitecustomize.py").write_text(
        'import sys\nsys.modules["sqlite3"] = sys.modules["_sqlite3"] = None\n'
    )
    return {"PYTHONPATH": str(tmp_path)}


@pytest.mark.parametrize(
    "words",
    [
        ("log", "bridge-closure", "--json"),
        ("log", "closure"),
        ("impact", "wire", "--json"),
        ("impact", "copy"),
        ("show", "1"),
        ("show", "--as-of", "2025-11-01"),
        ("diff", "1", "2"),
        ("sources", "--json"),
        ("sources", "wire"),
    ],
    ids=" ".join,
)
def test_answers_are_the_same(river: Path, without: dict[str, str], words: list[str]) -> None:
    known = run(river, *words)
    ran = run(river, *words, **without)

    assert (ran.code, ran.out, ran.err) == (known.code, known.out, known.err)
    assert "Traceback" not in known.err
    assert known.out


def test_a_search_says_what_is_missing(river: Path, without: dict[str, str]) -> None:
    for more in ([], ["--seeds"]):
        ran = run(river, "search", "bridge", *more, **without)
        assert (ran.code, "module sqlite3" in ran.err, "Traceback" in ran.err) == (3, True, False)


def test_a_build_needs_none(without: dict[str, str]) -> None:
    asked = [sys.executable, "-c", "import reportkit.publish.build"]
    done = subprocess.run(asked, env={**os.environ, **without}, capture_output=True, check=False)

    assert done.stderr == b""

"""The page's folder and process: nothing of a killed run stays, nothing of its locks is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from reportkit.page.scratch import scratch_folder
from reportkit.problems import MachineUnable
from tests.page.design import pressed
from tests.page.test_engine import ENDLESS_COLUMNS

ENDLESS = f"""
import sys; sys.path.insert(0, {os.fspath(Path(__file__).parents[2])!r})
from pathlib import Path
from reportkit.files import disk
from tests.page.design import pressed
with disk.locked(Path(sys.argv[1]), "at work", 0.0):
    print("locked", flush=True)
    pressed({ENDLESS_COLUMNS!r})
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of our own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_killed_build_leaves_no_process_no_lock_and_its_text_goes_with_the_next(
    tmp_path: Path, temporary: Path
) -> None:
    lock = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, lock],
        stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(temporary)},
    ) as build:  # fmt: skip
        assert build.stdout is not None
        build.stdout.readline()
        wait_for_work_in(temporary)
        (child,) = children_of(build.pid)
        build.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while runs(child) and time.monotonic() < until:
        time.sleep(0.05)

    assert not runs(child)
    assert lock.read_text() == "at work"  # nobody took it back, and nobody holds it
    assert len(list(temporary.iterdir())) == 1
    with scratch_folder() as folder:
        assert [folder] == list(temporary.iterdir())
    assert [] == list(temporary.iterdir())


def wait_for_work_in(temporary: Path) -> None:
    """Wait until a confined child is at work: it writes what its libraries complain of."""
    until = time.monotonic() + 60
    while not list(temporary.rglob("noise.txt")):
        assert time.monotonic() < until
        time.sleep(0.05)


def children_of(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(number) for number in listed.split()]


def runs(process: int) -> bool:
    with suppress(OSError):
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    return False


def test_the_page_holds_no_lock_of_the_build(tmp_path: Path, temporary: Path) -> None:
    """Its process keeps no file of its parent's."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, tmp_path / "lock"],
        stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(temporary)},
    ) as build:  # fmt: skip
        assert build.stdout is not None
        build.stdout.readline()
        wait_for_work_in(temporary)
        (child,) = children_of(build.pid)
        held = [os.readlink(link) for link in Path(f"/proc/{child}/fd").iterdir()]  # noqa: PTH115
        build.kill()

    assert [] == [name for name in held if name.endswith("/lock")]


def test_the_folder_of_a_run_at_work_is_not_swept(temporary: Path) -> None:
    with scratch_folder() as mine, scratch_folder() as other:
        assert {mine, other} == set(temporary.iterdir())


def test_what_is_not_ours_is_not_swept(temporary: Path, tmp_path: Path) -> None:
    (temporary / "reportkit-work-notes.txt").write_text("mine")
    (tmp_path / "precious").mkdir()
    (temporary / "reportkit-work-link").symlink_to(tmp_path / "precious")
    with scratch_folder():
        pass

    assert {"reportkit-work-notes.txt", "reportkit-work-link"} == {
        p.name for p in temporary.iterdir()
    }
    assert (tmp_path / "precious").is_dir()


@pytest.fixture(params=[200, 1300])
def small(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder for temporary files that holds so many kB: too few for the fonts, or the page."""
    folder = tmp_path / "small"
    folder.mkdir()
    size = f"size={request.param}k"
    mount = ["mount", "-t", "tmpfs", "-o", size, "small", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs root for a small file system")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607


def test_a_full_folder_for_temporary_files_is_named_with_what_to_do(small: Path) -> None:
    with pytest.raises(MachineUnable, match="is full; free some space there, or name another") as e:
        pressed(f"<p>x</p><!-- {'word ' * 400_000} -->")

    assert f"temporary files, {small}, is full" in str(e.value)
    assert [] == list(small.iterdir())

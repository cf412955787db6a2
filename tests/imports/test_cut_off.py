"""``import --write`` that is killed, has no room or no rights: nothing is half, nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.series import publish, run, write
from tests.imports.test_command import NEWER, ROWS, files, imported, next_week, table

#: The command, which the system kills before it puts a file into its place for the nth time.
KILLED = """\
import os, signal, sys
from reportkit.cli import main
from reportkit.files import rewrite

left, put = int(sys.argv.pop(1)), rewrite.replace_file

def replace_file(new, path):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    put(new, path)

rewrite.replace_file = replace_file
main()
"""
#: The command, which may write no file beyond so many bytes: as on a disk that is full.
CRAMPED = """\
import resource, signal, sys
from reportkit.cli import main

most = int(sys.argv.pop(1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
main()
"""
SETPRIV = shutil.which("setpriv") or ""
NEXT = ("--accessed", "2025-10-25", "--version-of", "2025-10-24", "--write", "--section", "front")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """The river, with an export beside it."""
    folder = tmp_path / "series"
    write(folder, 1)
    table(folder, ROWS)
    return folder


def command(
    code: str, number: int | None, series: Path, *, mighty: bool = True
) -> subprocess.CompletedProcess[str]:
    """Import the file in a process of its own, which something befalls."""
    words = [sys.executable, "-c", code, *([str(number)] if number is not None else [])]
    if not mighty and os.geteuid() == 0:  # root writes everywhere, but by a right it can give away
        words = [SETPRIV, "--bounding-set=-dac_override", "--inh-caps=-all", *words]
    words += ["-C", str(series), "import", "events.csv", *NEXT]
    return subprocess.run(words, cwd=series, capture_output=True, text=True, check=False)


def seeds(series: Path) -> dict[str, bytes]:
    return {name: held for name, held in files(series).items() if name.startswith("seeds/")}


def block(text: str) -> str:
    """Give the notes that are to be pasted."""
    return text.partition("\npaste ")[2].partition("\n")[2]


def test_a_first_import_killed_anywhere_is_whole_after_the_next(
    series: Path, tmp_path: Path
) -> None:
    whole = shutil.copytree(series, tmp_path / "whole")
    assert 0 == run(whole, "import", "events.csv", *NEXT).code

    for number in (1, 2, 3):  # records, the data set among the sources, the state
        cut = shutil.copytree(series, tmp_path / f"cut-{number}")
        assert -signal.SIGKILL == command(KILLED, number, cut).returncode

        assert 0 == run(cut, "import", "events.csv", *NEXT).code
        assert seeds(cut) == seeds(whole)
        assert files(cut).keys() == files(whole).keys()
        assert "it was not read again" in run(cut, "import", "events.csv", *NEXT).out


def test_an_import_killed_anywhere_still_gives_its_notes(series: Path, tmp_path: Path) -> None:
    """The note of the first revision stands in the edition, and the data set revised once more."""
    imported(series, "--write", "--section", "front")
    publish(series)
    edition = next_week(series)
    table(series, ROWS.replace("shot.,3", "shot.,4"))
    with edition.open("a") as file:
        file.write(block(imported(series, "--write").out))
    table(series, NEWER)
    whole = shutil.copytree(series, tmp_path / "whole")
    expected = block(run(whole, "import", "events.csv", *NEXT).out)
    assert "now gives 5 in place of 3." in expected

    for number in (1, 2, 3):
        cut = shutil.copytree(series, tmp_path / f"cut-{number}")
        assert -signal.SIGKILL == command(KILLED, number, cut).returncode

        assert expected == block(run(cut, "import", "events.csv", *NEXT).out)
        assert files(cut) == files(whole)


def test_what_is_read_otherwise_is_no_revision_after_an_import_that_was_killed(
    series: Path,
) -> None:
    imported(series, "--write", "--section", "front")
    publish(series)
    next_week(series)
    own = series / "imports/acled-events.yaml"
    own.write_text('format: 1\nlike: acled\nsummary: "{sub_event_type} at {location}"\n')
    mapped = KILLED.replace("main()", "sys.argv += ['--map', 'imports/acled-events.yaml']; main()")
    assert -signal.SIGKILL == command(mapped, 3, series).returncode

    again = run(series, "import", "events.csv", *NEXT, "--map", "imports/acled-events.yaml")

    assert "at Old Mill" in (series / "seeds/acled-events.yaml").read_text()
    assert "SOURCE-REVISED" not in again.out


def test_a_full_disk_leaves_everything_as_it_was(series: Path) -> None:
    before = files(series)

    ran = command(CRAMPED, 2000, series)

    assert 3 == ran.returncode
    assert 1 == ran.stderr.count("reportkit: ")
    assert "cannot write" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert before == files(series)


@pytest.mark.skipif(os.geteuid() == 0 and not SETPRIV, reason="root writes everywhere")
@pytest.mark.parametrize(("locked", "rights"), [("seeds", 0o555), ("seeds/sources.yaml", 0o444)])
def test_seeds_that_are_read_only_are_told_of_and_nothing_is_written(
    series: Path, locked: str, rights: int
) -> None:
    before = files(series)
    (series / locked).chmod(rights)
    try:
        ran = command("from reportkit.cli import main; main()", None, series, mighty=False)
    finally:
        (series / locked).chmod(0o755)

    assert 3 == ran.returncode
    assert [f"reportkit: cannot write {series}/seeds"] == [
        line[: len(f"reportkit: cannot write {series}/seeds")] for line in ran.stderr.splitlines()
    ]
    assert before == files(series)

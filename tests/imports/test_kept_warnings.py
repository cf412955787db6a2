"""What an import warned of is said again without the file, or the file is read once more."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.imports.kept_warnings import KeptWarnings
from reportkit.imports.state import Header
from reportkit.problems import Level, Mark, Problem

HEADER = Header(sha256="5f", mapping="m", basis="b", warnings=1)
THEN, NOW = Path("inbox/rows.csv"), Path("old/rows.csv")


def warning(file: Path) -> Problem:
    mark = Mark(file.as_posix(), 3, 2)
    return Problem("import-place", "far off", mark, "look at it", Level.WARNING)


def test_they_are_of_the_place_where_the_file_lies_now(tmp_path: Path) -> None:
    kept = KeptWarnings(tmp_path)
    kept.keep(HEADER, THEN, [warning(THEN)])

    assert (warning(NOW),) == kept.of(HEADER, NOW)


@pytest.mark.parametrize(
    "header",
    [
        HEADER._replace(warnings=2),
        HEADER._replace(filters={"min_deaths": "9"}),
        HEADER._replace(basis="other"),
    ],
)
def test_what_was_warned_of_otherwise_is_not_known(tmp_path: Path, header: Header) -> None:
    kept = KeptWarnings(tmp_path)
    kept.keep(HEADER, THEN, [warning(THEN)])

    assert kept.of(header, THEN) is None


def test_a_damaged_note_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    kept = KeptWarnings(tmp_path)
    kept.keep(HEADER, THEN, [warning(THEN)])
    for note in (path for path in tmp_path.rglob("*") if path.is_file()):
        note.write_bytes(b'{"path": 7}')

    assert kept.of(HEADER, THEN) is None


def test_of_a_file_of_which_a_row_was_refused_nothing_is_kept(tmp_path: Path) -> None:
    refused = HEADER._replace(refused=1)
    kept = KeptWarnings(tmp_path)
    kept.keep(refused, THEN, [warning(THEN)])

    assert kept.of(refused, THEN) is None
    assert () == kept.of(HEADER._replace(warnings=0), THEN)

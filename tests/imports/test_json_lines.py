"""Lines that ``export`` writes: what is refused, and at which marking the others are taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.imports.candidate import Candidate, Refusal
from reportkit.imports.json_lines import head_of, record_candidates
from reportkit.problems import Problem, SeedsRejected
from tests.records import book_of

HEAD = {
    "format": "reportkit-records",
    "version": 1,
    "series": "valley",
    "edition": "1",
    "marking": "TLP:AMBER",
}
GOOD = '{"type": "actor", "id": "mission", "name": "The mission", "kind": "io"}'


def file_of(folder: Path, *lines: str | bytes, **head: object) -> Path:
    path = folder / "records.jsonl"
    first = json.dumps({**HEAD, **head}).encode()
    rest = (line.encode() if isinstance(line, str) else line for line in lines)
    path.write_bytes(b"\n".join([first, *rest, b""]))
    return path


def candidates(path: Path, *, series: str = "valley", tlp: str = "TLP:CLEAR") -> list[Candidate]:
    book = book_of([], brief={"id": series, "tlp": tlp})
    stream = record_candidates(path, head_of(path), book)
    return [one for one in stream if isinstance(one, Candidate)]


def problems(path: Path) -> list[Problem]:
    stream = record_candidates(path, head_of(path), book_of([], brief={"id": "valley"}))
    return [one.problem for one in stream if isinstance(one, Refusal)]


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ("{", "is no JSON", 2),
        ("[]", "is no record", 1),
        ('{"type": "figur", "id": "a"}', "no type of record", 1),
        ('{"type": "figure"}', "has no id", 1),
        ('{"type": "figure", "id": "a", "best": null}', "best is null", 1),
        ('{"type": "figure", "id": "a", "best": NaN}', "NaN is no number", 1),
        ('{"type": "figure", "id": "a", "id": "b"}', "'id' stands there twice", 1),
        (b'{"type": "figure", "id": "\xff"}', "is not UTF-8", 27),
        ("[" * 100_000, "nested too deep", 1),
        (f'{{"type": "actor", "id": "a", "name": {"[" * 900}{"]" * 900}}}', "nested too deep", 1),
        ('{"a": "' + "x" * (4 * 1024 * 1024) + '"}', "longer than", 1),
    ],
)
def test_a_line_that_holds_no_record_is_refused_with_its_place(
    tmp_path: Path, line: str | bytes, message: str, column: int
) -> None:
    path = file_of(tmp_path, GOOD, line)

    (problem,) = problems(path)

    assert message in problem.message
    assert problem.mark == (str(path), 3, column)
    assert [one.key for one in candidates(path)] == ["mission"]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ({"format": "reportkit-changes"}, "holds changes and no records"),
        ({"format": "geojson"}, "does not say that records of reportkit follow"),
        ({"version": 2}, "is of version 2"),
        ({"marking": "TLP:WHITE"}, "'TLP:WHITE' is not known"),
    ],
)
def test_another_file_is_refused_by_its_first_line(
    tmp_path: Path, head: dict[str, object], message: str
) -> None:
    with pytest.raises(SeedsRejected) as rejected:
        head_of(file_of(tmp_path, GOOD, **head))

    assert message in rejected.value.problems[0].message


def test_a_record_of_a_series_marked_higher_keeps_that_marking(tmp_path: Path) -> None:
    """Without one of its own it would be marked as the series that it comes into: for everybody."""
    own = '{"type": "actor", "id": "own", "name": "A", "kind": "io", "tlp": "TLP:GREEN"}'

    markings = [
        one.values.get("tlp") for one in candidates(file_of(tmp_path, GOOD, own), series="other")
    ]

    assert markings == ["TLP:AMBER", "TLP:GREEN"]


@pytest.mark.parametrize(("series", "tlp"), [("valley", "TLP:CLEAR"), ("other", "TLP:RED")])
def test_it_is_marked_as_the_series_where_that_gives_nothing_away(
    tmp_path: Path, series: str, tlp: str
) -> None:
    (one,) = candidates(file_of(tmp_path, GOOD), series=series, tlp=tlp)

    assert "tlp" not in one.values


def test_decimals_stay_as_they_are_written(tmp_path: Path) -> None:
    line = '{"type": "figure", "id": "a", "best": 1.10, "milestone": true}'

    (one,) = candidates(file_of(tmp_path, line))

    assert one.values == {"id": "a", "best": "1.10", "milestone": "true"}

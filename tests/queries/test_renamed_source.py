"""A source that is called otherwise by now is still what earlier editions rest on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.editions.store import Store
from reportkit.queries.impact import impact_of
from reportkit.queries.index import Index, index_of
from reportkit.queries.indexed_records import citations_over_editions
from reportkit.queries.search import search
from reportkit.queries.search_filters import Asked, refuse_unknown
from reportkit.queries.sources import source_entries
from tests.queries.sealing import seal
from tests.records import Written, book_of, by_id


def week(source: str, *more: Written, copies: bool = True) -> tuple[Written, ...]:
    """Give a week in which a source, under some id, is cited and repeated."""
    repeating: Written = {"type": "source", "id": "copy"}
    return (
        {"type": "source", "id": source},
        {**repeating, "originates_from": source} if copies else repeating,
        {"type": "fact", "id": "shut", "statement": "The bridge is shut.", "source_refs": [source]},
        {"type": "fact", "id": "open", "statement": "The road is open.", "source_refs": ["copy"]},
        *more,
    )


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """No. 1 to 3: the wire is the agency in No. 2 and the bureau in No. 3; a new wire comes."""
    store = Store(tmp_path / "reports")
    seal(store, *week("wire"))
    seal(store, *week("agency"), renamed={"agency": "wire"})
    new: Written = {"type": "source", "id": "wire"}
    seal(store, *week("bureau", new, copies=False), renamed={"bureau": "agency"})
    with index_of(store, keep=False) as index:
        yield index


def editions(index: Index, source: str, *, formerly: str | None = None) -> list[tuple[str, int]]:
    record: Written = {
        "type": "source",
        "id": source,
        **({"formerly": formerly} if formerly else {}),
    }
    book = book_of(by_id(record).values())
    steps = list(citations_over_editions(index))
    (entry,) = source_entries(book, None, steps)
    rests = impact_of(source, book, None, steps).editions
    assert {one.spoken for one in entry.editions} <= {one.edition.spoken for one in rests}
    return [(one.edition.spoken, one.records) for one in rests]


def test_editions_from_before_a_rename_rest_on_it(index: Index) -> None:
    assert editions(index, "bureau") == [("1", 2), ("2", 2), ("3", 1)]
    assert editions(index, "copy") == [("1", 1), ("2", 1), ("3", 1)]


def test_an_id_that_it_had_tells_of_the_editions_that_called_it_so(index: Index) -> None:
    steps = list(citations_over_editions(index))

    rests = impact_of("agency", book_of([]), None, steps).editions
    assert [(one.edition.spoken, one.records) for one in rests] == [("2", 2)]


def test_so_do_those_from_before_a_rename_that_is_not_published_yet(index: Index) -> None:
    assert editions(index, "desk", formerly="bureau") == [("1", 2), ("2", 2), ("3", 1)]


@pytest.mark.parametrize("source", ["bureau", "agency"])
def test_a_search_by_source_finds_what_cited_it_under_any_id(index: Index, source: str) -> None:
    asked = Asked(source=source, changes=False)
    refuse_unknown(index, asked)

    cited = {
        one.record: (one.wordings[-1].first, one.wordings[0].last)
        for one in search(index, asked, 0).records
    }
    assert cited == {"shut": ("1", "3"), "open": ("1", "3")}

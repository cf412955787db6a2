"""What rests on a source of the shipped series, against a count by hand in its seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.store import Store
from reportkit.loading.loader import Loaded, load
from reportkit.model.dependents import dependents_of
from reportkit.queries.impact import Impact, impact_of, pictures_of
from reportkit.queries.index import index_of
from reportkit.queries.indexed_records import citations_over_editions
from tests.records import Written, book_of, by_id


@pytest.fixture(scope="module")
def loaded(shipped_series: Path) -> Loaded:
    return load(shipped_series)


def impact(loaded: Loaded, series: Path, source: str) -> Impact:
    assert loaded.book is not None
    with index_of(Store(series / "reports"), keep=False) as index:
        steps = citations_over_editions(index)
        return impact_of(source, loaded.records, loaded.book.edition, steps)


def test_an_index_that_four_outlets_repeat(loaded: Loaded, shipped_series: Path) -> None:
    """The index itself is cited nowhere. Lines of background.yaml that cite a copy of it: 38, 55,
    73, 90, 108, 126, 144, 488, 497, 510, 522, 536, in the seeds of each edition alike; two of
    these facts cite another paper too, and no judgement or sentence of page 1 names any of them.
    """
    rests = impact(loaded, shipped_series, "iep-gti-2025")

    assert len(rests.repeated_by) == 4
    assert {(one.record, one.alone) for one in rests.records} == {
        ("ttp.attacks-2024", True),
        ("ttp.deaths-2023", True),
        ("ttp.deaths-2024", True),
        ("pakistan.attacks-2023", True),
        ("pakistan.attacks-2024", True),
        ("pakistan.deaths-2023", True),
        ("pakistan.deaths-2024", True),
        ("ttp.aims", False),
        ("ttp.truce-ended", False),
        ("ttp.count-2024", True),
        ("ttp.rise-is-of-deaths", True),
        ("pakistan.all-groups", True),
    }
    assert (rests.judgements, rests.statements) == ((), ())
    told = [(one.edition.spoken, one.records) for one in rests.editions]
    assert told == [("1", 12), ("2", 12), ("3", 12), ("4", 12)]


def test_a_statement_of_the_week_that_page_one_rests_on(
    loaded: Loaded, shipped_series: Path
) -> None:
    """Two measures, three claims and two facts cite it through two papers; the facts carry a
    judgement, the reason of the trend and that of a section. No. 1 to 4 came before it.
    """
    rests = impact(loaded, shipped_series, "baradar-2025-11-12")

    assert {one.record for one in rests.records} == {
        "medicine-imports.dfa",
        "trade-routes.dfa",
        "baradar.other-routes",
        "baradar.medicine",
        "baradar.guarantees",
        "trade-routes.ordered",
        "trade-routes.medicine",
    }
    assert [one.record for one in rests.judgements] == ["judgement.trade-december"]
    assert rests.statements == ("trend_rationale", "section_trends")
    assert rests.editions == ()


def test_the_pictures_that_show_it_are_named(loaded: Loaded, shipped_series: Path) -> None:
    assert loaded.book is not None
    shown = {"medicine-imports.dfa", "trade-routes.ordered"}

    (timeline,) = pictures_of(loaded.book, shipped_series, shown)
    assert (timeline.id, timeline.records) == ("timeline", ("medicine-imports.dfa",))


VIEW: Written = {
    "type": "judgement",
    "id": "view",
    "basis": ["seen"],
    "alternatives": [
        {"statement": "It holds.", "indicators": ["lorries"]},
        {"statement": "It is moved.", "indicators": ["nothing"]},
    ],
    "dissent": [{"by": "Desk B", "view": "No.", "reason": "Old."}],
}


def test_what_stands_beside_a_judgement_is_named_to_be_read_again() -> None:
    records = by_id(
        {"type": "source", "id": "wire"},
        {"type": "fact", "id": "seen", "source_refs": ["wire"]},
        {"type": "indicator", "id": "lorries", "evidence": ["seen"]},
        {"type": "indicator", "id": "nothing"},
        {"type": "correction", "id": "error", "record": "seen"},
        VIEW,
    )
    rests = impact_of("wire", book_of(records.values()), None, ())

    assert rests.views == (("view", ("It holds.",), ("Desk B",)),)
    assert rests.corrections == ("error",)


@pytest.mark.parametrize(
    "record",
    [
        {
            "type": "event",
            "id": "x",
            "actors": [{"actor": "a", "role": "initiator", "by": ["word"]}],
        },
        {
            "type": "commitment",
            "id": "x",
            "ceasefire": {"violations": [{"event": "e", "alleged_by": ["word"]}]},
        },
        {"type": "commitment", "id": "x", "status_by": ["word"]},
        {"type": "round", "id": "x", "positions": [{"party": "a", "source_refs": ["wire"]}]},
    ],
    ids=["who did it", "a breach", "a state", "a position"],
)
def test_what_rests_on_somebodys_word_in_a_part_of_it_rests_on_it(record: Written) -> None:
    word: Written = {"type": "claim", "id": "word", "source_refs": ["wire"]}
    book = book_of(by_id({"type": "source", "id": "wire"}, word, record).values())

    assert "x" in {one.record.id for one in dependents_of(("wire",), book)}


def test_what_has_ended_is_passed_over_and_what_rests_on_it_is_not() -> None:
    records = by_id(
        {"type": "source", "id": "wire"},
        {"type": "fact", "id": "gone", "source_refs": ["wire"], "status": "dropped"},
        {"type": "judgement", "id": "view", "basis": ["gone"]},
    )

    assert ["view"] == [
        one.record.id for one in dependents_of(("wire",), book_of(records.values()))
    ]


def test_a_circle_of_records_and_a_long_way_end() -> None:
    """Two figures that are parts of each other, and three thousand facts one upon the other."""
    circle: list[Written] = [
        {"type": "figure", "id": "a", "parts": ["b"], "source_refs": ["wire"]},
        {"type": "figure", "id": "b", "parts": ["a"]},
    ]
    chain: list[Written] = [
        {"type": "judgement", "id": f"j{n}", "basis": [f"j{n - 1}" if n else "b"]}
        for n in range(3000)
    ]
    book = book_of(by_id({"type": "source", "id": "wire"}, *circle, *chain).values())

    assert len(dependents_of(("wire",), book)) == 3002


def test_what_a_forecast_came_to_rests_on_what_showed_it() -> None:
    opens: Written = {
        "type": "judgement",
        "id": "opens",
        "resolution": {
            "criteria": "It opens.", "due": "2025-11-01", "outcome": "occurred",
            "evidence": ["open"],
        },
    }  # fmt: skip
    open_: Written = {"type": "fact", "id": "open", "source_refs": ["wire"]}
    book = book_of(by_id({"type": "source", "id": "wire"}, open_, opens).values())

    assert [one.record.id for one in dependents_of(["wire"], book)] == ["open", "opens"]

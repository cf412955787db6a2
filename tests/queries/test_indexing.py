"""The index holds of each edition what the edition itself says, though it reads only changes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reportkit.editions.history import view_of
from reportkit.editions.snapshot import (
    FACTS,
    Snapshot,
    read_snapshot,
    snapshot_of,
    write_snapshot,
)
from reportkit.editions.store import Store
from reportkit.model.days import Days, whole_days_of
from reportkit.model.folding import words_of
from reportkit.model.vocabulary.events import Position
from reportkit.queries.index import Index, index_of, kept_index
from reportkit.queries.show import sentence_of
from tests.editions.sealing import publish
from tests.records import Written, book_of, by_id

NORTH: Written = {"type": "actor", "id": "north", "name": "North", "party_to_conflict": True}
CLASH: Written = {"type": "event", "id": "clash", "summary": "Shots", "date_start": "2025-10-14"}
CLAIM: Written = {
    "type": "claim",
    "id": "claim",
    "speaker": "north",
    "modality": "asserts",
    "statement": "South fired",
    "about": ["clash"],
    "date": "2025-10-15",
}


def seal(store: Store, *records: Written) -> None:
    snapshot = snapshot_of(book_of(by_id(*records).values()), store.next_name())
    publish(store, files={FACTS: write_snapshot(snapshot)})


def sentences(index: Index, place: int) -> dict[str, str]:
    """Give what the index holds of one edition."""
    query = "SELECT record, sentence FROM versions WHERE first <= ? AND COALESCE(last, ?) >= ?"
    return dict(index.connection.execute(query, (place, place, place)))


def sentences_of(index: Index, record: str) -> list[tuple[int, int | None, str]]:
    query = "SELECT first, last, sentence FROM versions WHERE record = ? ORDER BY first"
    return list(index.connection.execute(query, (record,)))


def test_a_wording_that_stays_is_held_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    shut: Written = {"type": "fact", "id": "shut", "statement": "The bridge is shut."}
    for records in ([shut], [shut], [{**shut, "statement": "The bridge is open."}], [shut], []):
        seal(store, *records)

    with index_of(store) as index:
        assert [
            (0, 1, "The bridge is shut."),
            (2, 2, "The bridge is open."),
            (3, 3, "The bridge is shut."),
        ] == sentences_of(index, "shut")


def test_a_record_is_worded_anew_where_another_changed(tmp_path: Path) -> None:
    """The line of the claim stays; its speaker is called otherwise."""
    store = Store(tmp_path / "reports")
    seal(store, NORTH, CLASH, CLAIM)
    seal(store, {**NORTH, "name": "The North"}, CLASH, CLAIM)

    with index_of(store) as index:
        (_, _, first), (_, _, second) = sentences_of(index, "claim")
        assert ("North says", "The North says") == (first[:10], second[:14])


def test_an_event_is_worded_anew_where_a_voice_came(tmp_path: Path) -> None:
    """Nothing that the event names has changed: what names it has."""
    store = Store(tmp_path / "reports")
    seal(store, NORTH, CLASH)
    seal(store, NORTH, CLASH, CLAIM)
    seal(store, NORTH, CLASH)

    with index_of(store) as index:
        assert ["Shots", "Shots (by the account of North)", "Shots"] == [
            sentence.partition(",")[0] for _, _, sentence in sentences_of(index, "clash")
        ]


def test_a_fact_is_worded_anew_where_a_later_program_found_it_contested(tmp_path: Path) -> None:
    """No record has changed: what a sealed edition says of positions is what was computed then."""
    store = Store(tmp_path / "reports")
    book = book_of(by_id({"type": "fact", "id": "shut", "statement": "It is shut."}).values())
    for positions in ({}, {"shut": Position.CONTESTED}):
        snapshot = Snapshot(store.next_name(), book, positions)
        publish(store, files={FACTS: write_snapshot(snapshot)})

    with index_of(store) as index:
        assert [(0, 0, "It is shut."), (1, None, "[contested] It is shut.")] == sentences_of(
            index, "shut"
        )


@pytest.mark.parametrize("seed", range(25))
def test_whatever_changes_each_edition_is_worded_as_it_words_itself(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)  # noqa: S311
    store = Store(tmp_path / "reports")
    for week in range(6):
        if week in (2, 4):  # an index that goes on is the same as one made at once
            with kept_index(store):
                pass
        seal(store, *_any_week(chance))

    with index_of(store) as index:
        for place, sealed in enumerate(store.editions()):
            view = view_of(read_snapshot(store.read(sealed, FACTS)))
            told = {id: sentence_of(record, view) for id, record in view.records.items()}
            assert told == sentences(index, place), place


def _any_week(chance: random.Random) -> list[Written]:
    actors, events, claims = ["north", "south", "guard"], ["clash", "raid"], ["c0", "c1", "c2"]
    week: list[Written] = [
        {"type": "actor", "id": "north", "name": chance.choice(["North", "The North"]),
         "party_to_conflict": chance.random() < 0.7},
        {"type": "actor", "id": "south", "name": "South", "party_to_conflict": True},
        {"type": "actor", "id": "guard", "name": "Guard", "part_of": chance.choice(actors[:2])},
        {"type": "place", "id": "ford", "name": chance.choice(["Ford", "Old ford"])},
        {"type": "source", "id": "wire", "publisher": chance.choice(["Wire", "The Wire"]),
         **chance.choice([{}, {"party_alignment": "south"}])},
    ]  # fmt: skip
    for id in events:
        sources: list[str] = chance.choice([[], ["wire"]])
        week.append({"type": "event", "id": id, "summary": f"The {id}", "place": "ford",
                     "date_start": "2025-10-14", "source_refs": list(sources)})  # fmt: skip
    there = [id for id in claims if chance.random() < 0.7]
    week += [
        {"type": "claim", "id": id, "speaker": chance.choice(actors), "statement": "it fired",
         "modality": chance.choice(["asserts", "denies", "no_comment"]),
         "about": [chance.choice(events)], "date": "2025-10-15"}
        for id in there
    ]  # fmt: skip
    week.append({"type": "fact", "id": "fact", "statement": "It fired.",
                 "claims": chance.sample(there, min(len(there), chance.randrange(3))),
                 "source_refs": ["wire"]})  # fmt: skip
    if chance.random() < 0.7:
        toll: Written = {"type": "figure", "id": "toll", "metric": "killed", "best": 3}
        voice = {"event": chance.choice(events), "provider": chance.choice(actors)}
        week.append({**toll, **voice})
    chance.shuffle(week)
    return week


@pytest.mark.parametrize(
    ("record", "days"),
    [
        ({"type": "event", "date_start": "2025-10-14"}, ("2025-10-14", "2025-10-14")),
        (
            {"type": "event", "date_start": "2025-10-14", "date_end": "2025-10-16"},
            ("2025-10-14", "2025-10-16"),
        ),
        ({"type": "measure", "since": "2025-10-14"}, ("2025-10-14", None)),
        (
            {"type": "measure", "since": "2025-10-14", "until": "2025-10-16"},
            ("2025-10-14", "2025-10-16"),
        ),
        (
            {"type": "measure", "since": "2025-10-14", "valid_to": "2025-10-20"},
            ("2025-10-14", "2025-10-20"),
        ),
        ({"type": "fact", "date": "2025-10-14"}, ("2025-10-14", "2025-10-14")),
        ({"type": "fact", "event": "clash"}, ("2025-10-14", "2025-10-14")),
    ],
)
def test_only_what_began_and_has_no_end_goes_on(
    record: Written, days: tuple[str, str | None]
) -> None:
    records = book_of(by_id({"id": "asked", **record}, CLASH).values())

    whole = whole_days_of(records.by_id["asked"], records)

    assert whole is not None
    assert days == _written(whole)


def _written(days: Days) -> tuple[str, str | None]:
    return days.start.isoformat(), days.end.isoformat() if days.end else None


def test_the_words_of_a_record_are_its_sentence_and_all_that_it_says(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    seal(store, {**CLAIM, "id": "south.claim", "quote": {"text": "They began"}}, CLASH, NORTH)

    with index_of(store) as index:
        query = (
            "SELECT text FROM version_words w JOIN versions v ON v.id = w.rowid "
            "WHERE record = 'south.claim'"
        )
        ((text,),) = index.connection.execute(query)
    for said in ("North says", "south.claim", "South fired", "They began"):
        assert f" {' '.join(words_of(said))} " in text


def test_the_shipped_editions_are_worded_as_each_words_itself(shipped_series: Path) -> None:
    store = Store(shipped_series / "reports")

    with index_of(store, keep=False) as index:
        for place, sealed in enumerate(store.editions()):
            view = view_of(read_snapshot(store.read(sealed, FACTS)))
            own = {id: sentence_of(record, view) for id, record in view.records.items()}
            assert own == sentences(index, place), place

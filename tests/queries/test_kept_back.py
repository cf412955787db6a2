"""A name that the newest edition keeps back is neither found nor shown of an earlier one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from reportkit.editions.published_names import names_published_before
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot, write_snapshot
from reportkit.editions.store import Store
from reportkit.model.vocabulary.events import Position
from reportkit.model.withholding import masked
from reportkit.queries.index import index_of, kept_index
from reportkit.queries.indexed_records import IndexedLogs, renamed_since
from reportkit.queries.later_editions import renamed_since_sealed
from reportkit.queries.record_history import history_of
from reportkit.queries.search import Found, search
from reportkit.queries.search_filters import Asked
from reportkit.queries.search_words import read_words
from tests.editions.sealing import publish
from tests.queries.sealing import seal
from tests.records import Written, book_of, by_id

OPEN: Written = {"type": "source", "id": "paper", "publisher": "The Gannet Herald"}
WITHHELD: Written = {**OPEN, "attribution_rule": "chatham_house"}
PIKE: Written = {"type": "actor", "id": "pike", "name": "Colonel Osric Pike"}
SAID: Written = {
    "type": "claim",
    "id": "claim",
    "speaker": "pike",
    "modality": "asserts",
    "statement": "the ford is mined",
    "source_refs": ["paper"],
}
NAMING: Written = {"type": "fact", "id": "told", "statement": "The Gannet Herald saw lorries."}
SHUT: Written = {"type": "fact", "id": "shut", "statement": "The ford is shut to lorries."}


def records_with(store: Store, *words: str) -> list[Found]:
    with index_of(store) as index:
        return list(search(index, Asked(terms=read_words(words)), 0).records)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "reports")


def test_a_source_is_not_found_by_the_name_that_it_had(store: Store) -> None:
    seal(store, OPEN, SHUT)
    assert ["paper"] == [record.record for record in records_with(store, "gannet")]

    seal(store, WITHHELD, SHUT)
    assert ([], []) == (records_with(store, "gannet"), records_with(store, "her*"))


def test_it_is_told_without_its_name(store: Store) -> None:
    seal(store, OPEN)
    seal(store, WITHHELD)

    (record,) = records_with(store, "withheld")

    assert ["paper"] == [wording.record for wording in record.wordings]
    assert "Gannet" not in str(record)


def test_a_sentence_that_names_it_is_not_shown_nor_found_by_its_other_words(store: Store) -> None:
    seal(store, OPEN, NAMING, SHUT)
    seal(store, WITHHELD, SHUT)

    assert ["shut"] == [record.record for record in records_with(store, "lorries")]
    (record,) = records_with(store, "told")  # by its id
    assert ["(not shown)"] == [wording.text for wording in record.wordings]


def test_a_speaker_is_not_found(store: Store) -> None:
    seal(store, OPEN, PIKE, SAID)
    seal(store, OPEN, {**SAID, "attribution_rule": "chatham_house"}, PIKE)

    assert [] == records_with(store, "osric")
    (record,) = records_with(store, "mined")
    assert all("may not be named" in wording.text for wording in record.wordings)


def test_a_change_that_names_it_is_not_shown(store: Store) -> None:
    seal(store, OPEN, SHUT)
    seal(store, OPEN, SHUT, sentence="The Gannet Herald saw the barrier.")
    seal(store, WITHHELD, SHUT)

    assert [] == records_with(store, "barrier")
    assert "Gannet" not in str(records_with(store, "ford"))


def test_a_name_that_is_open_again_is_found_again(store: Store) -> None:
    for source in (OPEN, WITHHELD, OPEN):
        seal(store, source, NAMING)
        records_with(store, "lorries")

    assert {"paper", "told"} == {record.record for record in records_with(store, "gannet")}


def test_an_index_that_goes_on_shows_what_a_new_one_shows(store: Store) -> None:
    for records in ([OPEN, NAMING, SHUT], [WITHHELD, SHUT], [WITHHELD, NAMING, SHUT]):
        seal(store, *records)
        with index_of(store) as index:
            going_on = search(index, Asked(terms=read_words(["the"])), 0)
        with index_of(store, keep=False) as index:
            assert going_on == search(index, Asked(terms=read_words(["the"])), 0)


@pytest.mark.parametrize("seed", range(30))
def test_the_names_are_those_that_the_editions_give(seed: int, store: Store) -> None:
    """Whoever was named when, renamed or not; and each life is told the same by both."""
    chance = random.Random(seed)  # noqa: S311
    called, formerly = "paper", dict[str, str]()
    for _ in range(7):
        source, renamed = chance.choice([OPEN, WITHHELD]), dict[str, str]()
        if store.names() and chance.random() < 0.25:
            formerly = {"formerly": called}
            then = masked(called) if source is WITHHELD else called  # as a comparison writes it
            called = f"{called}-new"
            renamed = {called: then}
        source = {**source, **formerly, "id": called}
        source["publisher"] = chance.choice(["The Gannet Herald", "The Otter Post"])
        rule = chance.choice([{}, {"attribution_rule": "no_source_name"}])
        claim: dict[str, Any] = {**SAID, **rule, "source_refs": [called]}
        naming = [NAMING] if chance.random() < 0.5 else []
        sentence = chance.choice(["", "Colonel Osric Pike told The Otter Post.", "It was told."])
        seal(store, source, PIKE, claim, SHUT, *naming, sentence=sentence, renamed=renamed)
        if chance.random() < 0.3:
            records_with(store, "lorries")

    newest = store.editions()[-1]
    snapshot = read_snapshot(store.read(newest, FACTS))
    expected = {term.text for term in names_published_before(store, snapshot, most=None)}
    with kept_index(store) as index:
        assert index is not None
        assert expected == {term.text for term in index.words_kept_back.all}
        for sealed in store.editions():
            name = sealed.name
            assert renamed_since_sealed(store, name) == renamed_since(index, name)
        for id in (called, "claim", "shut", "told", "pike", "nobody"):
            assert history_of(store, id) == history_of(store, id, IndexedLogs(index))
        for record in search(index, Asked(terms=read_words(["the"])), 0).records:
            assert not any(term in str(record) for term in expected)


def test_a_source_whose_id_named_it_is_told_under_its_new_one(store: Store) -> None:
    seal(store, {**OPEN, "id": "gannet-1"}, SHUT)
    new = {**WITHHELD, "id": "source-7", "formerly": "gannet-1"}
    seal(store, new, SHUT, renamed={"source-7": masked("gannet-1")})

    (record,) = records_with(store, "withheld")

    assert "source-7" == record.record
    assert "gannet" not in str(record)
    assert ["source-7", masked("gannet-1")] == [wording.record for wording in record.wordings]


def test_whose_claim_it_is_does_not_show_in_that_a_fact_was_contested(store: Store) -> None:
    fact: Written = {**SHUT, "claims": ["claim"]}
    book = book_of(by_id(OPEN, PIKE, SAID, fact).values())
    contested = Snapshot(store.next_name(), book, {"shut": Position.CONTESTED})
    publish(store, files={FACTS: write_snapshot(contested)})
    assert "[contested]" in str(records_with(store, "lorries"))

    seal(store, OPEN, {**SAID, "attribution_rule": "chatham_house"}, PIKE, fact)

    (record,) = records_with(store, "lorries")
    assert ["The ford is shut to lorries."] == [wording.text for wording in record.wordings]

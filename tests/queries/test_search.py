"""Words are found in what records said and in what changed, record by record, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, Snapshot, write_snapshot
from reportkit.editions.store import Store
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import Tlp
from reportkit.queries.index import Index, index_of
from reportkit.queries.search import Found, search
from reportkit.queries.search_filters import Asked, EditionSpan, refuse_unknown
from reportkit.queries.search_words import WrongQuery, read_words
from tests.cli.series import publish, write
from tests.editions.sealing import publish as seal_files
from tests.queries.sealing import seal
from tests.records import Written, book_of, by_id


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The river: its toll is 3, then 5, then 3 again; 'closure' becomes 'bridge-closure'."""
    series = tmp_path_factory.mktemp("river")
    for week in (1, 2, 3):
        write(series, week)
        publish(series)
    with index_of(Store(series / "reports")) as index:
        yield index


def found(index: Index, *words: str, limit: int = 0, **filters: Any) -> tuple[Found, ...]:
    return search(index, Asked(terms=read_words(words), **filters), limit).records


def ids(index: Index, *words: str, **filters: Any) -> list[str]:
    return [record.record for record in found(index, *words, **filters)]


def wordings(index: Index, *words: str, **filters: Any) -> dict[str, list[tuple[str, str, str]]]:
    """Give the wordings of each record: first and last edition, text."""
    return {
        record.record: [(one.first, one.last, one.text) for one in record.wordings]
        for record in found(index, *words, **filters)
    }


def test_a_record_is_told_in_each_wording_newest_first(index: Index) -> None:
    count = "civilians killed, Shots at the bridge (Observers): {}, as of 18 Oct 2025"

    assert {
        "toll": [("3", "3", count.format(3)), ("2", "2", count.format(5)),
                 ("1", "1", count.format(3))]
    } == wordings(index, "civilians", facts=True, changes=False)  # fmt: skip


def test_a_wording_that_lasted_is_told_once(index: Index) -> None:
    assert {"bridge-shut": [("1", "3", "North shut the bridge.")]} == wordings(
        index, '"shut the bridge"', changes=False
    )


def test_all_words_must_stand_in_one_record(index: Index) -> None:
    assert ["bridge-shut"] == ids(index, "north", "shut", changes=False)
    assert [] == ids(index, "shut", "civilians")


def test_a_phrase_stands_in_its_order(index: Index) -> None:
    assert ["clash"] == ids(index, "shots at", changes=False, types=frozenset({"event"}))
    assert [] == ids(index, "at shots", changes=False)


def test_the_beginning_of_a_word_is_found(index: Index) -> None:
    assert ["bridge-closure"] == ids(index, "lorr*", changes=False)
    assert [] == ids(index, "lorr", changes=False)


def test_a_rename_is_followed(index: Index) -> None:
    """Under its old id too, and what it was called then is told."""
    for id in ("closure", "bridge-closure"):
        (record,) = found(index, record=id, changes=False)
        assert ("bridge-closure", ["bridge-closure", "closure"]) == (
            record.record,
            [wording.record for wording in record.wordings],
        )


def test_changes_are_told_with_their_class_and_reason(index: Index) -> None:
    (record,) = found(index, "injured", facts=False)

    assert [("2", "UPDATED")] == [(one.edition, one.class_) for one in record.changes]
    assert "Two of the injured died." in f"{record.changes[0].text} {record.changes[0].reason}"


def test_a_class_chooses_changes(index: Index) -> None:
    asked = {"classes": frozenset({ChangeClass.SOURCE_REVISED}), "facts": False}

    assert ["toll"] == ids(index, **asked)


def test_words_are_found_where_the_sentence_does_not_say_them(index: Index) -> None:
    """The passage that holds them follows."""
    (record,) = found(index, "agency", changes=False)

    assert ("wire", "An agency") == (record.record, record.wordings[0].passage)


def test_a_sentence_comes_before_another_text(index: Index) -> None:
    """'wire' is an id and the name of a source; of nothing else a sentence."""
    assert "wire" == ids(index, "wire")[0]


@pytest.mark.parametrize(
    ("filters", "records"),
    [
        ({"types": frozenset({"event"})}, ["clash"]),
        ({"types": frozenset({"event", "round"})}, ["round-1", "clash"]),
        ({"section": "talks"}, ["more-shots", "round-1", "south.clash"]),
        ({"source": "wire", "types": frozenset({"event", "figure", "fact"})}, ["clash", "toll"]),
        ({"source": "copy"}, ["toll"]),
        ({"since": date(2025, 10, 20), "types": frozenset({"event", "measure", "round"})},
         ["bridge-closure", "round-1"]),
        ({"until": date(2025, 10, 13)}, ["bridge-closure", "bridge-shut"]),
        ({"since": date(2025, 10, 14), "until": date(2025, 10, 14)},
         ["bridge-closure", "clash", "south.clash", "toll"]),
        ({"editions": EditionSpan(EditionName(1), EditionName(2)), "section": "talks"},
         ["more-shots"]),
        ({"max_tlp": Tlp.CLEAR, "types": frozenset({"round"})}, ["round-1"]),
    ],
)  # fmt: skip
def test_filters_choose(index: Index, filters: dict[str, Any], records: list[str]) -> None:
    assert sorted(records) == sorted(ids(index, changes=False, **filters))


def test_a_record_is_described_by_nothing_that_is_marked_higher(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    shut: Written = {"type": "fact", "id": "shut", "statement": "Shut.", "date": "2025-10-13"}
    secret = {**shut, "tlp": "TLP:AMBER", "section": "secret", "date": "2025-10-21"}
    for record in ({**shut, "tlp": "TLP:CLEAR"}, secret):
        snapshot = Snapshot(store.next_name(), book_of(by_id(record).values()))
        seal_files(store, files={FACTS: write_snapshot(snapshot)})
    with index_of(store, keep=False) as index:
        (all_of_it,) = found(index, "shut", changes=False)
        (shown,) = found(index, "shut", changes=False, max_tlp=Tlp.GREEN)

    assert (all_of_it.section, all_of_it.start) == ("secret", "2025-10-21")
    assert (shown.section, shown.start) == ("", "2025-10-13")


def test_a_change_of_no_record_is_marked_as_its_edition(tmp_path: Path) -> None:
    """Such as one of the brief."""
    store = Store(tmp_path / "reports")
    seal(store, sentence="Another title.", marking=Tlp.AMBER)
    with index_of(store, keep=False) as index:
        assert ids(index, "title") == ids(index, "title", max_tlp=Tlp.AMBER) == ["shut"]
        assert ids(index, "title", max_tlp=Tlp.GREEN) == []


def test_a_source_that_thousands_repeat_is_searched_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    copies = [
        {"type": "source", "id": f"copy-{number}", "originates_from": "wire"}
        for number in range(2500)
    ]
    fact: Written = {"type": "fact", "id": "shut", "source_refs": ["copy-2499"]}
    seal(store, {"type": "source", "id": "wire"}, *copies, fact)
    with index_of(store, keep=False) as index:
        assert ids(index, source="wire") == ["shut"]


def test_days_and_sources_of_a_change_are_those_of_its_record(index: Index) -> None:
    assert ["toll"] == ids(index, facts=False, source="copy")
    assert {"bridge-closure"} == {*ids(index, facts=False, since=date(2025, 10, 30))}


def test_a_limit_counts_the_rest(index: Index) -> None:
    result = search(index, Asked(terms=read_words(["bridge"])), 2)

    assert 2 == len(result.records)
    assert result.in_all == len(found(index, "bridge")) > 2


@pytest.mark.parametrize(
    ("filters", "what"),
    [
        ({"record": "tol"}, "no edition holds a record 'tol'; did you mean 'toll'?"),
        ({"source": "wires"}, "no edition holds a source 'wires'; did you mean 'wire'?"),
        ({"source": "toll"}, "no edition holds a source 'toll'"),
        ({"section": "back"}, "no edition holds a section 'back'; there are front, talks"),
    ],
)
def test_a_name_that_no_edition_holds_is_refused(
    index: Index, filters: dict[str, Any], what: str
) -> None:
    with pytest.raises(WrongQuery) as refused:
        refuse_unknown(index, Asked(**filters))
    assert str(refused.value).startswith(what)


@pytest.mark.parametrize("words", [["bridge"], ["shots at"], ["n*"], ["the"], ["3"], ["wire"], []])
def test_without_full_text_search_the_same_is_found(index: Index, words: list[str]) -> None:
    asked = Asked(terms=read_words(words))
    looked_up = search(index, asked, 5)
    index.looks_up_words = False
    try:
        assert looked_up == search(index, asked, 5)
    finally:
        index.looks_up_words = True
    assert looked_up.records


def test_other_scripts_are_found_by_their_letters(tmp_path: Path) -> None:
    """Typed with the Arabic kaf, published with the Persian one; a beginning is enough."""
    store = Store(tmp_path / "reports")
    shut: Written = {"type": "fact", "id": "shut", "statement": "دروازه کابل بسته است."}
    seal(store, shut)

    with index_of(store) as index:
        for typed in ("كابل", "کاب*", "كابل بسته"):
            assert ["shut"] == ids(index, typed)
        (record,) = found(index, "كابل")
    (wording,) = record.wordings
    assert ["کابل"] == [wording.text[span.start : span.end] for span in wording.found]


def test_what_stands_in_the_sentence_comes_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    often = "Lorry by lorry, lorry after lorry"
    driver: Written = {"type": "source", "id": "a", "publisher": "A driver", "descriptor": often}
    seal(store, driver, {"type": "fact", "id": "z", "statement": "One lorry stood there."})

    with index_of(store) as index:
        assert ["z", "a"] == ids(index, "lorry")


def test_a_record_that_has_ended_rests_on_no_source(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    wire: Written = {"type": "source", "id": "wire"}
    fact: Written = {"type": "fact", "id": "shut", "statement": "It is shut."}
    seal(store, wire, {**fact, "source_refs": ["wire"]})
    seal(store, wire, {**fact, "source_refs": ["wire"], "status": "withdrawn"})

    with index_of(store) as index:
        assert {"shut": [("1", "1", "It is shut.")]} == wordings(index, source="wire")


def test_a_change_is_of_the_days_of_which_its_record_spoke_then(tmp_path: Path) -> None:
    """Not of those of which it spoke long before, or came to speak later."""
    store = Store(tmp_path / "reports")
    october: Written = {"type": "fact", "id": "shut", "date": "2025-10-01"}
    december: Written = {**october, "date": "2025-12-01"}
    seal(store, december)
    seal(store, october)
    seal(store, october)
    seal(store, october, sentence="It was shut.")
    seal(store, december, sentence="It was shut later.")

    with index_of(store) as index:
        (record,) = found(index, facts=False, since=date(2025, 11, 1))
        assert ["5"] == [change.edition for change in record.changes]


KANDAHAR: Written = {
    "type": "place", "id": "kdh", "name": "Kandahar", "pcode": "AF2701",
    "names": [{"name": "Qandahar"}, {"name": "کندهار", "language": "ps"}],
}  # fmt: skip
STRIKE: Written = {
    "type": "event", "id": "strike", "summary": "A strike on the depot", "place": "kdh",
    "date_start": "2025-10-14", "external_ids": [{"scheme": "acled", "id": "AFG77123"}],
    "source_notes": [{"text": "A drone hit the fuel depot", "source": "acled"}],
}  # fmt: skip


@pytest.mark.parametrize("name", ["Qandahar", "كندهار", "Kandahar"])  # Arabic kaf
def test_a_place_and_what_happened_there_are_found_by_any_of_its_names(
    tmp_path: Path, name: str
) -> None:
    store = Store(tmp_path / "reports")
    seal(store, KANDAHAR, STRIKE)
    with index_of(store) as index:
        assert {"kdh", "strike"} == {*ids(index, name)}


def test_the_names_of_the_place_are_shown_where_the_word_is_one_of_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    seal(store, KANDAHAR, STRIKE)
    with index_of(store) as index:
        (wording,) = found(index, "Qandahar", types=frozenset({"event"}))[0].wordings

    assert "Kandahar / Qandahar / کندهار" == wording.passage


def test_a_name_that_a_place_gets_later_finds_what_happened_there_before(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    seal(store, {**KANDAHAR, "names": []}, STRIKE)
    seal(store, KANDAHAR, STRIKE)
    with index_of(store) as index:
        (record,) = found(index, "Qandahar", types=frozenset({"event"}))

    assert ["strike"] == [record.record]


@pytest.mark.parametrize(("words", "record"), [("AFG77123", "strike"), ("AF2701", "kdh")])
def test_a_code_and_a_number_of_another_data_set_are_found(
    tmp_path: Path, words: str, record: str
) -> None:
    store = Store(tmp_path / "reports")
    seal(store, KANDAHAR, STRIKE)
    with index_of(store) as index:
        assert [record] == ids(index, words)


def test_the_words_of_a_source_are_found_in_the_event_that_quotes_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "reports")
    seal(store, KANDAHAR, STRIKE)
    with index_of(store) as index:
        (record,) = found(index, "fuel depot")

    assert ("strike", "A drone hit the fuel depot") == (record.record, record.wordings[0].passage)

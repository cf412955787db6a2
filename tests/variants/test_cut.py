"""A book cut down to a lower marking holds no trace of what is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of, write_snapshot
from reportkit.loading.serialize import Plain
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.evidence import Event, Figure
from reportkit.model.redaction import abridged
from reportkit.model.sensitive_terms import SensitiveTerms, sensitive_terms
from reportkit.model.vocabulary.series import Tlp
from tests import records
from tests.variants import heron


@pytest.fixture
def whole(tmp_path: Path) -> Book:
    """The book at its own marking."""
    return heron.book_of(heron.write(tmp_path))


@pytest.fixture
def cut(whole: Book) -> Book:
    """What is left of it at TLP:CLEAR."""
    return abridged(whole, Tlp.CLEAR)


def test_only_what_may_be_seen_is_left(cut: Book) -> None:
    """Of actors, places and sources those stay that somebody still names."""
    assert [
        "mission", "marsh-road", "paper", "toll", "toll.reported", "road.shut", "judgement.road",
    ] == list(cut.by_id)  # fmt: skip


@pytest.mark.parametrize("secret", heron.SECRETS)
def test_no_word_of_what_is_gone_is_left(whole: Book, cut: Book, secret: str) -> None:
    before, after = (
        write_snapshot(snapshot_of(book, EditionName(1))).decode() for book in (whole, cut)
    )

    assert (secret == "6,543") != (secret in before)  # noqa: S105  # as the page prints it
    assert secret not in after


def test_loose_lists_lose_what_is_gone(cut: Book) -> None:
    toll, road = cut.get(Figure, "toll"), cut.get(Judgement, "judgement.road")

    assert toll is not None
    assert road is not None
    assert (("paper",), ()) == (toll.source_refs, road.gaps)


def test_sentences_have_their_other_words_or_go(cut: Book) -> None:
    edition = cut.edition

    assert "Sixteen people are dead." == edition.bottom_line.text
    assert ("toll.reported",) == edition.bottom_line.basis
    assert 2 == len(edition.highlights)
    assert ("toll",) == edition.key_figures
    assert Tlp.CLEAR is cut.tlp


def test_a_bottom_line_without_other_words_is_never_printed(tmp_path: Path) -> None:
    """The rules refuse it before; whoever cuts without asking them gives nothing away."""
    told = ("  abridged: Sixteen people are dead.\n", "")
    book = heron.book_of(heron.write(tmp_path, edition=told))

    assert "Not in this edition." == abridged(book, Tlp.CLEAR).edition.bottom_line.text


def test_what_has_no_marking_has_that_of_the_series(tmp_path: Path) -> None:
    """In a series at TLP:AMBER a record is released only if it says so."""
    book = heron.book_of(heron.write(tmp_path, brief=('tlp: "TLP:CLEAR"', 'tlp: "TLP:AMBER"')))

    assert [] == list(abridged(book, Tlp.CLEAR).by_id)


def test_whoever_may_have_clear_is_under_no_restriction(whole: Book, cut: Book) -> None:
    assert "not for the press" == abridged(whole, Tlp.GREEN).brief.tlp_restrictions
    assert cut.brief.tlp_restrictions is None


def test_cutting_again_changes_nothing(cut: Book) -> None:
    again = abridged(cut, Tlp.CLEAR)

    assert (dict(cut.by_id), cut.brief, cut.edition) == (
        dict(again.by_id), again.brief, again.edition,
    )  # fmt: skip


def test_the_words_of_a_source_go_with_it() -> None:
    """Those of the other source stay, and so does what happened."""
    note: dict[str, Plain] = {"text": "A drone hit the depot", "source": "cable"}
    event: records.Written = {
        "type": "event", "id": "strike", "summary": "Strike", "source_refs": ["wire"],
        "source_notes": [note, {"text": "Fire at a depot", "source": "wire"}],
    }  # fmt: skip
    sources = (
        {"type": "source", "id": "cable", "tlp": "TLP:AMBER"},
        {"type": "source", "id": "wire"},
    )
    brief: records.Written = {"tlp": "TLP:CLEAR"}
    book = records.book_of(records.by_id(event, *sources).values(), brief=brief)

    strike = abridged(book, Tlp.CLEAR).get(Event, "strike")

    assert strike is not None
    assert ["Fire at a depot"] == [held.text for held in strike.source_notes]


def test_a_place_that_is_gone_is_known_by_all_of_its_names_and_codes() -> None:
    place = records.record_of(
        {"type": "place", "id": "camp", "name": "The Camp", "pcode": "XA2701",
         "names": [{"name": "Qasaba"}, {"name": "قصبه", "language": "ps"}],
         "external_ids": [{"scheme": "acled", "id": "AFG77"}, {"scheme": "ucdp", "id": "2025"}]}
    )  # fmt: skip

    hidden = SensitiveTerms(sensitive_terms([place], []))

    for text in ("in Qasaba", "نزد قصبه", "near XA2701", "as AFG77"):
        assert [*hidden.found_in(text)], text
    assert [] == [*hidden.found_in("the year 2025")]

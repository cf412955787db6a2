"""A book cut down to a lower marking holds no trace of what is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of, write_snapshot
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.redaction import abridged
from reportkit.model.vocabulary.series import Tlp
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

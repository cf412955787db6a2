"""A source falls between two editions: from what 'check' asks to what readers are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.snapshot import at_marking
from reportkit.loading.loader import load
from reportkit.model.redaction import abridged
from reportkit.model.vocabulary.series import Tlp
from tests.cli.series import run

ALL = "clash, toll, more-shots, round-1"


def edited(series: Path, file: str, old: str, new: str) -> None:
    path = series / "seeds" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def review(series: Path, block: str) -> None:
    edition = series / "seeds" / "edition.yaml"
    edition.write_text(f"{edition.read_text()}source_reviews:\n  - {{{block}}}\n")


@pytest.fixture
def fallen(own_river: Path) -> Path:
    """No. 3 is sealed; in the seeds of No. 4 nothing is new but that the wire was withdrawn."""
    edited(own_river, "front.yaml", "best: 4", "best: 3")
    withdrawn = "{id: wire, source_status: withdrawn, status_reason: The Wire took it back.,"
    edited(own_river, "sources.yaml", "{id: wire,", withdrawn)
    return own_river


def problems(series: Path, code: str) -> list[str]:
    told = run(series, "check", "--json").json["problems"]
    return [f"{one['message']}\n{one['hint']}" for one in told if one["code"] == code]


def test_check_asks_for_all_that_rests_on_it_until_it_was_looked_at(fallen: Path) -> None:
    """By hand: clash, round and toll (a copy) cite it, and the judgement rests on the toll."""
    (asked,) = problems(fallen, "source-unreviewed")
    assert "records: [clash, toll, more-shots, round-1]" in asked

    review(fallen, f"source: wire, records: [{ALL}], reason: Seen on film.")
    assert problems(fallen, "source-unreviewed") == []
    assert problems(fallen, "source-withdrawn") == []


def test_what_rested_on_a_copy_is_asked_for_though_it_is_called_none_now(fallen: Path) -> None:
    edited(fallen, "sources.yaml", ",\n     originates_from: wire}", "}")
    (asked,) = problems(fallen, "source-unreviewed")

    assert "records: [clash, toll, more-shots, round-1]" in asked


def test_a_review_leaves_what_it_does_not_name(fallen: Path) -> None:
    review(fallen, "source: wire, records: [clash, toll], reason: Seen on film.")

    (asked,) = problems(fallen, "source-unreviewed")
    assert "not looked at again since: more-shots, round-1" in asked
    (withdrawn,) = problems(fallen, "source-withdrawn")
    assert withdrawn.startswith("round-1 cites wire, which was withdrawn")


def test_readers_are_told_what_was_looked_at_again(fallen: Path) -> None:
    review(fallen, f"source: wire, records: [{ALL}], reason: Seen on film.")
    text = " ".join(run(fallen, "diff").out.split())

    assert "Source withdrawn: The Wire" in text
    assert "Looked at again because of it and left unchanged:" in text
    assert "Seen on film." in text


def test_a_lower_edition_names_nothing_that_it_does_not_carry(fallen: Path) -> None:
    """The judgement is marked higher: its id goes, and so does a reason that may tell of it."""
    edited(fallen, "outlook.yaml", "{id: more-shots,", '{id: more-shots, tlp: "TLP:GREEN",')
    block = "source: wire, records: [toll, more-shots], reason: The judgement has a film."
    review(fallen, f"{block}, abridged: The toll was counted again.")
    book = load(fallen).book
    assert book is not None

    (lower,) = abridged(book, Tlp.CLEAR).edition.source_reviews
    (printed,) = at_marking(book).edition.source_reviews
    assert (lower.records, lower.reason) == (("toll",), "The toll was counted again.")
    assert (printed.records, printed.reason) == (lower.records, lower.reason)


def test_an_unknown_record_or_key_in_a_review_is_told_with_the_nearest(fallen: Path) -> None:
    review(fallen, "source: wire, records: [tol], statements: [botom_line], reason: x.")
    told = run(fallen, "check").out

    assert "did you mean 'bottom_line'?" in told

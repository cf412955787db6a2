"""An edition beside the one before: its days, and words that it took over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.publish.check import check_series
from tests import tiny
from tests.building import build_quickly

NOW = datetime(2026, 1, 12, 6, tzinfo=UTC)
CODES = {"period-gap", "text-copied"}


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Give a series whose No. 1 is of 5 to 11 January, with the seeds of No. 2."""
    build_quickly(tiny.write(tmp_path), now=NOW)
    return tiny.write(tmp_path, week=2)


def told(series: Path, *, revise: bool = False) -> dict[str, str]:
    """Give the messages of both codes."""
    found = check_series(series, revise=revise).problems
    return {problem.code: problem.message for problem in found if problem.code in CODES}


def period(series: Path, written: str) -> Path:
    edition = series / "seeds" / "edition.yaml"
    was = "period: {start: 2026-01-12, end: 2026-01-18}"
    edition.write_text(edition.read_text().replace(was, written))
    return series


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("period: {start: 2026-01-13, end: 2026-01-18}", "leaves 2026-01-12 to no edition"),
        ("period: {start: 2026-01-15, end: 2026-01-18}",
         "leaves 2026-01-12 to 2026-01-14 to no edition"),
        ("period: {start: 2026-01-10, end: 2026-01-18}", "tells of 2026-01-10 to 2026-01-11 again"),
        ("period: {start: 2026-01-01, end: 2026-01-04}", "lies before that"),
    ],
)  # fmt: skip
def test_a_day_of_no_edition_or_of_two_is_warned_of(series: Path, written: str, ends: str) -> None:
    assert told(period(series, written))["period-gap"].endswith(ends)


def test_a_note_for_readers_is_enough(series: Path) -> None:
    noted = "period: {start: 2026-01-14, end: 2026-01-18}\nperiod_note: the desk was closed"

    assert {} == told(period(series, noted))


def test_the_next_week_and_a_revision_are_quiet(series: Path) -> None:
    assert {} == told(series)
    assert {} == told(tiny.write(series), revise=True)


FRESH = [
    "The army shelled the northern slope for two days.",
    "Three families walked to the town of Harm.",
    "The market in the valley stayed shut.",
]


def test_half_of_the_new_sentences_may_be_copies(series: Path) -> None:
    """Three of page 1 as last week, beside three new facts."""
    add_facts(series, FRESH)

    assert {} == told(series)


def test_more_than_half_are_warned_of_with_the_first_of_them(series: Path) -> None:
    """The last of the new facts is an old one under another id."""
    add_facts(series, [*FRESH[:2], "The road through the valley is shut."])

    assert told(series) == {
        "text-copied": "4 of 6 sentences that this edition writes anew stand word for word in "
        "the one before, to begin with “Clashes in the valley left people dead.”"
    }


@pytest.mark.parametrize(
    "setting", ["which: share, threshold: 70", "which: sentences, threshold: 7"]
)
def test_a_series_sets_how_much_may_be_copied(series: Path, setting: str) -> None:
    add_facts(series, [*FRESH[:2], "The road through the valley is shut."])
    reason = "reason: The desk repeats its standing sentences."
    with (series / "seeds" / "brief.yaml").open("a") as brief:
        brief.write(f"rules: [{{rule: text-copied, {setting}, {reason}}}]\n")

    assert {} == told(series)


def test_page_one_written_anew_is_enough(series: Path) -> None:
    add_facts(series, [*FRESH[:2], "The road through the valley is shut."])
    rewritten(series, "Clashes in the valley left people dead.", "It rained upon the dead.")

    assert {} == told(series)


def test_what_stands_every_week_is_not_counted(series: Path) -> None:
    """Standing facts leave fewer than six sentences, of which no share is taken."""
    copied = [*FRESH[:2], "The road through the valley is shut."]
    add_facts(series, copied, "standing: true")

    assert {} == told(series)


def rewritten(series: Path, was: str, now: str) -> None:
    edition = series / "seeds" / "edition.yaml"
    assert was in edition.read_text()
    edition.write_text(edition.read_text().replace(was, now))


def add_facts(series: Path, statements: list[str], more: str = "standing: false") -> None:
    facts = "".join(
        f"  - {{id: new-{n}, statement: {text}, date: 2026-01-14, verification: single_origin,\n"
        f"     source_refs: [note-1], {more}}}\n"
        for n, text in enumerate(statements)
    )
    (series / "seeds" / "more.yaml").write_text(f"section: clashes\nfacts:\n{facts}")

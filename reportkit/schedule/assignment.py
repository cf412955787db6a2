"""The edition in work for a slot: whose period, cut-off and words a scheduled edition has.

What edition.yaml says of the slot's own period is taken as it is written. Once that period
is published, the author's dates are spent: the slot's take their place, and what was said
only of the edition before (its notes on changes, its review, its next date) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from reportkit.editions.journal import Fate, SlotDecision
from reportkit.editions.snapshot import Snapshot, snapshot_of
from reportkit.i18n.formats import span
from reportkit.model.book import Book
from reportkit.model.series import Cadence, ChangeNote, Edition, Statement
from reportkit.model.vocabulary.series import BottomLine, Dates, EditionKind, Trend
from reportkit.periods import Slot, slot_named
from reportkit.problems import Problem


class Target(NamedTuple):
    """What a scheduled run asks of a build."""

    slot: Slot
    now: datetime
    gaps: tuple[SlotDecision, ...] = ()  # slots since the edition before that have none
    note: bool = False  # no record changed: one page says so


def date_for(
    book: Book, target: Target, before: Snapshot | None, carried_by: Sequence[Snapshot] = ()
) -> tuple[Book, tuple[Problem, ...]]:
    """Give the book as the slot's edition, and what keeps it from being one.

    ``before`` is the newest edition that is published; ``carried_by`` are those since the one
    that edition.yaml was written for, itself included: what they carried is spent.
    """
    slot, edition = target.slot, book.edition
    typed = edition.period
    note = _gaps_in_words(target.gaps, book.brief.cadence)
    if slot.covers(typed.start, typed.end):
        written = edition.replace(period_note=_joined(edition.period_note, note))
        return replace(book, edition=written), tuple(_not_yet(edition, target.now))
    carried = edition.replace(
        kind=EditionKind.REGULAR,
        period=typed.replace(start=slot.start, end=slot.end),
        period_note=note,
        cut_off=slot.cut_off,
        published=slot.due,
        next_due=None,
        changes=unused_notes(edition, carried_by),
        review=None if _is_used(edition, carried_by) else edition.review,
    )
    if target.note and before is not None:
        carried = _nothing_changed(carried, before)
    return replace(book, edition=carried), tuple(_unfit(book, target, before))


def _not_yet(edition: Edition, now: datetime) -> Iterator[Problem]:
    """An edition is not published before the hour that it prints."""
    if edition.published > now:
        yield Problem(
            "edition-later",
            f"edition.yaml says that it is published at {edition.published.isoformat(sep=' ')}",
            edition.at("published"),
            "it waits until then",
        )


def _unfit(book: Book, target: Target, before: Snapshot | None) -> Iterator[Problem]:
    """Find why the words of edition.yaml cannot stand over this period."""
    slot, typed, policy = target.slot, book.edition.period, book.brief.schedule
    covers = f"edition.yaml speaks of {typed.start} to {typed.end}"
    published = before is not None and typed.end <= before.period.end
    if typed.end > slot.end and not published:
        yield Problem(
            "edition-ahead",
            f"{covers}, and {slot.key} ({slot.start} to {slot.end}) is not published yet",
            typed.at(),
            "publish that one by hand first, or let it be missed",
        )
    elif before is None or policy.dates is Dates.WRITTEN:  # a first edition is always as written
        yield Problem(
            "edition-not-moved",
            f"{covers}; due is {slot.key}, {slot.start} to {slot.end}",
            typed.at(),
            "write the edition of this period"
            if before is None
            else "write the edition of this period, or set 'dates: computed' under 'schedule:'",
        )
    elif policy.bottom_line is BottomLine.FRESH and not target.note:
        yield from _old_words(book, before)


def _old_words(book: Book, before: Snapshot) -> Iterator[Problem]:
    """Changed records do not appear under what page 1 said of the edition before.

    A single highlight may stay while what it rests on does; all of them together, the bottom
    line and the reasons for a trend speak of the period.
    """
    records = snapshot_of(book, before.name).records
    changed = {id for id, record in records.items() if record != before.records.get(id)}
    if not changed and records.keys() == before.records.keys():
        return
    edition, was = book.edition, before.edition
    last = f"No. {before.name.spoken}"
    hint = "write this period's, or set 'bottom_line: any' under 'schedule:'"
    if edition.bottom_line == was.bottom_line:
        message = f"records have changed, and the bottom line is still that of {last}"
        yield Problem("bottom-line-old", message, edition.bottom_line.at("text"), hint)
    for words, what in _carried(edition, was, changed):
        message = f"records have changed, and {what} of {last}"
        yield Problem("words-old", message, words.at("text"), hint)


def _carried(
    edition: Edition, was: Edition, changed: AbstractSet[str]
) -> Iterator[tuple[Statement, str]]:
    """Give the other sentences of page 1 that are those of the edition before."""
    if edition.highlights and edition.highlights == was.highlights:
        yield edition.highlights[0], "the highlights are still those"
    else:
        for each in edition.highlights:
            if each in was.highlights and changed & {*each.basis}:
                yield each, "this highlight, whose records are among them, is still that"
    if edition.trend_rationale == was.trend_rationale:
        yield edition.trend_rationale, "the reason for the trend is still that"
    for trend in edition.section_trends:
        if trend in was.section_trends and changed & {*trend.rationale.basis}:
            yield trend.rationale, f"the reason for the trend of {trend.section} is still that"


def _nothing_changed(edition: Edition, before: Snapshot) -> Edition:
    """Make the edition a note: what the one before said stands, and the trend is unchanged.

    The bottom line is carried on word for word, from note to note; page and mail say above it
    that nothing changed.
    """
    carried = before.edition.bottom_line
    why = f"No record changed since No. {before.name.spoken}."
    return edition.replace(
        kind=EditionKind.NOTE,
        bottom_line=carried,
        highlights=(),
        trend=Trend.UNCHANGED,
        trend_rationale=edition.trend_rationale.replace(
            text=why, abridged=why, basis=carried.basis
        ),
        section_trends=(),
    )


def unused_notes(edition: Edition, carried_by: Sequence[Snapshot]) -> tuple[ChangeNote, ...]:
    """Keep the notes on changes that no edition has carried yet."""
    used = {note for one in carried_by for note in one.edition.changes}
    return tuple(note for note in edition.changes if note not in used)


def _is_used(edition: Edition, carried_by: Sequence[Snapshot]) -> bool:
    """Tell whether the review is of an edition that is published."""
    review = edition.review
    return review is not None and review in [one.edition.review for one in carried_by]


def _gaps_in_words(gaps: tuple[SlotDecision, ...], cadence: Cadence) -> str | None:
    """Name the periods that have no edition: "no edition for 27 Oct – 2 Nov 2025"."""
    parts = []
    for fate, why in ((Fate.MISSED, ""), (Fate.SKIPPED, ", when no record changed")):
        slots = [slot_named(cadence, gap.slot) for gap in gaps if gap.fate is fate]
        if slots and _follow(slots):
            parts.append(f"no edition for {span(slots[0].start, slots[-1].end)}{why}")
        elif slots:
            named = " and ".join(span(slot.start, slot.end) for slot in slots)
            parts.append(f"no edition for {named}{why}")
    return "; ".join(parts) or None


def _follow(slots: Sequence[Slot]) -> bool:
    return all((after.start - before.end).days == 1 for before, after in pairwise(slots))


def _joined(*notes: str | None) -> str | None:
    return "; ".join(note for note in notes if note) or None

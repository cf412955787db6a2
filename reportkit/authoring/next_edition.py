"""The next edition in edition.yaml: its days moved on, what spoke of the last one left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from reportkit.authoring.edition_text import rewritten
from reportkit.authoring.written import moment
from reportkit.editions.manifest import Imprint
from reportkit.editions.snapshot import Snapshot, at_marking
from reportkit.model.book import Book
from reportkit.model.series import Cadence, Edition
from reportkit.model.vocabulary.series import EditionKind, Every
from reportkit.periods import slot_holding
from reportkit.problems import ReportkitError, counted
from reportkit.schedule.assignment import unused_notes
from reportkit.zones import zone_named

_DAY = timedelta(days=1)
_STEPS = {Every.DAY: 1, Every.WEEK: 7, Every.FORTNIGHT: 14}
#: What was said only of the edition before.
_SPENT = frozenset({"changes", "review", "next_due", "period_note"})


class NotPublished(ReportkitError):
    """What edition.yaml holds is not published yet, and would be lost."""


class Days(NamedTuple):
    """When an edition is: its period, its cut-off and its publication."""

    start: date
    end: date
    cut_off: datetime
    published: datetime

    def of(self, edition: Edition) -> Edition:
        """Give an edition these days, without what was said only of the one before."""
        return edition.replace(
            kind=EditionKind.REGULAR,
            period=edition.period.replace(start=self.start, end=self.end),
            cut_off=self.cut_off,
            published=self.published,
            changes=(),
            review=None,
            next_due=None,
            period_note=None,
        )


def is_begun(edition: Edition, last: Imprint) -> bool:
    """Tell whether edition.yaml speaks of a period after the last that is published."""
    return edition.period.end > last.period.end


def next_days(edition: Edition, cadence: Cadence, last: Imprint) -> Days:
    """Give the days of the slot after the last edition; the cut-off keeps its hour.

    A series whose period is no slot, such as Monday to Sunday where it appears on Sundays,
    moves on by its own length.
    """
    period = last.period
    if not slot_holding(cadence, period.start).covers(period.start, period.end):
        length = period.end - period.start + _DAY
        if length.days == _STEPS.get(cadence.every):
            end = period.end + length
            return Days(
                start=period.start + length,
                end=end,
                cut_off=_same_hour(edition.cut_off, edition, end, cadence.zone),
                published=_same_hour(edition.published, edition, end, cadence.zone),
            )
    slot = slot_holding(cadence, period.end + _DAY)
    return Days(
        start=max(slot.start, period.end + _DAY),
        end=slot.end,
        cut_off=_same_hour(edition.cut_off, edition, slot.end, cadence.zone),
        published=slot.due,
    )


def refuse_loss(book: Book, last: Imprint, before: Snapshot) -> None:
    """Refuse where notes or a date of a revision would be lost that no edition carries yet.

    Raises NotPublished.
    """
    edition = at_marking(book).edition
    if edition.period.end < last.period.end:  # the timer published since; what is here is spent
        return
    name, notes = before.name.spoken, unused_notes(edition, [before])
    if notes:
        raise NotPublished(
            f"edition.yaml holds {counted(len(notes), 'note')} under 'changes:' that "
            f"No. {name} does not: on {notes[0].record}\n"
            "  publish them with 'reportkit build --revise', or take them out; "
            "'reportkit next --list' only lists what to look at"
        )
    if edition.published != last.published:
        raise NotPublished(
            f"edition.yaml is dated {moment(edition.published)}, No. {name} "
            f"{moment(last.published)}: a revision is in work\n"
            "  publish it with 'reportkit build --revise', or put the date back; "
            "'reportkit next --list' only lists what to look at"
        )


def moved_text(text: str, days: Days) -> str:
    """Move the text of edition.yaml to other days."""
    values = {
        "period.start": days.start.isoformat(),
        "period.end": days.end.isoformat(),
        "cut_off": moment(days.cut_off),
        "published": moment(days.published),
        "kind": EditionKind.REGULAR.value,
    }
    return rewritten(text, values, _SPENT)


def moved_book(book: Book, days: Days) -> Book:
    """Give the book as the next edition would be begun."""
    return replace(book, edition=days.of(book.edition))


def _same_hour(was: datetime, edition: Edition, end: date, zone: str) -> datetime:
    """Give a moment as far from the last day as it was, by the clock that it was written by."""
    clock = zone_named(zone)
    kept = clock if was.astimezone(clock).utcoffset() == was.utcoffset() else was.tzinfo
    day = end + (was.date() - edition.period.end)
    return datetime.combine(day, was.time(), tzinfo=kept)

"""A lane of the timeline with too many events for marks: they are counted, by place and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from reportkit.i18n.formats import number
from reportkit.i18n.translate import gettext, ngettext
from reportkit.model.book import Book
from reportkit.model.evidence import Event
from reportkit.page.charts.chart import short_list
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, rect, text
from reportkit.page.labels import capital, semicolons, stop
from reportkit.page.tallies import Step, Stretch, Tally, stretch_name, tally_of

#: So many events of a lane of which no fact tells have a mark each; more are counted.
MOST_MARKS = 24
#: Side by side: the days of a month, the weeks of half a year.
_MOST_STRETCHES = dict.fromkeys(Step, 31)
_MOST_PLACES = 7
_ROW, _SIZE = 14.0, 8.5
_PALEST, _DARKEST = 0.08, 0.45  # tint of a cell; a black number must be read on it


class Days(Protocol):
    """The axis of the timeline, as far as cells need it."""

    @property
    def left(self) -> float:
        """Where it begins, behind the names of the lanes."""
        ...

    def morning(self, when: date) -> float:
        """Give where a day begins."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """The events of a lane that have no mark each."""

    tally: Tally
    events: int
    rough: int  # known to the week or month alone: their day would be a guess
    outside: bool  # of these some may lie before the period or behind it
    records: tuple[str, ...]


def counts_of(book: Book, events: Sequence[Event]) -> Counts | None:
    """Count the events of a lane of which nothing else tells; few of them have marks."""
    if len(events) <= MOST_MARKS:
        return None
    period = book.edition.period
    dated = [event for event in events if not event.is_rough]
    rough = [event for event in events if event.is_rough]
    tally = tally_of(
        book,
        dated,
        Stretch(period.start, period.end),
        most_stretches=_MOST_STRETCHES,
        most_places=_MOST_PLACES,
    )
    records = tuple(event.id for event in events)
    outside = any(
        event.date_end is None or event.date_start < period.start or event.date_end > period.end
        for event in rough
    )
    return Counts(tally, len(dated), len(rough), outside, records)


def draw_counts(counts: Counts, days: Days, style: Style, top: float, colour: str) -> Iterator[str]:
    """Draw a row for each place and a cell for each stretch of days, the darker the more."""
    tally = counts.tally
    most = max((max(row) for row in tally.counts), default=0)
    for at, (place, row) in enumerate(zip(tally.places, tally.counts, strict=True)):
        y = top + at * _ROW
        base = y + _ROW - 4
        (name,) = style.regular.wrap(style.readable(capital(place)), _SIZE, days.left - 14, 1)
        yield text((7, base), name, fill=style.ink, size=_SIZE)
        for stretch, count in zip(tally.stretches, row, strict=True):
            if count:
                left = days.morning(stretch.start)
                right = days.morning(stretch.end + timedelta(days=1))
                cell = Box(left + 0.5, y + 0.5, right - 0.5, y + _ROW - 0.5)
                tint = _PALEST + (_DARKEST - _PALEST) * count / most
                yield rect(cell, fill=colour, opacity=f"{tint:.2f}")
                words = number(count)
                start = (left + right - style.regular.width(words, _SIZE)) / 2
                yield text((start, base), words, fill=style.ink, size=_SIZE)


def height_of(counts: Counts) -> float:
    """Give how tall the rows are together."""
    return len(counts.tally.places) * _ROW


def in_words(counts: Counts, year: int) -> str:
    """Say for an ear how many events there were, where, and when most of them."""
    dated = _dated(counts, year) if counts.events else ()
    return semicolons([*dated, *([_rough(counts)] if counts.rough else [])])


def _dated(counts: Counts, year: int) -> Iterator[str]:
    tally = counts.tally
    totals = tally.by_stretch
    busiest = max(range(len(totals)), key=lambda at: (totals[at], -at))
    places = [
        gettext("{place} {n}", place=place, n=number(count))
        for place, count in zip(tally.places, tally.by_place, strict=True)
    ]
    yield ngettext("{n} event, counted by place", "{n} events, counted by place", counts.events)
    yield short_list(places)
    yield gettext(
        "most {days} ({n})",
        days=stretch_name(tally.stretches[busiest], tally.step, year),
        n=number(totals[busiest]),
    )


def _rough(counts: Counts) -> str:
    if not counts.events:
        return ngettext(
            "{n} event is known only to its week or month and may not be of these days",
            "{n} events are known only to their week or month and may not be of these days",
            counts.rough,
        )
    if not counts.outside:
        return ngettext(
            "{n} more is known only to its week or month and is in no cell",
            "{n} more are known only to their week or month and are in no cell",
            counts.rough,
        )
    return ngettext(
        "{n} more is known only to its week or month and may not be of these days",
        "{n} more are known only to their week or month and may not be of these days",
        counts.rough,
    )


def how_to_read(counts: Counts) -> str:
    """Say what a cell counts, and what is in none."""
    step = {
        Step.DAY: gettext("day"),
        Step.WEEK: gettext("week"),
        Step.MONTH: gettext("month"),
        Step.QUARTER: gettext("quarter"),
        Step.YEAR: gettext("year"),
    }[counts.tally.step]
    said = gettext("Numbers are events by place and {step}; darker means more.", step=step)
    rough = stop(_rough(counts)) if counts.rough else ""
    return " ".join(filter(None, (said if counts.events else "", rough)))

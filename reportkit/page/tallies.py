"""Events counted by time and place, for tables and pictures in which each has no room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from reportkit.i18n.formats import between, month, month_of
from reportkit.i18n.translate import gettext
from reportkit.model.area_names import area_key
from reportkit.model.book import Book
from reportkit.model.evidence import Event, Place
from reportkit.page.labels import place_name, short_span


class Step(IntEnum):
    """How long a stretch of time is of which events are counted together, roughly in days."""

    DAY = 1
    WEEK = 7
    MONTH = 30
    QUARTER = 91
    YEAR = 365


class Stretch(NamedTuple):
    """Days that are counted together, both counted in."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events there were, by place and by stretch of time."""

    step: Step
    stretches: tuple[Stretch, ...]
    places: tuple[str, ...]  # the one with most events first; what is beyond them is last
    counts: tuple[tuple[int, ...], ...]  # a row for each place, a number for each stretch

    @property
    def by_place(self) -> tuple[int, ...]:
        """How many events each place had."""
        return tuple(map(sum, self.counts))

    @property
    def by_stretch(self) -> tuple[int, ...]:
        """How many events there were in each stretch of time."""
        return tuple(map(sum, zip(*self.counts, strict=True)))


def tally_of(
    book: Book,
    events: Iterable[Event],
    days: Stretch,
    *,
    most_stretches: Mapping[Step, int],
    most_places: int,
) -> Tally:
    """Count events by province and by the shortest step of which there are not too many.

    An event counts on its first day; one that began before the days counts on their first.
    """
    step = _step(days, most_stretches)
    stretches = tuple(stretches_of(days, step))
    at = {stretch.start: number for number, stretch in enumerate(stretches)}
    counts = Counter(
        (province_of(book, event.place), at[_start(_within(event.date_start, days), step, days)])
        for event in events
    )
    totals: Counter[str] = Counter()
    for (place, _), number in counts.items():
        totals[place] += number
    ranked = sorted(totals, key=lambda place: (-totals[place], place))
    # One that is left over has a row of its own as well as "elsewhere" would.
    kept = ranked if len(ranked) <= most_places else ranked[: most_places - 1]
    rows = [tuple(counts[place, number] for number in at.values()) for place in kept]
    if others := ranked[len(kept) :]:
        rows.append(tuple(sum(counts[one, number] for one in others) for number in at.values()))
    places = (*kept, *([gettext("elsewhere")] if others else []))
    return Tally(step, stretches, places, tuple(rows))


def province_of(book: Book, id: str) -> str:
    """Name the province of a place; of what has none, the country, or the place itself."""
    place = book.get(Place, id)
    if place is None:
        return place_name(book, id)
    if not place.admin1:
        return place.country or place.name
    return book.once(_province_names)[place.country, area_key(place.admin1)]


def _province_names(book: Book) -> Mapping[tuple[str, str], str]:
    """Give the shortest name of each province: data sets write "Kandahar province" or Kandahar."""
    names: dict[tuple[str, str], str] = {}
    for place in book.all(Place):
        if place.admin1:
            key = place.country, area_key(place.admin1)
            names[key] = min(names.get(key, place.admin1), place.admin1, key=len)
    return names


def stretches_of(days: Stretch, step: Step) -> Iterator[Stretch]:
    """Cut days into weeks from Monday, months or years; the first and the last may be shorter."""
    start = days.start
    while start <= days.end:
        after = _next(start, step)
        yield Stretch(start, min(after - timedelta(days=1), days.end))
        start = after


def stretch_name(stretch: Stretch, step: Step, year: int) -> str:
    """Call a stretch as readers do, without the year of the edition: "2–8 Jun", "Jun", "2024"."""
    start, end = stretch
    match step:
        case Step.MONTH:
            return month_of(start) if start.year != year else month(start.month)
        case Step.QUARTER:
            months = between(month(start.month), month(end.month))
            return months if start.year == year else f"{months} {start.year}"
        case Step.YEAR:
            return str(stretch.start.year)
    return short_span(stretch.start, stretch.end, year)


def _step(days: Stretch, most: Mapping[Step, int]) -> Step:
    fitting = (step for step in Step if len([*stretches_of(days, step)]) <= most[step])
    return next(fitting, Step.YEAR)


def _within(when: date, days: Stretch) -> date:
    return min(max(when, days.start), days.end)


def _start(when: date, step: Step, days: Stretch) -> date:
    match step:
        case Step.WEEK:
            first = when - timedelta(days=when.weekday())
        case Step.MONTH:
            first = when.replace(day=1)
        case Step.QUARTER:
            first = when.replace(month=when.month - (when.month - 1) % 3, day=1)
        case Step.YEAR:
            first = when.replace(month=1, day=1)
        case _:
            first = when
    return max(first, days.start)


def _next(start: date, step: Step) -> date:
    match step:
        case Step.WEEK:
            return start + timedelta(days=7 - start.weekday())
        case Step.MONTH:
            return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        case Step.QUARTER:
            first = start.replace(month=start.month - (start.month - 1) % 3, day=1)
            return (first + timedelta(days=95)).replace(day=1)
        case Step.YEAR:
            return date(start.year + 1, 1, 1)
    return start + timedelta(days=1)

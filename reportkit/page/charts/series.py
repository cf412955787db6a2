"""One figure series over time: a chart of its values, and a sparkline without words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from reportkit.i18n.formats import month_of
from reportkit.model.book import Book
from reportkit.model.corroboration import interval
from reportkit.model.evidence import Figure, Span
from reportkit.model.vocabulary.events import Scope
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, circle, line, path, sheet, text
from reportkit.page.labels import (
    actor,
    counted,
    day,
    place_name,
    short_day,
    short_span,
)
from reportkit.page.selection import is_carried
from reportkit.phrasing.quantity import quantity

#: A sparkline and a chart need three points to show a movement; two are a sentence, unless several
#: series of one provider have the same two (``series_multiples.py``).
LEAST, LEAST_SPARK = 2, 3
_SIZE = 8.5
_PLOT = 62.0  # points: the height of the tallest bar
_WIDEST_BAR = 46.0
_MOST_NAMED = 12  # values with their numbers; of more, the last and the highest


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a series."""

    start: date
    end: date  # the day as of which it was true
    when: str  # "2024"
    whole: bool  # a whole month or year, which has a name
    low: Decimal | None  # None: nothing was said of how low
    best: Decimal | None
    high: Decimal | None
    words: str  # "at least 17"
    record: str

    @property
    def value(self) -> Decimal:
        """Where the mark stands: the best estimate, else the bound that was given."""
        known = [each for each in (self.best, self.low, self.high) if each is not None]
        return known[0] if known else Decimal(0)


@dataclass(frozen=True, slots=True)
class Series:
    """All that a chart shows."""

    id: str
    section: str
    what: str  # "attacks, all groups"
    where: str  # "Pakistan"
    unit: str  # "USD"; "" where things are counted
    provider: str
    as_of: str
    per_period: bool  # each value counts a stretch of time of its own: bars, not a line
    readings: tuple[Reading, ...]


def series_of(book: Book) -> tuple[Series, ...]:
    """Give every series of the seeds with enough values for a chart, in the order of the files."""
    by_series: dict[str, list[Figure]] = defaultdict(list)
    for figure in book.all(Figure):
        if figure.series and is_carried(figure):
            by_series[figure.series].append(figure)
    return tuple(
        found
        for id, figures in by_series.items()
        if (found := _series(book, id, figures)) and len(found.readings) >= LEAST
    )


def _series(book: Book, id: str, figures: Sequence[Figure]) -> Series | None:
    year = book.edition.period.end.year
    readings = sorted(
        (reading for figure in figures if (reading := reading_of(figure, year))),
        key=lambda reading: (reading.end, reading.record),
    )
    if not readings:
        return None
    last = book.get(Figure, readings[-1].record) or figures[-1]
    return Series(
        id=id,
        section=last.section or "",
        what=counted(book, last),
        where=place_name(book, last.place),
        unit=last.unit or "",
        provider=actor(book, last.provider),
        as_of=day(last.as_of) if last.as_of else "",
        per_period=all(f.period is not None and f.scope is Scope.PERIOD for f in figures),
        readings=tuple(readings),
    )


def reading_of(figure: Figure, year: int) -> Reading | None:
    """Place a figure in time; None if it has no number or no day."""
    ends = figure.as_of or (figure.period.end if figure.period else None)
    low, high = interval(figure)
    if ends is None or not (low.is_finite() or high.is_finite()):
        return None
    start = figure.period.start if figure.period else ends
    end = figure.period.end if figure.period and figure.scope is Scope.PERIOD else ends
    return Reading(
        start=start,
        end=end,
        when=_when(figure.period, ends, year),
        whole=figure.period is not None and _is_whole(figure.period),
        low=low if low.is_finite() else None,
        best=figure.best,
        high=high if high.is_finite() else None,
        words=quantity(figure),
        record=figure.id,
    )


def _when(period: Span | None, ends: date, year: int) -> str:
    """Name a whole year or month by its name, anything else by its days."""
    if period is None:
        return short_day(ends, year)
    if not _is_whole(period):
        return short_span(period.start, period.end, year)
    is_month = (period.end - period.start).days < 31  # noqa: PLR2004
    return month_of(period.start) if is_month else str(period.start.year)


def _is_whole(period: Span) -> bool:
    """Tell whether days are just a month or just a year."""
    start, after = period.start, period.end + timedelta(days=1)
    is_year = start.month == 1 and after == date(start.year + 1, 1, 1)
    return start.day == after.day == 1 and (is_year or (after - start).days <= 31)  # noqa: PLR2004


# -- the chart -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to heights; zero is always on it."""

    bottom: float  # where zero is
    per_unit: float

    def y(self, value: Decimal) -> float:
        """Where a value lies on paper."""
        return self.bottom - float(value) * self.per_unit


#: How tall a chart is: values, plot, days.
TALL = 15 + _PLOT + 15


def draw_series(shown: Series, style: Style, width: float) -> tuple[str, float]:
    """Draw bars from zero for values of periods, else a line of dots; give SVG and height."""
    return sheet(width, TALL, series_marks(shown, style, Box(0, 0, width, TALL))), TALL


def series_marks(shown: Series, style: Style, box: Box) -> list[str]:
    """Draw a chart into a box of its height."""
    known = [v for r in shown.readings for v in (r.low, r.best, r.high) if v is not None]
    most, least = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    whole = float(most - least) or 1.0
    scale = Scale(box.top + 15 + _PLOT * float(most) / whole, _PLOT / whole)
    places = [(box.left + at, wide) for at, wide in _places(shown.readings, box.right - box.left)]
    zero = [(box.left, scale.bottom), (box.right, scale.bottom)]
    marks = [path(zero, stroke=style.ink, width=0.7)]
    if shown.per_period:
        for reading, place in zip(shown.readings, places, strict=True):
            colour = style.accent if reading is shown.readings[-1] else style.rule
            marks += _bar(reading, place, scale, style, colour)
    else:
        tops = [(at, scale.y(r.value)) for r, (at, _) in zip(shown.readings, places, strict=True)]
        marks.append(path(tops, stroke=style.grey, width=0.8))
        for reading, top in zip(shown.readings, tops, strict=True):
            marks += _whisker(reading, top[0], scale, style)
            colour = style.accent if reading is shown.readings[-1] else style.grey
            marks.append(circle(top, 2.4, fill=colour))
    marks += _labels(shown, places, scale, style, box)
    return marks


def _places(readings: Sequence[Reading], width: float) -> list[tuple[float, float]]:
    """Give each value its middle and its width in time, to scale; gaps stay gaps."""
    first = min(reading.start for reading in readings)
    last = max(reading.end for reading in readings)
    per_day = (width - 8) / ((last - first).days + 1)
    places = []
    for reading in readings:
        left = 4 + (reading.start - first).days * per_day
        right = 4 + ((reading.end - first).days + 1) * per_day
        if reading.start == reading.end:
            places.append((min(max((left + right) / 2, 4), width - 4), 0.0))
        else:
            places.append(((left + right) / 2, min((right - left) * 0.7, _WIDEST_BAR)))
    return places


def _bar(
    reading: Reading, place: tuple[float, float], scale: Scale, style: Style, colour: str
) -> Iterator[str]:
    at, wide = place[0], max(place[1], 1.5)
    corners = [
        (at - wide / 2, scale.bottom),
        (at - wide / 2, scale.y(reading.value)),
        (at + wide / 2, scale.y(reading.value)),
        (at + wide / 2, scale.bottom),
    ]
    yield path(corners, fill=colour, closed=True)
    yield from _whisker(reading, at, scale, style)


def _whisker(reading: Reading, at: float, scale: Scale, style: Style) -> Iterator[str]:
    """Draw the range; an open end is an arrow."""
    low, high = reading.low, reading.high
    if low is not None and high is not None and low != high:
        top, bottom = scale.y(high), scale.y(low)
        yield line((at, top), (at, bottom), stroke=style.ink, width=0.9)
        for y in (top, bottom):
            yield line((at - 3, y), (at + 3, y), stroke=style.ink, width=0.9)
    elif high is None:
        y = scale.y(reading.value)
        yield path([(at - 2.5, y + 3), (at, y - 1), (at + 2.5, y + 3)], stroke=style.ink, width=0.9)


def _labels(
    shown: Series,
    places: Sequence[tuple[float, float]],
    scale: Scale,
    style: Style,
    box: Box,
) -> Iterator[str]:
    """Write the last and the highest value and then the others, as many as fit."""
    order = [len(places) - 1, peak_of(shown.readings), 0, *range(len(places))]
    crowded = len(places) > _MOST_NAMED
    taken: list[tuple[float, float, bool]] = []
    for index in dict.fromkeys(order):
        reading, (at, _) = shown.readings[index], places[index]
        top = scale.y(max(reading.value, reading.high or reading.value))
        last = index == len(places) - 1
        face = style.semibold if last else style.regular
        above_below = (
            (reading.words, max(top - 4, box.top + 8), True),
            (reading.when, box.bottom - 4, False),
        )
        for label, y, above in above_below:
            if above and crowded and index not in order[:2]:
                continue
            wide = (face if above else style.regular).width(label, _SIZE)
            left = min(max(at - wide / 2, box.left), box.right - wide)
            if any(above is up and left < r + 4 and x < left + wide + 4 for x, r, up in taken):
                continue
            taken.append((left, left + wide, above))
            fill = style.ink if above else style.grey
            yield text((left, y), label, fill=fill, size=_SIZE, bold=above and last)


def peak_of(readings: Sequence[Reading]) -> int:
    """Give the place of the highest value."""
    return max(range(len(readings)), key=lambda index: readings[index].value)

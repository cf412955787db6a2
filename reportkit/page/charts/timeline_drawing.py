"""The timeline on paper: days to scale, a lane for each party, labels that do not collide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from reportkit.i18n.formats import month_of, weekday
from reportkit.i18n.translate import ngettext
from reportkit.page.charts.key import entries_of, key
from reportkit.page.charts.shapes import Shape, mark
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, Point, line, num, path, rect, sheet, text
from reportkit.page.charts.timeline import Lane, Timeline
from reportkit.page.charts.timeline_counts import draw_counts, height_of
from reportkit.page.charts.timeline_marks import Happening

_RAIL = 92.0  # points: the names of the lanes
_HEAD, _LOW_HEAD = 29.0, 18.0  # the axis, of several months and of one
_SIZE, _LEADING = 8.5, 10.2
_GAP = 3.0  # between one label and the next
_MARK = 3.0  # radius
_NAMED, _NUMBERED = 34.0, 12.0  # the least width of a day with its weekday, its number
_TALLEST = 170.0  # of a lane; a day of sixty events must not push the page away


class Density(NamedTuple):
    """How wide a label may be and how many lines it may have."""

    width: float
    lines: int


#: The lowest lane in which every mark finds a place, and no word is cut if that can be, is
#: taken; of two of one height the first.
_DENSITIES = (Density(136, 3), Density(190, 3), Density(250, 2), Density(120, 3), Density(210, 1))


@dataclass(frozen=True, slots=True)
class Label:
    """A happening with its words broken into lines, and where it lies in its lane."""

    happening: Happening
    words: tuple[str, ...]
    aside: str
    from_x: float
    to_x: float
    box: Box
    leftward: bool  # the words end at the mark, where the edge of the picture is near
    before: bool  # it began before the period
    after: bool  # it goes on after it

    @property
    def spans(self) -> bool:
        """A bar over days, with its words below; else a mark with its words beside."""
        return self.to_x - self.from_x > 2 * _MARK


@dataclass(frozen=True, slots=True)
class Days:
    """The scale of days; a day is as wide as any other."""

    start: date
    end: date
    left: float
    right: float

    @property
    def one_month(self) -> bool:
        """The month can be named once, before the days."""
        return (self.start.year, self.start.month) == (self.end.year, self.end.month)

    @property
    def head(self) -> float:
        """How tall the axis is."""
        return _LOW_HEAD if self.one_month else _HEAD

    @property
    def width(self) -> float:
        """How wide a day is."""
        return (self.right - self.left) / ((self.end - self.start).days + 1)

    def morning(self, when: date) -> float:
        """Where a day begins; days outside the period are its edges."""
        days = min(max((when - self.start).days, 0), (self.end - self.start).days + 1)
        return self.left + days * self.width

    def noon(self, when: date) -> float:
        """Where the mark of a day stands: no hour is known."""
        return (self.morning(when) + self.morning(when + timedelta(days=1))) / 2


def draw_timeline(shown: Timeline, style: Style, width: float) -> tuple[str, float, int]:
    """Draw; give the SVG, its height in points and how many marks found no place."""
    days = Days(shown.start, shown.end, _RAIL, width - 1)
    marks: list[str] = []
    top, hidden = days.head, 0
    for lane in shown.lanes:
        labels, left_out = _placed(lane, days, style)
        height = _height(labels)
        head, head_height = _lane_head(lane, style, top)
        height = max(height + (_LEADING if left_out else 0) + 9, head_height)
        marks += [line((0, top), (width, top), stroke=style.rule), *head]
        marks += [stroke for label in labels for stroke in _label(label, lane, style, top + 6)]
        if left_out:
            said = ngettext(
                "and {n} more in the list of events", "and {n} more in the list of events", left_out
            )
            marks.append(text((_RAIL + 2, top + height - 5), said, fill=style.grey, size=_SIZE))
        hidden += left_out
        top += height
        if lane.counts:
            colour = style.accent if lane.talks else style.party(lane.party)
            marks += draw_counts(lane.counts, days, style, top, colour)
            top += height_of(lane.counts) + 5
    grid = [*_axis(days, style, top)]
    marks.append(line((0, top), (width, top), stroke=style.rule))
    shapes = (one.shape for lane in shown.lanes for one in lane.happenings if _is_marked(one))
    legend, tall = key(entries_of(shapes), style, _RAIL, top + 3, width - _RAIL)
    height = top + 3 + tall + 1
    return sheet(width, height, [*grid, *marks, *legend]), height, hidden


def _is_marked(happening: Happening) -> bool:
    """Tell whether a shape is drawn: what lasted for days is a bar, and needs none of its own."""
    return happening.start == happening.end or happening.shape is not Shape.DISC


# -- the axis --------------------------------------------------------------------------------


def _axis(days: Days, style: Style, bottom: float) -> Iterator[str]:
    """Write the days as closely as they fit: each with its weekday, each, or the Mondays."""
    when, month = days.start, 0
    step = 1 if days.width >= _NUMBERED else 7
    named_days = days.width * step >= _NUMBERED  # else the months alone
    while when <= days.end:
        left = days.morning(when)
        if named_days and (step == 1 or when.weekday() == 0):
            yield line((left, days.head - 4), (left, bottom), stroke=style.pale, width=0.5)
            named = days.width >= _NAMED
            label = f"{weekday(when.weekday())} {when.day}" if named else f"{when.day}"
            at = days.noon(when) if step == 1 else left
            half = style.regular.width(label, _SIZE) / 2
            yield text((at - half, days.head - 7), label, fill=style.ink, size=_SIZE)
        has_room = (days.end - when).days * days.width > _NAMED
        if when == days.start or (when.month != month and has_room):
            month = when.month
            label = month_of(when)
            corner = (7.0, days.head - 7) if days.one_month else (left, 8.0)
            yield text(corner, label, fill=style.grey, size=_SIZE, bold=True)
        when += timedelta(days=1)
    yield line((days.right, days.head - 4), (days.right, bottom), stroke=style.pale, width=0.5)


def _lane_head(lane: Lane, style: Style, top: float) -> tuple[list[str], float]:
    """Name the lane at its left; give the marks and the height they need."""
    marks: list[str] = []
    y = top + 12.5
    for words in style.semibold.wrap(style.readable(lane.name), _SIZE, _RAIL - 14, 3):
        marks.append(text((7, y), words, fill=style.ink, size=_SIZE, bold=True))
        y += _LEADING
    for words in style.regular.wrap(lane.note, _SIZE, _RAIL - 14, 2):
        marks.append(text((7, y), words, fill=style.grey, size=_SIZE))
        y += _LEADING
    if lane.party >= 0:
        marks.append(rect(Box(0, top + 5, 2.5, y - 6), fill=style.party(lane.party)))
    return marks, y - top + 1


# -- placing ---------------------------------------------------------------------------------


def _placed(lane: Lane, days: Days, style: Style) -> tuple[list[Label], int]:
    """Pack the labels of a lane as low as they go, as fully worded as they fit."""
    tried = [list(_packed(lane.happenings, days, style, density)) for density in _DENSITIES]
    found = min(tried, key=lambda labels: (-len(labels), _cut(labels), _height(labels)))
    return found, len(lane.happenings) - len(found)


def _cut(labels: Sequence[Label]) -> int:
    return sum(any("…" in words for words in label.words) for label in labels)


def _height(labels: Sequence[Label]) -> float:
    return max((label.box.bottom for label in labels), default=0.0)


def _packed(
    happenings: Sequence[Happening], days: Days, style: Style, density: Density
) -> Iterator[Label]:
    taken: list[Box] = []
    for happening in happenings:
        label = _sized(happening, days, style, density)
        heights = sorted({0.0, *(box.bottom for box in taken)})
        for top in heights:
            box = Box(label.left, top, label.right, top + label.bottom)
            free = box.left >= days.left and not any(box.meets(other) for other in taken)
            if free and box.bottom <= _TALLEST:
                taken.append(box)
                yield _worded(happening, days, style, density, box)
                break


def _sized(happening: Happening, days: Days, style: Style, density: Density) -> Box:
    """Measure a label as if its lane began here."""
    words, aside = _words(happening, style, density)
    left, right = _stretch(happening, days)
    spans = right - left > 2 * _MARK
    wide = max(style.regular.width(each, _SIZE) for each in (*words, aside))
    tall = (len(words) + bool(aside)) * _LEADING + _GAP
    if spans:
        start = min(left, days.right - wide)
        return Box(start, 0, max(right, start + wide) + _GAP, tall + 8)
    if _is_leftward(left, wide, days):
        return Box(left - _MARK - 4 - wide, 0, left + _MARK + _GAP, tall)
    edge = max(left - _MARK, days.left)  # of many days a mark is wider than its own
    return Box(edge, 0, left + _MARK + 4 + wide + _GAP, tall)


def _worded(happening: Happening, days: Days, style: Style, density: Density, box: Box) -> Label:
    words, aside = _words(happening, style, density)
    left, right = _stretch(happening, days)
    wide = max(style.regular.width(each, _SIZE) for each in (*words, aside))
    leftward = _is_leftward(left, wide, days)
    before, after = happening.start < days.start, happening.end > days.end
    return Label(happening, words, aside, left, right, box, leftward, before, after)


def _words(happening: Happening, style: Style, density: Density) -> tuple[tuple[str, ...], str]:
    """Break the words; the aside ends the last line or, without room there, has its own."""
    aside = style.readable(happening.aside) if happening.aside else ""
    words = style.readable(happening.words)
    if density.lines == 1 and aside:
        space = density.width - style.regular.width(f" · {aside}", _SIZE)
        return (f"{style.regular.wrap(words, _SIZE, max(space, 60), 1)[0]} · {aside}",), ""
    lines = style.regular.wrap(words, _SIZE, density.width, density.lines)
    if aside and style.regular.width(f"{lines[-1]} · {aside}", _SIZE) <= density.width:
        return (*lines[:-1], f"{lines[-1]} · {aside}"), ""
    return lines, aside


def _stretch(happening: Happening, days: Days) -> tuple[float, float]:
    if happening.start == happening.end:
        return days.noon(happening.start), days.noon(happening.start)
    last = min(happening.end, days.end) + timedelta(days=1)
    return days.morning(happening.start) + 1, days.morning(last) - 1


def _is_leftward(x: float, wide: float, days: Days) -> bool:
    return x + _MARK + 4 + wide > days.right


# -- drawing ---------------------------------------------------------------------------------


def _label(label: Label, lane: Lane, style: Style, top: float) -> Iterator[str]:
    colour = style.accent if lane.talks else style.party(lane.party)
    y = top + label.box.top
    at: Point = (label.from_x, y + 4)
    if label.spans:
        yield from _bar(label, colour, y + 3.5)
        y += 8
    else:
        yield mark(label.happening.shape, at, colour=colour, radius=_MARK)
    lines = [(words, style.ink) for words in label.words]
    if label.aside:
        lines.append((label.aside, style.grey))
    for words, fill in lines:
        y += _LEADING
        x = _line_start(label, style.regular.width(words, _SIZE))
        yield text((x, y - 2.6), words, fill=fill, size=_SIZE)


def _line_start(label: Label, wide: float) -> float:
    """Give where a line begins; lines are never anchored at their end, see ``ink.text``."""
    if label.spans:
        return label.box.left
    if label.leftward:
        return label.from_x - _MARK - 4 - wide
    return label.from_x + _MARK + 4


def _bar(label: Label, colour: str, y: float) -> Iterator[str]:
    """Draw days from first to last; an end outside the period is an arrow, not a stop."""
    left, right = label.from_x, label.to_x
    dash = f"{num(4)} {num(3)}" if label.happening.rough else ""
    yield line((left, y), (right, y), stroke=colour, width=2.2, dash=dash)
    for x, outward, goes_on in (
        (left, -1, label.before),
        (right, 1, label.after),
    ):
        if goes_on:
            tip = [(x - 5 * outward, y - 3.2), (x, y), (x - 5 * outward, y + 3.2)]
            yield path(tip, fill=colour, closed=True)
        else:
            yield path([(x, y - 3), (x, y + 3)], stroke=colour, width=1.2)
    if label.happening.shape is not Shape.DISC:
        yield mark(label.happening.shape, ((left + right) / 2, y), colour=colour, radius=_MARK)

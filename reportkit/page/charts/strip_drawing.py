"""The strip on paper: time to scale, headlines above and below it, none upon another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING

from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, circle, line, rect, sheet, text

if TYPE_CHECKING:
    from reportkit.page.charts.strip import Milestone, Strip

_SIZE, _LEADING = 8.5, 10.0
_GAP = 6.0  # between one headline and the next
_STEM = 9.0  # from the line to the words
_DOT, _BAND = 2.7, 3.2
_LINES = (2, 3)  # of a headline
_MOST_TRIED = 10  # of so many turning points every order of sides is tried
_WEEKS, _MONTHS = 26, 160  # weeks that a strip has at most with a tick for each week, each month


@dataclass(frozen=True, slots=True)
class _Block:
    """The date and the headline of one turning point, broken into lines."""

    milestone: Milestone
    stem: float  # where it stands in time
    lines: tuple[str, ...]
    wide: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block and where it lies."""

    block: _Block
    left: float
    above: bool


def draw_strip(shown: Strip, style: Style, width: float) -> tuple[str, float, tuple[str, ...]]:
    """Draw; give the SVG, its height in points and the headlines that found no room."""
    placed, left_out = _laid_out(shown, style, width)
    tallest = {
        side: max((len(p.block.lines) + 1 for p in placed if p.above is side), default=0)
        for side in (True, False)
    }
    axis = (tallest[True] * _LEADING + _STEM) if tallest[True] else _BAND + 2
    below = (tallest[False] * _LEADING + _STEM) if tallest[False] else _BAND + 2
    height = axis + below
    scale = _Scale(shown.start, shown.end, width)
    marks = [*_axis(shown, scale, axis, style)]
    for each in placed:
        marks += _marks(each, axis, style)
    return sheet(width, height, marks), height, left_out


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date
    width: float

    def at(self, when: date, part: float = 0.0) -> float:
        days = (self.end - self.start).days + 1
        return 1 + (self.width - 2) * ((when - self.start).days + part) / days


# -- the line --------------------------------------------------------------------------------


def _axis(shown: Strip, scale: _Scale, y: float, style: Style) -> Iterator[str]:
    left, right = scale.at(shown.period_start), scale.at(shown.end, 1)
    yield rect(Box(left, y - _BAND, right, y + _BAND), fill=style.rule)
    yield line((1, y), (scale.width - 1, y), stroke=style.ink, width=1.2)
    for when in _ticks(shown.start, shown.end):
        yield line((scale.at(when), y - 3), (scale.at(when), y + 3), stroke=style.grey, width=0.6)
    for at in (scale.at(shown.start), scale.at(shown.end, 1)):
        yield line((at, y - 4), (at, y + 4), stroke=style.ink, width=0.9)


def _ticks(start: date, end: date) -> Iterator[date]:
    """Give the Mondays; on a longer way the first days of months, then of years."""
    weeks = (end - start).days / 7
    when = start + timedelta(days=1)
    while when <= end:
        if weeks <= _WEEKS:
            wanted = when.weekday() == 0
        else:
            wanted = when.day == 1 and (weeks <= _MONTHS or when.month == 1)
        if wanted:
            yield when
        when += timedelta(days=1)


def _marks(placed: _Placed, axis: float, style: Style) -> Iterator[str]:
    block = placed.block
    outward = -1 if placed.above else 1
    yield line(
        (block.stem, axis), (block.stem, axis + outward * (_STEM - 2)), stroke=style.ink, width=0.6
    )
    yield circle((block.stem, axis), _DOT, fill=style.ink)
    rows = [(block.milestone.when, True), *((words, False) for words in block.lines)]
    top = axis - _STEM - len(rows) * _LEADING if placed.above else axis + _STEM
    for row, (words, bold) in enumerate(rows):
        at = placed.left, top + row * _LEADING + 7.6
        yield text(at, style.readable(words), fill=style.ink, size=_SIZE, bold=bold)


# -- room for the words ----------------------------------------------------------------------


def _laid_out(shown: Strip, style: Style, width: float) -> tuple[list[_Placed], tuple[str, ...]]:
    """Place every headline, above and below by turns if that can be; else leave old ones out."""
    scale = _Scale(shown.start, shown.end, width)
    kept, left_out = list(shown.milestones), list[str]()
    while kept:
        for lines in _LINES:
            blocks = [_block(one, scale, style, lines) for one in kept]
            for sides in _sides(len(blocks)):
                if placed := _placed(blocks, sides, width):
                    return placed, tuple(left_out)
        crowded = min(range(len(kept)), key=lambda at: _room(kept, at))
        left_out.append(kept.pop(crowded).headline)
    return [], tuple(left_out)


def _room(kept: Sequence[Milestone], at: int) -> int:
    """Count the days from the one before to the one after; the first and the last stay."""
    if at in (0, len(kept) - 1):
        return 10**6
    return (kept[at + 1].start - kept[at - 1].start).days


def _sides(count: int) -> Iterator[tuple[bool, ...]]:
    """Give orders of above and below, by turns first."""
    by_turns = tuple(at % 2 == 0 for at in range(count))
    yield by_turns
    if count <= _MOST_TRIED:
        others = product((True, False), repeat=count)
        # Nearly by turns before all on one side.
        yield from sorted(
            others,
            key=lambda sides: sum(a is b for a, b in zip(sides, by_turns, strict=True)),
            reverse=True,
        )


def _placed(blocks: Sequence[_Block], sides: Sequence[bool], width: float) -> list[_Placed] | None:
    """Lay each block so that its stem meets it, as far to the end as its neighbours let it."""
    placed: list[_Placed] = []
    limit = dict.fromkeys((True, False), width)
    for block, above in reversed(list(zip(blocks, sides, strict=True))):
        left = min(block.stem - 1, limit[above] - block.wide)
        if left < 0 or left + block.wide < block.stem - 1:
            return None
        placed.append(_Placed(block, left, above))
        limit[above] = left - _GAP
    return placed[::-1]


def _block(one: Milestone, scale: _Scale, style: Style, lines: int) -> _Block:
    stem = (scale.at(one.start) + scale.at(one.end, 1)) / 2
    words = _balanced(style.readable(one.headline), style, lines)
    wide = max(style.regular.width(each, _SIZE) for each in words)
    wide = max(wide, style.semibold.width(style.readable(one.when), _SIZE))
    return _Block(one, stem, words, wide)


def _balanced(words: str, style: Style, lines: int) -> tuple[str, ...]:
    """Break a headline so that its longest line is as short as it can be."""
    parts = words.split(" ")
    best: tuple[str, ...] = (words,)
    for cuts in product(range(1, len(parts)), repeat=min(lines - 1, len(parts) - 1)):
        if list(cuts) == sorted(set(cuts)):
            edges = (0, *cuts, len(parts))
            broken = tuple(" ".join(parts[a:b]) for a, b in pairwise(edges))
            best = min(best, broken, key=lambda each: _widest(each, style))
    return best


def _widest(lines: Sequence[str], style: Style) -> float:
    return max(style.regular.width(each, _SIZE) for each in lines)

"""Series that one provider gives for the same stretches of time, side by side in one picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportkit.page.charts.series import LEAST_SPARK, TALL, Series, series_marks
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, line, sheet, text
from reportkit.page.labels import capital

_MOST = 4  # panels of one row
_GAP, _SIZE, _LEADING = 14.0, 8.5, 10.4
_TITLE_LINES = 3


def groups_of(series: Sequence[Series]) -> list[tuple[Series, ...]]:
    """Put together what can be read together; two values alone are no picture.

    Each panel has its own scale: what is counted differs, and no bar is set against another's.
    """
    alike: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for one in series:
        stretches = tuple((reading.start, reading.end) for reading in one.readings)
        long = one.id if len(stretches) >= LEAST_SPARK else ""
        alike[(one.section, one.provider, one.where, one.as_of, stretches, long)].append(one)
    groups = [
        tuple(group[at : at + _MOST])
        for group in alike.values()
        for at in range(0, len(group), _MOST)
    ]
    return [g for g in groups if len(g) > 1 or len(g[0].readings) >= LEAST_SPARK]


def draw_multiples(shown: Sequence[Series], style: Style, width: float) -> tuple[str, float]:
    """Draw a panel for each series, its title above it; give SVG and height."""
    wide = (width - _GAP * (len(shown) - 1)) / len(shown)
    titles = [
        style.semibold.wrap(style.readable(capital(one.what)), _SIZE, wide, _TITLE_LINES)
        for one in shown
    ]
    head = max(map(len, titles)) * _LEADING + 4
    marks: list[str] = []
    for at, (one, lines) in enumerate(zip(shown, titles, strict=True)):
        left = at * (wide + _GAP)
        for row, words in enumerate(lines):
            base = left, row * _LEADING + 8
            marks.append(text(base, words, fill=style.ink, size=_SIZE, bold=True))
        marks += series_marks(one, style, Box(left, head, left + wide, head + TALL))
        if at:
            x = left - _GAP / 2
            marks.append(line((x, 2), (x, head + TALL), stroke=style.pale, width=0.5))
    return sheet(width, head + TALL, marks), head + TALL

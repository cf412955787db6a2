"""A sparkline: a movement without words, and a movement in words alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.page.charts.series import Reading, peak_of
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import circle, line, path, sheet


def draw_sparkline(readings: Sequence[Reading], style: Style, width: float, height: float) -> str:
    """Draw a movement without words, its last point marked.

    The scale runs from the least to the greatest value, not from zero: the number beside it
    says the size, the line says the shape.
    """
    known = [v for r in readings for v in (r.low, r.value, r.high) if v is not None]
    least, whole = min(known), float(max(known) - min(known)) or 1.0
    first, days = readings[0].end, max((readings[-1].end - readings[0].end).days, 1)

    def at(reading: Reading, value: Decimal) -> tuple[float, float]:
        x = 3 + (width - 6) * (reading.end - first).days / days
        return x, height - 3 - (height - 6) * float(value - least) / whole

    marks = [
        line(at(r, r.low), at(r, r.high), stroke=style.rule, width=1.4)
        for r in readings
        if r.low is not None and r.high is not None and r.low != r.high
    ]
    points = [at(reading, reading.value) for reading in readings]
    marks.append(path(points, stroke=style.grey, width=0.9))
    marks.append(circle(points[-1], 1.9, fill=style.accent))
    return sheet(width, height, marks)


def movement(readings: Sequence[Reading]) -> str:
    """Say in words what a chart shows: from what to what, and the highest between."""
    first, last, peak = readings[0], readings[-1], readings[peak_of(readings)]
    way = gettext_noop("unchanged from {was} ({then}) to {now} ({when})")
    if last.value > first.value:
        way = gettext_noop("up from {was} ({then}) to {now} ({when})")
    elif last.value < first.value:
        way = gettext_noop("down from {was} ({then}) to {now} ({when})")
    sentence = gettext(way, was=first.words, then=first.when, now=last.words, when=last.when)
    if peak is not first and peak is not last:
        sentence = gettext(
            "{said}; highest {value} ({when})", said=sentence, value=peak.words, when=peak.when
        )
    return sentence

"""The key of a picture: each sign that it uses, with its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.page.charts.shapes import Shape, mark
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import text

SIZE, LEADING = 8.5, 12.0
_LEFT, _GAP = 6.0, 12.0

#: What the shapes of happenings mean, in the order of a key.
MEANINGS: Mapping[Shape, str] = {
    Shape.DISC: gettext_noop("happened"),
    Shape.DIAMOND: gettext_noop("accounts differ"),
    Shape.SPEECH: gettext_noop("said"),
    Shape.OPEN_TRIANGLE: gettext_noop("announced"),
    Shape.SQUARE: gettext_noop("in force"),
    Shape.BAR: gettext_noop("in part"),
    Shape.OPEN_SQUARE: gettext_noop("over"),
    Shape.DOWNWARD: gettext_noop("overdue"),
    Shape.CHECK: gettext_noop("kept"),
    Shape.CROSS: gettext_noop("not kept"),
}


def entries_of(shapes: Iterable[Shape]) -> tuple[tuple[Shape, str], ...]:
    """Explain the shapes that are used, and no others."""
    used = set(shapes)
    return tuple((shape, gettext(word)) for shape, word in MEANINGS.items() if shape in used)


def key(
    entries: Sequence[tuple[Shape, str]], style: Style, left: float, top: float, width: float
) -> tuple[list[str], float]:
    """Draw a key in rows; give the marks and how tall they are."""
    rows = list(_rows(entries, style, width))
    marks = []
    for row, entries_here in enumerate(rows):
        y = top + row * LEADING + LEADING / 2
        for x, shape, words in entries_here:
            marks.append(mark(shape, (left + x + 3.5, y), colour=style.ink))
            at = left + x + 3.5 + _LEFT, y + 3.0
            marks.append(text(at, words, fill=style.ink, size=SIZE))
    return marks, len(rows) * LEADING


def _rows(
    entries: Sequence[tuple[Shape, str]], style: Style, width: float
) -> Iterator[list[tuple[float, Shape, str]]]:
    row: list[tuple[float, Shape, str]] = []
    x = 0.0
    for shape, word in entries:
        words = style.readable(word)
        wide = 3.5 + _LEFT + style.regular.width(words, SIZE)
        if row and x + wide > width:
            yield row
            row, x = [], 0.0
        row.append((x, shape, words))
        x += wide + _GAP
    if row:
        yield row

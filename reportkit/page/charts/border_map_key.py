"""The key on a map: the marks that are there, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reportkit.i18n.formats import number
from reportkit.i18n.translate import gettext, pgettext
from reportkit.page.charts.border_map import BorderMap
from reportkit.page.charts.border_map_clusters import counted_circle
from reportkit.page.charts.key import LEADING, SIZE
from reportkit.page.charts.shapes import Shape, mark, star
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Point, circle, hatched, line, text

_GAP, _SIGN = 11.0, 15.0

#: A sign that is drawn where it is wanted, and its meaning.
_Entry = tuple[Callable[[Point], Iterable[str]], str]


class Around(NamedTuple):
    """What the map shows around events and crossings."""

    has_towns: bool
    is_disputed: bool  # a line that not all accept


def town_mark(at: Point, colour: str) -> str:
    """Draw a place in which nothing is reported."""
    return circle(at, 1.6, stroke=colour, width=0.7)


def map_key(
    shown: BorderMap, style: Style, width: float, top: float, around: Around
) -> tuple[list[str], float]:
    """Draw the key below the map, in rows; give the marks and their height."""
    marks: list[str] = []
    x, y = 0.0, top
    for draw, word in _entries(shown, style, around):
        words = style.readable(word)
        wide = _SIGN + style.regular.width(words, SIZE)
        if x and x + wide > width:
            x, y = 0.0, y + LEADING
        marks += draw((x + 5, y + LEADING / 2))
        marks.append(text((x + _SIGN, y + LEADING / 2 + 3), words, fill=style.ink, size=SIZE))
        x += wide + _GAP
    return marks, (y + LEADING - top) if marks else 0.0


class _Sign:
    """One sign of the key, drawn where it is wanted."""

    def __init__(self, kind: str, colour: str, shape: Shape | None = None) -> None:
        self._kind, self._colour, self._shape = kind, colour, shape

    def __call__(self, at: Point) -> Iterator[str]:
        x, y = at
        match self._kind:
            case "star":
                yield star(at, colour=self._colour)
            case "area":
                yield hatched(at, 5.0, colour=self._colour)
            case "town":
                yield town_mark(at, self._colour)
            case "near":
                yield circle(at, 4.6, stroke=self._colour, width=0.6)
                yield mark(Shape.DISC, at, colour=self._colour, radius=2.2)
            case "line":
                yield line((x - 5, y), (x + 8, y), stroke=self._colour, width=1.1, dash="5 2.2")
            case _:
                radius = 2.2 if self._kind == "small" else 3.2
                yield mark(self._shape or Shape.DISC, at, colour=self._colour, radius=radius)


class _Counted:
    """A circle of the key that counts."""

    def __init__(self, style: Style, *, is_area: bool = False) -> None:
        self._style, self._is_area = style, is_area

    def __call__(self, at: Point) -> Iterable[str]:
        return counted_circle(at, 4.8, number(7), self._style, is_area=self._is_area)


def _spots(shown: BorderMap, style: Style) -> Iterator[_Entry]:
    if any(not spot.is_area for spot in shown.spots):
        yield _Sign("", style.accent), gettext("event of this period")
    if any(not spot.is_area and spot.reach_km for spot in shown.spots):
        yield _Sign("near", style.accent), gettext("within about 25 km")
    if any(spot.is_area for spot in shown.spots):
        yield _Sign("area", style.accent), gettext("event somewhere in this area")


def _entries(shown: BorderMap, style: Style, around: Around) -> Iterator[_Entry]:
    marked = () if shown.is_crowded else shown.spots
    if shown.capitals or any(spot.is_capital for spot in marked):
        yield _Sign("star", style.ink), gettext("capital")
    shapes = {crossing.shape for crossing in shown.crossings if crossing.records}
    for shape, word in (
        (Shape.SQUARE, pgettext("crossing", "closed")),
        (Shape.BAR, pgettext("crossing", "partly open")),
        (Shape.OPEN_SQUARE, pgettext("crossing", "open")),
    ):
        if shape in shapes:
            yield _Sign("", style.ink, shape), gettext("crossing, {state}", state=word)
    unknown = any(not crossing.records for crossing in shown.crossings)
    if unknown and Shape.OPEN_SQUARE not in shapes:
        yield _Sign("", style.ink, Shape.OPEN_SQUARE), gettext("crossing")
    if shown.is_crowded:
        yield _Counted(style), gettext("number of events of this period")
        if any(spot.is_area for spot in shown.spots):
            yield _Counted(style, is_area=True), gettext("the same, somewhere in this area")
    else:
        yield from _spots(shown, style)
    if shown.earlier:
        yield _Sign("small", style.grey), gettext("earlier event (ring: somewhere within)")
    if around.has_towns:
        yield _Sign("town", style.grey), gettext("other place")
    if around.is_disputed:
        yield _Sign("line", style.ink), gettext("line that not every side accepts as a border")

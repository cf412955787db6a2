"""Room for labels: where something lies already, and where the next one fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reportkit.page.charts.svg import Box, Point

#: Sides of a mark in the order of preference: (x, y) of the label's middle, in half sizes.
_SIDES = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
#: How far from the mark a label is tried, in points; beyond the first with a leader.
_DISTANCES = (0.0, 12.0, 26.0, 44.0, 66.0, 90.0)
_SOME_WAY = 6  # so many of them are tried before a label lies upon a line that should be whole


@dataclass
class LabelSpace:
    """A sheet that fills up: nothing is ever placed upon what lies there already."""

    left: float
    top: float
    right: float
    bottom: float
    taken: list[Box] = field(default_factory=list)
    #: What a label may cover, but rather not: points of lines.
    lines: list[Point] = field(default_factory=list)
    #: The same of a line that should be seen whole: a label goes some way not to lie upon it.
    whole: list[Point] = field(default_factory=list)

    def block(self, box: Box) -> None:
        """Keep a box free of labels."""
        self.taken.append(box)

    def beside(
        self, at: Point, reach: float, width: float, height: float, *, far: bool = True
    ) -> tuple[Box, bool] | None:
        """Take the best free place beside a mark that is ``reach`` points large.

        Gives the box and whether it lies so far away that it needs a leader; None if there
        is no room.
        """
        distances = _DISTANCES if far else _DISTANCES[:1]
        for is_strict, tried in ((True, distances[:_SOME_WAY]), (False, distances)):
            for distance in tried:
                free = [
                    (_within(self.lines, box), rank, box)
                    for rank, box in enumerate(_around(at, reach + distance, width, height))
                    if self.is_free(box)
                    and not (distance and self._is_hidden(at, box))
                    and not (is_strict and _within(self.whole, box))
                ]
                if free:
                    box = min(free)[2]
                    if distance:
                        self.taken += [Box(x, y, x, y) for x, y in _leader(at, reach, box)]
                    self.block(box)
                    return box, distance > 0
        return None

    def over(self, places: Iterable[Point], width: float, height: float) -> Box | None:
        """Take the first free place, centred on one of ``places``."""
        for x, y in places:
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if self.is_free(box):
                self.block(box)
                return box
        return None

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies inside and upon nothing."""
        inside = (
            box.left >= self.left
            and box.top >= self.top
            and box.right <= self.right
            and box.bottom <= self.bottom
        )
        return inside and not any(box.meets(other) for other in self.taken)

    def _is_hidden(self, at: Point, box: Box) -> bool:
        """Tell whether a leader from the mark to the box would run through something."""
        x, y = at
        others = [o for o in self.taken if not (o.left <= x <= o.right and o.top <= y <= o.bottom)]
        return any(
            other.left < px < other.right and other.top < py < other.bottom
            for other in others
            for px, py in _leader(at, 0, box)
        )


def _within(points: Iterable[Point], box: Box) -> int:
    return sum(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in points)


def _leader(at: Point, reach: float, box: Box) -> list[Point]:
    """Points along the way from a mark to its label."""
    (x, y), (end_x, end_y) = at, nearest(box, at)
    way = [(x + (end_x - x) * part / 24, y + (end_y - y) * part / 24) for part in range(24)]
    return [(px, py) for px, py in way if abs(px - x) + abs(py - y) > reach]


def nearest(box: Box, at: Point) -> Point:
    """Give the point of a box that is nearest to a mark."""
    return min(max(at[0], box.left), box.right), min(max(at[1], box.top), box.bottom)


def _around(at: Point, reach: float, width: float, height: float) -> Iterator[Box]:
    x, y = at
    for across, down in _SIDES:
        slant = 0.75 if across and down else 1.0
        middle_x = x + across * (reach * slant + width / 2)
        middle_y = y + down * (reach * slant + height / 2)
        yield Box(
            middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2
        )

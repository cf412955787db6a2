"""Marks that say their meaning without colour: the signs of ``reportkit/page/signs.py``, drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from math import cos, pi, sin

from reportkit.page import signs
from reportkit.page.charts.svg import Point, circle, path


class Shape(Enum):
    """A mark, by the sign that stands in a text for the same; speech has no letter."""

    DISC = signs.HAPPENED
    DIAMOND = signs.CONTESTED
    SPEECH = "speech"  # somebody says so
    OPEN_TRIANGLE = signs.ANNOUNCED
    SQUARE = signs.IN_FORCE
    BAR = signs.PARTLY
    OPEN_SQUARE = signs.OVER
    DOWNWARD = signs.OVERDUE
    CHECK = signs.MET
    CROSS = signs.NOT_KEPT


_WHITE = "#ffffff"
_OPEN = frozenset({Shape.SPEECH, Shape.OPEN_TRIANGLE, Shape.OPEN_SQUARE, Shape.DOWNWARD})


def mark(shape: Shape, at: Point, *, colour: str, radius: float = 3.0) -> str:
    """Draw a mark of a meaning around ``at``; all shapes weigh about the same."""
    if shape is Shape.DISC:
        return circle(at, radius, fill=colour)
    lines = [[(at[0] + x * radius, at[1] + y * radius) for x, y in line] for line in _LINES[shape]]
    if shape in (Shape.CHECK, Shape.CROSS):
        return "".join(path(line, stroke=colour, width=1.6) for line in lines)
    if shape in _OPEN:
        return path(lines[0], fill=_WHITE, stroke=colour, width=1.2, closed=True)
    return path(lines[0], fill=colour, closed=True)


def _box(half: float, tall: float) -> list[Point]:
    return [(-half, -tall), (half, -tall), (half, tall), (-half, tall)]


#: Around the middle, in radii.
_LINES: Mapping[Shape, Sequence[Sequence[Point]]] = {
    Shape.DIAMOND: [[(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]],
    Shape.SPEECH: [
        [
            *[(-1.15, -0.9), (1.15, -0.9), (1.15, 0.45), (-0.1, 0.45)],
            *[(-0.75, 1.15), (-0.75, 0.45), (-1.15, 0.45)],  # the tail
        ]
    ],
    Shape.SQUARE: [_box(0.9, 0.9)],
    Shape.OPEN_SQUARE: [_box(0.8, 0.8)],
    Shape.BAR: [_box(1.2, 0.4)],
    Shape.OPEN_TRIANGLE: [[(0, -1), (1, 0.8), (-1, 0.8)]],
    Shape.DOWNWARD: [[(0, 1), (1, -0.8), (-1, -0.8)]],
    Shape.CHECK: [[(-1, 0), (-0.25, 0.8), (1, -1)]],
    Shape.CROSS: [[(-0.85, -0.85), (0.85, 0.85)], [(-0.85, 0.85), (0.85, -0.85)]],
}


def star(at: Point, *, colour: str, radius: float = 4.2) -> str:
    """Draw a capital: a star of five points."""
    points = [
        (at[0] + part * radius * sin(turn * pi / 5), at[1] - part * radius * cos(turn * pi / 5))
        for turn in range(10)
        for part in (1.0 if turn % 2 == 0 else 0.42,)
    ]
    return path(points, fill=colour, closed=True)

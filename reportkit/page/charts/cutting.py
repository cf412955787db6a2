"""Shapes cut to a window: rings at its sides, lines where they leave it, points too near."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reportkit.page.charts.projection import Bounds
from reportkit.page.charts.svg import Point

_THIN = 0.35  # points: what lies closer on paper is one point


def cut(ring: list[Point], bounds: Bounds) -> list[Point]:
    """Cut a ring to a box, side by side (Sutherland and Hodgman)."""
    for axis, limit, sign in (
        (0, bounds.west, 1),
        (0, bounds.east, -1),
        (1, bounds.south, 1),
        (1, bounds.north, -1),
    ):
        kept: list[Point] = []
        before = ring[-1] if ring else (0.0, 0.0)
        was_in = sign * (before[axis] - limit) >= 0
        for point in ring:
            is_in = sign * (point[axis] - limit) >= 0
            if is_in != was_in:
                part = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append(
                    (
                        before[0] + part * (point[0] - before[0]),
                        before[1] + part * (point[1] - before[1]),
                    )
                )
            if is_in:
                kept.append(point)
            before, was_in = point, is_in
        ring = kept
    return ring


def pieces(points: list[Point], bounds: Bounds) -> Iterator[list[Point]]:
    """Give the stretches of a line that may show; the sheet's edge cuts the rest off."""
    piece: list[Point] = []
    for one, other in pairwise(points):
        apart = (
            max(one[0], other[0]) < bounds.west
            or min(one[0], other[0]) > bounds.east
            or max(one[1], other[1]) < bounds.south
            or min(one[1], other[1]) > bounds.north
        )
        if apart:
            if piece:
                yield piece
            piece = []
        else:
            piece = piece or [one]
            piece.append(other)
    if piece:
        yield piece


def thinned(points: list[Point]) -> list[Point]:
    """Leave out points that paper cannot tell from the one before; the ends stay."""
    kept = points[:1]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _THIN:
            kept.append(point)
    if points and kept[-1] != points[-1]:
        kept.append(points[-1])
    return kept

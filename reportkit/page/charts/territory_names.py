"""Where on a map the name of a territory fits inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.page.charts.geography import Country
from reportkit.page.charts.svg import Point

_COLUMNS, _ROWS = 16, 14  # of the places that are tried


def places_inside(country: Country, wide: float, size: float) -> Iterator[Point]:
    """Give points at which a name lies inside its territory, the most central first."""
    ring = max(country.rings, key=lambda r: _span(r)[0] * _span(r)[1])
    across, down = _span(ring)
    if across < wide or down < size:
        return
    left, top = min(x for x, _ in ring), min(y for _, y in ring)
    middle = left + across / 2, top + down / 2
    grid = [
        (left + across * (column + 0.5) / _COLUMNS, top + down * (row + 0.5) / _ROWS)
        for row in range(_ROWS)
        for column in range(_COLUMNS)
    ]
    grid.sort(key=lambda at: ((at[0] - middle[0]) ** 2 + (at[1] - middle[1]) ** 2, at))
    for x, y in grid:
        corners = (
            (x - wide / 2, y - size / 2),
            (x + wide / 2, y - size / 2),
            (x - wide / 2, y + size / 2),
            (x + wide / 2, y + size / 2),
        )
        if _holds(ring, (x, y)) and all(_holds(ring, corner) for corner in corners):
            yield x, y


def _span(ring: Sequence[Point]) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) - min(xs), max(ys) - min(ys)


def _holds(ring: Sequence[Point], at: Point) -> bool:
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside

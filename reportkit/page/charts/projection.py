"""From degrees to points on paper: Lambert's conformal cone, or plain degrees near the equator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import atan, atan2, cos, degrees, exp, hypot, isclose, log, pi, radians, sin, tan
from typing import NamedTuple

from reportkit.page.charts.svg import Point

EARTH_KM = 6371.0
_EQUATORIAL, _WORLDWIDE = 8.0, 100.0  # degrees: where a cone serves no longer
_MOST = 88.0  # degrees of latitude that a map shows


class Bounds(NamedTuple):
    """A box in degrees; ``east`` is above 180 where it reaches over the date line."""

    west: float
    south: float
    east: float
    north: float

    def unwrapped(self, longitude: float) -> float:
        """Turn a longitude to the side of the date line on which the box counts."""
        middle = (self.west + self.east) / 2
        return (longitude - middle + 180) % 360 - 180 + middle


@dataclass(frozen=True, slots=True)
class Frame:
    """A map's window on the world, in points."""

    width: float
    height: float
    bounds: Bounds  # all that the window can show, and a little more
    to_paper: Callable[[float, float], Point]
    points_per_km: float  # at the middle

    def shows(self, at: Point) -> bool:
        """Tell whether a point of the paper lies in the window."""
        return 0 <= at[0] <= self.width and 0 <= at[1] <= self.height


def frame_of(box: Bounds, width: float, tallest: float) -> Frame:
    """Fit a box into a window of that width; what is too flat or too tall gets more around it."""
    there, back = _flat(box) if _is_flat(box) else _cone(box)
    edge = [there(x, y) for x, y in _edge(box)]
    left, right = min(x for x, _ in edge), max(x for x, _ in edge)
    top, bottom = min(y for _, y in edge), max(y for _, y in edge)
    height = min(max(width * (bottom - top) / (right - left), width * 0.42), tallest)
    scale = min(width / (right - left), height / (bottom - top))
    at_x = width / 2 - scale * (left + right) / 2
    at_y = height / 2 - scale * (top + bottom) / 2

    def to_paper(longitude: float, latitude: float) -> Point:
        x, y = there(longitude, latitude)
        return at_x + scale * x, at_y + scale * y

    window = Bounds(-4, -4, width + 4, height + 4)
    corners = [back((x - at_x) / scale, (y - at_y) / scale) for x, y in _edge(window)]
    bounds = Bounds(
        min(x for x, _ in corners),
        max(min(y for _, y in corners), -_MOST),
        max(x for x, _ in corners),
        min(max(y for _, y in corners), _MOST),
    )
    return Frame(width, height, bounds, to_paper, _scale_at(box, to_paper))


def _scale_at(box: Bounds, to_paper: Callable[[float, float], Point]) -> float:
    """Measure points per kilometre along the parallel through the middle."""
    longitude, latitude = (box.west + box.east) / 2, (box.south + box.north) / 2
    (x1, y1), (x2, y2) = to_paper(longitude - 0.1, latitude), to_paper(longitude + 0.1, latitude)
    return hypot(x2 - x1, y2 - y1) / (radians(0.2) * EARTH_KM * cos(radians(latitude)))


def _edge(box: Bounds) -> Iterable[Point]:
    """Walk around a box: a cone bends its sides."""
    for part in range(17):
        x = box.west + (box.east - box.west) * part / 16
        y = box.south + (box.north - box.south) * part / 16
        yield from ((x, box.south), (x, box.north), (box.west, y), (box.east, y))


Projection = tuple[Callable[[float, float], Point], Callable[[float, float], Point]]


def _is_flat(box: Bounds) -> bool:
    """Near the equator the cone is a cylinder; around the world it is a fan."""
    middle = abs(box.south + box.north) / 2
    return middle < _EQUATORIAL or box.east - box.west > _WORLDWIDE


def _flat(box: Bounds) -> Projection:
    """Equirectangular, true at the middle parallel."""
    middle, squeeze = (box.west + box.east) / 2, cos(radians((box.south + box.north) / 2))

    def there(longitude: float, latitude: float) -> Point:
        return radians(longitude - middle) * squeeze, -radians(latitude)

    def back(x: float, y: float) -> Point:
        return middle + degrees(x / squeeze), -degrees(y)

    return there, back


def _cone(box: Bounds) -> Projection:
    """Lambert's conformal conic, true at a sixth from both ends (Snyder 1987, 15-1 to 15-5)."""
    middle = (box.west + box.east) / 2
    sixth = (box.north - box.south) / 6
    one, two = radians(box.south + sixth), radians(box.north - sixth)
    n = sin(one) if isclose(one, two) else log(cos(one) / cos(two)) / log(_t(two) / _t(one))
    f = cos(one) * _t(one) ** n / n
    rho_0 = f / _t(radians((box.south + box.north) / 2)) ** n

    def there(longitude: float, latitude: float) -> Point:
        rho = f / _t(radians(min(max(latitude, -_MOST), _MOST))) ** n
        turn = n * radians(longitude - middle)
        return rho * sin(turn), rho * cos(turn) - rho_0

    def back(x: float, y: float) -> Point:
        sign = 1 if n > 0 else -1
        rho = sign * hypot(x, rho_0 + y)
        turn = atan2(sign * x, sign * (rho_0 + y))
        latitude = 2 * atan(exp(log(f / rho) / n)) - pi / 2
        return middle + degrees(turn / n), degrees(latitude)

    return there, back


def _t(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)

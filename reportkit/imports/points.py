"""Where new places would lie: one far from all others of its land may have swapped degrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import cos, hypot, radians

from reportkit.authoring.written import Value
from reportkit.model.evidence import Place
from reportkit.problems import Level, Mark, Problem
from reportkit.tables.cells import join_key

LIMITS = {"lat": Decimal(90), "lon": Decimal(180)}
_Point = tuple[float, float]  # latitude and longitude
#: Kilometres: further off is another part of the world, nearer is the same land.
_FAR, _NEAR = 2_000, 1_000


def why_off_earth(lat: Decimal | None, lon: Decimal | None) -> tuple[str, str, str]:
    """Say which of the degrees of a point no place has, what it is, and a hint; "" if none."""
    for name, degrees in (("lat", lat), ("lon", lon)):
        limit = LIMITS[name]
        if degrees is not None and abs(degrees) > limit:
            swapped = name == "lat" and lon is not None and abs(lon) <= LIMITS["lat"]
            hint = "are latitude and longitude swapped?" if swapped else "look at the row"
            called = "latitude" if name == "lat" else "longitude"
            return name, f"{degrees:f} is no {called}, which is {-limit} to {limit}", hint
    return "", "", ""


class Points:
    """The points of the places of each country, and those new ones that lie far from all others."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._of: defaultdict[str, list[_Point]] = defaultdict(list)
        self._far: list[Problem] = []
        for place in places:
            if place.lat is not None and place.lon is not None:
                self._of[join_key(place.country)].append((float(place.lat), float(place.lon)))

    def add(self, values: Mapping[str, Value], mark: Mark) -> None:
        """Take a place that is made; one whose degrees seem swapped is kept to be shown."""
        lat, lon = values.get("lat"), values.get("lon")
        if not isinstance(lat, str) or not isinstance(lon, str):
            return
        others = self._of[join_key(str(values.get("country", "")))]
        point, swapped = (float(lat), float(lon)), (float(lon), float(lat))
        if others and _is_far(point, others) and _is_near(swapped, others):
            self._far.append(_seems_swapped(values, mark))
            return
        others.append(point)

    def asks(self) -> Iterator[Problem]:
        """Show the places whose degrees seem swapped."""
        return iter(self._far)


def _seems_swapped(values: Mapping[str, Value], mark: Mark) -> Problem:
    return Problem(
        "import-place",
        f"{values.get('name')} at {values.get('lat')}, {values.get('lon')} lies far from every "
        f"other place of {values.get('country')}; exchanged they lie among them",
        mark,
        "are latitude and longitude swapped?",
        Level.WARNING,
    )


def _is_far(point: _Point, others: Iterable[_Point]) -> bool:
    return all(_kilometres(point, other) > _FAR for other in others)


def _is_near(point: _Point, others: Iterable[_Point]) -> bool:
    return any(_kilometres(point, other) < _NEAR for other in others)


def _kilometres(one: _Point, other: _Point) -> float:
    east = abs(one[1] - other[1])
    east = min(east, 360 - east) * cos(radians((one[0] + other[0]) / 2))
    return hypot(one[0] - other[0], east) * 111.2

"""Is a place where it is said to be?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportkit.facts.book import Book
from reportkit.facts.evidence import Place
from reportkit.problems import Problem

_LIMITS = {"lat": Decimal(90), "lon": Decimal(180)}


def coordinates_are_on_earth(book: Book) -> Iterator[Problem]:
    """A point has a latitude of -90 to 90 and a longitude of -180 to 180 degrees (WGS 84).

    A vague place may have a point too: with ``geo_precision`` 3 and more it is drawn as an
    area, never as a pin (UCDP).
    """
    for place in book.all(Place):
        for name, limit in _LIMITS.items():
            degrees = getattr(place, name)
            if degrees is not None and abs(degrees) > limit:
                hint = "are lat and lon swapped?" if name == "lat" else ""
                yield Problem(
                    "place-coordinates",
                    f"{place.id} has {name} {degrees}",
                    place.at(name),
                    hint or f"from -{limit} to {limit}",
                )
        if (place.lat is None) != (place.lon is None):
            given, missing = ("lat", "lon") if place.lon is None else ("lon", "lat")
            yield Problem(
                "place-coordinates",
                f"{place.id} has {given} and no {missing}",
                place.at(given),
                "give both or none",
            )


RULES = (coordinates_are_on_earth,)

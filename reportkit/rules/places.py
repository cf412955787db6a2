"""Is a place where it is said to be?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportkit.model.book import Book
from reportkit.model.evidence import Place
from reportkit.problems import Code, Example, Problem
from reportkit.rules.rule import rule

_SIDES = ("west", "south", "east", "north")
_LIMITS = {"lat": Decimal(90), "lon": Decimal(180)}


@rule(
    Code(
        "place-coordinates",
        "WGS 84, UCDP",
        "A point has a latitude of -90 to 90 and a longitude of -180 to 180 degrees, both or none.",
        (
            Example(
                "places: [{lat: 91, lon: 1}]", "places: [{lat: 90, lon: -180, geo_precision: 4}]"
            ),
            Example("places: [{lat: 9}]", "places: [{}]"),
        ),
    )
)
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


@rule(
    Code(
        "map-window",
        "WGS 84",
        "The box of the series' map is west, south, east and north in degrees, south "
        "below north; east may be less than west over the date line. A disputed line lies "
        "between two territories.",
        (
            Example(
                "map: {box: [60, 38, 75, 28]}",
                "map: {box: [60, 28, 75, 38]}",
                "brief",
                "authors: [A. Writer]",
            ),
            Example(
                "map: {disputed: [{between: [AFG]}]}",
                "map: {disputed: [{between: [AFG, PAK]}]}",
                "brief",
                "authors: [A. Writer]",
            ),
        ),
    )
)
def map_window_is_on_earth(book: Book) -> Iterator[Problem]:
    """The map's box is west, south, east, north; a disputed line has two sides."""
    window = book.brief.map
    if window is None:
        return
    wrong = ""
    if window.box and len(window.box) != len(_SIDES):
        wrong = f"the box has {len(window.box)} numbers"
    elif window.box:
        west, south, east, north = window.box
        if south >= north or max(abs(south), abs(north)) > _LIMITS["lat"]:
            wrong = f"the box reaches from {south} to {north} degrees of latitude"
        elif west == east or max(abs(west), abs(east)) > _LIMITS["lon"]:
            wrong = f"the box reaches from {west} to {east} degrees of longitude"
    if wrong:
        hint = f"give {', '.join(_SIDES)} in degrees, such as [60, 28, 75, 38]"
        yield Problem("map-window", wrong, window.at("box"), hint)
    for line in window.disputed:
        if len(line.between) != len(("one", "other")):
            yield Problem(
                "map-window",
                f"a disputed line has {len(line.between)} sides",
                line.at("between"),
                "name two territories: [AFG, PAK]",
            )


RULES = (coordinates_are_on_earth, map_window_is_on_earth)

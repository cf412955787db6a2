"""Does each place lie in the country that it names? Asked of the shapes that the maps draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.files.fingerprint import by_status, fingerprint, program_digest
from reportkit.files.notes import Notes
from reportkit.i18n.territories import territory_code
from reportkit.model.book import Book
from reportkit.model.evidence import Place
from reportkit.model.places import codes_of_countries
from reportkit.model.vocabulary.sources import GeoPrecision
from reportkit.problems import Level, Problem

if TYPE_CHECKING:  # what draws is opened where places are not known to be good
    from reportkit.page.charts.svg import Point

#: How far off a point may lie, in km: the shapes are true to about 2 km, and a vague place has
#: its point anywhere in its area (UCDP precision).
_TOLERANCE: Mapping[GeoPrecision, float] = {
    GeoPrecision.EXACT: 10,
    GeoPrecision.WITHIN_25_KM: 35,
    GeoPrecision.DISTRICT: 60,
}
#: Names in use that Natural Earth does not have, folded.
_ALSO: Mapping[str, str] = {
    "türkiye": "tur",
    "burma": "mmr",
    "cape verde": "cpv",
    "czech republic": "cze",
    "dr congo": "cod",
    "ivory coast": "civ",
    "occupied palestinian territory": "pse",
    "palestinian territories": "pse",
    "swaziland": "swz",
    "vatican city": "vat",
}
_MOST = 256  # lists of places of which a note is kept
_POLE = 90
_DATE_LINE = 180
_VAGUE = 150.0  # a province, a country, a line
_ALIKE = 0.86  # of difflib: "Sudann" is like Sudan, "Ruritania" not like Mauritania


def place_problems(book: Book, mapdata: Path, cache: Path | None = None) -> list[Problem]:
    """Warn of places that lie outside their country, and of countries written wrongly.

    A country is known by the ISO code that its own record has, by the names of the map, by ISO and
    Natural Earth codes, and by CLDR's name in the language of the brief. A name that is like none
    of them may be a fictional country's and is taken as it stands. ``cache`` is a folder where it
    is noted, by digest, that all places were found good; the shapes are not opened for them again.
    """
    places = [place for place in book.all(Place) if place.country]
    if not places:
        return []
    if cache is None:
        return list(_problems(book, places, mapdata))
    own = sorted(codes_of_countries(book).items())
    asked = repr([book.brief.language, *own, *map(_key, places)])
    key = fingerprint((program_digest(), asked), by_status(mapdata)).digest
    notes = Notes(cache / "places", _MOST)
    if notes.read(key) is not None:
        return []
    problems = list(_problems(book, places, mapdata))
    if not problems:
        notes.write(key, b"")
    return problems


def _key(place: Place) -> tuple[str, ...]:
    return place.id, place.country, str(place.lat), str(place.lon), str(place.geo_precision)


def _problems(book: Book, places: Sequence[Place], mapdata: Path) -> Iterator[Problem]:
    from reportkit.page.charts.geography import codes_of

    codes, own = codes_of(mapdata), codes_of_countries(book)
    for place in places:
        countries: list[str] = []
        for name in filter(None, (part.strip() for part in place.country.split("/"))):
            if code := _code_of(own.get(name, name), codes, book.brief.language):
                countries.append(code)
            elif near := _near(name, mapdata):
                yield Problem(
                    "country-unknown",
                    f"{place.id} lies in '{name}', which the map does not know",
                    place.at("country"),
                    f"did you mean '{near}'?",
                    Level.WARNING,
                )
        if place.geo_precision is GeoPrecision.SEA_OR_AIR:
            continue
        if place.lat is None or place.lon is None or not _on_earth(place.lat, place.lon):
            continue
        if countries:
            yield from _outside(place, float(place.lat), float(place.lon), countries, mapdata)


def _on_earth(lat: Decimal, lon: Decimal) -> bool:
    """Tell whether a point is one at all; what is none is refused by a rule of its own."""
    return abs(lat) <= _POLE and abs(lon) <= _DATE_LINE


def _outside(
    place: Place, lat: float, lon: float, codes: Sequence[str], mapdata: Path
) -> Iterator[Problem]:
    from reportkit.page.charts.geography import outlines_of

    shapes = [ring for code in codes for ring in outlines_of(mapdata, code)]
    allowed = _TOLERANCE.get(place.geo_precision, _VAGUE)
    if not shapes or _distance((lon, lat), shapes) <= allowed:
        return
    swapped = abs(lon) <= _POLE and _distance((lat, lon), shapes) <= allowed
    yield Problem(
        "place-outside-country",
        f"{place.id} at lat {place.lat}, lon {place.lon} lies outside {place.country}",
        place.at("lat"),
        "lat and lon are swapped" if swapped else "look at lat, lon and country",
        Level.WARNING,
    )


def _distance(point: Point, rings: Sequence[Sequence[Point]]) -> float:
    """Give the distance in km from the nearest edge of a territory; 0 inside it."""
    if any(_holds(ring, point) for ring in rings):
        return 0.0
    from reportkit.page.charts.projection import EARTH_KM

    edges = (edge for ring in rings for edge in pairwise(ring))
    return min(_from_edge(point, one, other) for one, other in edges) * EARTH_KM * radians(1)


def _holds(ring: Sequence[Point], at: Point) -> bool:
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _from_edge(point: Point, one: Point, other: Point) -> float:
    """Measure, in degrees, on a plane that touches the earth at the point: true for 300 km."""
    narrow = cos(radians(point[1]))
    (x1, y1), (x2, y2) = (
        (((x - point[0] + 180) % 360 - 180) * narrow, y - point[1]) for x, y in (one, other)
    )
    dx, dy = x2 - x1, y2 - y1
    along = -(x1 * dx + y1 * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(x1 + along * dx, y1 + along * dy)


def _code_of(name: str, codes: Mapping[str, str], language: str) -> str | None:
    plain = name.casefold().replace("’", "'").replace(" & ", " and ")
    for called in (name.casefold(), plain, _ALSO.get(plain, "")):
        if called in codes:
            return codes[called]
    return codes.get(territory_code(name, language).casefold())


def _near(name: str, mapdata: Path) -> str | None:
    from difflib import get_close_matches

    from reportkit.page.charts.geography import names_of

    known = {called.casefold(): called for called in names_of(mapdata)}
    near = get_close_matches(name.casefold(), known, n=1, cutoff=_ALIKE)
    return known[near[0]] if near else None

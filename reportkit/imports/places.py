"""Where a row is: its place among those of the series, by code and never by name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, count
from math import cos, hypot, radians
from typing import NamedTuple

from reportkit.authoring.written import Value
from reportkit.imports.ids import slug
from reportkit.imports.place_doubts import PlaceDoubts
from reportkit.loading.scalars import MAX_ID
from reportkit.loading.snippets import quoted
from reportkit.model.area_names import area_key, town_key
from reportkit.model.evidence import Place
from reportkit.model.vocabulary.sources import GeoPrecision, PlaceKind
from reportkit.problems import Mark, Problem, counted
from reportkit.tables.cells import join_key

#: A point that lies no further off than this may stand for a town on the map.
_EXACT = GeoPrecision.WITHIN_25_KM
_DISTRICT = GeoPrecision.DISTRICT
#: Kilometres within which a name means one place, by how well its point is known.
_NEAR = {1: 10, 2: 25}
#: Letters of an id that stay free for "-area" and a number.
_ROOM = 12
#: Coarser than any point: what has no point is never drawn as one.
_AREAS = (PlaceKind.DISTRICT, PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.COUNTRY)


class Spot(NamedTuple):
    """What a row says of its place; "" and None are not said."""

    pcodes: tuple[str, ...] = ()  # the most precise first
    iso: str = ""
    name: str = ""
    names: tuple[tuple[str, str], ...] = ()  # other names, each with its language
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    country: str = ""
    lat: Decimal | None = None
    lon: Decimal | None = None
    precision: int | None = None  # UCDP's, 1 to 7
    kind: PlaceKind = PlaceKind.CITY


class Found(NamedTuple):
    """The place of a row; ``values`` are those of a record that has to be made, once."""

    id: str
    values: dict[str, Value] | None = None


class _Known(NamedTuple):
    """A place by which rows are found: of the seeds, or made on the way."""

    id: str
    name: str  # as the seeds call it
    names: frozenset[str]  # all of them, folded
    admin1: str
    admin2: str
    countries: frozenset[str]
    precision: int
    kind: PlaceKind
    pcode: str
    point: tuple[float, float] | None  # latitude and longitude


class Unplaced(NamedTuple):
    """A place that could not be told, with its first line and the rows that stand there."""

    spot: Spot
    reason: str
    mark: Mark
    rows: int


class Places:
    """The places of a series, and those that this import makes."""

    def __init__(self, places: Iterable[Place], *, make: bool) -> None:
        self._make = make
        self._ids: set[str] = set()
        self._by_code: dict[str, _Known] = {}
        self._by_name: defaultdict[str, list[_Known]] = defaultdict(list)
        for place in places:
            self._add(_known(place), (place.pcode, place.iso))
        self._answers: dict[Spot, Found | str] = {}
        self._unplaced: dict[Spot, Unplaced] = {}
        self._doubts = PlaceDoubts()

    def find(self, spot: Spot, mark: Mark) -> Found | None:
        """Give the place of a row; None where it has to be asked for."""
        known = self._answers.get(spot)
        if isinstance(known, Found):
            self._doubts.count(spot, mark)
            return known
        place = known if known is not None else self._search(spot)
        if isinstance(place, Found):
            self._doubts.count(spot, mark)
            self._answers[spot] = place._replace(values=None)
            return place
        self._answers[spot] = place
        before = self._unplaced.get(spot, Unplaced(spot, place, mark, 0))
        self._unplaced[spot] = before._replace(rows=before.rows + 1)
        return None

    def with_code(self, spot: Spot) -> str | None:
        """Give the id of the place that has the code of a row; nothing is asked or made."""
        return next((self._by_code[one].id for one in _codes(spot) if one in self._by_code), None)

    def listed(self, spot: Spot) -> Found:
        """Give a place of a list of codes: under the id that the series has for the code.

        A place without code, of that name and kind, in that province and country, is meant too if
        it is the only one. The values are always given, for the list may say more than the seeds.
        """
        known = next(
            (self._by_code[code] for code in spot.pcodes[:1] if code in self._by_code), None
        )
        if known is None:
            fitting = [
                place
                for place in self._of_that_name(spot)
                if place.kind is spot.kind and not place.pcode
            ]
            known = fitting[0] if len(fitting) == 1 else None
        return self._made(spot, known.id if known else None)

    def asks(self) -> Iterator[Problem]:
        """Ask for each place that could not be told, and show names that their code denies."""
        for spot, reason, mark, rows in self._unplaced.values():
            name = spot.name or next(iter(spot.pcodes), "") or spot.admin1 or "a place"
            where = ", ".join(filter(None, (spot.admin1, spot.country)))
            within = f" ({where})" if where else ""
            yield Problem(
                "import-place",
                f"{name}{within} {reason}, in {counted(rows, 'row')}",
                mark,
                f"add it to seeds/places.yaml, or 'unknown: make' under 'place:' of the mapping:\n"
                f"  {_to_paste(spot)}",
            )
        yield from self._doubts.asks()

    def _add(self, place: _Known, codes: Iterable[str | None]) -> None:
        self._ids.add(place.id)
        for code in codes:
            if code:
                self._by_code[code] = place
        for name in place.names:
            self._by_name[name].append(place)

    # -- the search --------------------------------------------------------------------------

    def _search(self, spot: Spot) -> Found | str:
        """Give a place, or why there is none."""
        for code in _codes(spot):
            if (place := self._by_code.get(code)) is not None:
                if spot.name and town_key(spot.name) not in place.names:
                    self._doubts.add_name(spot, spot.name, code, (place.id, place.name))
                return Found(place.id)
        fitting = self._of_that_name(spot)
        same = [one for one in fitting if not (self._make and _is_other_area(one, spot))]
        exact = _nearest(same, spot)
        if len(exact) == 1:
            if exact[0].pcode and spot.pcodes:
                self._doubts.add_code(spot, spot.pcodes[0], (exact[0].id, exact[0].pcode))
            return Found(exact[0].id)
        if len(exact) > 1:
            ids = ", ".join(place.id for place in exact)
            return f"can be any of {ids}: give the one that is meant the code"
        if self._make and spot.name and spot.country:
            return self._made(spot)
        return _why_none(fitting, spot)

    def _of_that_name(self, spot: Spot) -> list[_Known]:
        """Give the places of that name in that province and country; a name alone is too little."""
        if not spot.name or not (spot.admin1 or spot.country):
            return []
        return [place for place in self._by_name.get(town_key(spot.name), ()) if _fits(place, spot)]

    def _made(self, spot: Spot, id: str | None = None) -> Found:
        id, precision = id or self._free_id(spot), spot.precision or _precision_of(spot)
        self._add(_known_of(id, spot, precision), (*spot.pcodes[:1], spot.iso))
        values: dict[str, Value] = {"id": id, "name": spot.name, "kind": str(spot.kind)}
        for key in ("admin1", "admin2", "admin3"):
            if own := getattr(spot, key):
                values[key] = own
        if spot.names:
            values["names"] = [_named(name, language) for name, language in spot.names]
        if spot.iso:
            values["iso"] = spot.iso
        if spot.pcodes and spot.pcodes[0]:
            values["pcode"] = spot.pcodes[0]
        values["country"] = spot.country
        if spot.lat is not None and spot.lon is not None:
            values |= {"lat": f"{spot.lat:f}", "lon": f"{spot.lon:f}"}
        values["geo_precision"] = str(precision)
        return Found(id, values)

    def _free_id(self, spot: Spot) -> str:
        """Give an id that no other place has: the name, then with the district, then with more."""
        area = "-area" if (spot.precision or 1) > _EXACT and spot.kind not in _AREAS else ""
        stem = slug(spot.name) or slug(next(iter(spot.pcodes), "")) or "place"
        wider = [
            part for part in (slug(spot.admin2), slug(spot.admin1), slug(spot.country)) if part
        ]
        names = [stem, *(f"{stem}-{part}" for part in wider), "-".join([stem, *wider])]
        tries = [name[: MAX_ID - _ROOM].strip("-") for name in names]
        numbered = (f"{tries[-1]}-{number}" for number in count(2))
        return next(id for one in chain(tries, numbered) if (id := f"{one}{area}") not in self._ids)


def _codes(spot: Spot) -> tuple[str, ...]:
    """Give the code of the place itself: that of its country stands in rows of every district."""
    whole = not spot.admin1 and spot.name in ("", spot.country)
    if spot.pcodes:
        return spot.pcodes[:1]
    return (spot.iso,) if spot.iso and (whole or "-" in spot.iso) else ()


_AREA = {
    1: "the place itself", 2: "25 km", 3: "a district", 4: "a province", 5: "a vague area",
    6: "a country", 7: "the sea or the air",
}  # fmt: skip


def _known(place: Place) -> _Known:
    return _Known(
        place.id,
        place.name,
        frozenset({town_key(place.name), *(town_key(one.name) for one in place.names)}),
        area_key(place.admin1 or ""),
        area_key(place.admin2 or ""),
        frozenset(map(join_key, place.country.split("/"))),
        place.geo_precision,
        place.kind,
        place.pcode or "",
        _point(place.lat, place.lon),
    )


def _known_of(id: str, spot: Spot, precision: int) -> _Known:
    names = frozenset({town_key(spot.name), *(town_key(name) for name, _ in spot.names)})
    country = frozenset({join_key(spot.country)})
    return _Known(
        id,
        spot.name,
        names,
        area_key(spot.admin1),
        area_key(spot.admin2),
        country,
        precision,
        spot.kind,
        next(iter(spot.pcodes), ""),
        _point(spot.lat, spot.lon),
    )


def _why_none(fitting: list[_Known], spot: Spot) -> str:
    """Say why none of the places of that name is meant."""
    if not fitting:
        return "is no place of the series"
    if not (near := [place for place in fitting if not _is_far(place, spot)]):
        off = _kilometres(fitting[0].point, _point(spot.lat, spot.lon))
        return f"is {off:.0f} km away from {fitting[0].id}, which has its name"
    known = f"is known to the file only to within {_AREA[spot.precision or 1]}"
    return f"{known}, and {near[0].id} is more exact than that"


def _point(lat: Decimal | None, lon: Decimal | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (float(lat), float(lon))


def _is_far(place: _Known, spot: Spot) -> bool:
    """Tell that a place is another one of that name: its point lies too far from the row's."""
    near = _NEAR.get(max(place.precision, spot.precision or 1), 40_000)
    return _kilometres(place.point, _point(spot.lat, spot.lon)) > near


def _kilometres(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Give how far two points lie from one another, nearly; 0 where one is not known."""
    if one is None or other is None:
        return 0
    east = abs(one[1] - other[1])
    east = min(east, 360 - east) * cos(radians((one[0] + other[0]) / 2))
    return hypot(one[0] - other[0], east) * 111.2


def _too_exact(place: _Known, spot: Spot) -> bool:
    """Tell that a place is a point where the file names an area: it would be drawn too exact."""
    return spot.precision is not None and place.precision <= _EXACT < spot.precision


def _is_other_area(place: _Known, spot: Spot) -> bool:
    """Tell that a town stands for its district and a row for the province, or the other way."""
    known = spot.precision or place.precision
    is_town = place.kind is spot.kind is PlaceKind.CITY
    return is_town and known != place.precision and max(known, place.precision) >= _DISTRICT


def _nearest(places: list[_Known], spot: Spot) -> list[_Known]:
    """Of places that may be meant, keep those whose precision is nearest to what the file says."""
    places = [one for one in places if not (_is_far(one, spot) or _too_exact(one, spot))]
    if spot.precision is None or not places:
        return places
    off = [abs(place.precision - spot.precision) for place in places]
    return [place for place, distance in zip(places, off, strict=True) if distance == min(off)]


def _fits(place: _Known, spot: Spot) -> bool:
    """Tell that what both say of district, province and country is the same."""
    if spot.country and join_key(spot.country) not in place.countries:
        return False
    return all(
        not own or not its or area_key(own) == its
        for own, its in ((spot.admin1, place.admin1), (spot.admin2, place.admin2))
    )


def _precision_of(spot: Spot) -> int:
    by_kind = {
        PlaceKind.DISTRICT: 3, PlaceKind.PROVINCE: 4, PlaceKind.REGION: 5, PlaceKind.COUNTRY: 6,
    }  # fmt: skip
    return by_kind.get(spot.kind, 1 if spot.lat is not None else 5)


def _named(name: str, language: str) -> Value:
    return {"name": name, "language": language} if language else {"name": name}


def _to_paste(spot: Spot) -> str:
    parts = {
        "id": slug(spot.name) or "(say which)", "name": spot.name, "kind": str(spot.kind),
        "admin1": spot.admin1, "pcode": next(iter(spot.pcodes), ""), "country": spot.country,
        "geo_precision": str(spot.precision or _precision_of(spot)),
    }  # fmt: skip
    said = ", ".join(f"{key}: {quoted(value)}" for key, value in parts.items() if value)
    return f"- {{{said}}}"

"""What the map shows: crossings with their state, events, how exactly each place is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportkit.i18n.translate import current_locale, gettext, ngettext
from reportkit.model.book import Book
from reportkit.model.diplomacy import Measure
from reportkit.model.evidence import Event, Place
from reportkit.model.places import codes_of_countries
from reportkit.model.vocabulary.diplomacy import MeasureKind, MeasureStatus, Traffic
from reportkit.model.vocabulary.sources import GeoPrecision, PlaceKind
from reportkit.page.charts.geography import bounds_of
from reportkit.page.charts.projection import Bounds
from reportkit.page.charts.shapes import Shape
from reportkit.page.labels import commas, crossing_state, event_days, label, precision, short_span
from reportkit.page.selection import is_carried
from reportkit.phrasing.places import place_called

_OPEN = frozenset({MeasureStatus.LIFTED, MeasureStatus.EXPIRED})
_SHUT = frozenset({MeasureStatus.IN_FORCE})
#: How far a place may lie from its point, in kilometres, when it is no exact place (UCDP).
_REACH = {
    GeoPrecision.EXACT: 0,
    GeoPrecision.WITHIN_25_KM: 25,
    GeoPrecision.DISTRICT: 30,
    GeoPrecision.PROVINCE: 80,
}
_MOST_DAYS = 3  # of one label
#: So many places of the period have a mark and a name of their own, and so many earlier ones a
#: name; of more, those near one another share a circle that counts.
MOST_SPOTS = 24
_LEAST = Decimal("1.2")  # degrees: a map of one village still shows its surroundings


@dataclass(frozen=True, slots=True)
class Crossing:
    """A crossing and what may pass it."""

    name: str
    longitude: float
    latitude: float
    shape: Shape
    state: str  # "closed", "trade closed, returnees open"
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something happened in the period."""

    name: str
    longitude: float
    latitude: float
    reach_km: int  # 0 is the place itself, else somewhere within
    is_area: bool  # district or wider: hatched, never a point
    is_capital: bool
    when: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A place that helps to find the others."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class BorderMap:
    """All that the picture shows."""

    box: Bounds | None  # None: the box of the countries
    countries: tuple[str, ...]  # codes or names
    disputed: tuple[tuple[str, str, str], ...]  # both sides, and the line's name or ""
    capitals: tuple[Town, ...]
    crossings: tuple[Crossing, ...]
    spots: tuple[Spot, ...]  # of this edition's period
    earlier: tuple[Spot, ...]  # of the time before, where nothing happened in the period
    provinces: tuple[Town, ...]
    towns: tuple[Town, ...]
    not_drawn: tuple[str, ...]  # "Khyber Pakhtunkhwa (province)"
    from_right: bool  # the key is read from there; land lies where it lies

    @property
    def is_crowded(self) -> bool:
        """The places are too many for a mark and a name of each."""
        return len(self.spots) > MOST_SPOTS

    @property
    def names_earlier(self) -> bool:
        """Where something happened before has its name."""
        return len(self.earlier) <= MOST_SPOTS


def border_map_of(book: Book) -> BorderMap | None:
    """Choose what the map shows; None without a crossing or an event that has a place on it."""
    period = book.edition.period
    events: dict[str, list[Event]] = defaultdict(list)
    before: dict[str, list[Event]] = defaultdict(list)
    for event in book.all(Event):
        if is_carried(event) and event.date_start <= period.end:
            ends = event.date_end or event.date_start
            (events if ends >= period.start else before)[event.place].append(event)
    crossings, spots = tuple(_crossings(book)), tuple(_spots(book, events))
    if not crossings and not spots:
        return None
    countries = _countries(book, [*events, *(p.id for p in _crossing_places(book))])
    drawn = {crossing.name for crossing in crossings} | {spot.name for spot in spots}
    earlier = tuple(
        spot for spot in _spots(book, before) if spot.name not in drawn and not spot.is_capital
    )
    places = [p for p in book.all(Place) if _has_point(p) and place_called(p) not in drawn]
    return BorderMap(
        box=_box(book, countries),
        countries=tuple(codes_of_countries(book).get(name, name) for name in countries),
        disputed=tuple(_disputed(book)),
        capitals=tuple(Town(place_called(p), *_at(p)) for p in places if p.capital),
        crossings=crossings,
        spots=spots,
        earlier=earlier,
        provinces=tuple(
            Town(place_called(p), *_at(p)) for p in places if p.kind is PlaceKind.PROVINCE
        ),
        towns=tuple(
            Town(place_called(p), *_at(p))
            for p in places
            if p.kind is PlaceKind.CITY
            and not p.capital
            and place_called(p) not in {spot.name for spot in earlier}
        ),
        not_drawn=tuple(_not_drawn(book, events)),
        from_right=current_locale().direction == "rtl",
    )


# -- crossings -------------------------------------------------------------------------------


def _crossing_places(book: Book) -> Iterator[Place]:
    for place in book.all(Place):
        if place.kind is PlaceKind.CROSSING and _has_point(place):
            yield place


def _crossings(book: Book) -> Iterator[Crossing]:
    by_place: dict[str, list[Measure]] = defaultdict(list)
    for measure in book.all(Measure):
        if measure.kind is MeasureKind.CROSSING_CLOSURE and is_carried(measure):
            by_place[measure.place or ""].append(measure)
    for place in _crossing_places(book):
        measures = by_place[place.id]
        shape, state = _state(measures)
        records = tuple(measure.id for measure in measures)
        yield Crossing(place_called(place), *_at(place), shape, state, records)


def _state(measures: Sequence[Measure]) -> tuple[Shape, str]:
    """Say what may pass: one word where all traffic fares alike."""
    if not measures:
        return Shape.OPEN_SQUARE, gettext("no closure on record")
    states = {measure.measure_status for measure in measures}
    words = {crossing_state(state)[1] for state in states}
    if states <= _SHUT:
        shape = Shape.SQUARE
    elif states <= _OPEN:
        shape = Shape.OPEN_SQUARE
    else:
        shape = Shape.BAR
    if len(words) == 1 and (len(measures) > 1 or measures[0].traffic in (None, Traffic.ALL)):
        return shape, words.pop()
    phrases = (
        gettext(
            "{traffic} {state}",
            traffic=label(measure.traffic),
            state=crossing_state(measure.measure_status)[1],
        )
        for measure in measures
        if measure.traffic
    )
    return shape, commas(dict.fromkeys(phrases)) or commas(sorted(words))


# -- events ----------------------------------------------------------------------------------


def _spots(book: Book, events: dict[str, list[Event]]) -> Iterator[Spot]:
    """Give each place once, with the days of what happened there."""
    year = book.edition.period.end.year
    for id, here in events.items():
        place = book.get(Place, id)
        if place is None or not _has_point(place) or place.geo_precision not in _REACH:
            continue
        days = dict.fromkeys(
            event_days(event, year) for event in sorted(here, key=lambda event: event.date_start)
        )
        when = commas(days)
        if len(days) > _MOST_DAYS or len(here) > len(days):
            events_ = ngettext("{n} event", "{n} events", len(here))
            when = commas([events_, _from_first_to_last(here, year)])
        is_area = place.geo_precision >= GeoPrecision.DISTRICT
        reach = _REACH[place.geo_precision]
        ids = tuple(event.id for event in here)
        yield Spot(place_called(place), *_at(place), reach, is_area, place.capital, when, ids)


def _from_first_to_last(events: Sequence[Event], year: int) -> str:
    first = min(events, key=lambda event: event.date_start)
    last = max(events, key=lambda event: event.date_end or event.date_start)
    days = short_span(first.date_start, last.date_end or last.date_start, year)
    is_about = first.is_about_a_day or last.is_about_a_day
    return gettext("about {value}", value=days) if is_about else days


def _not_drawn(book: Book, events: Iterable[str]) -> Iterator[str]:
    for id in events:
        place = book.get(Place, id)
        if place and (not _has_point(place) or place.geo_precision not in _REACH):
            yield f"{place_called(place)} ({precision(place.geo_precision)})"


# -- the window ------------------------------------------------------------------------------


def _countries(book: Book, places: Iterable[str]) -> tuple[str, ...]:
    """Name the countries the map is about: as configured, else where things happened."""
    if book.brief.map and book.brief.map.countries:
        return book.brief.map.countries
    found = (book.get(Place, id) for id in places)
    names = [name for place in found if place for name in place.country.split("/")]
    return tuple(dict.fromkeys(names))


def _box(book: Book, countries: Sequence[str]) -> Bounds | None:
    """Give the window: as configured, else around all places in the countries shown.

    All places of the seeds count, not only those of the period, so that the window stays
    the same from edition to edition.
    """
    if book.brief.map:
        if book.brief.map.box:
            west, south, east, north = map(float, book.brief.map.box)
            return Bounds(west, south, east if east > west else east + 360, north)
        if book.brief.map.countries:
            return None
    shown = set(countries)
    points = [
        _at(place)
        for place in book.all(Place)
        if _has_point(place)
        and place.geo_precision in _REACH
        and shown.intersection(place.country.split("/"))
    ]
    found = bounds_of(points)
    return _padded(found) if found else None


def _padded(box: Bounds) -> Bounds:
    least = float(_LEAST)
    across = max((box.east - box.west) * 0.08, (least - (box.east - box.west)) / 2, 0.4)
    down = max((box.north - box.south) * 0.08, (least - (box.north - box.south)) / 2, 0.4)
    south, north = max(box.south - down, -85), min(box.north + down, 85)
    return Bounds(box.west - across, south, box.east + across, north)


def _disputed(book: Book) -> Iterator[tuple[str, str, str]]:
    """Give the lines to be dashed: as configured, else every disputed line among the places."""
    codes = codes_of_countries(book)
    if book.brief.map and book.brief.map.disputed:
        for line in book.brief.map.disputed:
            one, other = line.between
            yield codes.get(one, one), codes.get(other, other), line.name or ""
        return
    for place in book.all(Place):
        sides = place.country.split("/")
        if place.kind is PlaceKind.LINE and place.disputed and len(sides) == len(("one", "other")):
            one, other = (codes.get(side, side) for side in sides)
            yield one, other, place_called(place)


def _has_point(place: Place) -> bool:
    return place.lat is not None and place.lon is not None and is_carried(place)


def _at(place: Place) -> tuple[float, float]:
    return float(place.lon or 0), float(place.lat or 0)

"""The map as a picture of an edition: its finding in words, how to read it, its disclaimer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext, gettext_noop, ngettext
from reportkit.model.book import Book
from reportkit.model.places import codes_of_countries
from reportkit.page.charts.border_map import BorderMap, Spot, border_map_of
from reportkit.page.charts.border_map_drawing import draw_border_map
from reportkit.page.charts.chart import Canvas, Drawing, Plan, cache_key, short_list
from reportkit.page.charts.geography import codes_of
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.labels import commas, span
from reportkit.problems import Problem, did_you_mean

MAP = "map"  # the id of the only one
MAP_MM = 100.0  # of a map of some crossings; its words stand beside it
_MOST_ITEMS = 40  # of a list for a small screen
_CODE = 3  # letters: one slip makes it another country's
_DISCLAIMER = gettext_noop(
    "Boundaries and names shown do not imply acceptance of any legal status."
)


def plan_border_map(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan the map, if the brief has one."""
    if shown := border_map_of(book):
        disclaimer = book.brief.map_disclaimer or gettext(_DISCLAIMER)
        period = span(book.edition.period.start, book.edition.period.end)
        yield _plan(shown, canvas, period, disclaimer)


def _plan(shown: BorderMap, canvas: Canvas, period: str, disclaimer: str) -> Plan:
    def draw() -> Drawing:
        svg, height, left_out = draw_border_map(
            shown, canvas.style, MAP_MM * POINTS_PER_MM, canvas.mapdata
        )
        return Drawing(svg, height / POINTS_PER_MM, " ".join(left_out))

    crossings = short_list([f"{crossing.name} {crossing.state}" for crossing in shown.crossings])
    spots = short_list([f"{spot.name} {spot.when}" for spot in _most_first(shown)])
    earlier = short_list([f"{spot.name} {spot.when}" for spot in shown.earlier])
    finding = [
        gettext("Crossings: {crossings}.", crossings=crossings) if crossings else "",
        gettext("Events: {events}.", events=spots)
        if spots
        else gettext("No event of the period has a point on the map."),
        gettext("Earlier: {events}.", events=earlier) if earlier else "",
    ]
    return Plan(
        id=MAP,
        section="",
        key=cache_key(shown, canvas.style, MAP_MM),
        alt=" ".join([gettext("Map."), *(part for part in finding if part)]),
        caption=commas([_map_title(shown), period]),
        source=gettext(
            "Made with Natural Earth. Information up to {moment}.", moment=canvas.cut_off
        ),
        note=" ".join(part for part in (_how_to_read(shown), disclaimer) if part),
        records=(
            *(id for crossing in shown.crossings for id in crossing.records),
            *(id for spot in (*shown.spots, *shown.earlier) for id in spot.records),
        ),
        width_mm=MAP_MM,
        draw=draw,
        css="beside",
        items=tuple(_items(shown)),
    )


def _map_title(shown: BorderMap) -> str:
    if shown.crossings and shown.spots:
        return gettext("Crossings, and where events were reported")
    return gettext("Crossings") if shown.crossings else gettext("Where events were reported")


def _how_to_read(shown: BorderMap) -> str:
    """Say what the key cannot: that sizes mean nothing, and what has no point."""
    sentences = []
    marked = () if shown.is_crowded else shown.spots
    if any(spot.is_area for spot in (*marked, *shown.earlier)):
        sentences.append(
            gettext("A ring shows how roughly the place is known, not how much happened there.")
        )
    if shown.not_drawn:
        sentences.append(gettext("Not on the map: {names}.", names=commas(shown.not_drawn)))
    return " ".join(sentences)


def _items(shown: BorderMap) -> Iterator[str]:
    # What measures make of crossings stands on their board, right beside.
    for crossing in (one for one in shown.crossings if not one.records):
        yield gettext("{day}: {headline}", day=crossing.name, headline=crossing.state)
    spots = _most_first(shown)
    for spot in spots[:_MOST_ITEMS]:
        yield gettext("{day}: {headline}", day=spot.name, headline=spot.when)
    if more := spots[_MOST_ITEMS:]:
        yield ngettext("Events at {n} more place", "Events at {n} more places", len(more))
    for spot in shown.earlier[:_MOST_ITEMS]:
        yield gettext("Earlier, {name}: {days}", name=spot.name, days=spot.when)
    if more := shown.earlier[_MOST_ITEMS:]:
        yield ngettext("Earlier, at {n} more place", "Earlier, at {n} more places", len(more))
    for name in shown.not_drawn:
        yield unstopped(gettext("Not on the map: {names}.", names=name))


def _most_first(shown: BorderMap) -> Sequence[Spot]:
    """Give the places of the period; of too many, those first that had most events."""
    if not shown.is_crowded:
        return shown.spots
    return sorted(shown.spots, key=lambda spot: (-len(spot.records), spot.name))


def map_problems(book: Book, mapdata: Path) -> list[Problem]:
    """Tell which territories of ``map`` in brief.yaml are on no map."""
    brief_map = book.brief.map
    if brief_map is None:
        return []
    named = [(name, brief_map.at(f"countries.{at}")) for at, name in enumerate(brief_map.countries)]
    for line in brief_map.disputed:
        named += [(name, line.at(f"between.{at}")) for at, name in enumerate(line.between)]
    codes, own = codes_of(mapdata), codes_of_countries(book)
    return [
        Problem(
            "map-territory",
            f"no territory of the map is called '{name}'",
            mark,
            did_you_mean(name.casefold(), [known for known in codes if len(known) > _CODE])
            or "a code of three letters such as AFG, or a name",
        )
        for name, mark in named
        if own.get(name, name).casefold() not in codes
    ]

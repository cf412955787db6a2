"""The pictures of an edition: which there are, and the words around each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportkit.i18n.translate import gettext, gettext_noop, ngettext
from reportkit.model.book import Book
from reportkit.page.charts.border_map import BorderMap, border_map_of
from reportkit.page.charts.border_map_drawing import draw_border_map
from reportkit.page.charts.casualties import Tolls, draw_tolls, tolls_of
from reportkit.page.charts.chart import Drawing, Plan, cache_key
from reportkit.page.charts.geography import codes_of
from reportkit.page.charts.series import (
    LEAST_SPARK,
    Reading,
    Series,
    draw_series,
    draw_sparkline,
    movement,
    series_of,
)
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.charts.timeline import Timeline, timeline_of
from reportkit.page.charts.timeline_drawing import draw_timeline
from reportkit.page.labels import commas, moment, semicolons, span, stop
from reportkit.problems import Problem, did_you_mean

FULL_MM, HALF_MM = 174.0, 84.0
MAP = "map"  # the id of the only one
MAP_MM = 100.0  # of a map of some crossings; its words stand beside it
SPARK_MM = (22.0, 5.0)
_MOST_RESULTS = 8
_DISCLAIMER = gettext_noop(
    "Boundaries and names shown do not imply acceptance of any legal status."
)


def plans_of(book: Book, style: Style, mapdata: Path) -> Iterator[Plan]:
    """Plan every picture that the records give; what has no data has no plan.

    ``mapdata`` is the folder of the shapes. Planning reads no file and draws nothing.
    """
    cut_off = moment(book.edition.cut_off, book.brief.cadence.zone)
    if timeline := timeline_of(book):
        yield _timeline(timeline, style, FULL_MM, cut_off)
    if border_map := border_map_of(book):
        disclaimer = book.brief.map_disclaimer or gettext(_DISCLAIMER)
        period = span(book.edition.period.start, book.edition.period.end)
        yield _map(border_map, style, MAP_MM, cut_off, (period, disclaimer, mapdata))
    for series in series_of(book):
        yield _series(series, style, HALF_MM, cut_off)
    for tolls in tolls_of(book):
        yield _tolls(tolls, style, FULL_MM, cut_off)


#: Letters of a code: one slip makes it another country's.
_CODE = 3


def map_problems(book: Book, mapdata: Path) -> list[Problem]:
    """Tell which territories of ``map`` in brief.yaml are on no map."""
    brief_map = book.brief.map
    if brief_map is None:
        return []
    named = [(name, brief_map.at(f"countries.{at}")) for at, name in enumerate(brief_map.countries)]
    for line in brief_map.disputed:
        named += [(name, line.at(f"between.{at}")) for at, name in enumerate(line.between)]
    codes = codes_of(mapdata)
    return [
        Problem(
            "map-territory",
            f"no territory of the map is called '{name}'",
            mark,
            did_you_mean(name.casefold(), [known for known in codes if len(known) > _CODE])
            or "a code of three letters such as AFG, or a name",
        )
        for name, mark in named
        if name.casefold() not in codes
    ]


def sparkline(id: str, readings: Sequence[Reading], style: Style) -> Plan | None:
    """Plan the sparkline of a key figure from its values so far; None below three."""
    if len(readings) < LEAST_SPARK:
        return None
    width, height = SPARK_MM
    shown = tuple(readings)

    def draw() -> Drawing:
        svg = draw_sparkline(shown, style, width * POINTS_PER_MM, height * POINTS_PER_MM)
        return Drawing(svg, height)

    return Plan(
        id=f"spark-{id}",
        section="",
        key=cache_key(shown, style, width),
        alt=movement(shown),
        caption="",
        source="",
        note="",
        records=tuple(dict.fromkeys(reading.record for reading in shown)),
        width_mm=width,
        draw=draw,
    )


def _timeline(shown: Timeline, style: Style, width: float, cut_off: str) -> Plan:
    def draw() -> Drawing:
        svg, height, hidden = draw_timeline(shown, style, width * POINTS_PER_MM)
        said = ngettext("{n} mark had no room.", "{n} marks had no room.", hidden) if hidden else ""
        return Drawing(svg, height / POINTS_PER_MM, said)

    happenings = [happening for lane in shown.lanes for happening in lane.happenings]
    phrases = [
        ngettext("{n} event", "{n} events", shown.events) if shown.events else gettext("no events"),
        gettext("accounts of {number} differ", number=shown.contested) if shown.contested else "",
        ngettext("{n} measure", "{n} measures", shown.measures)
        if shown.measures
        else gettext("no measures"),
    ]
    nothing = gettext("nothing")
    lanes = semicolons(f"{lane.name}: {len(lane.happenings) or nothing}" for lane in shown.lanes)
    talks = [h.words for lane in shown.lanes if lane.talks for h in lane.happenings]
    counts = commas(part for part in phrases if part)
    finding = gettext("{counts}. Marks by lane: {lanes}.", counts=counts, lanes=lanes)
    if talks:
        told = gettext("Talks and promises: {talks}.", talks=semicolons(talks[:3]))
        finding = f"{finding} {told}"
    period = span(shown.start, shown.end)
    return Plan(
        id="timeline",
        section="",
        key=cache_key(shown, style, width),
        alt=gettext("Timeline of {period}. {finding}", period=period, finding=finding),
        caption=gettext("What happened from day to day, {period}", period=period),
        source=gettext(
            "Source: the records of this brief. Information to {moment}.", moment=cut_off
        ),
        note=gettext("Marks show the day, not the hour."),
        records=tuple(dict.fromkeys(id for h in happenings for id in h.records)),
        width_mm=width,
        draw=draw,
    )


def _map(
    shown: BorderMap, style: Style, width: float, cut_off: str, words: tuple[str, str, Path]
) -> Plan:
    period, disclaimer, folder = words

    def draw() -> Drawing:
        svg, height, nameless = draw_border_map(shown, style, width * POINTS_PER_MM, folder)
        said = (
            gettext("Without room for a name: {names}.", names=commas(nameless)) if nameless else ""
        )
        return Drawing(svg, height / POINTS_PER_MM, said)

    crossings = _some([f"{crossing.name} {crossing.state}" for crossing in shown.crossings])
    spots = _some([f"{spot.name} {spot.when}" for spot in shown.spots])
    finding = [
        gettext("Crossings: {crossings}.", crossings=crossings) if crossings else "",
        gettext("Events: {events}.", events=spots)
        if spots
        else gettext("No event of the period has a point on the map."),
    ]
    return Plan(
        id=MAP,
        section="",
        key=cache_key(shown, style, width),
        alt=" ".join([gettext("Map."), *(part for part in finding if part)]),
        caption=commas([_map_title(shown), period]),
        source=gettext(
            "Source: the records of this brief; made with Natural Earth. Information to {moment}.",
            moment=cut_off,
        ),
        note=" ".join(part for part in (_how_to_read(shown), disclaimer) if part),
        records=(
            *(id for crossing in shown.crossings for id in crossing.records),
            *(id for spot in shown.spots for id in spot.records),
        ),
        width_mm=width,
        draw=draw,
        css="beside",
    )


def _map_title(shown: BorderMap) -> str:
    if shown.crossings and shown.spots:
        return gettext("Crossings, and where events were reported")
    return gettext("Crossings") if shown.crossings else gettext("Where events were reported")


def _how_to_read(shown: BorderMap) -> str:
    """Explain the marks that are there, and no others."""
    sentences = []
    if any(not spot.is_area and spot.reach_km == 0 for spot in shown.spots):
        sentences.append(gettext("Dot: the place itself."))
    if any(not spot.is_area and spot.reach_km for spot in shown.spots):
        sentences.append(gettext("Dot in a ring: within about 25 km."))
    if any(spot.is_area for spot in shown.spots):
        sentences.append(
            gettext("Large circle: somewhere in this district or province; its size says no more.")
        )
    if shown.not_drawn:
        sentences.append(gettext("Not on the map: {names}.", names=commas(shown.not_drawn)))
    if shown.disputed:
        sentences.append(gettext("Heavy dashes: a line that not all sides accept as a border."))
    return " ".join(sentences)


def _series(shown: Series, style: Style, width: float, cut_off: str) -> Plan:
    def draw() -> Drawing:
        svg, height = draw_series(shown, style, width * POINTS_PER_MM)
        return Drawing(svg, height / POINTS_PER_MM)

    who = [shown.provider, *([gettext("as of {day}", day=shown.as_of)] if shown.as_of else [])]
    return Plan(
        id=f"series-{shown.id}",
        section=shown.section,
        key=cache_key(shown, style, width),
        alt=stop(f"{shown.title}: {movement(shown.readings)}"),
        caption=f"{shown.title}: {movement(shown.readings)}",
        source=gettext(
            "Source: {source}. Information to {moment}.", source=commas(who), moment=cut_off
        ),
        note="",
        records=tuple(reading.record for reading in shown.readings),
        width_mm=width,
        draw=draw,
        css="half",
    )


def _tolls(shown: Tolls, style: Style, width: float, cut_off: str) -> Plan:
    def draw() -> Drawing:
        svg, height = draw_tolls(shown, style, width * POINTS_PER_MM)
        return Drawing(svg, height / POINTS_PER_MM)

    reports = [report for _, group in shown.groups for report in group]
    tolls = semicolons(
        f"{head}: {_some([f'{r.who} {r.words}' for r in group])}" for head, group in shown.groups
    )
    dropped = (
        ngettext(
            "{n} further count is in the tables.",
            "{n} further counts are in the tables.",
            shown.left_out,
        )
        if shown.left_out
        else ""
    )
    return Plan(
        id=f"tolls-{shown.event}",
        section=shown.section,
        key=cache_key(shown, style, width),
        alt=ngettext(
            "Tolls of {n} provider. {tolls}.",
            "Tolls of {n} providers. {tolls}.",
            shown.providers,
            tolls=tolls,
        ),
        caption=gettext(
            "{event}: the toll by who gave it and as of which day",
            event=commas([shown.title, shown.when]),
        ),
        source=gettext("Source: the providers named. Information to {moment}.", moment=cut_off),
        note=" ".join(
            part
            for part in (
                gettext("Nothing is added up or averaged. Arrow: at least so many."),
                dropped,
            )
            if part
        ),
        records=tuple(report.record for report in reports),
        width_mm=width,
        draw=draw,
    )


def _some(parts: Sequence[str]) -> str:
    """Join parts for an ear: a listener cannot skip what a reader skims."""
    more = len(parts) - _MOST_RESULTS
    rest = [gettext("and {number} more", number=more)] if more > 0 else []
    return semicolons([*parts[:_MOST_RESULTS], *rest])

"""Series of figures as pictures of an edition: charts of a section, sparklines of page 1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from reportkit.i18n.translate import current_locale, gettext, ngettext
from reportkit.model.book import Book
from reportkit.page.charts.chart import FULL_MM, HALF_MM, Canvas, Drawing, Plan, cache_key
from reportkit.page.charts.findings import clause_of, finding_of
from reportkit.page.charts.mirroring import mirrored
from reportkit.page.charts.series import LEAST_SPARK, Reading, Series, draw_series, series_of
from reportkit.page.charts.series_multiples import draw_multiples, groups_of
from reportkit.page.charts.sparkline import draw_sparkline, movement
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.labels import capital, commas, stop

SPARK_MM = (22.0, 5.0)
#: So many pictures of series stand in a section: a page of them; of more the first in weight.
MOST_PICTURES = 6
Group = tuple[Series, ...]


def plan_series(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan a chart of each series that is long enough, or goes with others of its provider."""
    by_section: dict[str, list[Group]] = defaultdict(list)
    for group in groups_of(series_of(book)):
        by_section[group[0].section].append(group)
    chosen = {id: _chosen(book, groups) for id, groups in by_section.items()}
    for id, groups in by_section.items():
        shown = [group for group in groups if group in chosen[id]]
        left_out = sum(len(group) for group in groups) - sum(len(group) for group in shown)
        for group in shown:
            yield _plan(group, canvas, left_out if group is shown[-1] else 0)


def _chosen(book: Book, groups: Sequence[Group]) -> Sequence[Group]:
    """Give those that have a picture where they are many: key figures first, then the newest."""
    key = set(book.edition.key_figures)

    def weight(group: Group) -> tuple[bool, date]:
        readings = [reading for one in group for reading in one.readings]
        return (
            any(reading.record in key for reading in readings),
            max(reading.end for reading in readings),
        )

    return sorted(groups, key=weight, reverse=True)[:MOST_PICTURES]


def _plan(group: Group, canvas: Canvas, left_out: int) -> Plan:
    first, millimetres = group[0], FULL_MM if len(group) > 1 else HALF_MM
    from_right = current_locale().direction == "rtl"

    def draw() -> Drawing:
        width, style = millimetres * POINTS_PER_MM, canvas.style
        if len(group) > 1:
            svg, height = draw_multiples(group, style, width)
        else:
            svg, height = draw_series(first, style, width)
        turned = mirrored(svg, width, style) if from_right else svg
        return Drawing(turned, height / POINTS_PER_MM)

    as_of = [gettext("as of {day}", day=first.as_of)] if first.as_of else []
    return Plan(
        id=f"series-{first.id}",
        section=first.section,
        key=cache_key((group, from_right), canvas.style, millimetres),
        alt=stop(finding_of(group)),
        caption=finding_of(group),
        measure=_measure(group),
        source=gettext(
            "Source: {source}. Information up to {moment}.",
            source=commas([first.provider, *as_of]),
            moment=canvas.cut_off,
        ),
        note=" ".join(_notes(group, left_out)),
        records=tuple(reading.record for one in group for reading in one.readings),
        width_mm=millimetres,
        draw=draw,
        css="" if len(group) > 1 else "half",
        items=tuple(capital(clause_of(one)) for one in group),
    )


def _notes(group: Group, left_out: int) -> Iterator[str]:
    if len(group) > 1:
        yield gettext("Each has a scale of its own, from zero.")
    if left_out:
        yield ngettext(
            "{n} further series of this section is told in words and numbers alone.",
            "{n} further series of this section are told in words and numbers alone.",
            left_out,
        )


def _measure(group: Group) -> str:
    """Say below the finding what the bars are: of what, and of how long each."""
    units = list(dict.fromkeys(one.unit or gettext("number") for one in group))
    readings = [reading for one in group for reading in one.readings]
    if not all(one.per_period for one in group):
        return capital(commas(units))
    days = {(reading.end - reading.start).days // 28 for reading in readings}
    if days == {1} and all(reading.whole for reading in readings):
        return gettext("{unit} per month", unit=capital(commas(units)))
    if all(reading.whole for reading in readings):
        return gettext("{unit} per year", unit=capital(commas(units)))
    return gettext("{unit} per period", unit=capital(commas(units)))


def sparkline(id: str, readings: Sequence[Reading], style: Style) -> Plan | None:
    """Plan the sparkline of a key figure from its values so far; None below three."""
    if len(readings) < LEAST_SPARK:
        return None
    width, height = SPARK_MM
    shown = tuple(readings)
    from_right = current_locale().direction == "rtl"

    def draw() -> Drawing:
        points = width * POINTS_PER_MM
        svg = draw_sparkline(shown, style, points, height * POINTS_PER_MM)
        return Drawing(mirrored(svg, points, style) if from_right else svg, height)

    return Plan(
        id=f"spark-{id}",
        section="",
        key=cache_key((shown, from_right), style, width),
        alt=movement(shown),
        caption="",
        source="",
        note="",
        records=tuple(dict.fromkeys(reading.record for reading in shown)),
        width_mm=width,
        draw=draw,
    )

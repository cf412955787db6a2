"""Series of figures as pictures of an edition: charts of a section, sparklines of page 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.page.charts.chart import HALF_MM, Canvas, Drawing, Plan, cache_key
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
from reportkit.page.labels import commas, stop

SPARK_MM = (22.0, 5.0)


def plan_series(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan a chart of each series of figures that has enough of them."""
    for shown in series_of(book):
        yield _plan(shown, canvas)


def _plan(shown: Series, canvas: Canvas) -> Plan:
    def draw() -> Drawing:
        svg, height = draw_series(shown, canvas.style, HALF_MM * POINTS_PER_MM)
        return Drawing(svg, height / POINTS_PER_MM)

    who = [shown.provider, *([gettext("as of {day}", day=shown.as_of)] if shown.as_of else [])]
    return Plan(
        id=f"series-{shown.id}",
        section=shown.section,
        key=cache_key(shown, canvas.style, HALF_MM),
        alt=stop(f"{shown.title}: {movement(shown.readings)}"),
        caption=f"{shown.title}: {movement(shown.readings)}",
        source=gettext(
            "Source: {source}. Information to {moment}.", source=commas(who), moment=canvas.cut_off
        ),
        note="",
        records=tuple(reading.record for reading in shown.readings),
        width_mm=HALF_MM,
        draw=draw,
        css="half",
    )


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

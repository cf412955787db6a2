"""The pictures of an edition: which there are, in the order of the page.

A further one is one file with a function that plans it, and one entry here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportkit.model.book import Book
from reportkit.page.charts.border_map_plan import plan_border_map
from reportkit.page.charts.casualties_plan import plan_tolls
from reportkit.page.charts.chart import Canvas, Chart, Plan
from reportkit.page.charts.series_plan import plan_series
from reportkit.page.charts.strip import plan_strip
from reportkit.page.charts.style import Style
from reportkit.page.charts.timeline_plan import plan_timeline
from reportkit.page.labels import moment

CHARTS: tuple[Chart, ...] = (plan_strip, plan_timeline, plan_border_map, plan_series, plan_tolls)


def plans_of(book: Book, style: Style, mapdata: Path) -> Iterator[Plan]:
    """Plan every picture that the records give; what has no data has no plan.

    ``mapdata`` is the folder of the shapes. Planning reads no file and draws nothing.
    """
    cut_off = moment(book.edition.cut_off, book.brief.cadence.zone)
    canvas = Canvas(style, cut_off, mapdata)
    for plan_chart in CHARTS:
        yield from plan_chart(book, canvas)

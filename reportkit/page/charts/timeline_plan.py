"""The timeline as a picture of an edition: all it shows in words, its caption and source."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.i18n.translate import gettext, ngettext
from reportkit.model.book import Book
from reportkit.page.charts.chart import FULL_MM, Canvas, Drawing, Plan, cache_key, short_list
from reportkit.page.charts.mirroring import mirrored
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.charts.timeline import Lane, Timeline, timeline_of
from reportkit.page.charts.timeline_counts import how_to_read, in_words
from reportkit.page.charts.timeline_drawing import draw_timeline
from reportkit.page.labels import semicolons, span


def plan_timeline(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan the timeline of the period, if anything has a day in it."""
    if shown := timeline_of(book):
        yield _plan(shown, canvas)


def _plan(shown: Timeline, canvas: Canvas) -> Plan:
    width = FULL_MM * POINTS_PER_MM

    def draw() -> Drawing:
        svg, height, hidden = draw_timeline(shown, canvas.style, width)
        turned = mirrored(svg, width, canvas.style) if shown.from_right else svg
        note = ngettext("{n} mark had no room.", "{n} marks had no room.", hidden) if hidden else ""
        return Drawing(turned, height / POINTS_PER_MM, note)

    year = shown.end.year
    lanes = (f"{lane.name}: {semicolons(_in_words(lane, year))}." for lane in shown.lanes)
    period = span(shown.start, shown.end)
    happenings = [happening for lane in shown.lanes for happening in lane.happenings]
    return Plan(
        id="timeline",
        section="",
        key=cache_key(shown, canvas.style, FULL_MM),
        alt=" ".join([gettext("Timeline of {period}.", period=period), *lanes]),
        caption=gettext("Day by day, {period}", period=period),
        source=gettext("Information up to {moment}.", moment=canvas.cut_off),
        note=" ".join(_notes(shown)),
        records=tuple(
            dict.fromkeys(
                [
                    *(id for h in happenings for id in h.records),
                    *(id for lane in shown.lanes if lane.counts for id in lane.counts.records),
                ]
            )
        ),
        width_mm=FULL_MM,
        draw=draw,
        css="timeline",
        items=tuple(item for lane in shown.lanes for item in _items(lane, year)),
    )


def _notes(shown: Timeline) -> Iterator[str]:
    if any(lane.happenings for lane in shown.lanes):
        yield gettext("Marks show the day, not the hour.")
    if counts := [lane.counts for lane in shown.lanes if lane.counts]:
        yield how_to_read(counts[0])
    if shown.untold:
        yield ngettext(
            "{n} further fact of these days is in the sections.",
            "{n} further facts of these days are in the sections.",
            shown.untold,
        )


def _in_words(lane: Lane, year: int) -> Iterator[str]:
    if lane.happenings:
        yield short_list([one.told(year) for one in lane.happenings])
    if lane.counts:
        yield in_words(lane.counts, year)


def _items(lane: Lane, year: int) -> Iterator[str]:
    if lane.counts:
        yield gettext("{lane}, {told}", lane=lane.name, told=in_words(lane.counts, year))
    for one in lane.happenings:
        yield gettext("{lane}, {told}", lane=lane.name, told=one.told(year))

"""The timeline as a picture of an edition: its finding in words, its caption and source."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.i18n.translate import gettext, ngettext
from reportkit.model.book import Book
from reportkit.page.charts.chart import FULL_MM, Canvas, Drawing, Plan, cache_key
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.charts.timeline import Timeline, timeline_of
from reportkit.page.charts.timeline_drawing import draw_timeline
from reportkit.page.labels import commas, semicolons, span


def plan_timeline(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan the timeline of the period, if anything has a day in it."""
    if shown := timeline_of(book):
        yield _plan(shown, canvas)


def _plan(shown: Timeline, canvas: Canvas) -> Plan:
    def draw() -> Drawing:
        svg, height, hidden = draw_timeline(shown, canvas.style, FULL_MM * POINTS_PER_MM)
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
        key=cache_key(shown, canvas.style, FULL_MM),
        alt=gettext("Timeline of {period}. {finding}", period=period, finding=finding),
        caption=gettext("What happened from day to day, {period}", period=period),
        source=gettext(
            "Source: the records of this brief. Information to {moment}.", moment=canvas.cut_off
        ),
        note=gettext("Marks show the day, not the hour."),
        records=tuple(dict.fromkeys(id for h in happenings for id in h.records)),
        width_mm=FULL_MM,
        draw=draw,
    )

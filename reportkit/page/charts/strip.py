"""The strip "How we got here": the turning points from the first to this edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reportkit.i18n.translate import current_locale, gettext
from reportkit.model.book import Book
from reportkit.model.days import days_of
from reportkit.page.charts.chart import FULL_MM, Canvas, Drawing, Plan, cache_key
from reportkit.page.charts.mirroring import mirrored
from reportkit.page.charts.strip_drawing import draw_strip
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.labels import semicolons, short_span, span
from reportkit.page.selection import is_carried

STRIP = "strip"  # the id of the only one
_LEAST = 2  # turning points: one alone leads nowhere
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One turning point, as it is called."""

    start: date
    end: date
    when: str  # "11–12 Oct"
    headline: str
    record: str


@dataclass(frozen=True, slots=True)
class Strip:
    """All that the picture shows."""

    start: date  # the Monday before the first turning point
    end: date  # the last day of this edition's period
    period_start: date
    milestones: tuple[Milestone, ...]
    from_right: bool  # time runs as the language is read


def strip_of(book: Book) -> Strip | None:
    """Gather the turning points up to this edition; None where they make no way."""
    period = book.edition.period
    points = sorted(_milestones(book), key=lambda one: (one.start, one.end, one.record))
    if len(points) < _LEAST:
        return None
    first = points[0].start
    return Strip(
        start=first - timedelta(days=first.weekday()),
        end=period.end,
        period_start=max(period.start, first - timedelta(days=first.weekday())),
        milestones=tuple(points),
        from_right=current_locale().direction == "rtl",
    )


def _milestones(book: Book) -> Iterator[Milestone]:
    last = book.edition.period.end
    for record in book:
        days = days_of(record, book) if record.milestone and is_carried(record) else None
        if days and record.headline and days.start <= last:
            end = min(days.end or days.start, last)
            when = short_span(days.start, end, last.year)
            yield Milestone(days.start, end, when, record.headline, record.id)


def plan_strip(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan the strip, where there are turning points enough."""
    if shown := strip_of(book):
        yield _plan(shown, canvas)


def _plan(shown: Strip, canvas: Canvas) -> Plan:
    width = FULL_MM * POINTS_PER_MM

    def draw() -> Drawing:
        svg, height, left_out = draw_strip(shown, canvas.style, width)
        turned = mirrored(svg, width, canvas.style) if shown.from_right else svg
        names = semicolons(left_out)
        note = gettext("No room for: {names}.", names=names) if left_out else ""
        return Drawing(turned, height / POINTS_PER_MM, note)

    listed = tuple(
        gettext("{day}: {headline}", day=one.when, headline=one.headline)
        for one in shown.milestones
    )
    return Plan(
        id=STRIP,
        section="",
        key=cache_key(shown, canvas.style, FULL_MM),
        alt=gettext(
            "Turning points from {period}. {points}.",
            period=span(shown.milestones[0].start, shown.end),
            points=semicolons(listed),
        ),
        caption=gettext("How we got here"),
        source="",
        note=gettext("Shaded: the period of this edition. A tick is a Monday.")
        if shown.end - shown.start <= _WEEK * 26
        else gettext("Shaded: the period of this edition."),
        records=tuple(one.record for one in shown.milestones),
        width_mm=FULL_MM,
        draw=draw,
        css="strip",
        items=listed,
    )

"""Tolls as pictures of an edition: how far the counts lie apart, as their title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportkit.i18n.translate import current_locale, gettext, ngettext
from reportkit.model.book import Book
from reportkit.page.charts.casualties import Report, Tolls, draw_tolls, tolls_of
from reportkit.page.charts.chart import FULL_MM, Canvas, Drawing, Plan, cache_key, short_list
from reportkit.page.charts.mirroring import mirrored
from reportkit.page.charts.svg import POINTS_PER_MM
from reportkit.page.labels import commas, semicolons

_MOST_TOLD = 2  # groups of people in a title


def plan_tolls(book: Book, canvas: Canvas) -> Iterator[Plan]:
    """Plan the tolls of each event that is counted in more than one way."""
    for shown in tolls_of(book):
        yield _plan(shown, canvas)


def _plan(shown: Tolls, canvas: Canvas) -> Plan:
    width, from_right = FULL_MM * POINTS_PER_MM, current_locale().direction == "rtl"

    def draw() -> Drawing:
        svg, height = draw_tolls(shown, canvas.style, width)
        turned = mirrored(svg, width, canvas.style) if from_right else svg
        return Drawing(turned, height / POINTS_PER_MM)

    reports = [report for _, group in shown.groups for report in group]
    groups = [
        f"{head}: {short_list([f'{r.who} {r.words}' for r in group])}"
        for head, group in shown.groups
    ]
    return Plan(
        id=f"tolls-{shown.event}",
        section=shown.section,
        key=cache_key((shown, from_right), canvas.style, FULL_MM),
        alt=ngettext(
            "Tolls of {n} provider. {tolls}.",
            "Tolls of {n} providers. {tolls}.",
            shown.providers,
            tolls=semicolons(groups),
        ),
        caption=_finding(shown),
        measure=gettext("Number of people, by who gave it and as of which day"),
        source=gettext(
            "Source: the providers named. Information up to {moment}.", moment=canvas.cut_off
        ),
        note=" ".join(_notes(shown, reports)),
        records=tuple(report.record for report in reports),
        width_mm=FULL_MM,
        draw=draw,
        items=tuple(groups),
    )


def _finding(shown: Tolls) -> str:
    """Say of the largest groups from what to what their counts run; nobody's count is preferred."""
    told = semicolons(_range(head, group) for head, group in shown.groups[:_MOST_TOLD])
    return gettext("{event}: {ranges}", event=commas([shown.title, shown.when]), ranges=told)


def _range(head: str, group: Sequence[Report]) -> str:
    ordered = sorted(group, key=_value)
    least, most = ordered[0], ordered[-1]
    if least.words == most.words:
        return gettext("{people}, {value} by every count", people=head, value=least.words)
    return gettext(
        "{people}, from {least} ({who}) to {most} ({other})",
        people=head,
        least=least.words,
        who=least.name,
        most=most.words,
        other=most.name,
    )


def _value(report: Report) -> Decimal:
    known = [v for v in (report.best, report.low, report.high) if v is not None]
    return known[0] if known else Decimal(0)


def _notes(shown: Tolls, reports: Sequence[Report]) -> Iterator[str]:
    yield gettext("Nothing is added up or averaged.")
    if any(report.high is None for report in reports):
        yield gettext("Arrow: at least so many.")
    if shown.left_out:
        yield ngettext(
            "{n} further count is in the tables.",
            "{n} further counts are in the tables.",
            shown.left_out,
        )

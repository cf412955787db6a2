"""Page 1: the point, better or worse, what changed, the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportkit.changes.change import Change
from reportkit.changes.quantity import Delta, NotComparable, delta, moved
from reportkit.changes.since import MAX_LINES
from reportkit.editions.history import History
from reportkit.facts.book import Book
from reportkit.facts.evidence import Figure
from reportkit.facts.words import ChangeClass
from reportkit.page.changelog import reconciliation
from reportkit.page.marks import legend_of, mark_of, marks_of
from reportkit.page.sections import Desk
from reportkit.page.view import Drawing, Trend
from reportkit.page.view_page import Front, KeyFigure, Since, SinceLine
from reportkit.page.wording import (
    ALERTS,
    TREND_SIGNS,
    actor,
    capital,
    counted,
    edition_title,
    label,
    moment,
    place_name,
    quantity,
    short_day,
    stop,
)

_SIGNS = {1: "▲ ", -1: "▼ ", 0: ""}


def front_of(desk: Desk, history: History | None, sparks: Mapping[str, Drawing]) -> Front:
    """Compose page 1; its numbers are cited in the order in which a reader meets them."""
    edition, apparatus = desk.book.edition, desk.apparatus
    line, why = edition.bottom_line, edition.trend_rationale
    bottom_line = apparatus.prose(stop(line.text), line.basis)
    trend = Trend(
        sign=TREND_SIGNS[edition.trend],
        word=capital(label(edition.trend)),
        css=edition.trend.value,
        rationale=apparatus.prose(stop(why.text), why.basis),
    )
    figures = [figure for id in edition.key_figures if (figure := desk.book.get(Figure, id))]
    return Front(
        bottom_line=bottom_line,
        trend=trend,
        alerts=tuple(ALERTS[alert] for alert in edition.alerts),
        key_figures=tuple(
            replace(_key_figure(desk, figure, history), spark=sparks.get(figure.id))
            for figure in figures
        ),
        since=since_of(desk.book, history),
        highlights=tuple(
            apparatus.prose(stop(each.text), each.basis) for each in edition.highlights
        ),
    )


def since_of(book: Book, history: History | None, lines: int = MAX_LINES) -> Since:
    """Word the box: corrections first, then in the order of weight, then counts."""
    before = history.previous if history else None
    if history is None or before is None:
        return Since(
            title="Baseline",
            lines=(
                SinceLine(
                    "This is the first edition: it sets the baseline, and the next one says what "
                    "changed."
                ),
            ),
            counts=f"{len(book):,} records on file.",
        )
    marks = {(change.record, change.class_): mark_of(change) for change in history.told}
    box = history.box_of(lines)
    told = tuple(SinceLine(line.text, marks.get((line.record, line.class_))) for line in box.lines)
    counts = f"Also: {box.counts}. " if box.counts and told else stop(box.counts) + " "
    return Since(
        title=f"Since {edition_title(before.name.spoken)}",
        span=f"{moment(before.manifest.cut_off)} → {moment(book.edition.cut_off)}",
        lines=told if history.told else (SinceLine("No record changed."),),
        counts=(counts if box.counts else "") + reconciliation(history),
        legend=legend_of(marks_of(history.told).values()),
    )


def _key_figure(desk: Desk, figure: Figure, history: History | None) -> KeyFigure:
    book = desk.book
    where = place_name(book, figure.place)
    what = counted(book, figure)
    movement = delta_of(figure, history)
    return KeyFigure(
        value=quantity(figure),
        what=f"{what}, {where}" if where and where not in what else what,
        delta=movement,
        provider=actor(book, figure.provider),
        as_of=f"as of {short_day(figure.as_of, book.edition.period.end.year)}"
        if figure.as_of
        else "",
        target=f"rec-{figure.id}",
        cites=desk.apparatus.of(figure),
        mark=None if movement.startswith("unchanged") else desk.apparatus.mark(figure.id),
    )


def delta_of(figure: Figure, history: History | None) -> str:
    """Say how a figure moved in its series since the edition before, where it can be said."""
    before = history.previous if history else None
    if history is None or before is None:
        return ""
    since = edition_title(before.name.spoken)
    changes = [change for change in history.told if change.record == figure.id]
    if any(change.class_ is ChangeClass.CORRECTED for change in changes):
        return f"corrected since {since}"  # the world did not move, we were wrong
    found = next((delta for change in changes if (delta := _movement(change))), None)
    if found is None:
        added = any(change.class_ is ChangeClass.ADDED for change in changes)
        return f"new since {since}" if added else f"unchanged since {since}"
    if isinstance(found, NotComparable):
        return f"not comparable with {since}: {found.was} then"
    if found.was == found.now:
        return f"unchanged since {since}"
    return f"{_SIGNS[found.direction]}{moved(found)} since {since}"


def _movement(change: Change) -> Delta | NotComparable | None:
    if change.before is None or change.after is None:
        return None
    if change.class_ is ChangeClass.METHOD_CHANGED:
        compared = delta(change.before, change.after)
        return NotComparable(compared.was, compared.now, ("method",))
    return delta(change.before, change.after)

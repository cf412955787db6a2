"""The table of tolls of the body, and those of the other events in the annex."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportkit.i18n.translate import ngettext
from reportkit.model.evidence import Event
from reportkit.page.compose.claim_matrix import matrix_of
from reportkit.page.compose.compose_context import ComposeContext, section_id
from reportkit.page.compose.view_model import Link, Matrix
from reportkit.page.selection import is_carried
from reportkit.page.tolls import figures_of, has_matrix


def toll_of(context: ComposeContext, section: str) -> tuple[Matrix, ...]:
    """Set the one table of tolls that stands in the body, in the section of its event."""
    toll = context.selection.toll
    if toll is None or section_id(context.book, toll.event) != section:
        return ()
    matrix = matrix_of(context.book, toll.event, toll.figures, context.citations)
    return (replace(matrix, others=_elsewhere(context, toll.event)),)


def other_tolls(context: ComposeContext, events: Iterable[Event]) -> tuple[Matrix, ...]:
    """Set what the body leaves of the tolls: the other events, and further rows of its own."""
    matrices = []
    for event in sorted(events, key=lambda event: (event.date_start, event.id)):
        figures = [
            f for f in figures_of(context.book, event) if f.id not in context.selection.tolls
        ]
        if is_carried(event) and has_matrix(context.book, event) and figures:
            matrices.append(matrix_of(context.book, event, figures, context.citations))
    return tuple(matrices)


def _elsewhere(context: ComposeContext, shown: Event) -> Link | None:
    """Say of how many other events figures differ, and where the first of them stands."""
    book = context.book
    order = [section.id for section in book.brief.sections]
    events = [
        e for e in book.all(Event) if e is not shown and is_carried(e) and has_matrix(book, e)
    ]
    if not events:
        return None
    first = min(
        events,
        key=lambda event: (
            order.index(event.section) if event.section in order else len(order),
            event.date_start,
            event.id,
        ),
    )
    wording = ngettext(
        "Differing figures on {n} other event", "Differing figures on {n} other events", len(events)
    )
    return Link(wording, f"rec-{figures_of(book, first)[0].id}")

"""The table in which a type of record is printed that declares one, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.model.days import days_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Figure
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.view_model import Table, TableRow
from reportkit.page.labels import (
    actor_short,
    capital,
    commas,
    label,
    place,
    short_day,
    short_span,
    stop,
)
from reportkit.phrasing.quantity import quantity


def record_table(
    book: Book, kind: type[Record], records: Sequence[Record], citations: Citations
) -> Iterator[Table]:
    """Lay out the records of a type by their days; no records give no table."""
    if kind.table is None or not records:
        return
    fields = spec_of(kind)
    dated = sorted(records, key=lambda record: _first_day(book, record) or date.max)
    yield Table(
        caption=gettext(kind.table.caption),
        css=kind.plural,
        heads=(
            gettext(kind.table.day_head),
            *(gettext(column.head) for column in kind.table.columns),
        ),
        rows=tuple(
            TableRow(
                anchor=citations.anchor(record.id),
                head=_days(book, record),
                cells=tuple(
                    _cell(book, record, fields[column.field]) for column in kind.table.columns
                ),
                cites=citations.of(record),
            )
            for record in dated
        ),
        cited=len(kind.table.columns) - 1,  # the last cell has the numbers of the sources
    )


def _first_day(book: Book, record: Record) -> date | None:
    days = days_of(record, book)
    return days.start if days else None


def _days(book: Book, record: Record) -> str:
    days = days_of(record, book)
    if days is None:
        return gettext("undated")
    return short_span(days.start, days.end, book.edition.period.end.year)


def _cell(book: Book, record: Record, field: FieldSpec) -> str:
    held = getattr(record, field.name)
    if held is None:
        return "–"
    if isinstance(held, StrEnum):
        return capital(label(held))
    if isinstance(held, date):
        return short_day(held, book.edition.period.end.year)
    if field.refers_to is None:
        return stop(str(held))
    if figure := book.get(Figure, held):
        given = [actor_short(book, figure.provider)]
        given += [short_day(figure.as_of, book.edition.period.end.year)] if figure.as_of else []
        return f"{quantity(figure)} ({commas(given)})"
    return capital(place(book, held))

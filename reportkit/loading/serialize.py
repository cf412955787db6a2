"""Model values to plain data: what a snapshot holds and what two editions are compared by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from reportkit.model.base import Placed
from reportkit.model.book import Book
from reportkit.model.envelope import Record

#: JSON without floats: text, whole numbers, truth values, lists and mappings.
Plain = str | int | bool | list["Plain"] | dict[str, "Plain"]


def record_to_plain(record: Record) -> dict[str, Plain]:
    """Give a record's type and every field it sets; ``internal_note`` stays with the desk.

    A field at its default is left out, so that a field which a later version adds is no
    change. Decimals and days are text, exactly as written.
    """
    plain = to_plain(record)
    plain.pop("internal_note", None)
    return {"type": record.type, **plain}


def to_plain(value: Placed) -> dict[str, Plain]:
    """Give the fields that a value sets, nested values included, without their places."""
    return {name.rstrip("_"): _plain(held) for name, held in value.set_fields().items()}


def book_to_plain(book: Book) -> dict[str, Plain]:
    """Give the whole book as plain data: what a snapshot keeps and its digest covers.

    The schedule is the desk's own affair: who is woken up is no part of what is known, nor
    is at which lower markings the edition appears as well.
    """
    brief = to_plain(book.brief)
    for own in ("schedule", "releases"):
        brief.pop(own, None)
    return {
        "brief": brief,
        "edition": to_plain(book.edition),
        "records": {record.id: record_to_plain(record) for record in book},
    }


def _plain(held: Any) -> Plain:
    if isinstance(held, Placed):
        return to_plain(held)
    if isinstance(held, tuple):
        return [_plain(item) for item in held]
    if isinstance(held, Enum):
        return str(held.value) if isinstance(held.value, str) else int(held.value)
    if isinstance(held, date):  # a datetime too
        return held.isoformat()
    if isinstance(held, Decimal):
        return str(held)
    return cast("Plain", held)  # text, whole number or truth value

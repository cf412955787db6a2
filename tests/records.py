"""Records from the few fields that a test is about; what else they need is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from reportkit.changes.edition_view import EditionView
from reportkit.loading.serialize import Plain, from_plain
from reportkit.model.base import Located
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.envelope import Record
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.series import Brief, Edition
from reportkit.model.vocabulary.events import Position

T = TypeVar("T", bound=Located)
_TYPES = {kind.type: kind for kind in RECORD_TYPES}

#: A record as YAML has it, with its type: {"type": "fact", "id": "talks", ...}.
Written = Mapping[str, Plain]


def record_of(written: Written) -> Record:
    """Read a record; a needed field that is not given is empty, or the first of its words."""
    return value_of(_TYPES[str(written["type"])], written)


def value_of(model: type[T], written: Written) -> T:
    """Read any value of the model likewise."""
    value = from_plain(model, _filled(model, written), {})
    blank = {name: "" for name, held in vars(value).items() if held == _BLANK}
    return value.replace(**blank)


def by_id(*written: Written) -> dict[str, Record]:
    """Read records, by their ids."""
    return {record.id: record for record in map(record_of, written)}


def book_of(
    records: Iterable[Record], *, brief: Written | None = None, edition: Written | None = None
) -> Book:
    """Bind records to a series and an edition."""
    held = {record.id: record for record in records}
    return Book(
        held,
        {id: record.type for id, record in held.items()},
        brief=value_of(Brief, {"sections": [], **(brief or {})}),
        edition=value_of(Edition, edition or {}),
    )


def edition_view(
    name: str,
    records: Mapping[str, Written],
    *,
    brief: Written | None = None,
    edition: Written | None = None,
    positions: Mapping[str, Position] | None = None,
) -> EditionView:
    """Give an edition that holds these records."""
    book = book_of(map(record_of, records.values()), brief=brief, edition=edition)
    return EditionView(name=name, book=book, positions=positions or {})


_BLANK = "left-blank"
_DAY = date(2025, 11, 1)


def _filled(model: type[Located], written: Written) -> dict[str, Plain]:
    plain = {key: held for key, held in written.items() if key in spec_of(model)}
    for key, field in spec_of(model).items():
        if field.required and key not in plain:
            plain[key] = [] if field.many else _filler(field)
        elif key in plain and issubclass(field.item, Located):
            plain[key] = _filled_within(field.item, plain[key])
    return plain


def _filled_within(model: type[Located], held: Any) -> Plain:
    if isinstance(held, list):
        return [_filled(model, item) for item in held]
    return _filled(model, held)


def _filler(field: FieldSpec) -> Plain:
    item = field.item
    if issubclass(item, Located):
        return _filled(item, {})
    if issubclass(item, Enum):
        return str(next(iter(item)).value)
    if issubclass(item, datetime):
        return datetime(2025, 11, 3, 6, tzinfo=UTC).isoformat()
    if issubclass(item, date):
        return _DAY.isoformat()
    if item is int:
        return 1
    return {"id": "x", "language": "en", "zone": "UTC", "at": "06:00"}.get(field.key, _BLANK)

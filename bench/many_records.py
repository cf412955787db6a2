"""A book of as many records as asked for, of every kind that the shipped series has."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from reportkit.loading.loader import Loaded
from reportkit.model.base import Located
from reportkit.model.book import Records, references
from reportkit.model.envelope import Record
from reportkit.model.fields import spec_of

L = TypeVar("L", bound=Located)

#: Free texts that may be as long as a paragraph.
_LONG = frozenset({"descriptor", "note", "summary", "quality_note", "so_what"})
#: Names of what belongs together beside the ids: copies are a series and a track of their own.
_TOGETHER = frozenset({"series", "track", "topic"})
_MORE = " It was read again on the day after, by two people, and nothing in it had changed."
_LINES = 100_000  # no file has more, so that no two values stand at one place
_PARAGRAPH = 1_500  # characters to which they are filled


def with_records(loaded: Loaded, count: int) -> Loaded:
    """Copy the records of a series until there are so many, each copy with ids of its own.

    What names another record names that of its own copy, so that sources, claims and figures
    hang together as they do in earnest; free texts are filled up to a long paragraph.
    """
    book = loaded.book
    if book is None:
        raise ValueError("the series cannot be read")
    held: dict[str, Record] = {}
    for number in range(-(-count // len(book))):
        ending = f".copy{number}" if number else ""
        for record in book:
            if len(held) < count:
                copy = _renamed(record, ending, number * _LINES)
                held[copy.id] = copy
    defined = {id: record.type for id, record in held.items()}
    # Of the last copy a part may be missing, and what names it would be told of.
    whole = {id: record for id, record in held.items() if _hangs_together(record, held)}
    larger = replace(book, by_id=whole, defined=defined)
    return replace(loaded, book=larger, records=Records(whole, defined))


def _hangs_together(record: Record, held: dict[str, Record]) -> bool:
    return all(reference.id in held for reference in references(record))


def _renamed(value: L, ending: str, lines: int) -> L:
    marks = {at: mark._replace(line=mark.line + lines) for at, mark in value.marks.items()}
    changed: dict[str, object] = {"marks": marks}
    for key, spec in spec_of(type(value)).items():
        field = getattr(value, spec.name)
        if field is None or field == ():
            continue
        if issubclass(spec.item, Located):
            items = field if spec.many else (field,)
            renamed = tuple(_renamed(item, ending, lines) for item in items)
            changed[spec.name] = renamed if spec.many else renamed[0]
        elif spec.refers_to is not None:
            names = field if spec.many else (field,)
            renamed_ids = tuple(f"{name}{ending}" for name in names)
            changed[spec.name] = renamed_ids if spec.many else renamed_ids[0]
        elif key in _TOGETHER:
            changed[spec.name] = f"{field}{ending}"
        elif key in _LONG and isinstance(field, str):
            changed[spec.name] = (field + _MORE * (_PARAGRAPH // len(_MORE)))[:_PARAGRAPH].strip()
    if isinstance(value, Record):
        changed["id"] = f"{value.id}{ending}"
    return value.replace(**changed)

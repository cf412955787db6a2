"""The fields of a change as a reader compares them: by their names, was and now in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from reportkit.changes.change import Change
from reportkit.changes.detect import LIFE
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import Side, text
from reportkit.changes.field_schema import PlainRecord
from reportkit.changes.notice import notice_wording
from reportkit.changes.quantity import day, quantity
from reportkit.changes.worded import (
    field_key,
    field_said,
    is_field_shown,
    is_for_readers,
    value_said,
)
from reportkit.i18n.bidi import of_record
from reportkit.i18n.translate import say_in, word
from reportkit.loading.serialize import Plain

#: Stands where a field said nothing.
NONE = "–"
_BOUNDS = frozenset({"low", "best", "high", "operator", "vague_term", "unit"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


class Moved(Protocol):
    """A field with what it said before and says now."""

    @property
    def field(self) -> str:
        """Its path."""

    @property
    def was(self) -> Plain | None:
        """What it said; None where it said nothing."""

    @property
    def now(self) -> Plain | None:
        """What it says."""


class Compared(NamedTuple):
    """One field before and after."""

    name: str
    was: str
    now: str
    key: str = ""  # its name in English, whatever is spoken


def fields_for_readers(change: Change, now: Side) -> Iterator[Compared]:
    """Give what a reader can compare: the value of a figure in words, other fields as they are."""
    return _compared(change, now, is_for_readers, _what_came_and_went)


def fields_for_desks(change: Change, now: Side) -> Iterator[Compared]:
    """Give it to those who keep the records: sources and links too, and lists as a whole."""
    return _compared(change, now, is_told_apart, _values)


def _compared(
    change: Change,
    now: Side,
    is_shown: Callable[[str, str], bool],
    values: Callable[[str, Moved, Side], tuple[str, str]],
) -> Iterator[Compared]:
    if change.type == "figure" and any(one.field in _BOUNDS for one in change.fields):
        was, after = quantity(change.before or {}), quantity(change.after or {})
        yield Compared(say_in("field", "value"), was, after)
    for one in change.fields:
        right = next((held for held in change.corrections if _moved_on(held, one)), None)
        if right:
            said = notice_wording(right, now)
            yield Compared(field_said(one.field), said.was, said.now, field_key(one.field))
            continue
        if not is_shown(change.type, one.field):
            continue
        if not (change.type == "figure" and one.field in _BOUNDS):
            said_then_and_now = values(change.type, one, now)
            yield Compared(field_said(one.field), *said_then_and_now, field_key(one.field))


def is_told_apart(type_: str, field: str) -> bool:
    """Tell whether a field is worth a line: how a record ended is all in its sentence."""
    return field not in LIFE and is_field_shown(type_, field)


def field_in_words(type_: str, found: Moved, now: Side) -> Compared:
    """Word one field before and after, as far as it can be without the rest of its record."""
    return Compared(field_said(found.field), *_values(type_, found, now), field_key(found.field))


def _moved_on(correction: PlainRecord, found: Difference) -> bool:
    """Tell whether a day that was put right has become another since, which is no part of it."""
    right = text(correction, "now")
    is_day = bool(_DAY.match(right))
    return is_day and text(correction, "field") == found.field and value_text(found.now) != right


def value_text(value: Plain | None) -> str:
    """Give a value of plain data as a cell of a table; "" when it is not said."""
    if isinstance(value, list):
        return ", ".join(map(value_text, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {value_text(held)}" for name, held in sorted(value.items()))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _values(type_: str, found: Moved, now: Side) -> tuple[str, str]:
    return _value(type_, found, found.was, now), _value(type_, found, found.now, now)


def _what_came_and_went(type_: str, found: Moved, now: Side) -> tuple[str, str]:
    """Word a field before and after; of a list that grew, only what came and what went."""
    was, after = found.was, found.now
    if isinstance(was, list) and isinstance(after, list):
        gone = [item for item in was if item not in after]
        come = [item for item in after if item not in was]
        if gone or come:
            return _listed(gone), _listed(come)
    return _values(type_, found, now)


def _listed(values: Plain) -> str:
    return of_record(value_text(values)) or NONE


def _value(type_: str, found: Moved, value: Plain | None, now: Side) -> str:
    said = value_text(value)
    if not said or _DAY.match(said):
        return day(said) if said else NONE
    if isinstance(value, bool):
        return word("value", "yes" if value else "no")
    if isinstance(value, (list, dict)):
        return of_record(said.replace("_", " "))
    return value_said(value, now, type_, found.field)

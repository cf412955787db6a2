"""The fields of a change as a reader compares them: by their names, was and now in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.detect import LIFE
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.i18n import formats
from reportkit.i18n.bidi import isolate
from reportkit.i18n.translate import pgettext, word
from reportkit.loading.serialize import Plain, plain_value
from reportkit.model.analysis import Correction
from reportkit.model.base import Located
from reportkit.model.evidence import Figure
from reportkit.phrasing.notice import notice_wording
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.values import (
    field_in_sentence,
    field_key,
    is_field_shown,
    is_for_readers,
    value_in_sentence,
)

#: Stands where a field said nothing.
NONE = "–"
_BOUNDS = frozenset({"low", "best", "high", "operator", "vague_term", "unit"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")  # as a correction writes it


class Compared(NamedTuple):
    """One field before and after."""

    name: str
    was: str
    now: str
    key: str = ""  # its name in English, whatever is spoken


def fields_for_readers(change: Change, now: EditionView) -> Iterator[Compared]:
    """Give what a reader can compare: the value of a figure in words, other fields as they are."""
    return _compared(change, now, is_for_readers, _what_came_and_went)


def fields_for_desks(change: Change, now: EditionView) -> Iterator[Compared]:
    """Give it to those who keep the records: sources and links too, and lists as a whole."""
    return _compared(change, now, is_own_line, _values)


def _compared(
    change: Change,
    now: EditionView,
    is_shown: Callable[[str, str], bool],
    values: Callable[[str, Difference, EditionView], tuple[str, str]],
) -> Iterator[Compared]:
    before, after = change.before, change.after
    if (
        isinstance(before, Figure)
        and isinstance(after, Figure)
        and any(one.field in _BOUNDS for one in change.fields)
    ):
        yield Compared(pgettext("field", "value"), quantity(before), quantity(after))
    for one in change.fields:
        right = next((held for held in change.corrections if _moved_on(held, one)), None)
        if right:
            said = notice_wording(right, now)
            yield Compared(field_in_sentence(one.field), said.was, said.now, field_key(one.field))
            continue
        if not is_shown(change.type, one.field):
            continue
        if not (change.type == "figure" and one.field in _BOUNDS):
            said_then_and_now = values(change.type, one, now)
            yield Compared(field_in_sentence(one.field), *said_then_and_now, field_key(one.field))


def is_own_line(type_: str, field: str) -> bool:
    """Tell whether a field is worth a line: how a record ended is all in its sentence."""
    return field not in LIFE and is_field_shown(type_, field)


def field_in_words(type_: str, found: Difference, now: EditionView) -> Compared:
    """Word one field before and after, as far as it can be without the rest of its record."""
    return Compared(
        field_in_sentence(found.field), *_values(type_, found, now), field_key(found.field)
    )


def _moved_on(correction: Correction, difference: Difference) -> bool:
    """Tell whether a day that was put right has become another since, which is no part of it."""
    right = correction.now
    is_day = bool(_DAY.match(right))
    return is_day and correction.field == difference.field and str(difference.now) != right


def value_text(value: Value | Plain) -> str:
    """Give a value as a cell of a table; "" when it is not said."""
    plain: Plain | None = plain_value(value)
    if isinstance(plain, list):
        return ", ".join(map(value_text, plain))
    if isinstance(plain, dict):
        return "; ".join(f"{name}: {value_text(held)}" for name, held in sorted(plain.items()))
    if isinstance(plain, bool):
        return str(plain).lower()
    return "" if plain is None else str(plain)


def _values(type_: str, found: Difference, now: EditionView) -> tuple[str, str]:
    return _value(type_, found, found.was, now), _value(type_, found, found.now, now)


def _what_came_and_went(type_: str, difference: Difference, now: EditionView) -> tuple[str, str]:
    """Word a field before and after; of a list that grew, only what came and what went."""
    was, after = difference.was, difference.now
    if isinstance(was, tuple) and isinstance(after, tuple):
        gone = tuple(item for item in was if item not in after)
        come = tuple(item for item in after if item not in was)
        if gone or come:
            return _listed(gone), _listed(come)
    return _values(type_, difference, now)


def _listed(values: tuple[Value, ...]) -> str:
    return isolate(value_text(values)) or NONE


def _value(type_: str, difference: Difference, value: Value, now: EditionView) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, bool):
        return word("value", "yes" if value else "no")
    if isinstance(value, tuple | Located):
        return isolate(value_text(value).replace("_", " ")) or NONE
    return value_in_sentence(value, now, type_, difference.field)

"""Titles, fields and values of a change in the language of the page.

In English a change keeps the words that it was classified with. Another language finds the
record again and words it anew, for what is counted and what state it is in are words of the
furniture.
"""

from __future__ import annotations

import re

from reportkit.changes.change import Change
from reportkit.changes.claims import TOLD_TOGETHER
from reportkit.changes.shape import Kind, field_names, shape_at
from reportkit.changes.side import Side
from reportkit.facts.plain import Plain
from reportkit.tongue import days
from reportkit.tongue.isolates import of_record
from reportkit.tongue.speech import say, spoken, word

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def title_of(change: Change, now: Side) -> str:
    """Call the record of a change as a reader would, without a full stop."""
    if spoken().is_english and not spoken().is_mixed:
        return change.title
    record = now.records.get(change.record) or change.before
    return now.title(record) if record else say(change.title)


def is_field_shown(type_: str, field: str) -> bool:
    """Tell whether a field may stand beside the sentence of its change.

    The words of a claim are told by the sentence alone, with their speaker and their mood.
    """
    return not (type_ == "claim" and field in TOLD_TOGETHER)


def reason_of(change: Change) -> str:
    """Give the author's reason; "" where none was asked."""
    return of_record(change.reason or "")


def field_said(field: str) -> str:
    """Name a field of a path as a reader would: "confidence level"."""
    return names_said(field_names(field)[-2:])


def field_key(field: str) -> str:
    """Name a field as English does, whatever is spoken."""
    return " ".join(field_names(field)[-2:]).replace("_", " ")


def names_said(names: tuple[str, ...]) -> str:
    """Name a field by the last names of its path, together where the catalogue knows both."""
    together = word("field", " ".join(names))
    if together != " ".join(names).replace("_", " ") or len(names) == 1:
        return together
    return " ".join(word("field", name) for name in names)


def value_said(value: Plain | None, now: Side, type_: str, field: str) -> str:
    """Say the value of a field: a record by its title, a word of the vocabulary by its label."""
    if value is None or isinstance(value, bool):
        return word("value", {None: "none", True: "yes", False: "no"}[value])
    said = str(value)
    if said in now.records:
        return now.name_of(said)
    shape = shape_at(type_, field)
    plain = said.replace("_", " ")
    if shape.words:
        return word(shape.words, said)
    if shape.kind is Kind.TEXT:
        return of_record(plain)
    if _DAY.match(said):
        return days.day_of_iso(said)
    return plain

"""Typewriter quotation marks to printed ones, in every text of the page."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from typing import Any, TypeVar

T = TypeVar("T")

_OPENING = re.compile(r"(?:^|(?<=[\s(\[–—/“‘\u2066-\u2068]))([\"'])(?=\S)")
_MARKS = str.maketrans({'"': "”", "'": "’"})


def typeset(value: T) -> T:
    """Give the same value with curly marks in all its texts, however deep they lie.

    Ids and addresses hold no quotation marks, so that nothing but prose changes.
    """
    return _typeset(value)  # type: ignore[no-any-return]  # the type stays what it was


def curly(text: str) -> str:
    """Open a mark after a space or bracket, close it anywhere else; an apostrophe closes."""
    if '"' not in text and "'" not in text:
        return text
    opened = _OPENING.sub(lambda found: "“" if found[1] == '"' else "‘", text)
    return opened.translate(_MARKS)


def _typeset(value: Any) -> Any:
    if isinstance(value, str):
        return curly(value)
    if isinstance(value, tuple):
        items = [_typeset(item) for item in value]
        if all(map(is_, items, value)):
            return value
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    kind: type = type(value)
    if names := _names(kind):
        given = ((name, getattr(value, name)) for name in names)
        changed = {name: new for name, old in given if (new := _typeset(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Name the fields of a dataclass; other types have none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()

"""Typewriter quotation marks to printed ones, in every text of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

_OPENING = re.compile(r"(?:^|(?<=[\s(\[–—/“‘\u2066-\u2068]))([\"'])(?=\S)")
_MARKS = str.maketrans({'"': "”", "'": "’"})


def typeset(value: T) -> T:
    """Give the same value with curly marks in all its texts, however deep they lie.

    Ids and addresses hold no quotation marks, so that nothing but prose changes.
    """
    return _mapped(value, curly)  # type: ignore[no-any-return]  # the type stays what it was


def curly(text: str) -> str:
    """Open a mark after a space or bracket, close it anywhere else; an apostrophe closes."""
    if '"' not in text and "'" not in text:
        return text
    opened = _OPENING.sub(lambda found: "“" if found[1] == '"' else "‘", text)
    return opened.translate(_MARKS)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        items = [_mapped(item, change) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: _mapped(getattr(value, each.name), change) for each in fields(value)}
        return replace(value, **own)
    return value

"""Values as they are written in seeds: plain where that is read as the same, else in quotes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from reportkit.loading.yaml_reader import Mapping, Scalar, read_yaml

#: What a record says, before it is a record: texts, lists and keys.
Value = str | list["Value"] | dict[str, "Value"]

_WIDEST = 100  # columns of a line
_TEXT_WIDTH = 92  # of the lines of a folded text
#: Read otherwise by other programs, if not by this one.
_ODD = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|~)\Z|[-+.\d][\d_,.:]*\Z|.*:\Z|[0-9]+[:]|TLP:"
)
#: Needs no reading to be known as plain, in braces too: most of what an import writes.
_SURELY_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ._/'-]+[A-Za-z0-9]+)*\Z")
_DAY_OR_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z|\d{4}-\d{2}-\d{2}(?:T[0-9:+Z-]+)?\Z")


class Style(NamedTuple):
    """How lists and what is below a key are written in a file."""

    in_brackets: bool = True  # short lists: [one, two]
    step: int = 2  # columns by which the dash of an inner list stands deeper than its key


def scalar(text: str, *, in_braces: bool = False) -> str:
    """Write one value on one line."""
    text = " ".join(text.split())
    if text in ("true", "false") or _DAY_OR_NUMBER.match(text):
        return text
    if not _ODD.match(text) and (
        _SURELY_PLAIN.match(text) or _reads_plain(text, in_braces=in_braces)
    ):
        return text
    if '"' in text and "'" not in text and "\\" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=4096)
def _reads_plain(text: str, *, in_braces: bool) -> bool:
    line = f"a: {{b: {text}}}" if in_braces else f"a: {text}"
    root = read_yaml(line.encode(), "").root
    value = root.get("a") if root else None
    if in_braces:
        if not isinstance(value, Mapping) or len(value.entries) != 1:
            return False
        value = value.get("b")
    return isinstance(value, Scalar) and value.plain and value.text == text


def inline(values: Value) -> str:
    """Write a value in brackets, on one line."""
    if isinstance(values, str):
        return scalar(values, in_braces=True)
    if isinstance(values, list):
        return f"[{', '.join(map(inline, values))}]"
    return f"{{{', '.join(f'{key}: {inline(value)}' for key, value in values.items())}}}"


def below(values: dict[str, Value], style: Style, indent: int) -> Iterator[str]:
    """Write keys below each other, each line from its column ``indent`` on, without that indent."""
    for key, value in values.items():
        if isinstance(value, str):
            yield from _text(key, value, indent)
            continue
        line = f"{key}: {inline(value)}"
        fits = len(line) + indent <= _WIDEST
        simple = not isinstance(value, list) or all(isinstance(one, str) for one in value)
        if simple and fits and (style.in_brackets or isinstance(value, dict)):
            yield line
            continue
        yield f"{key}:"
        if isinstance(value, dict):
            yield from (f"  {line}" for line in below(value, style, indent + 2))
        else:
            yield from _items(value, style, indent)


def _items(values: list[Value], style: Style, indent: int) -> Iterator[str]:
    dash = " " * style.step + "- "
    deeper = indent + len(dash)
    for value in values:
        if not isinstance(value, dict) or len(inline(value)) + deeper <= _WIDEST:
            yield dash + (scalar(value) if isinstance(value, str) else inline(value))
            continue
        first, *rest = below(value, style, deeper)
        yield dash + first
        yield from (" " * len(dash) + line for line in rest)


def _text(key: str, text: str, indent: int) -> Iterator[str]:
    text = " ".join(text.split())
    line = f"{key}: {scalar(text)}"
    if len(line) + indent <= _WIDEST or " " not in text:
        yield line
        return
    yield f"{key}: >-"
    width = max(_TEXT_WIDTH - indent, 40)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    yield from (f"  {line}" for line in lines)


def moment(instant: datetime) -> str:
    """Write an instant as edition.yaml has it: "2026-01-12T06:00Z"."""
    return instant.isoformat(timespec="minutes").replace("+00:00", "Z")

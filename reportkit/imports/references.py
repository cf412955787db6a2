"""One reference of a bibliography, whatever its format, and the faults of reading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reportkit.files.plain import TooLarge, read_plain
from reportkit.problems import MachineUnable, Mark, Problem, SeedsRejected

#: A bibliography that is larger holds more than one series cites.
MAX_BYTES = 32 * 1024 * 1024


class Reference(NamedTuple):
    """What a bibliography says of one text."""

    line: int  # of the file, from 1
    called: str  # by which the file finds it: a citation key, an id; "" in RIS
    form: str  # the format's own word for what it is: "techreport", "NEWS", "article-newspaper"
    title: str = ""
    authors: tuple[str, ...] = ()  # "Ada Poe", an office as it is called
    offices: tuple[str, ...] = ()  # those of them that are no persons
    publishers: tuple[str, ...] = ()  # who may have brought it out, the likeliest first
    url: str = ""
    doi: str = ""
    archived: str = ""  # the address of a copy, or a text in which one stands
    published: str = ""  # "2025-10-17", or as far as it goes: "2025-10", "2025"
    accessed: str = ""
    language: str = ""  # "en", "ngerman"
    tags: tuple[str, ...] = ()  # keywords and notes: what the desk writes there for itself


def read_text(path: Path) -> str:
    """Read a bibliography as text. Raises SeedsRejected where it is no text."""
    from io import BytesIO

    from reportkit.tables.encoding import encoding_of

    try:
        content = read_plain(path, MAX_BYTES)
    except TooLarge as error:
        raise MachineUnable(f"{path} {error}; at most {MAX_BYTES:,} are read: split it") from None
    encoding = encoding_of(BytesIO(content))
    try:
        return content.decode(encoding.codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"it is not {encoding.name} throughout"
        problem = Problem("reference-text", message, Mark(str(path), line, 1), "export it as UTF-8")
        raise SeedsRejected([problem]) from None


def day_parts(*parts: str) -> str:
    """Join year, month and day as far as they are given: "2025-10"."""
    joined: list[str] = []
    for part, width in zip(parts, (4, 2, 2), strict=False):
        if not part.strip().isdecimal():
            break
        joined.append(f"{int(part):0{width}d}")
    return "-".join(joined)


def day_text(text: str) -> str:
    """Give the day at the beginning of a text: "2025-10-17T09:00Z", "2025/10/17/", "2025"."""
    match = re.match(r"\s*(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)", text)
    return day_parts(*(part or "" for part in match.groups())) if match else ""


def joined(names: Iterable[str]) -> str:
    """Write names as a text does: "A, B and C"."""
    *first, last = (*names,) or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def person(name: str) -> str:
    """Write "Poe, Ada" as "Ada Poe"; what has no comma stays."""
    family, _, given = name.partition(",")
    return " ".join(f"{given} {family}".split())

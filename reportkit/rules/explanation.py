"""One code of a problem, explained; and the way a table of them is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Explanation(NamedTuple):
    """What a problem's code means, and which public standard asks for it."""

    code: str
    standard: str  # "ICD 206"; empty where plain sense asks for it
    text: str


def table(*rows: Explanation | str) -> Mapping[str, Mapping[str, str]]:
    """Give one paragraph for each code, under the headings that stand between them."""
    groups: dict[str, dict[str, str]] = {}
    heading = ""
    for row in rows:
        if isinstance(row, str):
            heading = row
            continue
        paragraph = f"{row.text} Standard: {row.standard}." if row.standard else row.text
        if any(row.code in group for group in groups.values()):
            raise ValueError(f"{row.code} is explained twice")
        groups.setdefault(heading, {})[row.code] = paragraph
    return groups

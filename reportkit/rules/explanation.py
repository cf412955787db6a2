"""One code of a problem, explained; and the way a table of them is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Explanation(NamedTuple):
    """What a problem's code means, and which public standard asks for it."""

    code: str
    standard: str  # "ICD 206"; empty where plain sense asks for it
    text: str


def table(*explanations: Explanation) -> Mapping[str, str]:
    """Give one paragraph for each code; a code explained twice is a bug."""
    found = {
        code: f"{text} Standard: {standard}." if standard else text
        for code, standard, text in explanations
    }
    if len(found) < len(explanations):
        raise ValueError("a code is explained twice")
    return found

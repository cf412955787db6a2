"""Chances that a text writes as numbers: "70% likely", "three in four", "a 50-50 chance"."""

from __future__ import annotations

import re
from functools import cache

_COUNTED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)"
    r"ty)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_PERCENT = rf"(?:\d+(?:[.,]\d+)?\s*(?:%|٪|per ?cents?\b)|\b{_COUNTED} per ?cents?\b)"
_RANGE = rf"(?:\d+(?:[.,]\d+)?\s*(?:%|per ?cent)?\s*(?:to|[-–])\s*)?{_PERCENT}"
#: In any sentence; that people "are sure" and cases "probable" may be a fact.
_CHANCE = r"chances?|probabilit(?:y|ies)|likel(?:y|ihood)|odds"
_ASSESSED = rf"{_CHANCE}|probable|certain(?:ty)?|sure|confident"
#: "three in four", "2 out of 3": how likely it is where brackets or a word of chance stand by.
_ODDS = rf"(?:\d+|\b{_COUNTED}) (?:in|out of) (?:\d+|{_COUNTED}\b)"
_EVEN = r"\b(?:fifty|50)(?:[-–/ ]| to )(?:fifty|50)"
_DECIMAL = r"[01]?\.\d+"
#: In every chance that is written stands one of these, and in few texts.
_WORD_OF_CHANCE = re.compile(rf"{_CHANCE}|\bput (?:it|this|that) at|\bp\s*[=≈~]", re.IGNORECASE)
#: Likewise, where something is assessed.
_COUNT = re.compile(rf"\d|per ?cent|fifty|(?:in|out of) {_COUNTED}", re.IGNORECASE)


def _chance_in_words(words: str) -> str:
    """Give the pattern of a number beside a word of chance."""
    chance = rf"(?:{words})"
    return (
        rf"{_RANGE}[\s,:]+(?!more\b|less\b)(?:\w+\s+)?{chance}\b"
        rf"|\b{chance}[\s,:]+(?:\w+\s+){{0,2}}{_RANGE}"
        rf"|\b{chance}[\s,:]+(?:(?:of|at|is|are|about|roughly)\s+){{0,3}}(?:{_ODDS}|{_DECIMAL})"
        rf"|(?:{_ODDS}|{_DECIMAL})\s+{chance}\b|\bp\s*[=≈~]\s*{_DECIMAL}"
        rf"|\bput (?:it|this|that) at (?:about |roughly )?(?:{_RANGE}|{_ODDS})"
        rf"|{_EVEN}\s+{chance}\b"
    )


@cache  # compiled where a text may need them: most series have no such text
def _typed() -> re.Pattern[str]:
    """Give what finds a percent that says how likely something is, but no forecast of one."""
    return re.compile(_chance_in_words(_CHANCE), re.IGNORECASE)


@cache
def _typed_in_assessment() -> re.Pattern[str]:
    """Give what finds more where something is assessed: brackets, or "fifty-fifty" alone."""
    return re.compile(
        rf"[(\[]\s*(?:about |roughly )?(?:{_RANGE}|{_ODDS})\s*[)\]]|{_EVEN}\b"
        rf"|{_chance_in_words(_ASSESSED)}",
        re.IGNORECASE,
    )


def chance_in(text: str) -> str:
    """Give the chance that any sentence writes; "" where it writes none."""
    match = _typed().search(text) if _WORD_OF_CHANCE.search(text) else None
    return match[0] if match else ""


def chance_in_assessment(text: str) -> str:
    """Give the chance that a sentence writes which assesses; "" where it writes none."""
    match = _typed_in_assessment().search(text) if _COUNT.search(text) else None
    return match[0] if match else ""

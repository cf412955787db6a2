"""How people write numbers, and how the seeds want them: one hint for each habit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_GENERAL = "digits with at most one dot: 1240 or 12.5"
_LONGEST = 60  # characters; nobody writes a number of more
_DIGITS = r"\d[\d,.' \u00a0\u2009\u202f]*"
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}


def hint_for(text: str, *, whole: bool = False, quantity: bool = False) -> str:
    """Say how a number is written in the seeds, seeing how it was written here.

    ``quantity`` tells that it is part of a figure, which has bounds and an operator.
    """
    text = text.strip()
    if len(text) <= _LONGEST:
        for habit, say in (*_HABITS, *(_OF_FIGURES if quantity else ()), *_WITH_WORDS):
            if found := habit.fullmatch(text):
                return say(found)
    return "digits alone: 1240" if whole else _GENERAL


def _plain(written: str) -> str:
    """Give a number without what groups its digits; a comma before two digits is a dot."""
    western = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in written.strip()
    )
    grouped = re.fullmatch(r"\d{1,3}(?:[,'’ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?", western)
    if not grouped:
        western = re.sub(r"(\d),(\d)", r"\1.\2", western)
    return re.sub(r"[,'’ \u00a0\u2009\u202f_]", "", western) or "0"


def _grouped(found: re.Match[str]) -> str:
    signs = {",": "comma", " ": "space", "'": "apostrophe", "’": "apostrophe", "_": "underscore"}
    what = signs.get(found["sign"], "space")
    return f"drop the {what}: {_plain(found[0].replace('_', ' '))}"


def _written_short(found: re.Match[str]) -> str:
    from decimal import Decimal

    count = Decimal(_plain(found["number"]).rstrip(".")) * _TIMES[found["times"].lower()]
    whole = count == count.to_integral_value()
    return f"write it out: {count.to_integral_value() if whole else count:f}"


def _bound(found: re.Match[str]) -> str:
    sign, number = found["sign"].lower(), _plain(found["number"])
    if sign in ("<", "under", "fewer than", "less than"):
        return "write the highest number that it can be as 'high', and 'operator: at_most'"
    key, operator = {
        ">": ("low", "more_than"), "more than": ("low", "more_than"), "over": ("low", "more_than"),
        ">=": ("low", "at_least"), "≥": ("low", "at_least"), "at least": ("low", "at_least"),
        "<=": ("high", "at_most"), "≤": ("high", "at_most"), "at most": ("high", "at_most"),
        "up to": ("high", "at_most"),
    }[sign]  # fmt: skip
    return f"write '{key}: {number}' and 'operator: {operator}'"


def _degrees(found: re.Match[str]) -> str:
    minutes = int(found["minutes"]) + float(found["seconds"] or 0) / 60
    sign = "-" if found["side"].upper() in "SW" else ""
    return f"{sign}{int(found['degrees']) + minutes / 60:.4f}".rstrip("0").rstrip(".")


_Habits = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]

_HABITS: _Habits = (
    (re.compile(r"-?\d{1,3}(?:(?P<sign>[,'’ _\u00a0\u2009\u202f])\d{3})+(?:\.\d+)?"), _grouped),
    (
        re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}"),
        lambda found: f"drop the dots: {found[0].replace('.', '')}",
    ),
    (
        re.compile(rf"(?P<number>{_DIGITS})(?P<times>k|thousand|mn?|million)", re.IGNORECASE),
        _written_short,
    ),
    (
        re.compile(rf"(?P<number>-?{_DIGITS})\s*(?:%|percent|per cent)", re.IGNORECASE),
        lambda found: f"drop the %: {_plain(found['number'])}",
    ),
    (re.compile(r"-?\d+,\d+"), lambda found: f"a dot for the comma: {_plain(found[0])}"),
    (re.compile(r"\+(?P<number>\d+)"), lambda found: f"drop the +: {found['number']}"),
    (re.compile(r"-?0+(?P<number>\d+)"), lambda found: f"drop the 0 in front: {found['number']}"),
    (re.compile(r"\.(?P<number>\d+)"), lambda found: f"a 0 before the dot: 0.{found['number']}"),
    (re.compile(r"(?P<number>\d+)\."), lambda found: f"drop the dot: {found['number']}"),
    (re.compile(r"(?a:\d{19,})"), lambda _: "at most 18 digits before the dot"),
    (
        re.compile(r"(?=.*[^\x00-\x7f])[\d٬]+"),
        lambda found: f"in Western digits: {_plain(found[0].replace('٬', ''))}",
    ),
)
#: What stands beside a number and is no part of it; asked last.
_WITH_WORDS: _Habits = (
    (
        re.compile(
            r"(?P<degrees>\d{1,3})\s*°\s*(?P<minutes>\d{1,2})\s*['’′]\s*"
            r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*[\"”″]\s*)?(?P<side>[NSEW])",
            re.IGNORECASE,
        ),
        lambda found: f"in degrees with decimals, south and west negative: {_degrees(found)}",
    ),
    (
        re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*°?\s*(?P<side>[NSEW])", re.IGNORECASE),
        lambda found: (
            f"north and east are positive, south and west negative: "
            f"{'-' if found['side'].upper() in 'SW' else ''}{found['number']}"
        ),
    ),
    (
        re.compile(rf"(?=.*[^\W\d]|.*[$€£])[^\d-]*(?P<number>{_DIGITS})\D*"),
        lambda found: f"the number alone: {_plain(found['number'])}",
    ),
)
_OF_FIGURES: _Habits = (
    (
        re.compile(rf"(?:[~≈]|ca?\.?|about|around|some)\s*(?P<number>{_DIGITS})", re.IGNORECASE),
        lambda found: f"write 'best: {_plain(found['number'])}' and 'operator: about'",
    ),
    (
        re.compile(rf"(?P<low>{_DIGITS})\s*(?:-|–|—|to|\.\.)\s*(?P<high>{_DIGITS})", re.IGNORECASE),
        lambda found: (
            f"write 'low: {_plain(found['low'])}', 'high: {_plain(found['high'])}' "
            "and 'operator: between'"
        ),
    ),
    (
        re.compile(
            r"(?P<sign>[<>]=?|[≤≥]|(?:more|fewer|less) than|over|under|at least|at most|up to)"
            rf"\s*(?P<number>{_DIGITS})",
            re.IGNORECASE,
        ),
        _bound,
    ),
    (
        re.compile(rf"(?P<number>{_DIGITS})\+"),
        lambda found: f"write 'low: {_plain(found['number'])}' and 'operator: at_least'",
    ),
    (
        re.compile(r"several|tens|dozens|scores|hundreds|thousands", re.IGNORECASE),
        lambda found: f"write 'vague_term: {found[0].lower()}' in place of a number",
    ),
)

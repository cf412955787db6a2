"""Numbers in a sentence that can be a figure's, and those that are a figure's but for a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reportkit.model.evidence import Figure
from reportkit.problems import Threshold
from reportkit.rules.written_days import without_days
from reportkit.rules.written_numbers import WrittenNumber, written_numbers

#: A smaller number is a count on one hand, a day or an ordinal as often as a figure.
SMALLEST = Threshold(
    "smallest",
    Decimal(10),
    "as the smallest number looked at",
    Decimal(0),
    Decimal(1_000_000),
    "smaller numbers are passed over",
)
_YEARS = range(1900, 2101)
#: The first of two days of one month, "10 and 11 November", of which the second is blank now.
_FIRST_DAY = re.compile(r"\b\d{1,2}(?=\s(?:and|to|or|-|–)\s{5,})")
#: A figure in millions gives 10 where its sentence says "10 million".
UNITS = tuple(Decimal(10) ** power for power in (0, 3, 6, 9))
#: Fewer digits are near to too much: 12 and 13 are two counts, not one with a slip.
_FEW_DIGITS = 3
#: How far off a rounding is that says so: "nearly 500" for 480.
_ABOUT = Decimal("0.1")
_ROUNDLY = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|over|under|above|below|than|least"
    r"|most|up to|circa|close to|exceeding)\s*$",
    re.IGNORECASE,
)


def counts_in(
    text: str, near: date, smallest: Decimal = SMALLEST.default
) -> Iterator[WrittenNumber]:
    """Give the numbers of a text that can be a figure's: from ``smallest`` on, no day, no year."""
    plain = _FIRST_DAY.sub(lambda day: " " * len(day[0]), without_days(text, near))
    for number in written_numbers(plain):
        if number.value >= smallest and number.value not in _YEARS:
            yield number


def values_of(figure: Figure) -> tuple[Decimal, ...]:
    """Give the numbers that a figure holds, each once and the least first."""
    given = (figure.low, figure.best, figure.high)
    return tuple(sorted({value for value in given if value is not None}))


def is_said(given: Decimal, number: WrittenNumber, text: str) -> bool:
    """Tell whether a number in a text is a figure's: as given, rounded, or in its unit.

    "Nearly" before it lets it be further off.
    """
    if any(number.can_be(given * unit) for unit in UNITS):
        return True
    off = abs(number.value - given)
    return bool(_ROUNDLY.search(text, 0, number.start)) and off <= abs(given) * _ABOUT


def slip_between(number: Decimal, given: Decimal) -> str:
    """Name the slip of the hand that makes one number of another; "" where none does."""
    places = max(_places(number), _places(given))
    one, other = _digits(number, places), _digits(given, places)
    if number == given or not one or not other:
        return ""
    if places == 0 and one.rstrip("0") == other.rstrip("0"):
        return "noughts lost or added"
    if sorted(one) == sorted(other):
        return "digits swapped"
    if places:
        return ""  # 50.8 and 51.8 are two shares
    if min(len(one), len(other)) >= _FEW_DIGITS and _one_digit_apart(one, other):
        return "one digit differs"
    return ""


def _places(number: Decimal) -> int:
    """Give how many digits of a number stand behind its point."""
    return max(-int(number.normalize().as_tuple().exponent), 0)


def _digits(number: Decimal, places: int) -> str:
    return f"{int(number.scaleb(places))}" if number > 0 else ""


def _one_digit_apart(one: str, other: str) -> bool:
    """Tell whether one digit was typed wrongly, left out or typed twice."""
    short, long = sorted((one, other), key=len)
    if len(long) == len(short):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return any(short == long[:place] + long[place + 1 :] for place in range(len(long)))

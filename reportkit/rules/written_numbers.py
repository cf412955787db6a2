"""Numbers that a text writes, in digits or in English words, and how finely each is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_GAP = "[ ,\u00a0\u202f]"  # between thousands
_DIGITS = rf"(?<![\w.,:-])\d+(?:{_GAP}\d{{3}})*(?:\.\d+)?"
_TIMES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "k": 1_000, "bn": 1_000_000_000,  # "m" is as often metres
}  # fmt: skip
_ONES = (
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: max(place, 1) for place, word in enumerate(_ONES)},
    **{word: 10 * place for place, word in enumerate(_TENS, 2)},
}
_ONE = "|".join(_ONES)
_TEN = "|".join(_TENS)
_SPELLED = rf"(?:{_TEN})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{_ONE}"
_NUMBER = re.compile(
    rf"{_DIGITS}(?:(?P<short>k|bn)\b|\s(?P<times>hundred|thousand|million|billion)\b"
    r"|(?![\w:-]|[.,]\d))"
    rf"|\b(?P<spelled>{_SPELLED})\b(?P<powers>(?:\s(?:hundred|thousand|million|billion)\b)*)",
    re.IGNORECASE,
)


class WrittenNumber(NamedTuple):
    """A number as a text gives it, perhaps rounded."""

    value: Decimal
    step: Decimal  # of its last written digit: 1,000 of "71,000", 100,000 of "0.7 million"
    written: str
    start: int = 0  # where in the text it begins

    def can_be(self, given: Decimal) -> bool:
        """Tell whether it is a number, as given or rounded to its own last digit."""
        return self.value == given or (self.step > 1 and abs(given - self.value) * 2 <= self.step)


def written_numbers(text: str) -> Iterator[WrittenNumber]:
    """Give the numbers of a text in order; "a" alone is none, "a hundred" is."""
    for match in _NUMBER.finditer(text):
        if match["spelled"]:
            yield from _spelled(match)
            continue
        times = (match["short"] or match["times"] or "").lower()
        digits = match[0].removesuffix(match["short"] or match["times"] or "").rstrip()
        plain = Decimal(re.sub(_GAP, "", digits))
        if times:
            places = -int(plain.as_tuple().exponent)
            step = _TIMES[times] / Decimal(10) ** places
            yield WrittenNumber(plain * _TIMES[times], step, match[0], match.start())
        else:
            yield WrittenNumber(plain, _step_of(plain), match[0], match.start())


def _spelled(match: re.Match[str]) -> Iterator[WrittenNumber]:
    powers = match["powers"].lower().split()
    if match["spelled"].lower() == "a" and not powers:
        return
    value = Decimal(sum(_WORDS[word] for word in re.split("[- ]", match["spelled"].lower())))
    step = Decimal(1)
    for power in powers:
        value *= _TIMES[power]
        step *= _TIMES[power]
    yield WrittenNumber(value, step, match[0], match.start())


def _step_of(number: Decimal) -> Decimal:
    """Two digits before the noughts are a rounding; one alone ("500") may be the count itself."""
    if number != number.to_integral_value():
        return Decimal(0)
    whole = str(int(number))
    digits = whole.rstrip("0")
    return Decimal(10) ** (len(whole) - len(digits)) if len(digits) > 1 else Decimal(0)

"""Days that a text names in words, such as "by 30 November": which they are, and where.

English only: a text in another language names no day that is found here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from reportkit.i18n.formats import MONTHS

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_FORMS = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b"
    rf"|(?:the )?end of (?P<month_end>{_MONTH})\b(?: (?P<year3>\d{{4}}))?"
    rf"|(?P<year_end>(?:the )?end of (?:the|this) year|the year(?:['’]s end| ends| is out))"
    rf"|(?<![\d.,]){_DAY.format(1)} (?P<month1>{_MONTH})\b\.?(?:,? (?P<year1>\d{{4}}))?"
    rf"|\b(?P<month2>{_MONTH})\.? {_DAY.format(2)}\b(?!\d)(?:,? (?P<year2>\d{{4}}))?",
    re.IGNORECASE,
)
#: One of these is in every day that has no hyphen.
_IN_EVERY_DAY = ("year", *(name[:3].lower() for name in MONTHS))
_UNTIL = re.compile(
    r"\b(?:by|before|until|till|through|up to|(?:no|not) later than)\s+(?:the )?$", re.IGNORECASE
)
#: Between the two days of a span: "from 10 November to 14 December".
_LINK = re.compile(r"\s*(?:to|and|until|[-–])\s*", re.IGNORECASE)


class WrittenDay(NamedTuple):
    """A day that a text names, and where in the text it stands."""

    day: date
    start: int
    end: int


@lru_cache(maxsize=4_096)  # several rules ask of the same text, and of it again after a save
def written_days(text: str, near: date) -> tuple[WrittenDay, ...]:
    """Give the days that a text names, in order; without a year each is the nearest to ``near``."""
    letters = text.casefold()
    if "-" not in text and not any(word in letters for word in _IN_EVERY_DAY):
        return ()  # most texts: the patterns cost more
    named = ((match, _day_of(match, near)) for match in _FORMS.finditer(text))
    return tuple(WrittenDay(day, *match.span()) for match, day in named if day is not None)


def deadlines(text: str, near: date) -> Iterator[WrittenDay]:
    """Give the days at which a text says that something ends: "by 5 May", "1 to 5 May"."""
    days = written_days(text, near)
    for index, written in enumerate(days):
        before = days[index - 1] if index else None
        ends_a_span = before and _LINK.fullmatch(text[before.end : written.start])
        if ends_a_span or _UNTIL.search(text[: written.start]):
            yield written


def without_days(text: str, near: date) -> str:
    """Blank the days in a text; its length stays."""
    for written in written_days(text, near):
        blank = " " * (written.end - written.start)
        text = text[: written.start] + blank + text[written.end :]
    return text


def _day_of(match: re.Match[str], near: date) -> date | None:
    parts = match.groupdict()
    if parts["iso"]:
        return _on(*(int(part) for part in parts["iso"].split("-")))
    if parts["year_end"]:
        return date(near.year, 12, 31)
    year = parts["year1"] or parts["year2"] or parts["year3"]
    if parts["month_end"]:
        month = _month(parts["month_end"])
        return _nearest(near, year, lambda of: _last_day(of, month))
    number = int(parts["day1"] or parts["day2"])
    month = _month(parts["month1"] or parts["month2"])
    return _nearest(near, year, lambda of: _on(of, month, number))


def _nearest(near: date, year: str | None, on: Callable[[int], date | None]) -> date | None:
    """Give the day in the year written, or else in the year that brings it nearest."""
    if year:
        return on(int(year))
    around = (on(near.year + offset) for offset in (-1, 0, 1))
    days = [day for day in around if day is not None]
    return min(days, key=lambda day: abs(day - near), default=None)


def _month(name: str) -> int:
    return [known[:3] for known in MONTHS].index(name[:3].title()) + 1


def _last_day(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

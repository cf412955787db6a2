"""Days, times and numbers as a reader writes them.

Names of months come from CLDR, the order of the parts from the catalogue. Digits stay
European in every language: that is CLDR's own choice for Urdu, and a number must be found
again by whoever compares two editions.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.catalog import base_of
from reportkit.i18n.translate import current_locale, gettext, pgettext
from reportkit.zones import zone_named

#: As English has them in full.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def month(number: int) -> str:
    """Name a month in short; January is 1."""
    return _months(current_locale().language)[number - 1]


def weekday(number: int) -> str:
    """Name a day of the week in short; Monday is 0."""
    return _weekdays(current_locale().language)[number]


def day(when: date) -> str:
    """Write a day: "12 Oct 2025"."""
    return pgettext(
        "day", "{day} {month} {year}", day=when.day, month=month(when.month), year=when.year
    )


def long_day(when: date) -> str:
    """Write a day with its month in full: "12 October 2025"."""
    month = _long_months(current_locale().language)[when.month - 1]
    return pgettext("day", "{day} {month} {year}", day=when.day, month=month, year=when.year)


def spoken_day(when: date, year: int) -> str:
    """Write a day as a sentence says it, without the year of the edition: "9 November"."""
    if when.year != year:
        return long_day(when)
    month = _long_months(current_locale().language)[when.month - 1]
    return pgettext("day", "{day} {month}", day=when.day, month=month)


def day_of_iso(written: str) -> str:
    """Write a day of plain data, "2025-10-16", as any other."""
    return day(date.fromisoformat(written[:10]))


def day_of_year(when: date) -> str:
    """Write a day without its year: "12 Oct"."""
    return pgettext("day", "{day} {month}", day=when.day, month=month(when.month))


def month_of(when: date) -> str:
    """Write a month: "Oct 2025"."""
    return pgettext("month", "{month} {year}", month=month(when.month), year=when.year)


def short_day(when: date, year: int) -> str:
    """Write a day without the year of the edition: "12 Oct"."""
    return day(when) if when.year != year else day_of_year(when)


def span(start: date, end: date | None) -> str:
    """Write days counted in at both ends: "7–19 Oct 2025"."""
    return day(start) if end is None or end == start else _between(start, end, day(end))


def short_span(start: date, end: date | None, year: int) -> str:
    """Write a span without the year of the edition; of two years it carries both."""
    if end is None or end == start:
        return short_day(start, year)
    if start.year != end.year:
        return _between(start, end, day(end))
    return _between(start, end, short_day(end, year))


def long_span(start: date, end: date) -> str:
    """Write days as a subject of a mail does: "10-16 November 2025", in plain letters."""
    if not current_locale().is_english:
        return span(start, end)
    last = f"{end.day} {MONTHS[end.month - 1]} {end.year}"
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{last}"
    first = f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first} - {last}" if start.year == end.year else f"{first} {start.year} - {last}"


def moment(when: datetime, zone: str = "") -> str:
    """Write a time with its zone: "19 Oct 2025, 23:59 UTC".

    A time by the clock of ``zone``, the series' own, is called by its city, as people call it:
    "18:00 Khartoum time".
    """
    clock = left_to_right(f"{when:%H:%M}")
    if city := _city(when, zone):
        return pgettext("time", "{day}, {clock} {city} time", day=day(when), clock=clock, city=city)
    offset = when.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "+" if offset >= timedelta() else "−"
    name = f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "UTC"
    return pgettext(
        "time", "{day}, {clock}", day=day(when), clock=left_to_right(f"{when:%H:%M} {name}")
    )


def _city(when: datetime, zone: str) -> str:
    """Name the city of a zone whose clock shows this time; "" of zones that have none."""
    area, _, city = zone.rpartition("/")
    if not area or area == "Etc":
        return ""
    same = when.astimezone(zone_named(zone)).utcoffset() == when.utcoffset()
    return left_to_right(city.replace("_", " ")) if same else ""


def number(value: Decimal | int) -> str:
    """Group by thousands and keep every digit as written: 1,240."""
    said = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return said.translate(_signs(current_locale().language))


def between(first: str, last: str) -> str:
    """Write a range: "25–30"."""
    return pgettext("range", "{first}–{last}", first=first, last=last)


def percent(value: Decimal) -> str:
    """Write a change in percent with its sign: "+23%", "−5%"."""
    return left_to_right(gettext("{number}%", number=f"{value:+}".replace("-", "−")))


def _between(start: date, end: date, last: str) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return between(str(start.day), last)
    first = day_of_year(start) if start.year == end.year else day(start)
    return pgettext("range of days", "{first} – {last}", first=first, last=last)


@cache
def _months(language: str) -> tuple[str, ...]:
    if base_of(language) == "en":
        return tuple(name[:3] for name in MONTHS)
    from babel import Locale

    names = Locale.parse(base_of(language)).months["stand-alone"]["abbreviated"]
    return tuple(names[at] for at in range(1, 13))


@cache
def _long_months(language: str) -> tuple[str, ...]:
    if base_of(language) == "en":
        return MONTHS
    from babel import Locale

    names = Locale.parse(base_of(language)).months["stand-alone"]["wide"]
    return tuple(names[at] for at in range(1, 13))


@cache
def _weekdays(language: str) -> tuple[str, ...]:
    if base_of(language) == "en":
        return _WEEKDAYS
    from babel import Locale

    names = Locale.parse(base_of(language)).days["stand-alone"]["abbreviated"]
    return tuple(names[at] for at in range(7))


@cache
def _signs(language: str) -> dict[int, str]:
    if base_of(language) == "en":
        return {}
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = base_of(language)
    group = get_group_symbol(locale, numbering_system="latn")
    point = get_decimal_symbol(locale, numbering_system="latn")
    return {ord(","): group, ord("."): point}

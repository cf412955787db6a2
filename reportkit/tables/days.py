"""Days as files of rows write them. What may be two days is refused, or decided by the column."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from reportkit.model.vocabulary.events import DatePrecision
from reportkit.tables.rows import Cell


class DayOrder(StrEnum):
    """How a column writes 03/04/2025."""

    DAY_FIRST = "day_first"  # 3 April
    MONTH_FIRST = "month_first"  # 4 March


class DayRead(NamedTuple):
    """Days of which a cell speaks."""

    start: date
    end: date  # start again where it names one day; counted in
    precision: DatePrecision
    moment: datetime | None = None  # where the cell has a time too, in its own zone if it names one


class Unreadable(NamedTuple):
    """A cell that says what nobody can be sure of."""

    reason: str  # "'03/04/2025' can be 3 April or 4 March": follows the name of the column
    hint: str = ""


_YEARS = range(1900, 2101)
_HIJRI = range(1300, 1480)
#: Serial numbers of spreadsheets that stand for days of 1954 to 2119; fewer are a year or a count.
_SERIALS = range(20_000, 80_001)
_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_HALF_A_WEEK = timedelta(days=3)
_REMEMBERED = 8192  # texts; ten years have half as many days
_PIVOT = 69  # of years of two digits, as POSIX has it: 68 is 2068, 69 is 1969
_MONTHS = (
    ("january", "jan", "janvier", "janv", "enero", "ene"),
    ("february", "feb", "fevrier", "fevr", "fev", "febrero"),
    ("march", "mar", "mars", "marzo"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juin", "junio"),
    ("july", "jul", "juillet", "juil", "julio"),
    ("august", "aug", "aout", "agosto", "ago"),
    ("september", "sept", "sep", "septembre", "septiembre"),
    ("october", "oct", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "decembre", "diciembre", "dic"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_TIME = (
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})({_TIME})", re.IGNORECASE)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NUMERIC = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{2}}|\d{{4}}){_TIME}", re.IGNORECASE)
_DAY_NAMED = re.compile(
    r"(?:(\d{1,2}) ?(?:[-\u2013]|to|au|and|et) ?)?(\d{1,2})(?:st|nd|rd|th|er|\.)?[ -](?:de )?"
    rf"([^\W\d_]+)\.?,?[ -](?:de )?(\d{{2}}|\d{{4}}){_TIME}",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    rf"([^\W\d_]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}", re.IGNORECASE
)
_NAMED = re.compile(r"([^\W\d_]+)\.?(?:[ -](?:de )?|, )(\d{4})", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? "
    r"|(?:lun|mar|mercre|jeu|vendre|same)di,? |dimanche,? ",
    re.IGNORECASE,
)
_ONLY_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?", re.IGNORECASE)


def day_of(
    cell: Cell, order: DayOrder | None = None, *, date_system: int = 1900
) -> DayRead | Unreadable | None:
    """Read a day, a week, a month or a year; None where the cell is absent.

    A time with a zone leaves the day as it is written: it is the provider's own day.
    """
    if cell is None or isinstance(cell, str):
        return _of_written(cell, order, date_system) if cell else None
    if isinstance(cell, datetime):
        return _of_datetime(cell)
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day, cell.isoformat())
    return _of_number(cell, date_system)


def month_of(month: Cell, year: Cell) -> DayRead | Unreadable | None:
    """Read a month and a year that stand in two columns; a day in the first stands for itself."""
    if month is None:
        return day_of(year)
    if isinstance(month, date):
        return day_of(month)
    number = _month_number(month)
    if number is None:
        return day_of(month)
    if year is None:
        return Unreadable(f"{month!s} is a month without a year", "name the column of the year")
    text = str(year).removesuffix(".0")
    if not re.fullmatch(r"\d{4}", text):
        return Unreadable(f"{year!s} is no year")
    return _month(int(text), number, f"{month} {text}")


def is_month(cell: Cell) -> bool:
    """Tell the name or number of a month, which is no day without a year."""
    return _month_number(cell) is not None


@lru_cache(maxsize=_REMEMBERED)
def around(read: DayRead) -> DayRead:
    """Give all days that a day can mean which stands for the middle of a week, or for a month."""
    if read.start != read.end:
        return read
    if read.precision is DatePrecision.WEEK:
        return read._replace(start=read.start - _HALF_A_WEEK, end=read.end + _HALF_A_WEEK)
    if read.precision is DatePrecision.MONTH:
        last = monthrange(read.start.year, read.start.month)[1]
        return read._replace(start=read.start.replace(day=1), end=read.start.replace(day=last))
    return read


def order_of(cells: Iterable[Cell]) -> DayOrder | None:
    """Tell from a whole column how it writes its days.

    None where no value decides, and where one value decides otherwise than another: such a
    column was written by two persons.
    """
    orders: set[DayOrder] = set()
    for cell in cells:
        if isinstance(cell, str) and (match := _NUMERIC.fullmatch(_plain(cell))):
            first, second = int(match[1]), int(match[3])
            if first > len(_MONTHS) >= second:
                orders.add(DayOrder.DAY_FIRST)
            elif second > len(_MONTHS) >= first:
                orders.add(DayOrder.MONTH_FIRST)
            if len(orders) > 1:
                return None
    return next(iter(orders), None)


def _of_datetime(moment: datetime) -> DayRead | Unreadable:
    read = _day(moment.year, moment.month, moment.day, moment.isoformat(" "))
    if isinstance(read, DayRead) and (moment.hour or moment.minute or moment.second):
        return read._replace(moment=moment)
    return read


def _of_number(number: int | Decimal, date_system: int) -> DayRead | Unreadable:
    """Read a serial number of a spreadsheet, a year, or a day written 20150301."""
    whole = int(number)
    if whole == number and whole in _YEARS:
        return DayRead(date(whole, 1, 1), date(whole, 12, 31), DatePrecision.RANGE)
    if whole in _SERIALS:
        day = _EPOCHS[date_system] + timedelta(days=whole)
        seconds = round((number - whole) * 86_400)
        midnight = datetime.combine(day, time())
        return _of_datetime(midnight + timedelta(seconds=seconds))
    if match := _PACKED.fullmatch(str(number)):
        return _day(int(match[1]), int(match[2]), int(match[3]), str(number))
    return Unreadable(f"{number} is no day", "a serial number of a day lies from 20000 to 80000")


@lru_cache(maxsize=_REMEMBERED)
def _of_written(written: str, order: DayOrder | None, date_system: int) -> DayRead | Unreadable:
    """Read a text; a column has far fewer days than rows."""
    return _of_text(_plain(written), written, order, date_system)


def _of_text(
    text: str, written: str, order: DayOrder | None, date_system: int
) -> DayRead | Unreadable:
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups()[:3])
        return _with_time(_day(year, month, day, written), text)
    if match := _NUMERIC.fullmatch(text):
        return _with_time(_numeric(match, written, order), text)
    if match := _DAY_NAMED.fullmatch(text):
        return _with_time(_named_day(match, written), text)
    if (match := _NAMED_DAY.fullmatch(text)) and (number := _month_number(match[1])):
        return _with_time(_day(int(match[3]), number, int(match[2]), written), text)
    return _of_longer(text, written, date_system)


def _of_longer(text: str, written: str, date_system: int) -> DayRead | Unreadable:
    """Read a week, a month, a year, a serial number; or say what is missing."""
    if match := _WEEK.fullmatch(text):
        return _week(int(match[1]), int(match[2]), written)
    if (match := _NAMED.fullmatch(text)) and (month := _month_number(match[1])):
        return _month(int(match[2]), month, written)
    if match := _YEAR_MONTH.fullmatch(text):
        return _month(int(match[1]), int(match[2]), written)
    if match := _MONTH_YEAR.fullmatch(text):
        return _month(int(match[2]), int(match[1]), written)
    return _of_rest(text, written, date_system)


def _of_rest(text: str, written: str, date_system: int) -> DayRead | Unreadable:
    if re.fullmatch(r"\d{4,8}(\.\d+)?", text):
        return _of_number(Decimal(text), date_system)
    if text.isalpha() and _month_number(text):
        return Unreadable(f"{written!r} is a month without a year", "name the column of the year")
    if _ONLY_TIME.fullmatch(text):
        return Unreadable(f"{written!r} is a time without a day", "the day is missing; ask for it")
    return Unreadable(f"{written!r} is no day", "write it as 2025-04-03")


def _numeric(match: re.Match[str], written: str, order: DayOrder | None) -> DayRead | Unreadable:
    first, second = int(match[1]), int(match[3])
    if len(match[4]) == 2:  # noqa: PLR2004
        return Unreadable(f"{written!r} has a year of two digits", "write all four")
    year = int(match[4])
    if first == second or second > len(_MONTHS) or (order is DayOrder.MONTH_FIRST and first <= 12):  # noqa: PLR2004
        month, day = first, second
    elif first > len(_MONTHS) or order is DayOrder.DAY_FIRST:
        day, month = first, second
    else:
        one, other = date(year, second, first), date(year, first, second)
        return Unreadable(
            f"{written!r} can be {one.day} {one:%B} or {other.day} {other:%B}",
            "say which in a mapping: 'day: {order: day_first}', or month_first",
        )
    return _day(year, month, day, written)


def _named_day(match: re.Match[str], written: str) -> DayRead | Unreadable:
    month = _month_number(match[3])
    if month is None:
        return Unreadable(
            f"{written!r} is no day: {match[3]!r} is no month", "write it as 2025-04-03"
        )
    year = int(match[4])
    if len(match[4]) == 2:  # noqa: PLR2004  # "1-Mar-15", as spreadsheets write it
        year += 1900 if year >= _PIVOT else 2000
    last = _day(year, month, int(match[2]), written)
    if not match[1] or isinstance(last, Unreadable):
        return last
    first = _day(year, month, int(match[1]), written)
    if isinstance(first, Unreadable):
        return first
    if first.start >= last.start:
        return Unreadable(f"{written!r} ends before it begins")
    return DayRead(first.start, last.start, DatePrecision.RANGE)


def _day(year: int, month: int, day: int, written: str) -> DayRead | Unreadable:
    if year in _HIJRI:
        return Unreadable(
            f"{written!r} may be of the Hijri calendar", "write it in the Gregorian calendar"
        )
    try:
        read = date(year, month, day)
    except ValueError:
        return Unreadable(f"{written!r} is a day that no calendar has")
    if year not in _YEARS:
        return Unreadable(f"{written!r} lies outside {_YEARS[0]} to {_YEARS[-1]}")
    return DayRead(read, read, DatePrecision.DAY)


def _month(year: int, month: int, written: str) -> DayRead | Unreadable:
    first = _day(year, month, 1, written)
    if isinstance(first, Unreadable):
        return first
    last = date(year, month, monthrange(year, month)[1])
    return DayRead(first.start, last, DatePrecision.MONTH)


def _week(year: int, week: int, written: str) -> DayRead | Unreadable:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return Unreadable(f"{written!r} is a week that no calendar has")
    return DayRead(monday, monday + timedelta(days=6), DatePrecision.WEEK)


def _with_time(read: DayRead | Unreadable, text: str) -> DayRead | Unreadable:
    """Keep the time of day where Python reads it; the day is known either way."""
    if isinstance(read, Unreadable):
        return read
    match = re.search(r"[T ](\d{1,2}:\d{2}.*)$", text)
    if match is None:
        return read
    clock = re.sub(r" ?UTC$", "Z", match[1], flags=re.IGNORECASE).replace(" ", "")
    try:
        return read._replace(moment=datetime.fromisoformat(f"{read.start}T{clock.zfill(5)}"))
    except ValueError:
        return read


def _month_number(cell: Cell) -> int | None:
    if isinstance(cell, int | Decimal):
        return int(cell) if cell == int(cell) and 1 <= cell <= len(_MONTHS) else None
    if not isinstance(cell, str):
        return None
    text = _plain(cell).rstrip(".").lower()
    if re.fullmatch(r"\d{1,2}(\.0)?", text):
        return _month_number(int(text.removesuffix(".0")))
    plain = unicodedata.normalize("NFKD", text)
    return _MONTH.get("".join(sign for sign in plain if not unicodedata.combining(sign)))


def _plain(text: str) -> str:
    """Write digits of any script as ASCII, one space for many, and no name of a weekday."""
    if not text.isascii():
        text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return _WEEKDAY.sub("", " ".join(text.split()), count=1)

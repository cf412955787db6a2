"""What a cell says: a day, a number, a text, or nothing. Whatever is not certain is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from reportkit.model.folding import folded
from reportkit.tables.days import (
    DayOrder,
    DayRead,
    Unreadable,
    around,
    day_of,
    is_month,
    month_of,
    order_of,
)
from reportkit.tables.rows import Cell

__all__ = [
    "DayOrder",
    "DayRead",
    "Unreadable",
    "around",
    "day_of",
    "decimal_of",
    "is_month",
    "join_key",
    "month_of",
    "number_of",
    "order_of",
    "text_of",
]

#: Where a number is asked for they say that there is none. Elsewhere they may be words: NA is
#: the code of Namibia too.
_NO_NUMBER = frozenset({"na", "nan", "null", "none", "#null!", "..", "...", "…", "."})
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?")
_SPACED = re.compile(r"[-+]?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?")
#: Three digits after a single mark: 1,234 is a thousand to some, and one and a bit to others.
_TWO_WAYS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
_COMMA_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_POINT_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_COMMA_DECIMAL = re.compile(r"[-+]?\d+,\d+")
_MARKED = re.compile(r"[-+]?\d[\d.,]*")
_POWERS = re.compile(r"[-+]?\d+([.,]\d+)?e[-+]?\d+", re.IGNORECASE)
_SHOWN, _GROUP = 40, 3
#: So much of a text shows that it is no number; more digits are not kept when they are reckoned.
_LONGEST, _DIGITS = 100, 25
_REMEMBERED = 8192  # texts: most numbers of a file are small and recur


def number_of(cell: Cell, *, decimal: str = "") -> Decimal | Unreadable | None:
    """Read a number; ``decimal`` is "." or "," where the column or a person has decided.

    Without it "1.5" is one and a half, "1 234" a thousand and more, "12,5" twelve and a half,
    and "1,234" is refused.
    """
    if cell is None or isinstance(cell, str):
        return _kept(_of_text(cell[:_LONGEST], decimal), len(cell)) if cell else None
    if isinstance(cell, date):
        hint = "a spreadsheet may have made it of a number; ask the provider for a CSV"
        return Unreadable(f"{text_of(cell)} is no number", hint)
    return _kept(_whole_if_it_is(Decimal(cell)))


def decimal_of(cells: Iterable[Cell]) -> str:
    """Tell from a whole column which mark stands before its decimals.

    "" where no value decides, or where one decides otherwise than another.
    """
    marks: set[str] = set()
    for cell in cells:
        if isinstance(cell, str):
            marks.add(_mark_of(_digits(cell)))
    marks.discard("")
    return marks.pop() if len(marks) == 1 else ""


def text_of(cell: Cell) -> str:
    """Give a cell as text, "" where it is absent; a whole number has no ".0"."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{_whole_if_it_is(cell):f}"
    return str(cell)


def join_key(cell: Cell) -> str:
    """Give the letters by which names and codes are joined.

    Case, accents, hyphens and spaces say nothing here, and kaf and yeh of Arabic and Persian are
    one letter.
    """
    return folded(text_of(cell))


@lru_cache(maxsize=_REMEMBERED)
def _of_text(written: str, decimal: str) -> Decimal | Unreadable | None:
    if written.isascii() and written.isdecimal():
        return Decimal(written)
    text = _digits(written)
    if text.lower() in _NO_NUMBER:
        return None
    shown = f"{written[:_SHOWN]!r}"
    if _TWO_WAYS.fullmatch(text) and not decimal:
        ways = f"{text.replace(',', '')} or {text.replace(',', '.')}"
        return Unreadable(f"{shown} can be {ways}", 'say which: decimal: "." or ","')
    if _SPACED.fullmatch(text):
        text = re.sub("[ '\u2019]", "", text)
        decimal = decimal or _mark_of(text)
    plain = _with_point(text, decimal)
    if _PLAIN.fullmatch(plain):
        return _whole_if_it_is(Decimal(plain))
    if decimal and _MARKED.fullmatch(text):
        return Unreadable(f"{shown} is no number where {decimal!r} stands before decimals")
    return _no_number(shown, text)


def _kept(number: Decimal | Unreadable | None, length: int = 0) -> Decimal | Unreadable | None:
    """Refuse a number with more digits than are reckoned with: it would be another one."""
    if isinstance(number, Decimal) and (
        length > _LONGEST
        or len(number.as_tuple().digits) > _DIGITS
        or abs(number.adjusted()) > _DIGITS
    ):
        return Unreadable(f"a number has more than {_DIGITS} digits", "look whether it is one")
    return number


def _with_point(text: str, decimal: str) -> str:
    """Write a number with a point before its decimals and nothing between its thousands."""
    mark = decimal or _mark_of(text)
    if mark == ",":
        if _POINT_GROUPS.fullmatch(text) or "." not in text:
            return text.replace(".", "").replace(",", ".")
        return f"{text}?"  # 1.5 where decimals follow a comma
    return text.replace(",", "") if _COMMA_GROUPS.fullmatch(text) else text


def _mark_of(text: str) -> str:
    """Tell which mark stands before the decimals of one number; "" where it does not show."""
    if _TWO_WAYS.fullmatch(text):
        return ""
    comma, point = text.count(","), text.count(".")
    if _COMMA_GROUPS.fullmatch(text):  # 1,234.5 and 1,234,567
        return "."
    if _POINT_GROUPS.fullmatch(text) and (comma or point > 1):  # 1.234,5 and 1.234.567
        return ","
    if _COMMA_DECIMAL.fullmatch(text):
        return ","
    whole, _, rest = text.partition(".")
    three = len(rest) == _GROUP and 0 < len(whole.lstrip("+-0")) <= _GROUP  # 1.234 shows nothing
    return "." if _PLAIN.fullmatch(text) and rest and not three else ""


def _no_number(written: str, text: str) -> Unreadable:
    if _POWERS.fullmatch(text):
        return Unreadable(
            f"{written} is written in powers of ten",
            "a spreadsheet has dropped its digits; ask the provider for the file as it was",
        )
    hint = "write the number alone, what limits it beside it" if re.search(r"\d", text) else ""
    return Unreadable(f"{written} is no number", hint)


def _digits(text: str) -> str:
    """Write digits of any script as ASCII, and each space as one."""
    text = " ".join(text.split()).replace("\u066b", ".").replace("\u066c", "")
    if text.isascii():
        return text
    text = text.replace("\u2212", "-")
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def _whole_if_it_is(number: Decimal) -> Decimal:
    return Decimal(int(number)) if number == int(number) else number

"""Figures in words, and how far one moved: only inside one series is there a difference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from reportkit.changes.shape import PlainRecord, PlainRecords
from reportkit.changes.side import inner, text
from reportkit.facts.metrics import METRICS
from reportkit.facts.words import Operator, Scope

#: What makes two figures one series (standards.md 3): nothing else may be subtracted.
_SERIES = (
    "series", "metric", "population", "place", "provider", "relation", "method", "unit", "scope",
    "covers", "excludes",
)  # fmt: skip
_WORDS: Mapping[str, str] = {
    Operator.AT_LEAST: "at least ",
    Operator.MORE_THAN: "more than ",
    Operator.AT_MOST: "at most ",
    Operator.ABOUT: "about ",
}
#: Below it a percentage says less than the two numbers: "up 1 from 1" is not "+100 %".
SMALL = 20
_CURRENCIES = {"USD": "US$", "PKR": "Rs ", "EUR": "€", "GBP": "£", "AFN": "Af "}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Delta(NamedTuple):
    """How a figure moved inside its series; figures of unlike operators have no number."""

    was: str  # in words: "346"
    now: str
    step: Decimal | None  # None: the two cannot be subtracted, or nothing moved
    percent: Decimal | None  # None: of a base that is missing, zero, negative or small
    direction: int  # 1 up, -1 down, 0 neither or unknown


class NotComparable(NamedTuple):
    """Two figures of which the later must not be read as a movement of the earlier."""

    was: str
    now: str
    differs: tuple[str, ...]  # names of the fields: "scope", "provider"


def delta(was: PlainRecord, now: PlainRecord) -> Delta | NotComparable:
    """Compare one figure with the one before it."""
    words = quantity(was), quantity(now)
    differs = tuple(name for name in _SERIES if not _same(was, now, name))
    if not _same_window(was, now):
        differs = (*differs, "period")
    if differs:
        return NotComparable(*words, differs)
    before, after = best(was), best(now)
    exact = _operator(was) == _operator(now) == Operator.EXACT
    if before is None or after is None or _operator(was) != _operator(now):
        return Delta(*words, None, None, 0)
    direction = (after > before) - (after < before)
    if not exact or not direction:
        return Delta(*words, None, None, direction)
    share = percent(before, after) if before >= SMALL else None
    return Delta(*words, after - before, share, direction)


def percent(base: Decimal | None, value: Decimal) -> Decimal | None:
    """Give the change in whole percent; none of a base that is missing, zero or negative."""
    if base is None or base <= 0:
        return None
    return ((value - base) / base * 100).quantize(Decimal(1), ROUND_HALF_UP)


def moved(change: Delta | NotComparable) -> str:
    """Say the movement as the end of a sentence: "up 79 from 346 (+23 %)"."""
    if isinstance(change, NotComparable):
        return f"{change.was} before, not comparable: {' and '.join(change.differs)} changed"
    verb = {1: "up", -1: "down", 0: ""}[change.direction]
    if not verb:
        same = change.was == change.now
        return f"unchanged at {change.was}" if same else f"{change.was} before"
    if change.step is None:
        return f"{verb} from {change.was}"
    share = f" ({change.percent:+} %)".replace("-", "−") if change.percent else ""
    return f"{verb} {number(abs(change.step))} from {change.was}{share}"


def last_of_series(figure: PlainRecord, before: PlainRecords) -> PlainRecord | None:
    """Find the point of a figure's series that the edition before printed last."""
    if not figure.get("series"):
        return None
    points = [
        record
        for record in before.values()
        if record.get("type") == "figure" and record.get("series") == figure["series"]
        and record.get("status") != "withdrawn" and record.get("id") != figure.get("id")
    ]  # fmt: skip
    return max(points, key=lambda point: (text(point, "as_of"), text(point, "id")), default=None)


def quantity(figure: PlainRecord) -> str:
    """Say a figure's value with its operator in words: "more than 200", "25–30"."""
    low, most_likely, high = (_number(figure, name) for name in ("low", "best", "high"))
    unit = text(figure, "unit") or _default_unit(figure)
    if most_likely is None and low is not None and high is not None:
        return _with_unit(f"{number(low)}–{number(high)}", unit)
    value = best(figure)
    vague = text(figure, "vague_term")
    if value is None or (vague and most_likely is None):
        return vague or "no figure given"  # the bound is ours, the word is the source's
    prefix = _WORDS.get(_operator(figure), "")
    if not prefix and most_likely is None:
        prefix = "at least " if low is not None else "at most "
    spread = f" ({number(low)}–{number(high)})" if low is not None and high is not None else ""
    return f"{prefix}{_with_unit(number(value), unit)}{spread}"


def best(figure: PlainRecord) -> Decimal | None:
    """Give the one number to compare by: best, else the bound that is given."""
    given = (_number(figure, name) for name in ("best", "low", "high"))
    return next((value for value in given if value is not None), None)


def number(value: Decimal) -> str:
    """Group by thousands and keep every digit as written: 1,240."""
    return f"{value:,f}"


def day(written: str) -> str:
    """Write a day of plain data as "16 Oct 2025"."""
    when = date.fromisoformat(written[:10])
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _same_window(was: PlainRecord, now: PlainRecord) -> bool:
    """One start, so that the later count contains the earlier; or periods of equal length."""
    before, after = inner(was, "period"), inner(now, "period")
    if not before or not after or before.get("start") == after.get("start"):
        return bool(before) == bool(after)
    return _scope(now) == Scope.PERIOD and _days(before) == _days(after)


def _days(span: PlainRecord) -> int:
    start, end = (date.fromisoformat(text(span, name)) for name in ("start", "end"))
    return (end - start).days


def _same(was: PlainRecord, now: PlainRecord, name: str) -> bool:
    return was.get(name) == now.get(name)


def _scope(figure: PlainRecord) -> str:
    return text(figure, "scope") or Scope.PERIOD


def _operator(figure: PlainRecord) -> str:
    """A number given only as a bound is a bound, whatever the operator says."""
    said = text(figure, "operator") or Operator.EXACT
    if said == Operator.EXACT and figure.get("best") is None:
        return Operator.AT_LEAST if figure.get("low") is not None else Operator.AT_MOST
    return said


def _number(figure: PlainRecord, name: str) -> Decimal | None:
    value = figure.get(name)
    return None if value is None else Decimal(str(value))


def _default_unit(figure: PlainRecord) -> str:
    known = METRICS.get(text(figure, "metric"))
    return known.unit if known else ""


def _with_unit(said: str, unit: str) -> str:
    """Put a currency's sign before a number and any other unit after it."""
    money, _, scale = unit.partition(" ")
    if money in _CURRENCIES:
        return f"{_CURRENCIES[money]}{said} {scale}".rstrip()
    return f"{said} {unit}".rstrip()

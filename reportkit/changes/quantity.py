"""Figures in words, and how far one moved: only inside one series is there a difference."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from reportkit.i18n import formats
from reportkit.i18n.bidi import bare, of_record
from reportkit.i18n.formats import number
from reportkit.i18n.translate import noted, say, say_in, spoken, word
from reportkit.model.book import Records
from reportkit.model.evidence import Figure, Span
from reportkit.model.metrics import METRICS
from reportkit.model.vocabulary import Operator, Scope, Status, VagueTerm

#: What makes two figures one series (standards.md 3): nothing else may be subtracted.
_SERIES = (
    "series", "metric", "population", "place", "provider", "relation", "method", "unit", "scope",
    "covers", "excludes",
)  # fmt: skip
_WORDS: Mapping[Operator, str] = {
    Operator.AT_LEAST: noted("at least {value}"),
    Operator.MORE_THAN: noted("more than {value}"),
    Operator.AT_MOST: noted("at most {value}"),
    Operator.ABOUT: noted("about {value}"),
}
#: Below it a percentage says less than the two numbers: "up 1 from 1" is not "+100 %".
SMALL = 20
#: Metrics that grow with the calendar: a percentage or a curve of them says nothing.
ELAPSED = frozenset({"days"})
_CURRENCIES: Mapping[str, str] = {
    "USD": noted("US${number}"),
    "PKR": noted("Rs {number}"),
    "EUR": noted("€{number}"),
    "GBP": noted("£{number}"),
    "AFN": noted("Af {number}"),
}


#: The same as words, for a number that is none.
_MONEY: Mapping[str, str] = {
    "USD": noted("US dollars"),
    "PKR": noted("Pakistani rupees"),
    "EUR": noted("euros"),
    "GBP": noted("pounds sterling"),
    "AFN": noted("afghanis"),
}
_SCALES = frozenset({"thousand", "million", "billion", "trillion"})


class Delta(NamedTuple):
    """How a figure moved inside its series; figures of unlike operators have no number."""

    was: str  # in words: "346"
    now: str
    step: Decimal | None  # None: the two cannot be subtracted, or nothing moved
    percent: Decimal | None  # None: of days that went by, of a base that is missing or small
    direction: int  # 1 up, -1 down, 0 neither or unknown


class NotComparable(NamedTuple):
    """Two figures of which the later must not be read as a movement of the earlier."""

    was: str
    now: str
    differs: tuple[str, ...]  # names of the fields: "scope", "provider"


def delta(was: Figure, now: Figure) -> Delta | NotComparable:
    """Compare one figure with the one before it."""
    words = quantity(was), quantity(now)
    differs = tuple(name for name in _SERIES if getattr(was, name) != getattr(now, name))
    if not _same_window(was, now):
        differs = (*differs, "period")
    if differs:
        return NotComparable(*words, differs)
    before, after = best(was), best(now)
    exact = _operator(was) is _operator(now) is Operator.EXACT
    if before is None or after is None or _operator(was) is not _operator(now):
        return Delta(*words, None, None, 0)
    direction = (after > before) - (after < before)
    if not exact or not direction:
        return Delta(*words, None, None, direction)
    telling = before >= SMALL and now.metric not in ELAPSED
    share = percent(before, after) if telling else None
    return Delta(*words, after - before, share, direction)


def percent(base: Decimal | None, value: Decimal) -> Decimal | None:
    """Give the change in whole percent; none of a base that is missing, zero or negative."""
    if base is None or base <= 0:
        return None
    return ((value - base) / base * 100).quantize(Decimal(1), ROUND_HALF_UP)


def moved(change: Delta | NotComparable) -> str:
    """Say the movement as the end of a sentence: "up 79 from 346 (+23 %)"."""
    if isinstance(change, NotComparable):
        fields = say_in("list", " and ").join(word("field", name) for name in change.differs)
        return say("{was} before, not comparable: {fields} changed", was=change.was, fields=fields)
    if not change.direction:
        same = change.was == change.now
        return say(noted("unchanged at {was}") if same else noted("{was} before"), was=change.was)
    up = change.direction > 0
    if change.step is None:
        way = noted("up from {was}") if up else noted("down from {was}")
        return say(way, was=change.was)
    way = noted("up {step} from {was}") if up else noted("down {step} from {was}")
    said = say(way, step=number(abs(change.step)), was=change.was)
    return f"{said} ({formats.percent(change.percent)})" if change.percent else said


def last_of_series(figure: Figure, before: Records) -> Figure | None:
    """Find the point of a figure's series that the edition before printed last."""
    if not figure.series:
        return None
    points = (
        point
        for point in before.all(Figure)
        if point.series == figure.series
        and point.status is not Status.WITHDRAWN
        and point.id != figure.id
    )
    return max(points, key=lambda point: (str(point.as_of or ""), point.id), default=None)


def quantity(figure: Figure) -> str:
    """Say a figure's value with its operator in words: "more than 200", "25–30"."""
    low, most_likely, high = figure.low, figure.best, figure.high
    unit = figure.unit or _default_unit(figure)
    if most_likely is None and low is not None and high is not None:
        return _with_unit(formats.between(number(low), number(high)), unit)
    value, vague = best(figure), figure.vague_term
    if value is None or (vague and most_likely is None):
        # The bound is ours, the word is the source's.
        return _vague(vague, unit) if vague else say("no figure given")
    bound = _WORDS.get(_operator(figure), "")
    if not bound and most_likely is None:
        bound = _WORDS[Operator.AT_LEAST if low is not None else Operator.AT_MOST]
    words = _with_unit(number(value), unit)
    if low is not None and high is not None:
        words += f" ({formats.between(number(low), number(high))})"
    return say(bound, value=words) if bound else words


def best(figure: Figure) -> Decimal | None:
    """Give the one number to compare by: best, else the bound that is given."""
    given = (figure.best, figure.low, figure.high)
    return next((value for value in given if value is not None), None)


def _same_window(was: Figure, now: Figure) -> bool:
    """One start, so that the later count contains the earlier; or periods of equal length."""
    before, after = was.period, now.period
    if before is None or after is None:
        return before is after
    same_length = now.scope is Scope.PERIOD and _days(before) == _days(after)
    return before.start == after.start or same_length


def _days(span: Span) -> int:
    return (span.end - span.start).days


def _operator(figure: Figure) -> Operator:
    """A number given only as a bound is a bound, whatever the operator says."""
    if figure.operator is Operator.EXACT and figure.best is None:
        return Operator.AT_LEAST if figure.low is not None else Operator.AT_MOST
    return figure.operator


def _default_unit(figure: Figure) -> str:
    known = METRICS.get(figure.metric)
    return known.unit if known else ""


def _with_unit(said: str, unit: str) -> str:
    """Put a currency's sign before a number and any other unit after it."""
    unit = bare(unit)
    money, _, scale = unit.partition(" ")
    if money in _CURRENCIES:
        return say(_CURRENCIES[money], number=f"{said} {_unit(scale)}".rstrip())
    return f"{said} {_unit(unit)}".rstrip()


def _vague(term: VagueTerm, unit: str) -> str:
    """Say "several families", "tens of millions of US dollars": the unit is half of the number."""
    said, unit = word(VagueTerm.__name__, term), bare(unit)
    if not unit:
        return said
    money, *rest = unit.split()
    if money in _MONEY:
        at = 1 if rest and rest[0] in _SCALES else 0
        unit = " ".join([*rest[:at], say(_MONEY[money]), *rest[at:]])
    if term is VagueTerm.SEVERAL:
        return say("{vague} {unit}", vague=said, unit=_unit(unit))
    scale, _, counted = unit.partition(" ")
    if scale in _SCALES and spoken().is_english:
        unit = f"{scale}s of {counted}" if counted else f"{scale}s"
    return say("{vague} of {unit}", vague=said, unit=_unit(unit))


def _unit(unit: str) -> str:
    """A unit that the catalogue does not know is the seeds' own word."""
    return word("unit", unit, of_record(unit))

"""How far a figure moved: only inside one series is there a difference."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from reportkit.model.book import Records
from reportkit.model.evidence import Figure, Span
from reportkit.model.vocabulary.events import Operator, Scope
from reportkit.model.vocabulary.series import Status

#: What makes two figures one series (standards.md 3): nothing else may be subtracted.
_SERIES = (
    "series", "metric", "population", "place", "provider", "relation", "method", "unit", "scope",
    "covers", "excludes",
)  # fmt: skip
#: Below it a percentage says less than the two numbers: "up 1 from 1" is not "+100 %".
SMALL = 20
#: Metrics that grow with the calendar: a percentage or a curve of them says nothing.
ELAPSED = frozenset({"days"})


class Delta(NamedTuple):
    """How a figure moved inside its series; figures of unlike operators have no number."""

    was: Figure
    now: Figure
    step: Decimal | None  # None: the two cannot be subtracted, or nothing moved
    percent: Decimal | None  # None: of days that went by, of a base that is missing or small
    direction: int  # 1 up, -1 down, 0 neither or unknown


class NotComparable(NamedTuple):
    """Two figures of which the later must not be read as a movement of the earlier."""

    was: Figure
    now: Figure
    differs: tuple[str, ...]  # names of the fields: "scope", "provider"


def delta(was: Figure, now: Figure) -> Delta | NotComparable:
    """Compare one figure with the one before it."""
    differs = tuple(name for name in _SERIES if getattr(was, name) != getattr(now, name))
    if not _same_window(was, now):
        differs = (*differs, "period")
    if differs:
        return NotComparable(was, now, differs)
    before, after = best(was), best(now)
    exact = operator_of(was) is operator_of(now) is Operator.EXACT
    if before is None or after is None or operator_of(was) is not operator_of(now):
        return Delta(was, now, None, None, 0)
    direction = (after > before) - (after < before)
    if not exact or not direction:
        return Delta(was, now, None, None, direction)
    telling = before >= SMALL and now.metric not in ELAPSED
    share = percent(before, after) if telling else None
    return Delta(was, now, after - before, share, direction)


def percent(base: Decimal | None, value: Decimal) -> Decimal | None:
    """Give the change in whole percent; none of a base that is missing, zero or negative."""
    if base is None or base <= 0:
        return None
    return ((value - base) / base * 100).quantize(Decimal(1), ROUND_HALF_UP)


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


def best(figure: Figure) -> Decimal | None:
    """Give the one number to compare by: best, else the bound that is given."""
    given = (figure.best, figure.low, figure.high)
    return next((value for value in given if value is not None), None)


def operator_of(figure: Figure) -> Operator:
    """A number given only as a bound is a bound, whatever the operator says."""
    if figure.operator is Operator.EXACT and figure.best is None:
        return Operator.AT_LEAST if figure.low is not None else Operator.AT_MOST
    return figure.operator


def _same_window(was: Figure, now: Figure) -> bool:
    """One start, so that the later count contains the earlier; or periods of equal length."""
    before, after = was.period, now.period
    if before is None or after is None:
        return before is after
    same_length = now.scope is Scope.PERIOD and _days(before) == _days(after)
    return before.start == after.start or same_length


def _days(span: Span) -> int:
    return (span.end - span.start).days

"""Of which days does a record speak? Not when it was typed, and not when it was told. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportkit.model.base import Located
from reportkit.model.book import Records
from reportkit.model.envelope import DayRule, Record

#: What began on such a day goes on until an end is named; whatever else names none took a day.
_GOES_ON = frozenset({"since", "ceasefire.start"})


class Days(NamedTuple):
    """The first and, where it has one, the last day of which a record speaks."""

    start: date
    end: date | None = None


def days_of(record: Record, records: Records) -> Days | None:
    """Give the days of which a record speaks, by the rules of its type; None if it names none."""
    found = (_by(rule, record, records) for rule in record.days)
    return next((days for days in found if days), None)


def whole_days_of(record: Record, records: Records) -> Days | None:
    """Give the days with the last one filled in; its end is None only of what goes on.

    An event that names one day is over that evening, a closure without an end is not. What is
    valid up to a day ends by then.
    """
    days = _whole(record, records)
    if days is None or record.valid_to is None:
        return days
    last = min(days.end or record.valid_to, record.valid_to)
    return Days(days.start, max(days.start, last))


def _whole(record: Record, records: Records) -> Days | None:
    for rule in record.days:
        if days := _by(rule, record, records):
            if rule.via:
                happened = (
                    _whole(other, records) for other in _happened(record, rule.via, records)
                )
                return min((each for each in happened if each), key=lambda each: each.start)
            return days if days.end or rule.start in _GOES_ON else Days(days.start, days.start)
    return None


def _by(rule: DayRule, record: Record, records: Records) -> Days | None:
    if rule.via:
        days = (days_of(other, records) for other in _happened(record, rule.via, records))
        return min((each for each in days if each), key=lambda each: each.start, default=None)
    start = _day(record, rule.start)
    return Days(start, _day(record, rule.end)) if start else None


def _happened(record: Record, field: str, records: Records) -> Iterator[Record]:
    """Give the events and figures that a record names; what else is spoken of has other days."""
    held = getattr(record, field)
    for id in held if isinstance(held, tuple) else (held,):
        other = records.by_id.get(id or "")
        if other is not None and other.type in ("event", "figure"):
            yield other


def _day(record: Record, path: str) -> date | None:
    value: Located | date | None = record
    for name in path.split(".") if path else ():
        value = getattr(value, name) if isinstance(value, Located) else None
    return value if isinstance(value, date) else None

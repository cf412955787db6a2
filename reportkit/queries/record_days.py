"""Of which days does a record speak? Not when it was typed, and not when it was told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from reportkit.changes.edition_view import inner, listed, text
from reportkit.changes.field_schema import PlainRecord, PlainRecords


class Days(NamedTuple):
    """The first and, where it has one, the last day of which a record speaks."""

    start: date
    end: date | None = None


def days_of(record: PlainRecord, records: PlainRecords) -> Days | None:
    """Give the days of which a record speaks; None where it names none.

    - event, round: from start to end
    - figure: the days of its event, else the end of what it counts, else its as-of: a toll
      of 12 October that was counted on the 30th speaks of the 12th
    - claim: the days of the event or figure it is about, else the day it was made
    - fact: its date, else the days of its event, else its as-of
    - measure: since and until; commitment: when it was made, or its ceasefire's days
    """
    ask = _ASK.get(text(record, "type"))
    return ask(record, records) if ask else None


def _span(record: PlainRecord, start: str, end: str = "") -> Days | None:
    first, last = _day(record, start), _day(record, end)
    return Days(first, last) if first else None


def _day(record: PlainRecord, name: str) -> date | None:
    written = text(record, name)
    return date.fromisoformat(written[:10]) if written else None


def _of_event(record: PlainRecord, records: PlainRecords) -> Days | None:
    event = records.get(text(record, "event"))
    return days_of(event, records) if event and event.get("type") == "event" else None


def _of_what_it_is_about(claim: PlainRecord, records: PlainRecords) -> Days | None:
    """The earliest, for a claim may be about an event and about its toll."""
    told = (records[id] for id in listed(claim, "about") if id in records)
    found = [days_of(record, records) for record in told if _happened(record)]
    return min((days for days in found if days), key=lambda days: days.start, default=None)


def _happened(record: PlainRecord) -> bool:
    return record.get("type") in ("event", "figure")


def _event(record: PlainRecord, _records: PlainRecords) -> Days | None:
    return _span(record, "date_start", "date_end")


def _round(record: PlainRecord, _records: PlainRecords) -> Days | None:
    return _span(record, "start", "end")


def _measure(record: PlainRecord, _records: PlainRecords) -> Days | None:
    return _span(record, "since", "until") or _span(record, "as_of")


def _commitment(record: PlainRecord, _records: PlainRecords) -> Days | None:
    ceasefire = _span(inner(record, "ceasefire"), "start", "end")
    return _span(record, "made_on") or ceasefire or _span(record, "as_of")


def _figure(record: PlainRecord, records: PlainRecords) -> Days | None:
    ends = _span(inner(record, "period"), "end")
    return _of_event(record, records) or ends or _span(record, "as_of")


def _claim(record: PlainRecord, records: PlainRecords) -> Days | None:
    return _of_what_it_is_about(record, records) or _span(record, "date")


def _fact(record: PlainRecord, records: PlainRecords) -> Days | None:
    return _span(record, "date") or _of_event(record, records) or _span(record, "as_of")


_ASK: Mapping[str, Callable[[PlainRecord, PlainRecords], Days | None]] = {
    "event": _event,
    "round": _round,
    "measure": _measure,
    "commitment": _commitment,
    "figure": _figure,
    "claim": _claim,
    "fact": _fact,
}

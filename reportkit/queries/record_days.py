"""Of which days does a record speak? Not when it was typed, and not when it was told."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from reportkit.model.book import Records
from reportkit.model.diplomacy import Ceasefire, Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure


class Days(NamedTuple):
    """The first and, where it has one, the last day of which a record speaks."""

    start: date
    end: date | None = None


def days_of(record: Record, records: Records) -> Days | None:  # noqa: PLR0911  # a type each
    """Give the days of which a record speaks; None where it names none.

    - event, round: from start to end
    - figure: the days of its event, else the end of what it counts, else its as-of: a toll
      of 12 October that was counted on the 30th speaks of the 12th
    - claim: the days of the event or figure it is about, else the day it was made
    - fact: its date, else the days of its event, else its as-of
    - measure: since and until; commitment: when it was made, or its ceasefire's days
    """
    match record:
        case Event():
            return Days(record.date_start, record.date_end)
        case Round():
            return Days(record.start, record.end)
        case Measure():
            return _span(record.since, record.until) or _span(record.as_of)
        case Commitment():
            ceasefire = _of_ceasefire(record.ceasefire)
            return _span(record.made_on) or ceasefire or _span(record.as_of)
        case Figure():
            counted_to = _span(record.period.end) if record.period else None
            return _of_event(record.event, records) or counted_to or _span(record.as_of)
        case Claim():
            return _of_what_it_is_about(record, records) or Days(record.date)
        case Fact():
            days = _span(record.date) or _of_event(record.event, records)
            return days or _span(record.as_of)
    return None


def _span(start: date | None, end: date | None = None) -> Days | None:
    return Days(start, end) if start else None


def _of_ceasefire(ceasefire: Ceasefire | None) -> Days | None:
    return Days(ceasefire.start, ceasefire.end) if ceasefire else None


def _of_event(id: str | None, records: Records) -> Days | None:
    event = records.get(Event, id)
    return days_of(event, records) if event else None


def _of_what_it_is_about(claim: Claim, records: Records) -> Days | None:
    """The earliest, for a claim may be about an event and about its toll."""
    about = (records.by_id.get(id) for id in claim.about)
    found = [days_of(record, records) for record in about if isinstance(record, Event | Figure)]
    return min((days for days in found if days), key=lambda days: days.start, default=None)

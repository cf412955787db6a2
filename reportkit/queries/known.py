"""What an edition knew of the time up to a day: its records, seen by when things happened.

Two clocks run in a series. ``show --as-of DATE`` turns the clock of publication back and gives
the edition that readers held that day. ``show --as-known DATE`` leaves that clock where it is
and keeps, of what is known now, what speaks of the days up to DATE. Together they tell what
was known on one day of another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportkit.changes.edition_view import is_live, text
from reportkit.changes.field_schema import PlainRecord, PlainRecords
from reportkit.editions.snapshot import Snapshot
from reportkit.queries.record_days import days_of

#: What can be known of a day. Judgements, gaps, indicators and assumptions look ahead from
#: their own edition: none of them is knowledge of an earlier day.
_OF_A_DAY = frozenset({"event", "fact", "figure", "claim", "measure", "round", "commitment"})
_NAMED = frozenset({"source", "actor", "place"})


def known(snapshot: Snapshot, day: date) -> Snapshot:
    """Keep what speaks of the days up to ``day``, whenever it became known.

    A record stays if it begins by that day (``days_of`` tells of which days it speaks) and is
    valid on it; one that names no day stays. What was superseded, withdrawn or dropped goes.
    """
    kept = {
        id: record
        for id, record in snapshot.records.items()
        if record.get("type") in _NAMED or _speaks_of(record, snapshot.records, day)
    }
    positions = {id: held for id, held in snapshot.positions.items() if id in kept}
    return replace(snapshot, records=kept, positions=positions)


def _speaks_of(record: PlainRecord, records: PlainRecords, day: date) -> bool:
    if record.get("type") not in _OF_A_DAY or not is_live(record):
        return False
    days = days_of(record, records)
    begun = days is None or days.start <= day
    return begun and _is_valid(record, day.isoformat())


def _is_valid(record: PlainRecord, day: str) -> bool:
    """Days in ISO form sort as text."""
    last = text(record, "valid_to")
    return text(record, "valid_from") <= day and (not last or day <= last)

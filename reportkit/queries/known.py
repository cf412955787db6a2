"""What an edition knew of the time up to a day: its records, seen by when things happened.

Two clocks run in a series. ``show --as-of DATE`` turns the clock of publication back and gives
the edition that readers held that day. ``show --as-known DATE`` leaves that clock where it is
and keeps, of what is known now, what speaks of the days up to DATE. Together they tell what
was known on one day of another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportkit.editions.snapshot import Snapshot
from reportkit.editions.withheld import Hidden, as_known_now, redacted_snapshot, with_records
from reportkit.editions.withheld_victims import victims_since_unnamed
from reportkit.model.book import Records, is_live
from reportkit.model.days import days_of
from reportkit.model.envelope import Record
from reportkit.queries.later_editions import LaterEditions


def as_known_today(snapshot: Snapshot, later: LaterEditions) -> Snapshot:
    """Give an earlier edition without the names that the newest one keeps back."""
    newest = later.newest
    if newest is None or newest.name <= snapshot.name:
        return snapshot
    words = later.victims_unnamed
    if not later.withholds and not words and not victims_since_unnamed(snapshot, newest):
        return snapshot
    known_now = as_known_now(snapshot, newest, later.renamed_since(snapshot.name))
    return redacted_snapshot(known_now, Hidden(words=words))


#: What can be known of a day. Judgements, gaps, indicators and assumptions look ahead from
#: their own edition: none of them is knowledge of an earlier day.


def known(snapshot: Snapshot, day: date) -> Snapshot:
    """Keep what speaks of the days up to ``day``, whenever it became known.

    A record stays if it begins by that day (``days_of`` tells of which days it speaks) and is
    valid on it; one that names no day stays. What was superseded, withdrawn or dropped goes.
    """
    kept = {
        id: record
        for id, record in snapshot.records.items()
        if not record.heading or _speaks_of(record, snapshot.book, day)
    }
    positions = {id: held for id, held in snapshot.positions.items() if id in kept}
    return replace(with_records(snapshot, kept), positions=positions)


def _speaks_of(record: Record, records: Records, day: date) -> bool:
    if not record.days or not is_live(record):
        return False
    days = days_of(record, records)
    begun = days is None or days.start <= day
    return begun and _is_valid(record, day)


def _is_valid(record: Record, day: date) -> bool:
    begun = record.valid_from is None or record.valid_from <= day
    return begun and (record.valid_to is None or day <= record.valid_to)

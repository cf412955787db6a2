"""What an edition knew of the time up to a day: its records, seen by when things happened.

Two clocks run in a series. ``show --as-of DATE`` turns the clock of publication back and gives
the edition that readers held that day. ``show --as-known DATE`` leaves that clock where it is
and keeps, of what is known now, what speaks of the days up to DATE. Together they tell what
was known on one day of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import takewhile

from reportkit.changes.net import renames_over
from reportkit.editions.history import renaming_log
from reportkit.editions.manifest import EditionName
from reportkit.editions.published_names import victims_published_before
from reportkit.editions.snapshot import FACTS, Snapshot, snapshot_lines, snapshot_of_lines
from reportkit.editions.store import Store
from reportkit.editions.withheld import (
    Hidden,
    as_known_now,
    can_keep_back,
    is_withheld,
    redacted_snapshot,
    with_records,
)
from reportkit.editions.withheld_victims import victims_since_unnamed
from reportkit.model.book import Records, is_live
from reportkit.model.days import days_of
from reportkit.model.envelope import Record
from reportkit.model.sensitive_terms import SensitiveTerms

_ALL = 10**6  # editions


def as_known_today(
    store: Store,
    snapshot: Snapshot,
    renamed_since: Callable[[EditionName], Mapping[str, str]] | None = None,
) -> Snapshot:
    """Give an earlier edition without the names that the newest one keeps back.

    ``renamed_since`` gives ids now to ids in an edition; by default the logs of all later ones
    are read for it. It is asked only where the newest edition keeps a name back, of a source, a
    speaker or a victim.
    """
    latest = store.latest()
    if latest is None or latest.name <= snapshot.name:
        return snapshot
    newest = snapshot_of_lines(lines := snapshot_lines(store.read(latest, FACTS)))
    withheld = can_keep_back(lines, ()) and any(map(is_withheld, newest.records.values()))
    words = SensitiveTerms(victims_published_before(store, newest))
    if not withheld and not words and not victims_since_unnamed(snapshot, newest):
        return snapshot
    renamed = (renamed_since or partial(renamed_since_sealed, store))(snapshot.name)
    return redacted_snapshot(as_known_now(snapshot, newest, renamed), Hidden(words=words))


def renamed_since_sealed(store: Store, name: EditionName) -> Mapping[str, str]:
    """Follow the renames since an edition through the logs as they are sealed."""
    later = store.recent(before=EditionName(_ALL), most=_ALL)
    since = takewhile(lambda sealed: sealed.name > name, later)
    logs = [renaming_log(store, sealed) for sealed in since]
    return renames_over([log for log in reversed(logs) if log])


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

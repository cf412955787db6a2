"""Victims whom an earlier edition named and the newest does not.

A family may take its word back. An edition holds no sign of a name that is withheld, so that one
that is corrected or deleted cannot be told from it: none of them is said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportkit.editions.snapshot import Snapshot
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event
from reportkit.model.sensitive_terms import SensitiveTerm, is_name, where_read


def victims_since_unnamed(was: Snapshot, now: Snapshot) -> Mapping[str, str]:
    """Give the victims whom an earlier edition named and this one does not: of which event.

    The records of this edition are read only if the earlier one named a victim.
    """
    victims = {one.name: event.id for event in _with_victims(was) for one in event.victims}
    named = {one.name for event in _with_victims(now) for one in event.victims} if victims else ()
    return {name: id for name, id in victims.items() if name not in named}


def without_victims(was: Snapshot, gone: Mapping[str, str]) -> Mapping[str, Record]:
    """Give the records of an earlier edition, their events without these victims."""
    quiet = {
        event.id: event.replace(victims=tuple(one for one in event.victims if one.name not in gone))
        for event in _with_victims(was)
    }
    return {id: quiet.get(id, record) for id, record in was.records.items()}


def victims_in_no_text(gone: Mapping[str, str], now: Snapshot) -> list[SensitiveTerm]:
    """Give the names of these victims; not of an official, say, whom this edition still names."""
    shown = (now.brief, now.edition, *now.records.values()) if gone else ()
    terms = (SensitiveTerm(name, id) for name, id in gone.items() if is_name(name))
    return [term for term in terms if where_read(term, shown) is None]


def _with_victims(snapshot: Snapshot) -> Iterator[Event]:
    for record in snapshot.records.values():
        if isinstance(record, Event) and record.victims:
            yield record

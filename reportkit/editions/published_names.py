"""Names that sealed editions told and that are kept back now, whichever edition told them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from reportkit.changes.net import SealedLog, renames_over
from reportkit.editions.history import RECENT, renaming_log
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, RecordReader, Snapshot, lines_of, read_line
from reportkit.editions.store import Store
from reportkit.editions.withheld import (
    is_withheld,
    names_since_withheld,
    naming_records,
    with_records,
)
from reportkit.editions.withheld_victims import victims_in_no_text, victims_since_unnamed
from reportkit.files import disk
from reportkit.model.evidence import Event
from reportkit.model.sensitive_terms import SensitiveTerm
from reportkit.problems import IntegrityBroken, MachineUnable

#: In the line of an event of which a victim is named.
_VICTIMS = b'"victims"'


def names_published_before(
    store: Store, now: Snapshot, *, most: int | None = RECENT
) -> Iterator[SensitiveTerm]:
    """Give the names that the last editions told and that this one keeps back.

    Reads the facts of the last editions, of all of them if ``most`` is None: the records only
    where this one keeps something back, or where one named a victim.
    """
    yield from victims_published_before(store, now, most=most)
    if not any(is_withheld(record) for record in now.records.values()):
        return
    reader, asked = RecordReader(), tuple[object, ...]()
    renaming: tuple[SealedLog, ...] = ()
    for sealed in store.recent(before=now.name, most=most or now.name.number + RECENT):
        records = reader.read(store.read(sealed, FACTS))
        telling = (naming_records(records), renaming)
        if telling != asked:  # most editions name the same as the one after them
            before = with_records(now, records)  # of what it said only its records are asked
            yield from names_since_withheld(before, now, renames_over(renaming)).words.all
        asked = telling
        if log := renaming_log(store, sealed):
            renaming = (log, *renaming)


def victims_published_before(
    store: Store, now: Snapshot, *, most: int | None = None
) -> Iterator[SensitiveTerm]:
    """Give the victims whom any edition before named and this one does not, whatever came since.

    An edition whose facts were altered is asked as it lies there: that is for ``verify`` to prove,
    and hides nothing else of what is asked.
    """
    asked = list[bytes]()
    for sealed in store.recent(before=now.name, most=most or now.name.number + RECENT):
        try:
            naming = _events_with_victims(store.read(sealed, FACTS))
        except IntegrityBroken:
            naming = _read_as_it_lies(sealed)
        if naming and naming != asked:  # most editions name the same as the one after them
            events = map(read_line, naming)
            before = with_records(now, {event.id: event for event in events})
            yield from victims_in_no_text(victims_since_unnamed(before, now), now)
        asked = naming or asked


def _events_with_victims(content: bytes) -> list[bytes]:
    """Give the lines of the events of which a victim is named."""
    if _VICTIMS not in content:
        return []
    return [line for line in lines_of(content, Event.type) if _VICTIMS in line]


def _read_as_it_lies(sealed: Sealed) -> list[bytes]:
    """Give the same of facts that are not what was sealed; none where they cannot be read."""
    with suppress(IntegrityBroken, MachineUnable):
        lines = _events_with_victims(disk.read(sealed.folder / FACTS))
        for line in lines:
            read_line(line)
        return lines
    return []

"""Records of a data set that changed alike and are too many to be told of one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportkit.changes.change import Change
from reportkit.i18n.formats import span
from reportkit.i18n.translate import gettext, ngettext, pgettext
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Figure
from reportkit.model.metrics import LOSSES

#: So many records that changed alike have lines of their own; of more the number is told.
MOST_LINES = 12


def are_counted(changes: Sequence[Change]) -> bool:
    """Tell whether changes are told by their number: too many, and each alone says little."""
    return len(changes) > MOST_LINES and all(map(_says_little, changes))


def _says_little(change: Change) -> bool:
    record = change.before or change.after
    if change.key or record is None:
        return False
    match record:
        case Event():
            return not (record.milestone or record.headline or record.victims)
        case Figure():
            return not (record.label or record.note or record.parts)
    return False


def in_numbers(records: Sequence[Record]) -> str:
    """Say how many there are of what: "300 events of 1–31 Oct 2025 and 120 tolls"."""
    return pgettext("list", " and ").join(_counts(records))


def _counts(records: Sequence[Record]) -> Iterator[str]:
    if events := [record for record in records if isinstance(record, Event)]:
        days = [event.date_start for event in events]
        counted = ngettext("{n} event", "{n} events", len(events))
        when = span(min(days), max(days))
        yield gettext("{counted} of {days}", counted=counted, days=when)
    figures = [record for record in records if isinstance(record, Figure)]
    if not figures:
        return
    if all(figure.event and figure.metric in LOSSES for figure in figures):
        yield ngettext("{n} toll", "{n} tolls", len(figures))
    else:
        yield ngettext("{n} figure", "{n} figures", len(figures))

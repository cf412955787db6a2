"""How much of what a source wrote may leave the desk: as much as is fair quotation. Pure."""

from __future__ import annotations

from typing import TypeVar

from reportkit.model.envelope import Record
from reportkit.model.evidence import Event

R = TypeVar("R", bound=Record)
#: Words of a source on paper, on the screen and in files alike. The notes of a data set are its
#: work, most licences forbid to hand them on whole, and the point of one needs no more.
MOST_WORDS = 40


def quoted_fairly(record: R) -> R:
    """Give a record with no more of the words of its sources than is printed of them."""
    if not isinstance(record, Event) or not record.source_notes:
        return record
    notes = tuple(note.replace(text=shortened(note.text)) for note in record.source_notes)
    return record if notes == record.source_notes else record.replace(source_notes=notes)


def shortened(text: str) -> str:
    """Give the first words of a text, with a sign where it goes on; a short one stays."""
    words = text.split()
    if len(words) <= MOST_WORDS:
        return text
    return f"{' '.join(words[:MOST_WORDS]).rstrip(',;:')} […]"

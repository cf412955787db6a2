"""Which records of an edition are wanted: by type, day and section. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reportkit.exports.export import Options
from reportkit.model.book import Book
from reportkit.model.days import whole_days_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Place, Source

#: Wanted for what names them; days and sections are no matter of theirs.
_NAMED = (Source, Actor, Place)


def wanted(book: Book, options: Options) -> tuple[Record, ...]:
    """Give the records that are asked for, in the order of the files.

    Asked by day or section, sources, actors and places stay that a record which stays names. A
    record that speaks of no day, such as a gap, is of every day.
    """
    chosen = [record for record in book if _is_of_type(record, options.types)]
    if options.since is None and options.until is None and options.section is None:
        return tuple(chosen)
    kept = [each for each in book if not isinstance(each, _NAMED) and _fits(each, book, options)]
    named = _named_by(kept, book)
    stays = {record.id for record in kept} | named
    return tuple(record for record in chosen if record.id in stays)


def _is_of_type(record: Record, types: tuple[type[Record], ...]) -> bool:
    return not types or isinstance(record, types)


def _fits(record: Record, book: Book, options: Options) -> bool:
    if options.section is not None and record.section != options.section:
        return False
    days = whole_days_of(record, book)
    if days is None:
        return True
    since, until = options.since or date.min, options.until or date.max
    return days.start <= until and (days.end is None or days.end >= since)


def _named_by(records: Iterable[Record], book: Book) -> set[str]:
    """Give the sources, actors and places that records name, and those that these name."""
    waiting, reached = [*records], set[str]()
    while waiting:
        for reference in book.mentions(waiting.pop()):
            other = book.by_id.get(reference.id)
            if isinstance(other, _NAMED) and other.id not in reached:
                reached.add(other.id)
                waiting.append(other)
    return reached

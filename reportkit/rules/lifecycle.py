"""Does a record that ends, is renamed or was wrong say so in the open?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.facts.analysis import Correction
from reportkit.facts.book import Book
from reportkit.facts.words import Status
from reportkit.problems import Problem

_ENDED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED})
_FIRST_AND_LAST = 2


def ended_records_say_why(book: Book) -> Iterator[Problem]:
    """A record that is superseded, withdrawn or dropped says why; superseded, also by what.

    COPE, CSAF: nothing goes silently, and the three ends are different things.
    """
    for record in book:
        if record.status in _ENDED and record.status_reason is None:
            yield Problem(
                "status-reason",
                f"{record.id} is {record.status} without a reason",
                record.at("status"),
                "add 'status_reason:'",
            )
        if record.status is Status.SUPERSEDED and record.superseded_by is None:
            yield Problem(
                "status-successor",
                f"{record.id} is superseded, by nothing",
                record.at("status"),
                "add 'superseded_by:', or set dropped or withdrawn",
            )
        if record.superseded_by is not None and record.status is not Status.SUPERSEDED:
            yield Problem(
                "status-successor",
                f"{record.id} names superseded_by and is {record.status}",
                record.at("superseded_by"),
                "set status: superseded, or delete it",
            )


def old_names_are_not_reused(book: Book) -> Iterator[Problem]:
    """An id that a record had before belongs to no other record, ever (STIX)."""
    first: dict[str, str] = {}
    for record in book:
        if record.formerly is None:
            continue
        if record.formerly in book.by_id:
            yield Problem(
                "formerly-in-use",
                f"{record.id} was formerly '{record.formerly}', which is a record of its own",
                record.at("formerly"),
                "ids are never shared; use superseded_by if two became one",
            )
        other = first.setdefault(record.formerly, record.id)
        if other != record.id:
            yield Problem(
                "formerly-repeated",
                f"{record.id} and {other} were both formerly '{record.formerly}'",
                record.at("formerly"),
                "one keeps it; the other is new",
            )


def corrections_can_be_followed(book: Book) -> Iterator[Problem]:
    """A correction names the first and last edition affected and two different values (ICMJE)."""
    for correction in book.all(Correction):
        editions = correction.editions_affected
        ordered = len(editions) == _FIRST_AND_LAST and 1 <= editions[0] <= editions[1]
        if not ordered:
            yield Problem(
                "correction-editions",
                f"{correction.id} affects editions {list(editions)}",
                correction.at("editions_affected"),
                "write [first, last], such as [2, 3]; [2, 2] for one",
            )
        if correction.was == correction.now:
            yield Problem(
                "correction-same",
                f"{correction.id} corrects a value to itself",
                correction.at("now"),
                "write what is right",
            )


RULES = (ended_records_say_why, old_names_are_not_reused, corrections_can_be_followed)

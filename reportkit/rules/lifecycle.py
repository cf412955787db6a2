"""Does a record that ends, is renamed or was wrong say so in the open?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.loading.snippets import REASON_WANTED, is_filled_in
from reportkit.model.analysis import Correction
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Source
from reportkit.model.vocabulary import SourceStatus, Status
from reportkit.problems import Problem

_FIRST_AND_LAST = 2


def ended_records_say_why(book: Book) -> Iterator[Problem]:
    """A record that is superseded, withdrawn or dropped says why; superseded, also by what.

    COPE, CSAF: nothing goes silently, and the three ends are different things.
    """
    for record in book:
        if not is_live(record) and not is_filled_in(record.status_reason):
            yield Problem(
                "status-reason",
                f"{record.id} is {record.status} without a reason",
                record.at("status"),
                _why(f"status: {record.status}"),
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


def fallen_sources_say_why(book: Book) -> Iterator[Problem]:
    """A source that was withdrawn or is disputed says why: readers are told of it (COPE)."""
    for source in book.all(Source):
        if source.source_status is not SourceStatus.OK and not is_filled_in(source.status_reason):
            yield Problem(
                "source-status-reason",
                f"{source.id} is {source.source_status} without a reason",
                source.at("source_status"),
                _why(f"source_status: {source.source_status}"),
            )


def _why(said: str) -> str:
    return f"paste beside it:\n    {said}\n    status_reason: {REASON_WANTED}"


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
        if not (0 < len(editions) <= _FIRST_AND_LAST and 1 <= editions[0] <= editions[-1]):
            yield Problem(
                "correction-editions",
                f"{correction.id} affects editions {list(editions)}",
                correction.at("editions_affected"),
                "write the first and the last number: [2, 4] for No. 2 to 4, [2] for one alone",
            )
        for field in ("because", "approved_by"):
            if not is_filled_in(getattr(correction, field)):
                yield Problem(
                    "correction-unfilled",
                    f"{correction.id} still says '{getattr(correction, field)}'",
                    correction.at(field),
                    "write it: readers are told",
                )
        if correction.was == correction.now:
            yield Problem(
                "correction-same",
                f"{correction.id} corrects a value to itself",
                correction.at("now"),
                "write what is right",
            )


RULES = (
    ended_records_say_why,
    fallen_sources_say_why,
    old_names_are_not_reused,
    corrections_can_be_followed,
)

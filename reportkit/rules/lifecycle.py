"""Does a record that ends, is renamed or was wrong say so in the open?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.loading.snippets import REASON_WANTED, is_filled_in
from reportkit.model.analysis import Correction
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.series import Status
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.problems import Code, Example, Problem
from reportkit.rules.rule import rule

_FIRST_AND_LAST = 2


@rule(
    Code(
        "status-reason",
        "COPE, CSAF",
        "A record that is superseded, withdrawn or dropped says why; nothing goes silently.",
        (
            Example(
                "facts: [{status: withdrawn}]",
                "facts: [{status: withdrawn, status_reason: It did not rain.}]",
            ),
            Example(
                "facts: [{status: dropped, status_reason: '(say why, in a sentence)'}]",
                "facts: [{status: dropped, status_reason: It did not rain.}]",
            ),
        ),
    ),
    Code(
        "status-successor",
        "W3C Process, CSAF",
        "A superseded record names what replaces it, and only a superseded one does; "
        "withdrawn and dropped are different ends.",
        (
            Example(
                "facts: [{status: superseded, status_reason: merged}]",
                "facts: [{status: superseded, status_reason: merged, superseded_by: bridge-shut}]",
            ),
            Example("facts: [{superseded_by: bridge-shut}]", "facts: [{}]"),
        ),
    ),
)
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


@rule(
    Code(
        "source-status-reason",
        "COPE, CSAF",
        "Readers are told on page 1 that a source was withdrawn or is disputed, and why: "
        "'status_reason' of the source says it.",
        (
            Example(
                "sources: [{source_status: withdrawn}]",
                "sources: [{source_status: withdrawn, status_reason: The agency took it back.}]",
            ),
        ),
    )
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


@rule(
    Code(
        "formerly-in-use",
        "STIX",
        "'formerly' follows a record through a change of its id. That old id cannot be a "
        "record of its own.",
        (
            Example(
                "facts: [{id: rain, formerly: hail}, {id: hail}]",
                "facts: [{id: rain, formerly: snow}, {id: hail}]",
            ),
        ),
    ),
    Code(
        "formerly-repeated",
        "STIX",
        "Two records cannot both be the continuation of one; split it with superseded_by.",
        (
            Example(
                "facts: [{id: rain, formerly: wet}, {id: hail, formerly: wet}]",
                "facts: [{id: rain, formerly: wet}, {id: hail, formerly: icy}]",
            ),
        ),
    ),
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


@rule(
    Code(
        "correction-editions",
        "ICMJE",
        "A correction names the first and last edition that carried the error: [2, 4] for "
        "No. 2 to 4, [2] or [2, 2] for one alone.",
        (
            Example(
                "corrections: [{editions_affected: [2, 3, 4]}]",
                "corrections: [{editions_affected: [2, 4]}]",
            ),
            Example(
                "corrections: [{editions_affected: [0]}]", "corrections: [{editions_affected: [2]}]"
            ),
        ),
    ),
    Code(
        "correction-unfilled",
        "ICMJE",
        "A pasted correction still holds the words that stand where its author writes why "
        "it was wrong and who approved the correction.",
        (
            Example(
                "corrections: [{because: '(say why, in a sentence)'}]",
                "corrections: [{because: A slip of the pen.}]",
            ),
        ),
    ),
    Code(
        "correction-same",
        "ICMJE",
        "A correction says what was wrong and what is right; here they are the same.",
        (Example("corrections: [{was: 3, now: 3}]", "corrections: [{was: 4, now: 3}]"),),
    ),
    Code(
        "correction-taken-back",
        "ICMJE",
        "A correction that was wrong itself, and is put right to what stood there before, is "
        "withdrawn with a reason: beside the second it would tell readers to go on as it said.",
        (
            Example(
                "corrections: [{id: one, was: 4, now: 3}, {id: two, was: 3, now: 4}]",
                "corrections: [{id: one, was: 4, now: 3}, {id: two, was: 3, now: 5}]",
            ),
        ),
    ),
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
        if back := _taken_back_by(correction, book):
            yield Problem(
                "correction-taken-back",
                f"{back.id} takes back what {correction.id} said, which still stands",
                correction.at("now"),
                f"give {correction.id} 'status: withdrawn' and a status_reason",
            )


def _taken_back_by(correction: Correction, book: Book) -> Correction | None:
    """Find the later correction that leads back to what this one called wrong."""
    if not is_live(correction):
        return None
    same = (correction.record, correction.field, correction.now, correction.was)
    return next(
        (
            other
            for other in book.all(Correction)
            if (other.record, other.field, other.was, other.now) == same
            and other.id != correction.id
            and is_live(other)
            and other.date >= correction.date
            and not set(other.editions_affected).isdisjoint(correction.editions_affected)
            and (other.date > correction.date or other.at().line > correction.at().line)
        ),
        None,
    )


RULES = (
    ended_records_say_why,
    fallen_sources_say_why,
    old_names_are_not_reused,
    corrections_can_be_followed,
)

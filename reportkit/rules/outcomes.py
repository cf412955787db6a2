"""Is what came of a forecast shown, and dated as it can be?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Assumption, Gap, Judgement, Resolution
from reportkit.model.book import Book
from reportkit.model.days import days_of
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

#: That something happened can be shown; that nothing did leaves no record.
_SHOWN = frozenset({Outcome.OCCURRED, Outcome.PARTLY})
#: What the desk makes of it shows nothing.
_MADE = (Assumption, Gap, Judgement)


def _decided(book: Book) -> Iterator[tuple[Judgement, Resolution]]:
    for judgement in book.all(Judgement):
        resolution = judgement.resolution
        if resolution is not None and resolution.outcome is not None:
            yield judgement, resolution


@rule(
    Code(
        "outcome-unproven",
        "ICD 203, standards 8 and 9",
        "A forecast that came true, in whole or in part, names the records that show it. That "
        "something did not happen leaves no record: there the note says where was looked. What "
        "the desk judged, assumed or did not know shows nothing. 'reportkit resolve' asks for it.",
        (
            Example(
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: occurred,\n"
                "  on: 2025-10-18}}]",
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: occurred,\n"
                "  on: 2025-10-18, evidence: [bridge-shut]}}]",
            ),
            Example(
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: did_not,\n"
                "  on: 2025-10-18}}]",
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: did_not,\n"
                "  on: 2025-10-18, note: No paper reports it.}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def outcomes_are_shown(book: Book) -> Iterator[Problem]:
    """Who is told how a forecast came out can look it up (ICD 203: accuracy, argumentation)."""
    for judgement, resolution in _decided(book):
        made = [id for id in resolution.evidence if isinstance(book.by_id.get(id), _MADE)]
        if made:
            message = f"is shown by {', '.join(made)}, which the desk made itself"
            hint = "name records of what happened"
        elif resolution.outcome in _SHOWN and not resolution.evidence:
            message = f"is said to have {_came(resolution)}, and no record shows it"
            hint = "add 'evidence: [...]' to the resolution: the ids of the records that show it"
        elif resolution.outcome is Outcome.DID_NOT and not (resolution.evidence or resolution.note):
            message = "is said not to have come true, and nothing says how that is known"
            hint = "add 'note:' with where was looked, or 'evidence: [...]'"
        else:
            continue
        mark = resolution.at("evidence" if made else "outcome")
        yield Problem("outcome-unproven", f"{judgement.id} {message}", mark, hint, Level.WARNING)


def _came(resolution: Resolution) -> str:
    return "come true" if resolution.outcome is Outcome.OCCURRED else "come true in part"


@rule(
    Code(
        "outcome-evidence-late",
        "time of the record",
        "What came of a forecast was decided by what had happened by then: no evidence speaks of "
        "a day after 'on'.",
        (
            Example(
                "facts: [{id: rain, date: 2025-10-18}]\n"
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: occurred,\n"
                "  on: 2025-10-17, evidence: [rain]}}]",
                "facts: [{id: rain, date: 2025-10-18}]\n"
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: occurred,\n"
                "  on: 2025-10-18, evidence: [rain]}}]",
            ),
        ),
    )
)
def outcomes_are_of_their_day(book: Book) -> Iterator[Problem]:
    """Nothing is decided by what was still to come."""
    for judgement, resolution in _decided(book):
        for id in _later_than(book, resolution):
            yield Problem(
                "outcome-evidence-late",
                f"{judgement.id} was decided on {resolution.on}, and {id} speaks of a later day",
                resolution.at("evidence"),
                "'on' is the day by which what shows it had happened",
            )


def _later_than(book: Book, resolution: Resolution) -> Iterator[str]:
    """Name the evidence that speaks of days after the one on which it was decided."""
    for id in resolution.evidence:
        record = book.by_id.get(id)
        days = days_of(record, book) if record else None
        if days and resolution.on and days.start > resolution.on:
            yield id


RULES = (outcomes_are_shown, outcomes_are_of_their_day)

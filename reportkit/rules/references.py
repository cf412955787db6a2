"""Do the records that are named exist, and may they be named there?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportkit.model.book import EVIDENCE, RECORD_TYPES, Book, Records, Reference, references
from reportkit.model.dependents import WITHDRAWN, Standing, standing_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Source
from reportkit.model.vocabulary.series import Status
from reportkit.problems import Code, Example, Level, Mark, Part, Problem, did_you_mean
from reportkit.rules.rule import rule

#: Unknown names for which the nearest known one is looked up: each costs a look at every id.
MAX_HINTS = 20
#: Records that are printed in a section's body and nowhere if they name none.
_IN_A_SECTION = tuple(kind for kind in RECORD_TYPES if kind.in_section)
_ENDED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED})


@rule(
    Code(
        "ref-unknown",
        "ICD 206",
        "Every record that is named is defined in the seeds; otherwise a reader could not "
        "follow it to its source.",
        (
            Example(
                "sources: [{id: daily}]\nfacts: [{source_refs: [dayly]}]",
                "sources: [{id: daily}]\nfacts: [{source_refs: [daily]}]",
            ),
            Example(
                "key_figures: [tol]",
                "key_figures: [toll]",
                file="edition",
                was="key_figures: [toll]",
            ),
        ),
    ),
    Code(
        "ref-type",
        "ICD 206",
        "A record is named where one of another type belongs, such as an actor where a "
        "source is asked for.",
        (
            Example(
                "actors: [{id: police}]\nfacts: [{source_refs: [wire, police]}]",
                "actors: [{id: police}]\nfacts: [{source_refs: [wire], about: [police]}]",
            ),
            Example(
                "key_figures: [toll, bridge-shut]",
                "key_figures: [toll]",
                file="edition",
                was="key_figures: [toll]",
            ),
        ),
    ),
)
def named_records_exist(records: Records) -> Iterator[Problem]:
    """Every id that a record names is defined in the seeds, with the type asked for there.

    ICD 206: a reader can follow each statement to its source. A record that could not be
    read is still defined, so that one mistake is told once.
    """
    hints = MAX_HINTS
    for record in records:
        for named in references(record):
            for problem in _resolve(records, record.id, named, guess=hints > 0):
                hints -= 1
                yield problem


@rule(
    Code(
        "ref-circle",
        "ICD 206",
        "No record rests on itself, directly or in a circle: a text cannot originate from "
        "its own copy.",
        (
            Example("sources: [{id: daily, originates_from: daily}]", "sources: [{id: daily}]"),
            Example(
                "actors: [{id: army, part_of: state}, {id: state, part_of: army}]",
                "actors: [{id: army, part_of: state}, {id: state}]",
            ),
        ),
    )
)
def no_record_stands_on_itself(records: Records) -> Iterator[Problem]:
    """Sources, actors and parts form no circle; no record names itself as its evidence."""
    for record in records:
        for named in references(record):
            if named.id == record.id:
                yield Problem(
                    "ref-circle",
                    f"{record.id} names itself as {named.field}",
                    named.mark,
                    "name another record, or delete it",
                )
    origins = {source.id: source.originates_from for source in records.all(Source)}
    wholes = {actor.id: actor.part_of for actor in records.all(Actor)}
    for field, following in (("originates_from", origins), ("part_of", wholes)):
        for circle in _circles(following):
            path = " > ".join((*circle, circle[0]))
            yield Problem(
                "ref-circle",
                f"{field} goes in a circle: {path}",
                records.by_id[circle[0]].at(field),
                "one of them was first",
            )


@rule()
def brief_and_edition_name_records(book: Book) -> Iterator[Problem]:
    """What brief.yaml and edition.yaml name is defined in the seeds (ICD 206)."""
    for owner, value in (("the brief", book.brief), ("the edition", book.edition)):
        for named in references(value):
            yield from _resolve(book, owner, named)


@rule(
    Code(
        "section-unknown",
        "OCHA",
        "Sections are the headings of brief.yaml, the same in every edition.",
        (
            Example("claims: [{section: frnt}]", "claims: [{section: front}]"),
            Example(
                "trend: deteriorated\nsection_trends:\n  - {section: talk, trend: improved,"
                " rationale: {text: The talks are on again., basis: [toll]}}",
                "trend: deteriorated\nsection_trends:\n  - {section: talks, trend: improved,"
                " rationale: {text: The talks are on again., basis: [toll]}}",
                file="edition",
                was="trend: deteriorated",
            ),
        ),
    ),
    Code(
        "section-missing",
        "OCHA",
        "Facts, measures, rounds and commitments are printed in a section; without one a "
        "reader would never see them. A file can say 'section:' once for all its records.",
        (
            Example(
                "facts: [{id: rain, section: -}]", "section: talks\nfacts: [{id: rain, section: -}]"
            ),
        ),
    ),
)
def sections_are_of_the_brief(book: Book) -> Iterator[Problem]:
    """Every section named is a section of brief.yaml, and what is printed in one names it.

    OCHA: the same headings in every edition.
    """
    known = [section.id for section in book.brief.sections]
    marks: set[Mark] = set()  # a file names the section of all its records at one place
    for record in book:
        if record.section is not None and record.section not in known:
            if (mark := record.at("section")) not in marks:
                marks.add(mark)
                yield _unknown_section(record.id, record.section, mark, known)
        elif record.section is None and isinstance(record, _IN_A_SECTION):
            yield Problem(
                "section-missing",
                f"{record.id} is in no section",
                record.at(),
                f"add 'section:' to it or to its file; known: {', '.join(known)}",
            )
    for trend in book.edition.section_trends:
        if trend.section not in known:
            yield _unknown_section("a trend", trend.section, trend.at("section"), known)


@rule(
    Code(
        "ref-ended",
        "ICD 206",
        "A current record rests on none that was superseded, withdrawn or dropped. Name "
        "what stands in its place, or review the record.",
        (
            Example(
                "claims: [{id: c, status: dropped, status_reason: old}]\nfacts: [{claims: [c]}]",
                "claims: [{id: c}]\nfacts: [{claims: [c]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def nothing_rests_on_what_was_ended(book: Book) -> Iterator[Problem]:
    """A current record does not rest on one that was withdrawn, dropped or superseded (ICD 206)."""
    for record in book:
        if record.status is not Status.CURRENT:
            continue
        for named in references(record):
            other = book.by_id.get(named.id)
            evidence = named.field in EVIDENCE or named.field.endswith("source_refs")
            if evidence and other is not None and other.status in _ENDED:
                yield Problem(
                    "ref-ended",
                    f"{record.id} rests on {other.id}, which is {other.status}",
                    named.mark,
                    "name what stands in its place, or review the record",
                    Level.WARNING,
                )


@rule(
    Code(
        "source-withdrawn",
        "ICD 206, ODNI citation metadata",
        "Citations exist so that what rests on rescinded reporting can be found. Each "
        "record that cites a withdrawn source, or a copy of one, is changed, set to under_review "
        "until it is decided, or named under 'source_reviews:' in edition.yaml with the reason "
        "why it stands.",
        (
            Example(
                "sources: [{id: s, source_status: withdrawn, status_reason: Forged.}]\n"
                "facts: [{source_refs: [s]}]",
                "sources: [{id: s, source_status: withdrawn, status_reason: Forged.}]\n"
                "facts: [{source_refs: [s], status: under_review}]",
            ),
            Example(
                "sources: [{id: s, source_status: withdrawn, status_reason: Forged.},\n"
                "  {id: t, originates_from: s}]\nfacts: [{source_refs: [t]}]",
                "sources: [{id: s, access: secondary}, {id: t, originates_from: s}]\n"
                "facts: [{source_refs: [t]}]",
            ),
            Example(
                "key_figures: [toll]",
                "key_figures: [toll]\n"
                "source_reviews: [{source: s, records: [c], reason: It was said on the record.}]",
                "edition",
                "key_figures: [toll]",
                (
                    Part(
                        "sources: [{id: s, source_status: withdrawn, status_reason: Forged.}]\n"
                        "claims: [{id: c, source_refs: [s]}]"
                    ),
                ),
            ),
        ),
    ),
    Code(
        "source-disputed",
        "ICD 206, ODNI citation metadata",
        "No current record cites a source that is disputed, or a copy of one; cite another, set "
        "the record to under_review, or name it under 'source_reviews:' with the reason why it "
        "stands.",
        (
            Example(
                "sources: [{id: s, source_status: disputed, status_reason: Doubted.}]\n"
                "facts: [{source_refs: [s]}]",
                "sources: [{id: s, source_status: ok}]\nfacts: [{source_refs: [s]}]",
            ),
        ),
        level=Level.WARNING,
    ),
)
def withdrawn_sources_are_reviewed(book: Book) -> Iterator[Problem]:
    """No current record cites a source that was withdrawn or is disputed.

    ODNI's citation metadata exist to find what rests on reporting that was later rescinded.
    Until it is decided, set the record's status to under_review.
    """
    doubted = {
        source.id: standing
        for source in book.all(Source)
        if (standing := standing_of(source, book)).fallen
    }
    reviewed = {(each.source, id) for each in book.edition.source_reviews for id in each.records}
    for record in book if doubted else ():
        if record.status is not Status.CURRENT:
            continue
        for named in references(record):
            found = doubted.get(named.id) if named.field.endswith("source_refs") else None
            if found is not None and (found.cause, record.id) not in reviewed:
                yield _rests_on_doubted(record, named, found)


def _rests_on_doubted(record: Record, named: Reference, standing: Standing) -> Problem:
    copied = named.id != standing.cause
    what = f"{named.id}, a copy of {standing.cause}, which" if copied else f"{named.id}, which"
    message = f"{record.id} cites {what} {standing.words}"
    hint = (
        "cite another source, set status: under_review, or name it under 'source_reviews:' in "
        "seeds/edition.yaml with the reason why it stands"
    )
    if standing.fallen == WITHDRAWN:
        return Problem("source-withdrawn", message, named.mark, hint)
    return Problem("source-disputed", message, named.mark, hint, Level.WARNING)


def _resolve(
    records: Records, owner: str, named: Reference, *, guess: bool = True
) -> Iterator[Problem]:
    found = records.by_id.get(named.id)
    kind = found.type if found is not None else records.defined.get(named.id)
    wanted = " or ".join(named.types) or "record"
    if kind is None:
        near = did_you_mean(named.id, _ids(records, named.types)) if guess else ""
        yield Problem(
            "ref-unknown",
            f"{owner} names '{named.id}' as {named.field}, and no {wanted} has that id",
            named.mark,
            near or f"define the {wanted} in the seeds",
        )
    elif named.types and kind not in named.types:
        known = [name for name in _ids(records, named.types) if name != named.id]
        near = did_you_mean(named.id, known) if guess else ""
        yield Problem(
            "ref-type",
            f"{owner} names '{named.id}' as {named.field}; it is of type {kind}, not {wanted}",
            named.mark,
            near,
        )


def _ids(records: Records, types: tuple[str, ...]) -> list[str]:
    found = {record.id: record.type for record in records} | dict(records.defined)
    return [name for name, kind in found.items() if not types or kind in types]


def _circles(following: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Give each circle of more than one once, beginning with its first member by id."""
    done: set[str] = set()
    for start in following:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in path and at not in done:
            path[at] = None
            at = following.get(at)
        if at in path:
            members = list(path)
            circle = members[members.index(at) :]
            first = circle.index(min(circle))
            if len(circle) > 1:
                yield circle[first:] + circle[:first]
        done.update(path)


def _unknown_section(owner: str, section: str, mark: Mark, known: list[str]) -> Problem:
    return Problem(
        "section-unknown",
        f"{owner} is in '{section}', no section of brief.yaml",
        mark,
        did_you_mean(section, known) or f"known: {', '.join(known)}",
    )


RECORD_RULES = (named_records_exist, no_record_stands_on_itself)
RULES = (
    brief_and_edition_name_records,
    sections_are_of_the_brief,
    nothing_rests_on_what_was_ended,
    withdrawn_sources_are_reviewed,
)

"""Can the edition be read at a lower marking, and does it give nothing away there?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportkit.model.book import Book, references
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Place, Source
from reportkit.model.redaction import LOOSE, above, abridged, ceilings, rests_above
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms, passages, sensitive_terms
from reportkit.model.series import Statement
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Code, Example, Mark, Part, Problem
from reportkit.rules.rule import rule

#: What the examples have in common: an edition that also appears at a lower marking.
_AMBER = (
    Part("tlp: TLP:AMBER\ntrend: deteriorated", "edition", "trend: deteriorated"),
    Part("tlp: TLP:CLEAR\nreleases: [TLP:CLEAR]", "brief", "tlp: TLP:CLEAR"),
)


@rule(
    Code(
        "release-repeated",
        "TLP 2.0",
        "Each lower marking at which the edition also appears is named once.",
        (
            Example(
                "tlp: TLP:CLEAR\nreleases: [TLP:CLEAR, TLP:CLEAR]",
                "tlp: TLP:CLEAR\nreleases: [TLP:CLEAR]",
                "brief",
                "tlp: TLP:CLEAR",
                _AMBER[:1],
            ),
        ),
    )
)
def each_lower_marking_is_named_once(book: Book) -> Iterator[Problem]:
    """No marking stands twice under 'releases'."""
    for index, marking in enumerate(book.brief.releases):
        if marking in book.brief.releases[:index]:
            yield Problem(
                "release-repeated",
                f"{marking} is named twice under 'releases'",
                book.brief.at(f"releases.{index}"),
                "keep one",
            )


#: What a source that is left out takes along: its own words.
_WHOLE = frozenset({"source_notes.source"})


@rule(
    Code(
        "rests-above",
        "TLP 2.0, STIX markings",
        "A lower edition leaves out every record marked above it. What stays may not rest "
        "on what is gone: it would stand there unsourced, or give away what it was drawn "
        "from. Sources, indicators and gaps that are marked higher are taken out of a "
        "record's list by themselves, as long as others remain, and so are the words of such "
        "a source ('source_notes'). A sentence of "
        "edition.yaml can have other words for lower editions ('abridged:'), or a marking "
        "of its own ('tlp:').",
        (
            Example(
                "facts: [{id: order-seen, tlp: TLP:AMBER}]\n"
                "judgements: [{id: stays-shut, basis: [order-seen]}]",
                "facts: [{id: order-seen, tlp: TLP:AMBER}]\n"
                "judgements: [{id: stays-shut, tlp: TLP:AMBER, basis: [order-seen]}]",
                given=_AMBER,
            ),
        ),
    )
)
def what_is_released_rests_on_what_is_released(book: Book) -> Iterator[Problem]:
    """Nothing that stays in a lower edition rests on a record marked above it (TLP 2.0, STIX).

    A sentence drawn from what was removed can give it away, and would stand there unsourced.
    """
    marks: set[Mark] = set()
    for ceiling in ceilings(book):
        gone = above(book, ceiling)
        if _nothing_stays(book, gone):
            continue  # one error tells why
        kept = [record for record in book if record.id not in gone]
        found = (*_records(book, kept, gone, ceiling), *_edition(book, gone, ceiling))
        for problem in found:
            if problem.mark not in marks:  # once, for the highest edition in which it is so
                marks.add(problem.mark)
                yield problem


@rule(
    Code(
        "release-empty",
        "TLP 2.0",
        "A record without a marking of its own has that of the series. So in a series at "
        "TLP:GREEN that also appears at TLP:CLEAR every record is left out there, until "
        "some say 'tlp: TLP:CLEAR', or the series does and the edition and some records "
        "are marked TLP:GREEN.",
        (
            Example(
                "tlp: TLP:AMBER\nreleases: [TLP:CLEAR]",
                "tlp: TLP:CLEAR\nreleases: [TLP:CLEAR]",
                "brief",
                "tlp: TLP:CLEAR",
                _AMBER[:1],
            ),
        ),
    )
)
def something_is_released(book: Book) -> Iterator[Problem]:
    """Not every record is marked above a lower edition: one without a marking has the series'."""
    for ceiling in ceilings(book):
        gone = above(book, ceiling)
        if not _nothing_stays(book, gone):
            continue
        silent = sum(record.tlp is None for record in gone.values())
        place = book.brief.at("tlp")
        if ceiling in book.brief.releases:
            place = book.brief.at(f"releases.{book.brief.releases.index(ceiling)}")
        yield Problem(
            "release-empty",
            f"nothing is left for the edition at {ceiling}: {silent} of {len(gone)} records above "
            f"it have no 'tlp:' of their own, and so that of the series, {book.brief.tlp}",
            place,
            f"in brief.yaml 'tlp: \"{ceiling}\"', in edition.yaml 'tlp: \"{book.tlp}\"' and the "
            f"same at each record that is not for {ceiling}; or 'tlp: \"{ceiling}\"' at each "
            "record that is",
        )


@rule(
    Code(
        "names-above",
        "TLP 2.0, STIX markings",
        "A text that stays in a lower edition holds an id, a name, an address or a "
        "sentence of a record that is marked above it.",
        (
            Example(
                "actors: [{id: informant, name: Silas Pike, tlp: TLP:AMBER}]\n"
                "facts: [{statement: Silas Pike saw the bridge shut.}]",
                "actors: [{id: informant, name: Silas Pike, tlp: TLP:AMBER}]\n"
                "facts: [{statement: A clerk saw the bridge shut.}]",
                given=_AMBER,
            ),
        ),
    )
)
def what_is_released_names_nothing_above(book: Book) -> Iterator[Problem]:
    """No text of a lower edition holds a name, an id or a sentence of a record marked above it."""
    marks: set[Mark] = set()
    # While it cannot be cut rightly, what nobody names any more may be named tomorrow.
    cut_rightly = not any(what_is_released_rests_on_what_is_released(book))
    for ceiling in ceilings(book):
        lower, marked = abridged(book, ceiling), above(book, ceiling)
        if _nothing_stays(book, marked):
            continue
        lost = (record for record in book if record.id not in lower.by_id)
        gone = lost if cut_rightly else marked.values()
        hidden = SensitiveTerms(
            sensitive_terms((*gone, book.edition), (lower.brief, lower.edition, *lower))
        )
        lists = (each for each in book.distribution.lists if each.max_tlp.rank <= ceiling.rank)
        for value in (lower.brief, lower.edition, *lower, *lists):
            for passage in passages(value, slugs=True):
                found = next(hidden.found_in(passage.text), None)
                if found and passage.field != "formerly" and passage.mark not in marks:
                    marks.add(passage.mark)
                    yield _names_it(book, passage.mark, found, ceiling)


def _nothing_stays(book: Book, gone: dict[str, Record]) -> bool:
    """Tell whether all that states anything is marked higher, most of it by no word of its own."""
    said = [record for record in book if not isinstance(record, Source | Actor | Place)]
    silent = any(record.tlp is None for record in said)
    return silent and all(record.id in gone for record in said)


def _records(
    book: Book, kept: Iterable[Record], gone: dict[str, Record], ceiling: Tlp
) -> Iterator[Problem]:
    for record in kept:
        for named in book.mentions(record):
            loose = named.field in _WHOLE or named.field.rpartition(".")[2] in LOOSE
            if named.id in gone and not loose:
                higher = gone[named.id]
                yield Problem(
                    "rests-above",
                    f"{record.id} names {named.id} under '{named.field}', which is "
                    f"{book.marking(higher)} and not in the edition at {ceiling}",
                    named.mark,
                    f"mark {record.id} {book.marking(higher)} too, or do without {named.id}",
                )


def _edition(book: Book, gone: dict[str, Record], ceiling: Tlp) -> Iterator[Problem]:
    for what, statement, needed in _statements(book):
        if statement.abridged or not rests_above(statement, gone, ceiling):
            continue
        if needed or statement.tlp is None:
            yield _rests(book, what, statement, gone, ceiling, needed=needed)
    for note in book.edition.changes:
        hidden = [id for id in note.evidence if id in gone]
        if hidden and note.record not in gone and not note.abridged:
            yield Problem(
                "rests-above",
                f"the note on {note.record} has {hidden[0]} as evidence, which is "
                f"{book.marking(gone[hidden[0]])} and not in the edition at {ceiling}",
                note.at("evidence"),
                "add 'abridged:' with the reason as readers there may have it",
            )
    for review in book.edition.source_reviews:
        hidden = [id for id in review.records if id in gone]
        kept = review.statements or len(hidden) < len(review.records)
        if hidden and kept and review.source not in gone and not review.abridged:
            yield Problem(
                "rests-above",
                f"the review for {review.source} names {hidden[0]}, which is "
                f"{book.marking(gone[hidden[0]])} and not in the edition at {ceiling}",
                review.at("records"),
                "add 'abridged:' with the reason as readers there may have it",
            )
    for named in references(book.brief):
        if named.id in gone:
            yield _in_brief(named.id, named.mark, ceiling)


def _statements(book: Book) -> Iterator[tuple[str, Statement, bool]]:
    """Give the sentences of edition.yaml, and whether no edition can be without."""
    edition = book.edition
    yield "the bottom line", edition.bottom_line, True
    yield "the trend's reason", edition.trend_rationale, True
    for number, highlight in enumerate(edition.highlights, 1):
        yield f"highlight {number}", highlight, False
    for part in edition.section_trends:
        yield f"the reason for the trend of {part.section}", part.rationale, False


def _rests(  # noqa: PLR0913  # all that the problem tells of
    book: Book,
    what: str,
    statement: Statement,
    gone: dict[str, Record],
    ceiling: Tlp,
    *,
    needed: bool,
) -> Problem:
    hidden = next((id for id in statement.basis if id in gone), None)
    why = f"rests on {hidden}, which is" if hidden else "is"
    marking = book.marking(gone[hidden]) if hidden else statement.tlp
    return Problem(
        "rests-above",
        f"{what} {why} {marking} and not in the edition at {ceiling}",
        statement.at("basis" if hidden else "tlp"),
        "add 'abridged:' with the sentence as readers there may have it"
        + ("" if needed else f", or 'tlp: {marking}' to leave it out"),
    )


def _in_brief(id: str, mark: Mark, ceiling: Tlp) -> Problem:
    return Problem(
        "rests-above",
        f"brief.yaml names {id}, which is not in the edition at {ceiling}",
        mark,
        "brief.yaml is printed in every edition: lower the marking of the record, or leave it out",
    )


def _names_it(book: Book, mark: Mark, term: SensitiveTerm, ceiling: Tlp) -> Problem:
    record = book.by_id.get(term.record)
    remedy = "mark it higher too"
    if record is None:
        why = "a sentence of edition.yaml, which has other words or none"
    elif book.marking(record).rank > ceiling.rank:
        why = f"{record.id}, which is {book.marking(record)} and not"
    else:
        why = f"{record.id}, which only records marked higher name and which is not"
        remedy = f"say 'tlp: {ceiling}' at {record.id} if its readers may know of it"
    return Problem(
        "names-above",
        f"this text tells of {why} in the edition at {ceiling}",
        mark,
        f"found: '{term.text[:60]}'; word it without, {remedy}, or add 'abridged:' where "
        "edition.yaml has it",
    )


RULES = (
    each_lower_marking_is_named_once,
    something_is_released,
    what_is_released_rests_on_what_is_released,
    what_is_released_names_nothing_above,
)

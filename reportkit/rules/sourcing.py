"""Who says so, and are they more than one?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from reportkit.model.analysis import Judgement
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.evidence import Claim, Event, Fact, Figure, Grading, Source
from reportkit.model.vocabulary.events import HarmGrade, Verification
from reportkit.model.vocabulary.sources import Credibility, Reliability
from reportkit.problems import Code, Example, Level, Mark, Problem, Threshold
from reportkit.rules.rule import rule

_SHOW_THE_WAY = "name a key of seeds/sources.yaml under 'source_refs'"
_ENOUGH_GRADED = Threshold(
    "claims", Decimal(10), "graded claims", Decimal(4), Decimal(1000), "fewer show no habit"
)
_DIAGONAL = Threshold(
    "share",
    Decimal(90),
    "% of the graded claims",
    Decimal(50),
    Decimal(100),
    "more of them with grades alike is a habit",
)
_ONE_SIDED = Threshold(
    "share",
    Decimal(70),
    "% of a section's claims",
    Decimal(50),
    Decimal(100),
    "with more of one party's the section is one-sided",
)
_ENOUGH_CLAIMS = Threshold(
    "claims", Decimal(6), "claims in a section", Decimal(2), Decimal(1000), "fewer show no side"
)
_TWO = 2
#: What several examples hold: two sources of one origin, and two that are apart.
_COPIES = "sources: [{id: agency}, {id: daily, publisher: The Daily, originates_from: agency}]\n"
_APART = "sources: [{id: agency}, {id: daily, publisher: The Daily}]\n"
_B2 = '{grading: {reliability: B, credibility: "2"}}'


@rule(
    *(kind.unsourced for kind in RECORD_TYPES if kind.unsourced),
    Code(
        "claim-unsourced",
        "ICD 206",
        "A claim cites where it was read or heard.",
        (
            Example(
                "claims: [{about: [toll], source_refs: []}]",
                "claims: [{about: [toll], source_refs: [wire]}]",
            ),
        ),
    ),
)
def statements_are_sourced(book: Book) -> Iterator[Problem]:
    """Every record that tells what is or was cites a source (ICD 206).

    A claim is cited where it was read; the others may rest on claims that are.
    """
    for kind in RECORD_TYPES:
        if kind.unsourced is None:
            continue
        for record in book.all(kind):
            if not book.is_sourced(record.id):
                said = f"{record.id} cites no source"
                yield Problem(kind.unsourced.code, said, record.at(), _SHOW_THE_WAY)
    for claim in book.all(Claim):
        if not claim.source_refs:
            yield Problem(
                "claim-unsourced", f"{claim.id} cites no source", claim.at(), _SHOW_THE_WAY
            )


@rule(
    Code(
        "figure-unsourced",
        "ICD 206",
        "A figure cites the source that gives it, or names the parts that it sums.",
        (
            Example(
                "figures: [{best: 3, source_refs: -}]",
                "figures: [{best: 3, source_refs: -, parts: [toll]}]",
            ),
        ),
    )
)
def figures_are_sourced(book: Book) -> Iterator[Problem]:
    """Every figure cites the source that gives it; a sum may rest on its parts (ICD 206)."""
    for figure in book.all(Figure):
        if not figure.source_refs and not figure.parts:
            given = next((v for v in (figure.best, figure.low, figure.high) if v is not None), "")
            field = "best" if figure.best is not None else "low"
            yield Problem(
                "figure-unsourced",
                f"{figure.id} gives {given} and no source",
                figure.at(field),
                _SHOW_THE_WAY,
            )


@rule(
    Code(
        "verification-origins",
        "ICD 203, standard 1; circular reporting",
        "multi_origin and independently_confirmed need two independent origins. "
        "'originates_from' is followed: ten outlets that quote one agency are one origin. So "
        "are reports of one publisher, of one agency (as 'publisher: Dawn (Reuters)' says), of "
        "the voices of one party, on one page, or under one headline on one day.",
        (
            Example(
                f"{_COPIES}facts: [{{verification: multi_origin, source_refs: [agency, daily]}}]",
                f"{_APART}facts: [{{verification: multi_origin, source_refs: [agency, daily]}}]",
            ),
            Example(
                "sources: [{id: dawn, publisher: Dawn (Reuters)}, {id: echo, publisher: Echo,\n"
                "  descriptor: Carries a Reuters report.}]\n"
                "facts: [{verification: multi_origin, source_refs: [dawn, echo]}]",
                "sources: [{id: dawn, publisher: Dawn (Reuters)}, {id: echo, publisher: Echo,\n"
                "  descriptor: Its own man at the bridge.}]\n"
                "facts: [{verification: multi_origin, source_refs: [dawn, echo]}]",
            ),
        ),
    )
)
def verification_has_its_origins(book: Book) -> Iterator[Problem]:
    """A fact from several origins, or confirmed, rests on at least two that are independent.

    Ten outlets that quote one agency are one origin: ``originates_from`` is followed. So are
    two reports of one publisher; a withdrawn source is none.
    """
    for fact in book.all(Fact):
        if fact.verification in (Verification.MULTI_ORIGIN, Verification.INDEPENDENTLY_CONFIRMED):
            yield from _two_origins(
                book,
                fact.id,
                "verification-origins",
                str(fact.verification),
                fact.at("verification"),
            )


@rule(
    Code(
        "harm-fair",
        "Airwars",
        "Harm graded fair rests on at least two credible sources, that is, two "
        "independent origins.",
        (
            Example(
                f"{_COPIES}events: [{{harm_grade: fair, source_refs: [agency, daily]}}]",
                f"{_APART}events: [{{harm_grade: fair, source_refs: [agency, daily]}}]",
            ),
        ),
    )
)
def harm_is_graded_fairly(book: Book) -> Iterator[Problem]:
    """Harm graded 'fair' rests on at least two independent origins (Airwars)."""
    for event in book.all(Event):
        if event.harm_grade is HarmGrade.FAIR:
            yield from _two_origins(
                book, event.id, "harm-fair", "graded fair", event.at("harm_grade")
            )


@rule(
    Code(
        "credibility-origins",
        "Admiralty (NATO)",
        'Credibility 1 means "confirmed by other sources": at least two independent origins.',
        (
            Example(
                f"{_COPIES}claims: [{{source_refs: [agency, daily],\n"
                "  grading: {reliability: B, credibility: '1'}}]",
                f"{_APART}claims: [{{source_refs: [agency, daily],\n"
                "  grading: {reliability: B, credibility: '1'}}]",
            ),
        ),
    )
)
def credibility_one_is_confirmed(book: Book) -> Iterator[Problem]:
    """Credibility 1 means confirmed by other sources: at least two origins (Admiralty)."""
    for claim in book.all(Claim):
        grading = claim.grading
        if grading is not None and grading.credibility is Credibility.CONFIRMED:
            yield from _two_origins(
                book,
                claim.id,
                "credibility-origins",
                "graded credibility 1",
                grading.at("credibility"),
            )


@rule(
    Code(
        "grading-diagonal",
        "Admiralty (NATO)",
        "Reliability judges the source's record, credibility the content, each in "
        "isolation. When nearly all grades read A1, B2, C3, one was copied from the "
        "other.",
        (
            Example(
                f"claims: [{', '.join([_B2] * 10)}]",
                f"claims: [{', '.join([_B2] * 8 + [_B2.replace('2', '3')] * 2)}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(
            _DIAGONAL,
            _ENOUGH_GRADED,
        ),
    )
)
def grades_are_judged_apart(book: Book) -> Iterator[Problem]:
    """Reliability and credibility are judged apart, not copied from each other (Admiralty)."""
    graded = [claim for claim in book.all(Claim) if claim.grading is not None]
    diagonal = [claim for claim in graded if claim.grading and _on_diagonal(claim.grading)]
    least = book.brief.threshold("grading-diagonal", _ENOUGH_GRADED)
    share = book.brief.threshold("grading-diagonal", _DIAGONAL)
    if len(graded) >= least and 100 * len(diagonal) > share * len(graded):
        yield Problem(
            "grading-diagonal",
            f"{len(diagonal)} of {len(graded)} claims have grades such as A1, B2, C3",
            diagonal[0].at("grading"),
            "grade the source by its record and the claim by its content",
            Level.WARNING,
        )


@rule(
    Code(
        "claims-one-sided",
        "EUAA country-of-origin method",
        "One party supplies more than 70% of a section's claims. Look for the other's "
        "word, or record its silence with modality no_comment.",
        (
            Example(
                "# north and south are the parties; north-army is part of north\nsection: front\n"
                "claims: [{speaker: north}, {speaker: north}, {speaker: north-army},\n"
                "  {speaker: north}, {speaker: north}, {speaker: south}]",
                "# north and south are the parties; north-army is part of north\nsection: front\n"
                "claims: [{speaker: north}, {speaker: north}, {speaker: north-army},\n"
                "  {speaker: north}, {speaker: observers}, {speaker: south}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(
            _ONE_SIDED,
            _ENOUGH_CLAIMS,
        ),
    )
)
def sections_hear_both_parties(book: Book) -> Iterator[Problem]:
    """No party supplies more than 70% of the claims of a section (EUAA: balanced)."""
    least = book.brief.threshold("claims-one-sided", _ENOUGH_CLAIMS)
    share = book.brief.threshold("claims-one-sided", _ONE_SIDED)
    for index, section in enumerate(book.brief.sections):
        speakers = [claim.speaker for claim in book.all(Claim) if claim.section == section.id]
        parties = Counter(filter(None, map(book.party_of, speakers)))
        if len(speakers) < least or not parties:
            continue
        party, most = parties.most_common(1)[0]
        if 100 * most > share * len(speakers):
            yield Problem(
                "claims-one-sided",
                f"{most} of {len(speakers)} claims in {section.id} are {party}'s",
                book.brief.at(f"sections.{index}"),
                "look for the other side's word, or record "
                "that it gave none with modality: no_comment",
                Level.WARNING,
            )


@rule(
    Code(
        "source-undescribed",
        "ICD 206",
        "A source that carries a key judgement has a descriptor: access, bias, record, "
        "possible deception.",
        (
            Example(
                "sources: [{id: note}]\n"
                "facts: [{id: seen, source_refs: [note]}]\n"
                "judgements: [{key: true, no_alternative_reason: It is law., basis: [seen],\n"
                "  implications: [{audience: carriers, so_what: wait}]}]",
                "sources: [{id: note, published: 2025-10-18, descriptor: A clerk who saw it.}]\n"
                "facts: [{id: seen, source_refs: [note]}]\n"
                "judgements: [{key: true, no_alternative_reason: It is law., basis: [seen],\n"
                "  implications: [{audience: carriers, so_what: wait}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def carrying_sources_are_described(book: Book) -> Iterator[Problem]:
    """A source under a key judgement says what a reader must know of it (ICD 206, descriptor)."""
    carrying: dict[str, str] = {}
    for judgement in book.all(Judgement):
        if judgement.key:
            for source_id in book.sources_under(judgement.id):
                carrying.setdefault(source_id, judgement.id)
    for source in book.all(Source):
        if source.id in carrying and source.descriptor is None:
            yield Problem(
                "source-undescribed",
                f"{source.id} carries the key judgement "
                f"{carrying[source.id]} and has no descriptor",
                source.at(),
                "add 'descriptor:' with its access, bias and record",
                Level.WARNING,
            )


def _two_origins(book: Book, record_id: str, code: str, what: str, mark: Mark) -> Iterator[Problem]:
    sources = book.sources_under(record_id)
    origins = book.origins_of(sources)
    if len(origins) < _TWO:
        whose = f" ({next(iter(origins))})" if origins and len(sources) > 1 else ""
        yield Problem(
            code,
            f"{record_id} is {what}, on {_many(len(sources), 'source')} from "
            f"{_many(len(origins), 'origin')}{whose}",
            mark,
            "cite a second independent source, or grade it lower",
        )


def _on_diagonal(grading: Grading) -> bool:
    return list(Reliability).index(grading.reliability) + 1 == int(grading.credibility)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


RULES = (
    statements_are_sourced,
    figures_are_sourced,
    verification_has_its_origins,
    harm_is_graded_fairly,
    credibility_one_is_confirmed,
    grades_are_judged_apart,
    sections_hear_both_parties,
    carrying_sources_are_described,
)

"""Is an assessment worded, reasoned and bounded as the analytic standards ask?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Assumption, Judgement
from reportkit.model.base import Located
from reportkit.model.book import Book, is_live
from reportkit.model.scales import LIKELIHOOD, find_term, forms
from reportkit.problems import Code, Example, Level, Mark, Problem
from reportkit.rules.estimative import hedge_in
from reportkit.rules.rule import rule
from reportkit.rules.texts import any_of


def live_judgements(book: Book) -> Iterator[Judgement]:
    """Give the judgements that the desk stands behind today."""
    return (judgement for judgement in book.all(Judgement) if is_live(judgement))


@rule(
    Code(
        "linchpin-effect",
        "ICD 203, standard 3",
        "A linchpin assumption says what falls with it.",
        (
            Example(
                "assumptions: [{linchpin: true}]",
                "assumptions: [{linchpin: true, if_wrong: All falls.}]",
            ),
        ),
    )
)
def linchpins_say_what_falls(book: Book) -> Iterator[Problem]:
    """A linchpin assumption says what follows if it is wrong (ICD 203)."""
    for assumption in book.all(Assumption):
        if assumption.linchpin and assumption.if_wrong is None:
            yield Problem(
                "linchpin-effect",
                f"{assumption.id} is a linchpin and does not say what falls with it",
                assumption.at("linchpin"),
                "add 'if_wrong:'",
            )


@rule(
    Code(
        "judgement-alternatives",
        "ICD 203, standard 4",
        "A key judgement names at least one other way it could go, or says why there is none.",
        (
            Example(
                "judgements: [{key: true, implications: [{audience: carriers, so_what: wait}]}]",
                "judgements: [{key: true, implications: [{audience: carriers, so_what: wait}],\n"
                "  no_alternative_reason: It is law.}]",
            ),
        ),
    )
)
def key_judgements_are_argued(book: Book) -> Iterator[Problem]:
    """A key judgement names an alternative, or says why there is none (ICD 203)."""
    for judgement in live_judgements(book):
        if judgement.key and not judgement.alternatives and not judgement.no_alternative_reason:
            yield Problem(
                "judgement-alternatives",
                f"{judgement.id} is key and names no alternative",
                judgement.at("key"),
                "add 'alternatives:' or 'no_alternative_reason:'",
            )


@rule(
    Code(
        "judgement-unresolvable",
        "ICD 203, standard 8",
        "A forecast with a horizon says by which criteria and when it will be told "
        "whether it came true.",
        (
            Example(
                "judgements: [{horizon: 2025-12-31}]",
                "judgements: [{horizon: 2025-12-31, resolution: {criteria: Seen., "
                "due: 2025-12-31}}]",
            ),
        ),
    )
)
def forecasts_can_be_resolved(book: Book) -> Iterator[Problem]:
    """A judgement with a horizon says how it will be told whether it came true (ICD 203)."""
    for judgement in live_judgements(book):
        if judgement.horizon is not None and judgement.resolution is None:
            yield Problem(
                "judgement-unresolvable",
                f"{judgement.id} looks to {judgement.horizon} and has no resolution",
                judgement.at("horizon"),
                "add 'resolution:' with criteria and due",
            )


@rule(
    Code(
        "judgement-baseless",
        "ICD 203, standard 3",
        "A judgement names the facts, claims and figures it rests on.",
        (Example("judgements: [{basis: []}]", "judgements: [{basis: [toll]}]"),),
        level=Level.WARNING,
    ),
    Code(
        "judgement-against",
        "ICD 203, standard 6",
        "A judgement names the evidence against it, or says that it was looked for and "
        "none was found.",
        (
            Example(
                "judgements: [{evidence_against: [], none_found: -}]",
                "judgements: [{evidence_against: [], none_found: true}]",
            ),
            Example(
                "judgements: [{evidence_against: [toll], none_found: true}]",
                "judgements: [{evidence_against: [toll], none_found: -}]",
            ),
        ),
        level=Level.WARNING,
    ),
)
def judgements_have_a_basis(book: Book) -> Iterator[Problem]:
    """A judgement names what it rests on and what speaks against it (ICD 203)."""
    for judgement in live_judgements(book):
        if not judgement.basis:
            yield _advice(
                "judgement-baseless",
                f"{judgement.id} names no basis",
                judgement.at(),
                "add 'basis:' with facts, claims or figures",
            )
        if not judgement.evidence_against and not judgement.none_found:
            yield _advice(
                "judgement-against",
                f"{judgement.id} does not say what speaks against it",
                judgement.at(),
                "add 'evidence_against:', or none_found: true",
            )
        elif judgement.evidence_against and judgement.none_found:
            yield _advice(
                "judgement-against",
                f"{judgement.id} names evidence against it and says that none was found",
                judgement.at("none_found"),
                "delete one of them",
            )


@rule(
    Code(
        "judgement-implications",
        "ICD 203, standard 5",
        "A key judgement says what it means for a reader.",
        (
            Example(
                "judgements: [{key: true, no_alternative_reason: It is law.}]",
                "judgements: [{key: true, no_alternative_reason: It is law.,\n"
                "  implications: [{audience: carriers, so_what: wait}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def key_judgements_matter_to_somebody(book: Book) -> Iterator[Problem]:
    """A key judgement says what it means for a reader (ICD 203)."""
    for judgement in live_judgements(book):
        if judgement.key and not judgement.implications:
            yield _advice(
                "judgement-implications",
                f"{judgement.id} is key and has no implications",
                judgement.at("key"),
                "add 'implications:' with audience and so_what",
            )


@rule(
    Code(
        "judgement-hedged",
        "ICD 203, PHIA",
        '"May", "could" and "risk of" stand on no scale: one reader hears 20%, another '
        "60%. Use the scale's terms.",
        (
            Example(
                "judgements: [{statement: It is likely and could spread.}]",
                "judgements: [{statement: It is likely to spread in May.}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def judgements_do_not_hedge(book: Book) -> Iterator[Problem]:
    """Uncertainty is said with the scale's terms and no others (ICD 203, PHIA)."""
    scale = book.brief.scales.likelihood
    spelled = any_of(form for term in LIKELIHOOD[scale] for form in forms(term))
    for judgement in live_judgements(book):
        values: list[tuple[Located, str]] = []
        # One that hedges in place of its term is refused for that: likelihood-unstated.
        if spelled.search(judgement.statement) or not find_term(scale, judgement.likelihood.term):
            values.append((judgement, judgement.statement))
        values += [(other, other.statement) for other in judgement.alternatives]
        for value, statement in values:
            if hedge := hedge_in(spelled.sub(" ", statement)):
                yield _advice(
                    "judgement-hedged",
                    f"{judgement.id} says '{hedge}', which is on no scale",
                    value.at("statement"),
                    "say how likely it is",
                )


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    linchpins_say_what_falls,
    key_judgements_are_argued,
    forecasts_can_be_resolved,
    judgements_have_a_basis,
    key_judgements_matter_to_somebody,
    judgements_do_not_hedge,
)

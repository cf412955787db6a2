"""Is a likelihood said in the words of the scale, and apart from confidence?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from reportkit.model.analysis import Judgement, Likelihood
from reportkit.model.book import Book
from reportkit.model.scales import LIKELIHOOD, Term, find_term, forms
from reportkit.model.vocabulary.series import LikelihoodScale
from reportkit.problems import Code, Example, Mark, Problem, did_you_mean
from reportkit.rules.estimative import hedge_in
from reportkit.rules.judgements import live_judgements
from reportkit.rules.rule import rule
from reportkit.rules.texts import any_of, sentences
from reportkit.rules.written_chances import chance_in_assessment

_CONFIDENCE = any_of(
    f"{level} {word}"
    for level in ("low", "moderate", "medium", "high", "little", "great")
    for word in ("confidence", "analytical confidence", "analytic confidence")
)


@rule(
    Code(
        "likelihood-unknown",
        "ICD 203, PHIA",
        "Likelihood is told in the terms of one published scale, whose percent bands the "
        "tool prints.",
        (
            Example(
                "judgements: [{statement: It is likley., likelihood: {term: likley}}]",
                "judgements: [{statement: It is likely., likelihood: {term: likely}}]",
            ),
        ),
    )
)
def terms_are_of_the_scale(book: Book) -> Iterator[Problem]:
    """Every likelihood is a term of the brief's one scale (ICD 203, PHIA)."""
    scale = book.brief.scales.likelihood
    known = [term.term for term in LIKELIHOOD[scale]]
    for judgement, likelihood in _likelihoods(book):
        if likelihood.term not in known:
            yield Problem(
                "likelihood-unknown",
                f"{judgement.id} says '{likelihood.term}', no term of the {scale} scale",
                likelihood.at("term"),
                did_you_mean(likelihood.term, known) or f"one of: {', '.join(known)}",
            )


@rule(
    Code(
        "likelihood-mixed",
        "ICD 203",
        "The two rows of terms (likely, probable) do not mix in one brief.",
        (
            Example(
                "judgements: [{statement: It is likely so., likelihood: {term: likely}},\n"
                "  {statement: It is probably so., likelihood: {term: probable}}]",
                "judgements: [{statement: It is likely so., likelihood: {term: likely}},\n"
                "  {statement: It is very likely so., likelihood: {term: very likely}}]",
            ),
        ),
    )
)
def rows_are_not_mixed(book: Book) -> Iterator[Problem]:
    """A brief uses one row of ICD 203's terms: "likely" or "probable", not both."""
    scale = book.brief.scales.likelihood
    first: dict[str, Judgement] = {}
    for judgement, likelihood in _likelihoods(book):
        term = find_term(scale, likelihood.term)
        if term is None:
            continue
        first.setdefault(term.row, judgement)
        begun = next(iter(first))
        if term.row != begun:
            yield Problem(
                "likelihood-mixed",
                f"{judgement.id} says '{term.term}' of row "
                f"{term.row}; {first[begun].id} uses row {begun}",
                likelihood.at("term"),
                _same_band(scale_terms=LIKELIHOOD[scale], row=begun, order=term.order),
            )


@rule(
    Code(
        "likelihood-unstated",
        "ICD 203",
        "The term of the scale stands in the judgement's own sentence, where a reader "
        "sees what it qualifies.",
        (
            Example(
                "judgements: [{statement: It is very likely so., likelihood: {term: likely}}]",
                "judgements: [{statement: It is likely so., likelihood: {term: likely}}]",
            ),
            Example(
                "judgements: [{statement: Very likely it is so., likelihood: {term: likely}}]",
                "judgements: [{statement: Likely it is so., likelihood: {term: likely}}]",
            ),
            Example(
                "judgements: [{alternatives: [{statement: It is almost certain to end., "
                "likelihood: {term: unlikely}, why_less_likely: None wants it.}]}]",
                "judgements: [{alternatives: [{statement: It is unlikely to end., "
                "likelihood: {term: unlikely}, why_less_likely: None wants it.}]}]",
            ),
        ),
    )
)
def statements_hold_their_term(book: Book) -> Iterator[Problem]:
    """The likelihood term stands in the sentence that it qualifies (ICD 203)."""
    scale = book.brief.scales.likelihood
    terms = (find_term(scale, likelihood.term) for _, likelihood in _likelihoods(book))
    begun = next((term.row for term in terms if term), "")
    for judgement in live_judgements(book):
        term = find_term(scale, judgement.likelihood.term)
        if term is None:
            continue
        stated = _terms_in(judgement.statement, scale)
        typed = not stated and chance_in_assessment(judgement.statement)
        meant = {term, *(one for one in stated.values() if _is_same_band(one, term, begun))}
        if not meant.intersection(stated.values()) and not typed:  # 'likelihood-typed' asks too
            yield Problem(
                "likelihood-unstated",
                f"the statement of {judgement.id} does not say '{term.term}'{_but(stated)}",
                judgement.at("statement"),
                _instead_of(judgement.statement, term, stated),
            )
        yield from _alternatives_that_say_another(judgement, scale)


def _alternatives_that_say_another(
    judgement: Judgement, scale: LikelihoodScale
) -> Iterator[Problem]:
    """An alternative need not say its term; where it says one of the row, it says its own."""
    for other in judgement.alternatives:
        term = find_term(scale, other.likelihood.term) if other.likelihood else None
        if term is None:
            continue
        said = _terms_in(other.statement, scale)
        rivals = {word: one for word, one in said.items() if one.row == term.row}
        if rivals and term not in rivals.values():
            yield Problem(
                "likelihood-unstated",
                f"an alternative of {judgement.id} is '{term.term}'{_but(rivals)} in its sentence",
                other.at("statement"),
                "write the term into the sentence, or none, or change likelihood",
            )


def _terms_in(text: str, scale: LikelihoodScale) -> dict[str, Term]:
    """Give the terms of the scale that a sentence says, by how it spells them."""
    spelled, pattern = _spelled(scale)
    hits = (" ".join(hit.lower().replace("-", " ").split()) for hit in pattern.findall(text))
    return {hit: spelled[hit] for hit in hits}


@cache
def _spelled(scale: LikelihoodScale) -> tuple[dict[str, Term], re.Pattern[str]]:
    forms_of = {form.lower(): term for term in LIKELIHOOD[scale] for form in forms(term)}
    return forms_of, any_of(forms_of)


def _is_same_band(stated: Term, term: Term, begun: str) -> bool:
    """Tell whether a sentence says a term's band in the brief's row: 'likelihood-mixed' asks."""
    return term.row != begun == stated.row and stated.order == term.order


def _instead_of(statement: str, term: Term, stated: Collection[str]) -> str:
    """Say where the term belongs: in place of words that stand on no scale, if there are any."""
    if not stated and (hedge := hedge_in(statement)):
        return f"write '{term.term}' in place of '{hedge}', which is on no scale"
    return "write the term into the sentence, or change likelihood"


def _but(terms: Collection[str]) -> str:
    return f", but '{min(terms)}'" if terms else ""


@rule(
    Code(
        "likelihood-confidence",
        "ICD 203",
        "How likely something is and how good the basis is are different things and never "
        "stand in one sentence.",
        (
            Example(
                "judgements: [{statement: 'With high confidence, it is likely so.'}]",
                "judgements: [{statement: It is likely so. "
                "We have high confidence in the sources.}]",
            ),
            Example(
                "It is likely shut with low confidence.",
                "It is likely shut. We have low confidence.",
                file="edition",
                was="The bridge is shut.",
            ),
        ),
    )
)
def likelihood_and_confidence_are_apart(book: Book) -> Iterator[Problem]:
    """Likelihood and confidence never stand in one sentence (ICD 203)."""
    pattern = any_of(
        form for term in LIKELIHOOD[book.brief.scales.likelihood] for form in forms(term)
    )
    for text, owner, mark in _assessing_texts(book):
        for sentence in sentences(text):
            if pattern.search(sentence) and _CONFIDENCE.search(sentence):
                yield Problem(
                    "likelihood-confidence",
                    f"{owner} has likelihood and confidence in one sentence",
                    mark,
                    "make it two; confidence is printed apart",
                )


@rule(
    Code(
        "likelihood-band",
        "ICD 203, PHIA",
        "The probability kept for scoring lies in the percent band of the term; PHIA "
        "leaves gaps between bands on purpose.",
        (
            Example(
                "judgements: [{likelihood: {term: likely, probability: 85}}]",
                "judgements: [{likelihood: {term: likely, probability: 80}}]",
            ),
        ),
    )
)
def probabilities_lie_in_the_band(book: Book) -> Iterator[Problem]:
    """A probability kept for scoring lies in the band of its term (ICD 203, PHIA)."""
    scale = book.brief.scales.likelihood
    for judgement, likelihood in _likelihoods(book):
        term, chance = find_term(scale, likelihood.term), likelihood.probability
        if term is not None and chance is not None and not term.low <= chance <= term.high:
            yield Problem(
                "likelihood-band",
                f"{judgement.id} says '{term.term}' ({term.band}) and {chance}%",
                likelihood.at("probability"),
                "choose another term, or a number inside the band",
            )


def _likelihoods(book: Book) -> Iterator[tuple[Judgement, Likelihood]]:
    for judgement in live_judgements(book):
        yield judgement, judgement.likelihood
        for other in judgement.alternatives:
            if other.likelihood is not None:
                yield judgement, other.likelihood


def _assessing_texts(book: Book) -> Iterator[tuple[str, str, Mark]]:
    for judgement in live_judgements(book):
        yield judgement.statement, judgement.id, judgement.at("statement")
        for other in judgement.alternatives:
            yield other.statement, judgement.id, other.at("statement")
        if judgement.confidence.text:
            yield judgement.confidence.text, judgement.id, judgement.confidence.at("text")
    edition = book.edition
    for statement in (edition.bottom_line, *edition.highlights, edition.trend_rationale):
        yield statement.text, "the edition", statement.at("text")


def _same_band(*, scale_terms: tuple[Term, ...], row: str, order: int) -> str:
    same = [term.term for term in scale_terms if (term.row, term.order) == (row, order)]
    return f"write '{same[0]}', the same band" if same else ""


RULES = (
    terms_are_of_the_scale,
    rows_are_not_mixed,
    statements_hold_their_term,
    likelihood_and_confidence_are_apart,
    probabilities_lie_in_the_band,
)

"""Is an assessment worded, reasoned and bounded as the analytic standards ask?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Assumption, Judgement, Likelihood
from reportkit.model.base import Located
from reportkit.model.book import Book, is_live
from reportkit.model.scales import LIKELIHOOD, Term, find_term, forms
from reportkit.problems import Level, Mark, Problem, did_you_mean
from reportkit.rules.texts import any_of, sentences, without_quotes

_CONFIDENCE = any_of(
    f"{level} {word}"
    for level in ("low", "moderate", "medium", "high", "little", "great")
    for word in ("confidence", "analytical confidence", "analytic confidence")
)
#: Hedges that stand on no scale: a reader cannot tell 20 % from 60 %.
_HEDGES = any_of((
    "may", "might", "could", "possibly", "perhaps", "conceivably", "cannot rule out",
    "cannot be ruled out", "risk of", "expected to", "potentially",
))  # fmt: skip


def live_judgements(book: Book) -> Iterator[Judgement]:
    """Give the judgements that the desk stands behind today."""
    return (judgement for judgement in book.all(Judgement) if is_live(judgement))


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


def statements_hold_their_term(book: Book) -> Iterator[Problem]:
    """The likelihood term stands in the sentence that it qualifies (ICD 203)."""
    scale = book.brief.scales.likelihood
    spelled = {form.lower(): term for term in LIKELIHOOD[scale] for form in forms(term)}
    pattern = any_of(spelled)
    for judgement in live_judgements(book):
        term = find_term(scale, judgement.likelihood.term)
        if term is None:
            continue
        terms = {
            " ".join(hit.lower().replace("-", " ").split())
            for hit in pattern.findall(judgement.statement)
        }
        if term not in [spelled[hit] for hit in terms]:
            says = f", but '{min(terms)}'" if terms else ""
            yield Problem(
                "likelihood-unstated",
                f"the statement of {judgement.id} does not say '{term.term}'{says}",
                judgement.at("statement"),
                "write the term into the sentence, or change likelihood",
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


def probabilities_lie_in_the_band(book: Book) -> Iterator[Problem]:
    """A probability kept for scoring lies in the band of its term (ICD 203, PHIA)."""
    scale = book.brief.scales.likelihood
    for judgement, likelihood in _likelihoods(book):
        term, chance = find_term(scale, likelihood.term), likelihood.probability
        if term is not None and chance is not None and not term.low <= chance <= term.high:
            yield Problem(
                "likelihood-band",
                f"{judgement.id} says '{term.term}' ({term.band}) and {chance} %",
                likelihood.at("probability"),
                "choose another term, or a number inside the band",
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


def judgements_do_not_hedge(book: Book) -> Iterator[Problem]:
    """Uncertainty is said with the scale's terms and no others (ICD 203, PHIA)."""
    spelled = any_of(
        form for term in LIKELIHOOD[book.brief.scales.likelihood] for form in forms(term)
    )
    for judgement in live_judgements(book):
        values: list[tuple[Located, str]] = [(judgement, judgement.statement)]
        values += [(other, other.statement) for other in judgement.alternatives]
        for value, statement in values:
            match = _HEDGES.search(spelled.sub(" ", without_quotes(statement)))
            if match and not _is_month(match[0]):
                yield _advice(
                    "judgement-hedged",
                    f"{judgement.id} says '{match[0]}', which is on no scale",
                    value.at("statement"),
                    "say how likely it is",
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


def _is_month(word: str) -> bool:
    return word == "May"


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    terms_are_of_the_scale,
    rows_are_not_mixed,
    statements_hold_their_term,
    likelihood_and_confidence_are_apart,
    probabilities_lie_in_the_band,
    linchpins_say_what_falls,
    key_judgements_are_argued,
    forecasts_can_be_resolved,
    judgements_have_a_basis,
    key_judgements_matter_to_somebody,
    judgements_do_not_hedge,
)

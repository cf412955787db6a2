"""Are the other ways really others, and less likely than the judgement says?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Alternative
from reportkit.model.book import Book
from reportkit.model.scales import Term, find_term
from reportkit.model.vocabulary.series import LikelihoodScale
from reportkit.problems import Code, Example, Level, Mark, Problem
from reportkit.rules.event_words import event_words
from reportkit.rules.forecasts import live_forecasts
from reportkit.rules.rule import rule

#: "Roughly even chance" and up: what is more likely than that leaves no room for the judgement.
_EVEN = 4


@rule(
    Code(
        "alternative-overlaps",
        "ICD 203, standard 4",
        "An alternative is another way it could go. One that says what the judgement says, or "
        "the same with a word more or fewer, comes true together with it, whatever term or "
        "day it has; and two alternatives that say the same are one. Sentences are compared by "
        'their words, in English; "not" and "only" set them apart.',
        (
            Example(
                "judgements: [{statement: Cargo is unlikely to cross the bridge., likelihood: "
                "{term: unlikely},\n"
                "  alternatives: [{statement: Cargo crosses the bridge under escort.}]}]",
                "judgements: [{statement: Cargo is unlikely to cross the bridge., likelihood: "
                "{term: unlikely},\n"
                "  alternatives: [{statement: People but no cargo cross the bridge.}]}]",
            ),
            Example(
                "judgements: [{statement: Cargo is likely to cross the bridge.,\n"
                "  alternatives: [{statement: The bridge stays shut.}, {statement: The bridge is "
                "shut and stays so.}]}]",
                "judgements: [{statement: Cargo is likely to cross the bridge.,\n"
                "  alternatives: [{statement: The bridge stays shut.}, {statement: People but no "
                "goods cross it.}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def alternatives_are_others(book: Book) -> Iterator[Problem]:
    """No alternative says what the judgement says, a part of it, or what another one says."""
    if base_of(book.brief.written_in) != "en":
        return
    near = book.edition.period.end
    for judgement in live_forecasts(book):
        for number, other in enumerate(judgement.alternatives, 1):
            if how := _overlap(judgement.statement, other.statement, near):
                yield _overlaps(
                    f"alternative {number} of {judgement.id} {how} the judgement itself", other
                )
        for (first, one), (second, other) in combinations(enumerate(judgement.alternatives, 1), 2):
            if how := _overlap(one.statement, other.statement, near):
                yield _overlaps(
                    f"alternative {second} of {judgement.id} {how} alternative {first}", other
                )


@rule(
    Code(
        "alternative-likelier",
        "ICD 203, standard 4",
        "An alternative does not lie wholly above a judgement that is itself at least roughly "
        "even. The likeliest way of all has no 'why_less_likely:'. What is likelier is what the "
        "desk judges.",
        (
            Example(
                "judgements: [{statement: There is a roughly even chance of rain., likelihood: "
                "{term: roughly even chance},\n"
                "  alternatives: [{statement: It snows., likelihood: {term: likely}}]}]",
                "judgements: [{statement: There is a roughly even chance of rain., likelihood: "
                "{term: roughly even chance},\n"
                "  alternatives: [{statement: It snows., likelihood: {term: roughly even "
                "chance}}]}]",
            ),
            Example(
                "judgements: [{statement: It is unlikely to rain., likelihood: {term: unlikely},\n"
                "  alternatives: [{statement: It stays dry., likelihood: {term: likely},\n"
                "  why_less_likely: Clouds gather.}]}]",
                "judgements: [{statement: It is unlikely to rain., likelihood: {term: unlikely},\n"
                "  alternatives: [{statement: It stays dry., likelihood: {term: likely}}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def alternatives_are_less_likely(book: Book) -> Iterator[Problem]:
    """No alternative is likelier than the judgement that it is the alternative to."""
    scale = book.brief.scales.likelihood
    for judgement in live_forecasts(book):
        own = find_term(scale, judgement.likelihood.term)
        terms = [_term_of(other, scale) for other in judgement.alternatives]
        likeliest = max((term.order for term in terms if term), default=0)
        for other, term in zip(judgement.alternatives, terms, strict=True):
            if own is None or term is None or other.likelihood is None or term.low < own.high:
                continue
            if own.order >= _EVEN and term.order > own.order:
                yield _advice(
                    "alternative-likelier",
                    f"{judgement.id} is '{own.term}' and an alternative to it '{term.term}'",
                    other.likelihood.at("term"),
                    "judge what is likelier, and make this one the alternative",
                )
            elif other.why_less_likely and term.order == likeliest > own.order:
                yield _advice(
                    "alternative-likelier",
                    f"an alternative of {judgement.id} says why it is less likely, and is "
                    f"'{term.term}' beside '{own.term}'",
                    other.at("why_less_likely"),
                    "leave 'why_less_likely:' out, or lower the alternative",
                )


@rule(
    Code(
        "alternative-chance",
        "ICD 203, standard 4",
        "Each alternative of a key judgement says how likely it is, by a term: a reader who "
        "is shown another way asks first how much room it has.",
        (
            Example(
                "judgements: [{key: true, implications: [{audience: carriers, so_what: wait}],\n"
                "  alternatives: [{statement: It stays shut.}]}]",
                "judgements: [{key: true, implications: [{audience: carriers, so_what: wait}],\n"
                "  alternatives: [{statement: It stays shut., likelihood: {term: unlikely}}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def alternatives_have_their_chance(book: Book) -> Iterator[Problem]:
    """The alternatives of a key judgement say how likely they are (ICD 203)."""
    for judgement in live_forecasts(book):
        for number, other in enumerate(judgement.alternatives, 1):
            if judgement.key and other.likelihood is None:
                yield _advice(
                    "alternative-chance",
                    f"alternative {number} of {judgement.id}, a key judgement, has no likelihood",
                    other.at("statement"),
                    "add 'likelihood: {term: ...}'; the bands of all ways can total 100%",
                )


@rule(
    Code(
        "alternative-reason",
        "ICD 203, standard 4",
        "'why_less_likely:' names what speaks against the alternative. Words that stand in "
        "the alternative already, or the same reason for two alternatives, explain nothing.",
        (
            Example(
                "judgements: [{alternatives: [{statement: The army leaves the bridge., likelihood: "
                "{term: unlikely},\n"
                "  why_less_likely: It is less likely that the army leaves.}]}]",
                "judgements: [{alternatives: [{statement: The army leaves the bridge., likelihood: "
                "{term: unlikely},\n"
                "  why_less_likely: It sent two more companies there.}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def reasons_against_alternatives_say_something(book: Book) -> Iterator[Problem]:
    """Why an alternative is less likely is a reason, and of this alternative (ICD 203)."""
    near, english = book.edition.period.end, base_of(book.brief.written_in) == "en"
    given: dict[str, str] = {}
    for judgement in live_forecasts(book):
        for other in judgement.alternatives:
            reason = other.why_less_likely
            if not reason:
                continue
            owner = given.setdefault(" ".join(reason.casefold().split()), other.statement)
            words = event_words(reason, near).words
            if owner != other.statement:
                wrong = f"two alternatives, one of {judgement.id}, are less likely for one reason"
            elif english and words <= event_words(other.statement, near).words | _NO_REASON:
                wrong = f"the reason against an alternative of {judgement.id} repeats it"
            else:
                continue
            yield _advice(
                "alternative-reason",
                wrong,
                other.at("why_less_likely"),
                "name what speaks against this alternative, or leave it out",
            )


#: What says that something is less likely, and not why.
_NO_REASON = frozenset({"less", "happen", "expect", "reason", "sign", "evidenc", "seem", "w"})


def _overlap(one: str, other: str, near: date) -> str:
    """Say how the second sentence stands to the first; "" where they differ."""
    first, second = event_words(one, near), event_words(other, near)
    if second.holds(first):
        return "says the same as" if first.words == second.words else "is a part of"
    return "takes in" if first.holds(second) else ""


def _overlaps(message: str, other: Alternative) -> Problem:
    return _advice(
        "alternative-overlaps",
        message,
        other.at("statement"),
        "word it as what happens instead: only one of them can come true",
    )


def _term_of(other: Alternative, scale: LikelihoodScale) -> Term | None:
    return find_term(scale, other.likelihood.term) if other.likelihood else None


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    alternatives_are_others,
    alternatives_are_less_likely,
    alternatives_have_their_chance,
    reasons_against_alternatives_say_something,
)

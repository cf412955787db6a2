"""Is a chance typed by hand? Its band is printed by the tool, beside the term of the scale."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Judgement
from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.evidence import Claim
from reportkit.problems import Code, Example, Problem
from reportkit.rules.estimative import own_words
from reportkit.rules.judgements import live_judgements
from reportkit.rules.rule import rule
from reportkit.rules.texts import printed_texts, sentences_of_page_one, without_quotes
from reportkit.rules.written_chances import chance_in, chance_in_assessment

#: Of a round: what a party wants, in its own words.
_PARTYS_WORDS = frozenset({"demand", "red_line"})


@rule(
    Code(
        "likelihood-typed",
        "ICD 203, PHIA",
        "The percent band stands beside each term because the tool prints it. A percent "
        "that is typed goes stale with the next change of the term, and contradicts the "
        "band. It is typed nowhere: not in a fact, a gap or a reason either, but where "
        "somebody else is quoted or says so.",
        (
            Example(
                "judgements: [{statement: It is likely (70%) to rain., likelihood: {term: "
                "likely}}]",
                "judgements: [{statement: It is likely to rain., likelihood: {term: likely}}]",
            ),
            Example(
                "facts: [{statement: There is a 50-50 chance of rain.}]",
                "facts: [{statement: The warden says that there is a 50-50 chance of rain.}]",
            ),
        ),
    )
)
def chances_are_not_typed(book: Book) -> Iterator[Problem]:
    """The percent band is printed by the tool beside the term and typed by nobody."""
    asked = set()
    for judgement in live_judgements(book):
        for value, field, text in _assessing_texts(judgement):
            asked.add(value.at(field))
            if chance := chance_in_assessment(text):
                yield Problem(
                    "likelihood-typed",
                    f"{judgement.id} types a chance: '{chance}'",
                    value.at(field),
                    "write the term alone; its band is printed beside it",
                )
    for what, statement in sentences_of_page_one(book):
        asked.add(statement.at("text"))
        if chance := chance_in_assessment(without_quotes(statement.text)):
            yield Problem(
                "likelihood-typed",
                f"{what} types a chance: '{chance}'",
                statement.at("text"),
                "write the term alone: the judgement below it shows its band",
            )
    for printed in printed_texts(book):
        if printed.mark in asked or _is_anothers(book, printed.owner, printed.field):
            continue
        if chance_in(printed.text) and (chance := chance_in(own_words(printed.text))):
            yield Problem(
                "likelihood-typed",
                f"{printed.owner} {printed.field} types a chance: '{chance}'",
                printed.mark,
                "make it a judgement with a term of the scale, or say whose estimate it is",
            )


def _is_anothers(book: Book, owner: str, field: str) -> bool:
    return field in _PARTYS_WORDS or book.get(Claim, owner) is not None


def _assessing_texts(judgement: Judgement) -> Iterator[tuple[Located, str, str]]:
    yield judgement, "statement", judgement.statement
    if judgement.question:
        yield judgement, "question", judgement.question
    if judgement.confidence.text:
        yield judgement.confidence, "text", judgement.confidence.text
    for other in judgement.alternatives:
        yield other, "statement", other.statement
        if other.why_less_likely:
            yield other, "why_less_likely", other.why_less_likely
    for implied in judgement.implications:
        yield implied, "so_what", implied.so_what
    for other_view in judgement.dissent:
        yield other_view, "view", other_view.view
        yield other_view, "reason", other_view.reason
    if judgement.no_alternative_reason:
        yield judgement, "no_alternative_reason", judgement.no_alternative_reason


RULES = (chances_are_not_typed,)

"""Is each reason given for the record that it stands at, and not pasted from another?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Assumption, Gap, Indicator, Judgement
from reportkit.model.base import Located
from reportkit.model.book import Book, is_live
from reportkit.problems import Code, Example, Level, Mark, Problem
from reportkit.rules.rule import rule
from reportkit.rules.texts import word_count

_WORDS = 4  # fewer are a short form of speech: "Ask both sides."
_PLAIN = "trend: deteriorated"
_TRENDS = (
    "\nsection_trends:\n"
    "  - {section: front, trend: deteriorated, rationale: {text: Both banks were shelled again.,\n"
    "     basis: [toll]}}\n"
    "  - {section: talks, trend: deteriorated, rationale: {text: "
)


@rule(
    Code(
        "words-repeated",
        "ICD 203, standard 7",
        "A reason belongs to one record: why a question matters and how it is answered, on "
        "what confidence rests, what falls with an assumption or an indicator, why there is "
        "no alternative, why the trend of a section is what it is. The same words at two of "
        "them were pasted, and tell a reader of neither.",
        (
            Example(
                "gaps: [{question: Who fired, why_it_matters: We would judge the truce firmer.},\n"
                "  {question: Who pays, why_it_matters: We would judge the truce firmer.}]",
                "gaps: [{question: Who fired, why_it_matters: We would judge the truce firmer.},\n"
                "  {question: Who pays, why_it_matters: We would know how long it lasts.}]",
            ),
            Example(
                f"{_PLAIN}{_TRENDS}Both banks were shelled again., basis: [toll]}}}}",
                f"{_PLAIN}{_TRENDS}No round of talks was held., basis: [toll]}}}}",
                "edition",
                _PLAIN,
            ),
        ),
        level=Level.WARNING,
    )
)
def reasons_are_given_once(book: Book) -> Iterator[Problem]:
    """No two records or trends have their reason in the same words (ICD 203: no boilerplate)."""
    known: dict[tuple[str, str], str] = {}
    for owner, field, text, mark in (*_of_trends(book), *_of_records(book)):
        plain = " ".join(text.casefold().split()).rstrip(".")
        if word_count(text) < _WORDS:
            continue
        first = known.setdefault((field, plain), owner)
        if first != owner:
            yield Problem(
                "words-repeated",
                f"{field} of {owner} says word for word what that of {first} says",
                mark,
                "say it of this one, or leave it at the one that it belongs to",
                Level.WARNING,
            )


_Reason = tuple[str, str, str, Mark]  # whose, which key, its words, where


def _of_trends(book: Book) -> Iterator[_Reason]:
    edition = book.edition
    reasons = [("the edition", edition.trend_rationale)]
    reasons += [(part.section, part.rationale) for part in edition.section_trends]
    for owner, reason in reasons:
        yield owner, "the trend's reason", reason.text, reason.at("text")


def _of_records(book: Book) -> Iterator[_Reason]:
    for record in filter(is_live, book):
        match record:
            case Gap():
                yield from _held(record.id, record, "question", "why_it_matters", "how_to_close")
            case Assumption():
                yield from _held(record.id, record, "if_wrong")
            case Indicator():
                yield from _held(record.id, record, "if_observed")
            case Judgement():
                yield from _held(record.id, record, "no_alternative_reason")
                yield from _held(record.id, record.confidence, "text")


def _held(owner: str, value: Located, *fields: str) -> Iterator[_Reason]:
    for field in fields:
        if text := getattr(value, field):
            yield owner, field, text, value.at(field)


RULES = (reasons_are_given_once,)

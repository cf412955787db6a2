"""Does a fact say the number of the figure that it is about?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Fact, Figure
from reportkit.model.metrics import metrics_of
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.counts import SMALLEST, counts_in, is_said, values_of
from reportkit.rules.rule import rule
from reportkit.rules.written_numbers import WrittenNumber

_PERCENT = re.compile(r"\s?(?:%|per ?cent\b)", re.IGNORECASE)
#: What makes a number one of a part.
_OF_THEM = re.compile(r"\s+of (?:them|these|those|whom|which)\b", re.IGNORECASE)
_INCLUDE = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|among (?:them|these|those|whom)(?: (?:are|were))?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)


@rule(
    Code(
        "fact-number",
        "house rule: a record agrees with itself",
        "A fact that is about one figure alone tells that figure's number, or another that "
        "a second figure gives. Here none of its numbers is the figure's: one of the two was "
        "typed wrongly, or not changed with the other.",
        (
            Example(
                "figures: [{id: sick, best: 48}]\n"
                "facts: [{statement: The clinic counts 84 sick., about: [sick]}]",
                "figures: [{id: sick, best: 48}]\n"
                "facts: [{statement: The clinic counts 48 sick., about: [sick]}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(SMALLEST,),
    )
)
def facts_say_the_number_of_their_figure(book: Book) -> Iterator[Problem]:
    """A fact about one figure alone says its number, rounded or in another unit, or none."""
    if base_of(book.brief.written_in) != "en":
        return
    smallest = book.brief.threshold("fact-number", SMALLEST)
    for fact in book.all(Fact):
        figures = [figure for id in fact.about if (figure := book.get(Figure, id))]
        if len(figures) != 1:
            continue
        (figure,) = figures
        given = values_of(figure)
        numbers = [
            number
            for number in counts_in(fact.statement, book.edition.period.end, smallest)
            if not _is_of_a_part(number, fact.statement, _unit_of(book, figure))
        ]
        if (
            given
            and numbers
            and not any(is_said(value, one, fact.statement) for one in numbers for value in given)
        ):
            yield Problem(
                "fact-number",
                f"{fact.id} says {numbers[0].written}, and {figure.id}, which it is about, gives "
                f"{' and '.join(f'{value:,f}' for value in given)}",
                fact.at("statement"),
                "correct one of them; a fact that tells of something else is not about the figure",
                Level.WARNING,
            )


def _unit_of(book: Book, figure: Figure) -> str:
    metric = metrics_of(book.brief).get(figure.metric)
    return figure.unit or (metric.unit if metric else None) or ""


def _is_of_a_part(number: WrittenNumber, text: str, unit: str) -> bool:
    """Tell whether a number is a share or a part of what a figure counts: "61 of them children"."""
    behind = text[number.start + len(number.written) :]
    share = _PERCENT.match(behind) and not _PERCENT.match(f" {unit}")
    return bool(share or _OF_THEM.match(behind) or _INCLUDE.search(text[: number.start]))


RULES = (facts_say_the_number_of_their_figure,)

"""Does a fact say the number of the figure that it is about?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Fact, Figure
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule
from reportkit.rules.written_days import without_days
from reportkit.rules.written_numbers import WrittenNumber, written_numbers

#: A smaller number is a count on one hand, a day or an ordinal as often as a figure.
_SMALLEST = 10
_YEARS = range(1900, 2101)
#: A figure in millions gives 10 where its sentence says "10 million".
_UNITS = tuple(Decimal(10) ** power for power in (0, 3, 6, 9))
#: The first of two days of one month, "10 and 11 November", of which the second is blank now.
_FIRST_DAY = re.compile(r"\b\d{1,2}(?=\s(?:and|to|or|-|–)\s{5,})")


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
    )
)
def facts_say_the_number_of_their_figure(book: Book) -> Iterator[Problem]:
    """A fact about one figure alone says its number, rounded or in another unit, or none."""
    if base_of(book.brief.written_in) != "en":
        return
    for fact in book.all(Fact):
        figures = [figure for id in fact.about if (figure := book.get(Figure, id))]
        if len(figures) != 1:
            continue
        (figure,) = figures
        given = [value for value in (figure.low, figure.best, figure.high) if value is not None]
        numbers = list(_numbers_of(fact, book))
        if given and numbers and not any(_can_be(one, value) for one in numbers for value in given):
            yield Problem(
                "fact-number",
                f"{fact.id} says {numbers[0].written}, and {figure.id}, which it is about, gives "
                f"{' and '.join(f'{value:,f}' for value in given)}",
                fact.at("statement"),
                "correct one of them; a fact that tells of something else is not about the figure",
                Level.WARNING,
            )


def _numbers_of(fact: Fact, book: Book) -> Iterator[WrittenNumber]:
    text = without_days(fact.statement, book.edition.period.end)
    for number in written_numbers(_FIRST_DAY.sub("", text)):
        if number.value >= _SMALLEST and number.value not in _YEARS:
            yield number


def _can_be(number: WrittenNumber, given: Decimal) -> bool:
    return any(number.can_be(given * unit) for unit in _UNITS)


RULES = (facts_say_the_number_of_their_figure,)

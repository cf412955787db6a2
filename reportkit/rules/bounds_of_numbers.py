"""Does a sentence leave a number as open, or as firm, as its figure does?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.events import Operator
from reportkit.problems import Code, Example, Level, Part, Problem
from reportkit.rules.counts import UNITS
from reportkit.rules.rule import rule
from reportkit.rules.sentences_about_figures import sentences_about_figures
from reportkit.rules.texts import without_quotes
from reportkit.rules.written_numbers import WrittenNumber

_TEN = 10
#: What stands right before a number, or right behind it, and how it says the number is meant.
_BEFORE: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    (Operator.AT_LEAST, re.compile(r"\b(?:at least|no (?:fewer|less) than|a minimum of) $")),
    (Operator.AT_MOST, re.compile(r"\b(?:at most|up to|(?:no|not) more than|a maximum of) $")),
    (Operator.MORE_THAN, re.compile(r"\b(?:more than|over|above|exceeding|in excess of) $")),
    (Operator.ABOUT, re.compile(r"\b(?:about|around|roughly|approximately|circa) $")),
)
_LESS_THAN = re.compile(r"\b(?:fewer than|less than|under|below) $")
_BEHIND: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    (Operator.AT_LEAST, re.compile(r"^ or more\b|^ at least\b")),
    (Operator.AT_MOST, re.compile(r"^ or (?:fewer|less)\b|^ at (?:the )?most\b")),
)
#: Currency may stand between the word and the number: "more than $12 million".
_CURRENCY = re.compile(r"[$€£]\s?$")
_WORDS = {
    Operator.AT_LEAST: "at least", Operator.AT_MOST: "at most", Operator.MORE_THAN: "more than",
    Operator.ABOUT: "about", Operator.EXACT: "exactly",
}  # fmt: skip


@rule(
    Code(
        "number-bound",
        "UCDP",
        "A sentence says of a number what its figure's operator says. A figure that is exact "
        'is not "more than" itself, one that is "at least 12" is not "about 12", nor just '
        '"12" on page one. A rounding may be exceeded: "more than 70,000" for 70,894.',
        (
            Example(
                "figures: [{id: sick, best: 48}]\n"
                "facts: [{statement: The clinic counts more than 48 sick., about: [sick]}]",
                "figures: [{id: sick, best: 48}]\n"
                "facts: [{statement: The clinic counts 48 sick., about: [sick]}]",
            ),
            Example(
                "bottom_line: {text: Clinics count 48 sick., basis: [sick]}",
                "bottom_line: {text: Clinics count at least 48 sick., basis: [sick]}",
                "edition",
                "bottom_line: {text: The bridge is shut., basis: [bridge-shut]}",
                (Part("figures: [{id: sick, best: -, low: 48, operator: at_least}]"),),
            ),
        ),
        level=Level.WARNING,
    )
)
def numbers_are_as_open_as_their_figures(book: Book) -> Iterator[Problem]:
    """Words such as "more than" before a number say what the operator of its figure says."""
    if base_of(book.brief.written_in) != "en":
        return
    for sentence in sentences_about_figures(book):
        text = without_quotes(sentence.text)
        for number in sentence.numbers:
            meant = _operator_said(text, number)
            if not meant and not sentence.is_on_page_one:
                continue  # "at least 16: 1 killed and 15 injured" is open for all three
            bearers = [one for one in sentence.figures if _bound_of(one, number) is not None]
            if bearers and not any(_fits(figure, number, meant) for figure in bearers):
                figure = bearers[0]
                yield Problem(
                    "number-bound",
                    f"{sentence.owner} says {_words(meant)} {number.written}, and {figure.id} is "
                    f"{_WORDS[figure.operator]} {_bound_of(figure, number):,f}",
                    sentence.mark,
                    "say of the number what the figure says, or change its operator",
                    Level.WARNING,
                )


def _fits(figure: Figure, number: WrittenNumber, meant: Operator | str) -> bool:
    """Tell whether what a sentence says of a number is so, if the figure is."""
    bound, operator = _bound_of(figure, number), figure.operator
    if bound is None or operator is Operator.BETWEEN or meant == operator:
        return True
    is_firm = operator in (Operator.EXACT, Operator.ABOUT)
    is_open_above = operator in (Operator.AT_LEAST, Operator.MORE_THAN)
    match meant:
        case "":
            return is_firm
        case Operator.ABOUT:
            return is_firm and (number.value != bound or number.value % _TEN == 0)
        case Operator.AT_LEAST if operator is Operator.MORE_THAN:
            return True
        case Operator.MORE_THAN | Operator.AT_LEAST:
            return (is_firm or is_open_above) and number.value < bound
        case _:
            return not is_open_above and number.value > bound


def _bound_of(figure: Figure, number: WrittenNumber) -> Decimal | None:
    """Give the number of a figure that a sentence tells, in the sentence's own unit."""
    for value in (figure.best, figure.low, figure.high):
        for unit in UNITS if value is not None else ():
            if value is not None and number.can_be(value * unit):
                return value * unit
    return None


def _operator_said(text: str, number: WrittenNumber) -> Operator | str:
    """Give how a sentence says that a number is meant; "" where it says nothing of it."""
    before = _CURRENCY.sub("", text[: number.start])
    behind = text[number.start + len(number.written) :]
    if _LESS_THAN.search(before) and not _BEFORE[0][1].search(before):
        return "less than"
    for operator, words in _BEFORE:
        if words.search(before):
            return operator
    return next((operator for operator, words in _BEHIND if words.search(behind)), "")


def _words(meant: Operator | str) -> str:
    return _WORDS[meant] if isinstance(meant, Operator) else meant or "just"


RULES = (numbers_are_as_open_as_their_figures,)

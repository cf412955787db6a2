"""Do sentences say the numbers of the figures that they rest on?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.metrics import metrics_of
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.counts import is_said, slip_between, values_of
from reportkit.rules.event_words import event_words
from reportkit.rules.resting import is_whole, rested_on
from reportkit.rules.rule import rule
from reportkit.rules.sentences_about_figures import (
    Sentence,
    may_hold_a_number,
    sentences_about_figures,
)
from reportkit.rules.texts import texts_of
from reportkit.rules.written_numbers import WrittenNumber, written_numbers

#: Of more figures than these, some number is near to any.
_MOST_FIGURES = 12
#: Words between a number and what it counts: "48 people were killed".
_WORDS_APART = 3
_WORD = re.compile(r"[\w’'-]+")


@rule(
    Code(
        "number-differs",
        "ICD 203, standard 6",
        "A number in a sentence is that of the figures it rests on, exactly or rounded. Here "
        "it is no figure's and looks like one, with swapped digits, noughts lost or a digit that "
        "differs; or it counts the same and no record gives it. One of the two was typed "
        "wrongly, or not changed with the other. All sentences are looked at that name figures, "
        "directly or by their event: facts, claims, judgements with alternatives and criteria, "
        "gaps, rounds, indicators, reasons of changes.",
        (
            Example(
                "figures: [{id: fled, metric: displaced, best: 70894}]\n"
                "gaps: [{question: 'Where are the 70849 people?', why_it_matters: They need food., "
                "basis: [fled]}]",
                "figures: [{id: fled, metric: displaced, best: 70894}]\n"
                "gaps: [{question: 'Where are the 71000 people?', why_it_matters: They need food., "
                "basis: [fled]}]",
            ),
            Example(
                "figures: [{id: lorries, metric: containers, best: 480}]\n"
                "judgements: [{statement: It is likely that 530 containers wait., basis: "
                "[lorries]}]",
                "figures: [{id: lorries, metric: containers, best: 480}]\n"
                "judgements: [{statement: It is likely that 480 containers wait for 530 "
                "drivers., basis: [lorries]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def numbers_are_those_of_the_figures(book: Book) -> Iterator[Problem]:
    """A number in a sentence is a figure's that it rests on, or none that could be taken for it.

    Where a sentence tells a figure's number, its other numbers count something else.
    """
    if base_of(book.brief.written_in) != "en":
        return
    for sentence in sentences_about_figures(book):
        if sentence.is_on_page_one or not sentence.numbers:
            continue  # on page one 'number-unsupported' asks for each number
        strange = _not_among(sentence.numbers, _values_of(sentence.figures), sentence.text)
        if strange:  # seldom: what else it rests on is gathered only then
            strange = _not_among(strange, _given(book, sentence), sentence.text)
        if not strange or not is_whole(book, sentence.basis):
            continue
        if differing := _differing(book, sentence, strange):
            number, figure, why = differing
            yield Problem(
                "number-differs",
                f"{sentence.owner} says {number.written}, and {figure.id} gives "
                f"{' and '.join(f'{value:,f}' for value in values_of(figure))}: {why}",
                sentence.mark,
                "correct one of them, or name the record that gives the number",
                Level.WARNING,
            )


def _not_among(
    numbers: Iterable[WrittenNumber], given: Collection[Decimal], text: str
) -> list[WrittenNumber]:
    return [one for one in numbers if not any(is_said(value, one, text) for value in given)]


def _values_of(figures: Iterable[Figure]) -> set[Decimal]:
    return {value for figure in figures for value in values_of(figure)}


def _differing(
    book: Book,
    sentence: Sentence,
    strange: Collection[WrittenNumber],
) -> tuple[WrittenNumber, Figure, str] | None:
    """Give the number that should be a figure's, whose, and why it seems so."""
    figures = sentence.figures[1:] if sentence.is_of_one else sentence.figures
    for figure in figures:  # of one figure alone 'fact-number' asks
        untold = [
            value
            for value in values_of(figure)
            if not any(is_said(value, one, sentence.text) for one in sentence.numbers)
        ]
        for number in strange:
            slips = (slip_between(number.value, value) for value in untold)
            if slip := next(filter(None, slips), ""):
                return number, figure, slip
            asked = len(untold) == len(values_of(figure)) and not _is_beside(figure, sentence)
            if asked and _counts(book, number, figure, sentence):
                return number, figure, "both count the same"
    return None


def _is_beside(figure: Figure, sentence: Sentence) -> bool:
    """Tell whether only the event brings a figure, and another count of the same is told.

    "214 killed, against 195 a week before" owes nothing to what a third party counts.
    """
    others = (one for one in sentence.figures if one.metric == figure.metric and one is not figure)
    return figure.id not in sentence.basis and any(
        is_said(value, number, sentence.text)
        for other in others
        for value in values_of(other)
        for number in sentence.numbers
    )


def _counts(book: Book, number: WrittenNumber, figure: Figure, sentence: Sentence) -> bool:
    """Tell whether a number stands beside what a figure counts: "480 containers wait"."""
    metric = metrics_of(book.brief).get(figure.metric)
    near = book.edition.period.end
    counted = event_words(metric.plural.partition("(")[0], near).words if metric else frozenset()
    end = number.start + len(number.written)
    before = _WORD.findall(sentence.text[: number.start])[-1:]
    after = _WORD.findall(sentence.text[end:])[:_WORDS_APART]
    return bool(counted) and event_words(" ".join(before + after), near).words >= counted


def _given(book: Book, sentence: Sentence) -> set[Decimal]:
    """Give the numbers in all that a sentence rests on, and the sums and differences of figures.

    Numbers of opposing parties add up to nothing.
    """
    given, held = set[Decimal](), defaultdict[tuple[str, str | None], set[Decimal]](set)
    for record in rested_on(book, sentence.basis):
        if isinstance(record, Figure):
            held[_counted_by(book, record)].update(values_of(record))
        for printed in texts_of(record):
            if may_hold_a_number(printed.text):
                given.update(number.value for number in written_numbers(printed.text))
    for figure in sentence.figures:
        held[_counted_by(book, figure)].update(values_of(figure))
    for values in held.values():
        given |= values
        for one, other in combinations(sorted(values)[:_MOST_FIGURES], 2):
            given |= {one + other, other - one}
    return given


def _counted_by(book: Book, figure: Figure) -> tuple[str, str | None]:
    """Name what makes figures add up: what they count, and for parties who counts it."""
    return figure.metric, book.party_of(figure.provider)


RULES = (numbers_are_those_of_the_figures,)

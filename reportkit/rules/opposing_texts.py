"""Does a sentence say who gives which number, and add or average none of them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.counts import values_of
from reportkit.rules.counts_of_parties import Opposed, means_of, opposed_counts, unlike
from reportkit.rules.party_names import names_in
from reportkit.rules.rule import rule
from reportkit.rules.texts import Printed, printed_texts, sentences, without_quotes
from reportkit.rules.written_days import without_days
from reportkit.rules.written_numbers import written_numbers

_SPAN = re.compile(r"(?<![\w.,])(\d[\d,]*)(?:\s*[–-]\s*|\s+(?:and|to|or)\s+)(\d[\d,]*)(?![\w,]*\d)")
_AVERAGE = re.compile(
    r"\b(?:on average|averag(?:e|es|ed|ing)|midpoint|mean of|split(?:s|ting)? the difference)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:,\d+)*")
_TOGETHER = re.compile(
    r"\b(?:together|combined|in all|altogether|in total|total of|overall|on both sides"
    r"|both sides)\b",
    re.IGNORECASE,
)
_GIVEN = (
    "# north and south are the parties\n"
    "events: [{id: clash}]\n"
    "figures: [{provider: north, relation: own, best: 23, event: clash},\n"
    "  {provider: south, relation: enemy, best: 58, event: clash}]\n"
)


class _Pair(NamedTuple):
    """One number of each of two opposing parties."""

    least: Decimal
    most: Decimal
    opposed: Opposed


@rule(
    Code(
        "counts-merged-in-text",
        "UCDP; equal treatment of parties",
        "A sentence gives each party's number with its party: no bare range from one "
        "party's number to the other's, no average of them, no sum over both sides.",
        (
            Example(
                f"{_GIVEN}facts: [{{statement: Between 23 and 58 were killed.}}]",
                f"{_GIVEN}facts: [{{statement: North says 23 and South says 58 were killed.}}]",
            ),
            Example(
                f"{_GIVEN}facts: [{{statement: An average of 41 were killed.}}]",
                f"{_GIVEN}facts: [{{statement: An average of 50 trucks crossed.}}]",
            ),
            Example(
                f"{_GIVEN}facts: [{{statement: In all 81 were killed.}}]",
                f"{_GIVEN}facts: [{{statement: In all 82 trucks crossed.}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def sentences_keep_opposing_counts_apart(book: Book) -> Iterator[Problem]:
    """No sentence of ours prints two parties' numbers as one range, mean or sum."""
    pairs = [
        _Pair(least, most, opposed)
        for group in book.once(opposed_counts).values()
        for opposed in group
        for least, most in unlike(values_of(opposed.one), values_of(opposed.other))
    ]
    if not pairs or base_of(book.brief.written_in) != "en":
        return
    counted = {value for figure in book.all(Figure) for value in values_of(figure)}
    spans = {(pair.least, pair.most): pair for pair in pairs}
    means = {mean: pair for pair in pairs for mean in means_of(pair.least, pair.most)}
    sums = {pair.least + pair.most: pair for pair in pairs if pair.least}
    wanted = {f"{number:,f}" for number in (*means, *sums, *(low for low, _ in spans))}
    wanted |= {number.replace(",", "") for number in wanted}
    for printed in printed_texts(book):
        if wanted.isdisjoint(_DIGITS.findall(printed.text)):
            continue
        for sentence in _merging(book, printed):
            merged = _span_in(book, sentence, spans)
            if not merged and _AVERAGE.search(sentence):
                merged = _number_in(sentence, means, "an average of")
            if not merged and _TOGETHER.search(sentence):
                alone = {number: pair for number, pair in sums.items() if number not in counted}
                merged = _number_in(sentence, alone, "a sum over")
            if merged:
                yield Problem(
                    "counts-merged-in-text",
                    f"{printed.owner} {printed.field} says {merged}",
                    printed.mark,
                    "say which party gives which number; average and add up nothing",
                    Level.WARNING,
                )
                break


def _merging(book: Book, printed: Printed) -> Iterator[str]:
    """Give the sentences of a text that may merge numbers, without days and quotations."""
    if any(pattern.search(printed.text) for pattern in (_SPAN, _AVERAGE, _TOGETHER)):
        text = without_days(without_quotes(printed.text), book.edition.period.end)
        yield from sentences(text)


def _span_in(book: Book, sentence: str, spans: dict[tuple[Decimal, Decimal], _Pair]) -> str:
    """Find a range from one party's number to the other's that does not name both."""
    for match in _SPAN.finditer(sentence):
        low, high = (Decimal(number.replace(",", "")) for number in match.groups())
        pair = spans.get((low, high))
        if pair is None:
            continue
        one, other = pair.opposed
        needed = {book.party_of(one.provider), book.party_of(other.provider)}
        if not needed <= {named.party for named in names_in(book, sentence)}:
            return (
                f"'{match[0].strip()}', the numbers of {one.id} and {other.id}, without who "
                "gives which"
            )
    return ""


def _number_in(sentence: str, wanted: dict[Decimal, _Pair], what: str) -> str:
    for number in written_numbers(sentence):
        if pair := wanted.get(number.value):
            one, other = pair.opposed
            return f"'{number.written}', {what} {one.id} and {other.id}"
    return ""


RULES = (sentences_keep_opposing_counts_apart,)

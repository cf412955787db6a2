"""Does page one say each thing once, in the ninety seconds that its reader has?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import combinations

from reportkit.model.analysis import Judgement
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Figure
from reportkit.model.series import Brief, Statement
from reportkit.problems import Code, Example, Level, Part, Problem, Threshold
from reportkit.rules.counts import values_of
from reportkit.rules.edition import BOTTOM_LINE_WORDS
from reportkit.rules.resting import rested_on
from reportkit.rules.rule import rule
from reportkit.rules.texts import word_count
from reportkit.rules.written_days import without_days
from reportkit.rules.written_numbers import written_numbers

_LINE_WORDS = Threshold(
    "bottom_line",
    Decimal(55),
    "words of the bottom line",
    Decimal(10),
    Decimal(120),
    "more are too many",
)
_PAGE_WORDS = Threshold(
    "words",
    Decimal(460),
    "words of page one, its furniture included",
    Decimal(300),
    Decimal(700),
    "more are not read in ninety seconds",
)
#: Of these, what masthead, headings, six sentences on changes, key figures, contents take.
_OTHER_WORDS = 230
#: Of the different words of the shorter of two passages; a third of them are "the" and "of".
_MOST = Threshold(
    "share",
    Decimal(65),
    "% of the different words of the shorter passage",
    Decimal(40),
    Decimal(100),
    "with more of them in another passage it repeats that one",
)
_ALWAYS = 2  # passages that each edition has: its bottom line, the reason for its trend
_WORD = re.compile(r"\w+")
_NOT_NEEDED = "say it in one place, or leave the highlight out: none is needed"
#: For the trend's reason, which each edition gives.
_NEEDED = "say in it what happened in the period, not what the bottom line says"
_FEW = Threshold(
    "words",
    Decimal(8),
    "different words of a passage",
    Decimal(4),
    Decimal(60),
    "fewer are too few to tell a repetition by",
)
_FIGURES = "key_figures: [toll]"
_LINE = "The bridge is shut.,"
_HELD = (
    "highlights:\n  - {text: The army of the North holds only the southern bank., basis: [toll]}"
)
_NEWS = (Part("facts: [{id: news, statement: Observers count., about: [toll]}]"),)


@rule(
    Code(
        "page-one-repeats",
        "house rule: each thing once",
        "Page one says each thing once. No two of its passages (bottom line, the trend's "
        "reason, highlights) share most of their words. A highlight rests on a record that "
        "the passages before do not rest on, and tells no number of a key figure.",
        (
            Example(
                f"highlights:\n  - {{text: North acts., basis: [bridge-shut]}}\n{_FIGURES}",
                f"highlights:\n  - {{text: North acts., basis: [news]}}\n{_FIGURES}",
                "edition",
                _FIGURES,
                _NEWS,
            ),
            Example(
                f"{_HELD}\n  - {{text: The North holds the southern bank with its army., "
                "basis: [news]}"
                f"\n{_FIGURES}",
                f"{_HELD}\n  - {{text: The North left the talks in the night., basis: [news]}}"
                f"\n{_FIGURES}",
                "edition",
                _FIGURES,
                _NEWS,
            ),
            Example(
                f"highlights:\n  - {{text: Observers count 3 dead., basis: [news]}}\n{_FIGURES}",
                f"highlights:\n  - {{text: Observers count the dead., basis: [news]}}\n{_FIGURES}",
                "edition",
                _FIGURES,
                _NEWS,
            ),
        ),
        level=Level.WARNING,
        thresholds=(
            _MOST,
            _FEW,
        ),
    )
)
def page_one_says_each_thing_once(book: Book) -> Iterator[Problem]:
    """The passages of page one differ in their words, and a highlight rests on something new.

    The reason for a trend may rest on what the bottom line rests on: it must be given.
    """
    passages = list(_passages(book))
    repeated = set[str]()  # one finding for each: the same words rest on the same records
    for (earlier, one), (later, other) in combinations(passages, 2):
        if later not in repeated and _most_words_shared(book.brief, one.text, other.text):
            hint = _NEEDED if other is book.edition.trend_rationale else _NOT_NEEDED
            repeated.add(later)
            yield _repeats(f"{later} has most of the words of {earlier}", other, hint)
    before = {id for _, statement in passages[:_ALWAYS] for id in statement.basis}
    for what, highlight in passages[_ALWAYS:]:
        if what not in repeated and (why := _said_before(book, highlight, before)):
            yield _repeats(f"{what} {why}", highlight)
        before.update(highlight.basis)


@rule(
    Code(
        "page-one-long",
        "ICD 203, standard 6",
        "Page one is read in ninety seconds: at most 460 words with its furniture, of which "
        "bottom line, highlights, the trend's reason and the key judgements have 230, and "
        "the bottom line 55. Our own errors stand there whole, with why: they have 125.",
        (
            Example(f"{'word ' * 56},", f"{'word ' * 55},", "edition", _LINE),
            Example(
                f"highlights:\n  - {{text: {'army ' * 230}, basis: [toll]}}\n{_FIGURES}",
                f"highlights:\n  - {{text: {'army ' * 200}, basis: [toll]}}\n{_FIGURES}",
                "edition",
                _FIGURES,
            ),
        ),
        level=Level.WARNING,
        thresholds=(
            _PAGE_WORDS,
            _LINE_WORDS,
        ),
    )
)
def page_one_is_short(book: Book) -> Iterator[Problem]:
    """The texts of page one leave room for the rest of its 460 words (ICD 203)."""
    line = book.edition.bottom_line
    most = book.brief.threshold("page-one-long", _LINE_WORDS)
    refused = book.brief.threshold("bottom-line-long", BOTTOM_LINE_WORDS)
    if most < (words := word_count(line.text)) <= refused:
        yield Problem(
            "page-one-long",
            f"the bottom line has {words} words",
            line.at("text"),
            f"at most {most}: what happened, and what it means",
            Level.WARNING,
        )
    room = book.brief.threshold("page-one-long", _PAGE_WORDS) - _OTHER_WORDS
    if (words := sum(map(word_count, _written(book)))) > room:
        yield Problem(
            "page-one-long",
            f"bottom line, highlights, reason and key judgements have {words} words together",
            line.at("text"),
            f"at most {room}: leave out highlights, shorten sentences",
            Level.WARNING,
        )


def _passages(book: Book) -> Iterator[tuple[str, Statement]]:
    """Give what is written for page one alone, in the order in which it is read."""
    edition = book.edition
    yield "the bottom line", edition.bottom_line
    yield "the trend's reason", edition.trend_rationale
    for number, highlight in enumerate(edition.highlights, 1):
        yield f"highlight {number}", highlight


def _most_words_shared(brief: Brief, one: str, other: str) -> bool:
    few, most = (brief.threshold("page-one-repeats", each) for each in (_FEW, _MOST))
    words, others = (set(_WORD.findall(text.casefold())) for text in (one, other))
    fewer = min(len(words), len(others))
    return fewer >= few and 100 * len(words & others) > most * fewer


def _key_figures_told(book: Book, highlight: Statement) -> Iterator[Figure]:
    """Give the key figures that a highlight rests on and whose number it tells again."""
    under = {record.id for record in rested_on(book, highlight.basis)}
    text = without_days(highlight.text, book.edition.period.end)
    written = list(written_numbers(text))
    for id in book.edition.key_figures:
        figure = book.get(Figure, id)
        if figure is None or id not in under:
            continue
        if any(number.can_be(one) for number in written for one in values_of(figure)):
            yield figure


def _said_before(book: Book, highlight: Statement, before: AbstractSet[str]) -> str:
    """Say what of a highlight the rest of page one has told already; "" where it is new."""
    if highlight.basis and before >= set(highlight.basis):
        return "rests on no record that the passages before do not"
    if figures := " and ".join(figure.id for figure in _key_figures_told(book, highlight)):
        return f"tells the number of the key figure {figures}"
    return ""


def _written(book: Book) -> Iterator[str]:
    yield from (statement.text for _, statement in _passages(book))
    for judgement in book.all(Judgement):
        if judgement.key and is_live(judgement):
            yield judgement.statement


def _repeats(message: str, statement: Statement, hint: str = _NOT_NEEDED) -> Problem:
    return Problem(
        "page-one-repeats",
        message,
        statement.at("text"),
        hint,
        Level.WARNING,
    )


RULES = (page_one_says_each_thing_once, page_one_is_short)

"""Sentences of the desk that hold a number and rest on figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportkit.model.book import EVIDENCE, Book, is_live
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.problems import Mark
from reportkit.rules.counts import counts_in
from reportkit.rules.resting import rested_on
from reportkit.rules.texts import sentences_of_page_one, texts_of, without_quotes
from reportkit.rules.written_numbers import WrittenNumber

#: Of more figures than these, some number is near to any.
_MOST_FIGURES = 12
_DIGIT_OR_WORD = re.compile(
    r"\d|\b(?:ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|billion)\b", re.IGNORECASE
)


class Sentence(NamedTuple):
    """A text of the desk with the records that it rests on."""

    owner: str  # "fire", "the reason for the change of fire"
    text: str
    mark: Mark
    basis: tuple[str, ...]
    figures: tuple[Figure, ...]  # those whose number it would tell
    is_of_one: bool = False  # a fact about one figure alone
    is_on_page_one: bool = False
    is_claimed: bool = False  # a speaker says it
    numbers: tuple[WrittenNumber, ...] = ()  # of its own words, those that can be a figure's


def sentences_about_figures(book: Book) -> tuple[Sentence, ...]:
    """Give the texts with a number whose records name figures, directly or by their event."""
    return book.once(_gathered)


def may_hold_a_number(text: str) -> bool:
    """Tell whether it is worth looking for numbers in a text: most have none."""
    return _DIGIT_OR_WORD.search(text) is not None


def _gathered(book: Book) -> tuple[Sentence, ...]:
    near = book.edition.period.end
    return tuple(
        sentence._replace(numbers=tuple(counts_in(without_quotes(sentence.text), near)))
        for sentence in (*_of_records(book), *_of_the_edition(book))
    )


def _of_records(book: Book) -> Iterator[Sentence]:
    tolls: dict[str, list[Figure]] = {}
    for figure in book.all(Figure):
        if figure.event and is_live(figure):
            tolls.setdefault(figure.event, []).append(figure)
    for record in book:
        if isinstance(record, Figure) or not is_live(record):
            continue
        texts = [one for one in texts_of(record) if may_hold_a_number(one.text)]
        if not texts:
            continue
        basis = tuple(one.id for one in book.mentions(record) if one.field in EVIDENCE)
        figures = tuple(_figures(book, record, basis, tolls))
        if 0 < len(figures) <= _MOST_FIGURES:
            of_one, claimed = _is_of_one(record, basis, book), isinstance(record, Claim)
            for text in texts:
                owner = f"{record.id} {text.field}"
                yield Sentence(
                    owner, text.text, text.mark, basis, figures, of_one, is_claimed=claimed
                )


def _of_the_edition(book: Book) -> Iterator[Sentence]:
    for what, statement in sentences_of_page_one(book):
        figures = _figures_under(book, statement.basis)
        mark = statement.at("text")
        yield Sentence(what, statement.text, mark, statement.basis, figures, is_on_page_one=True)
    for note in book.edition.changes:
        if note.reason:
            figures = _figures_under(book, note.evidence)
            owner = f"the reason for the change of {note.record}"
            yield Sentence(owner, note.reason, note.at("reason"), note.evidence, figures)


def _figures_under(book: Book, basis: tuple[str, ...]) -> tuple[Figure, ...]:
    figures = tuple(one for one in rested_on(book, basis) if isinstance(one, Figure))
    return figures if len(figures) <= _MOST_FIGURES else ()


def _figures(
    book: Book, record: Record, basis: tuple[str, ...], tolls: dict[str, list[Figure]]
) -> Iterator[Figure]:
    """Give the figures whose numbers a record would tell: those named, and the tolls of an event.

    A claim tells its speaker's alone.
    """
    if isinstance(record, (Fact, Claim)):
        named = [one for id in basis if (one := book.get(Figure, id))]
    else:
        named = [one for one in rested_on(book, basis) if isinstance(one, Figure)]
    event = record.id if isinstance(record, Event) else getattr(record, "event", None)
    for figure in dict.fromkeys((*named, *tolls.get(event or "", ()))):
        if not isinstance(record, Claim) or _is_of(book, figure, record.speaker):
            yield figure


def _is_of(book: Book, figure: Figure, speaker: str) -> bool:
    party = book.party_of(speaker)
    return figure.provider == speaker or (
        party is not None and book.party_of(figure.provider) == party
    )


def _is_of_one(record: Record, basis: tuple[str, ...], book: Book) -> bool:
    return isinstance(record, Fact) and sum(book.get(Figure, id) is not None for id in basis) == 1

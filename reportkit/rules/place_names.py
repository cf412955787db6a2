"""Is a place called in the texts as its record calls it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Place
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule
from reportkit.rules.texts import printed_texts, without_quotes

_WORD = re.compile(r"[^\W_]+")


class _Name(NamedTuple):
    """A name as the words of a text; one that its place's own name is not is asked about."""

    words: tuple[str, ...]
    text: str
    place: Place | None  # whose other name it is; None: a name that may be written


@rule(
    Code(
        "place-named",
        "house rule: a record agrees with itself",
        "The texts of a report call a place by its own 'name'; another name or spelling of it "
        "('names') stands inside quotations alone, or a reader takes it for another place. Each "
        "one is asked about once. Not asked about: what is the own name of another place, of an "
        "actor or a country, and the texts of the place itself.",
        (
            Example(
                "places: [{id: mill, name: Mill Town, names: [{name: Qasaba}]}]\n"
                "facts: [{statement: The road to Qasaba is shut., date: 2025-10-14}]",
                "places: [{id: mill, name: Mill Town, names: [{name: Qasaba}]}]\n"
                "facts: [{statement: The road to Mill Town is shut., date: 2025-10-14}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def places_are_called_by_their_own_name(book: Book) -> Iterator[Problem]:
    """No text of the desk uses another name of a place than its record's own."""
    by_first = _names_by_first_word(book)
    if not any(name.place for names in by_first.values() for name in names):
        return
    asked: set[str] = set()
    for printed in printed_texts(book):
        for name in _names_in(without_quotes(printed.text), by_first):
            place = name.place
            if place is None or name.text in asked or printed.owner == place.id:
                continue
            asked.add(name.text)
            yield Problem(
                "place-named",
                f"'{name.text}' is another name of {place.id}, which is called '{place.name}'",
                printed.mark,
                f"write '{place.name}', or set words that are quoted inside quotation marks",
                Level.WARNING,
            )


def _names_in(text: str, by_first: Mapping[str, list[_Name]]) -> Iterator[_Name]:
    """Give the names that stand in a text; of several that begin with a word the longest."""
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        name = next(
            (
                name
                for name in by_first.get(words[at], ())
                if name.words == tuple(words[at : at + len(name.words)])
            ),
            None,
        )
        if name:
            yield name
        at += len(name.words) if name else 1


def _names_by_first_word(book: Book) -> Mapping[str, list[_Name]]:
    """Give all names by their first words, longest first; what may be written comes first."""
    own = {words for text in _own_names(book) if (words := tuple(_WORD.findall(text)))}
    names = {words: _Name(words, " ".join(words), None) for words in own}
    for place in book.all(Place):
        for other in place.names:
            words = tuple(_WORD.findall(other.name))
            if words and words not in own:
                names[words] = _Name(words, other.name, place)
    by_first: dict[str, list[_Name]] = {}
    for name in sorted(names.values(), key=lambda name: -len(name.words)):
        by_first.setdefault(name.words[0], []).append(name)
    return by_first


def _own_names(book: Book) -> Iterator[str]:
    for record in book:
        yield from _own_of(record)
    for naming in book.brief.naming_policy:
        yield from (naming.term, naming.prefer)


def _own_of(record: Record) -> Iterator[str]:
    match record:
        case Place():
            yield from (record.name, record.country, *record.country.split("/"))
        case Actor():
            yield from (record.name, record.short or "", *(one.term for one in record.aliases))


RULES = (places_are_called_by_their_own_name,)

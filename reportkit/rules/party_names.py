"""By which names the texts call the parties to the conflict, and in which sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.model.evidence import Actor
from reportkit.rules.texts import any_of

_NOBODY = re.compile(r"(?!)")


class Named(NamedTuple):
    """One mention of a party in a text."""

    party: str
    start: int
    end: int


def parties_of(book: Book) -> tuple[Actor, ...]:
    """Give the parties to the conflict by the alphabet of their names, as the page sets them."""
    return book.once(_parties)


def party_names(book: Book) -> Mapping[str, str]:
    """Give every name by which the texts may call a party or a body of it, with the party's id."""
    return book.once(_names)


def names_in(book: Book, text: str) -> Iterator[Named]:
    """Give the parties that a text names, in its order; a body stands for its party."""
    lowered, pattern = book.once(_finder)
    for found in pattern.finditer(text):
        named = " ".join(found[0].replace("-", " ").lower().split())
        yield Named(lowered[named], found.start(), found.end())


def _parties(book: Book) -> tuple[Actor, ...]:
    found = [a for a in book.all(Actor) if a.party_to_conflict and not a.part_of]
    return tuple(sorted(found, key=lambda actor: actor.name))


def _names(book: Book) -> Mapping[str, str]:
    names = {}
    for actor in book.all(Actor):
        party = book.party_of(actor.id)
        if party is None:
            continue
        for name in (actor.name, actor.short, *(alias.term for alias in actor.aliases)):
            if name:
                names[name] = party
    return names


def _finder(book: Book) -> tuple[Mapping[str, str], re.Pattern[str]]:
    names = party_names(book)
    lowered = {" ".join(name.replace("-", " ").lower().split()): names[name] for name in names}
    return lowered, any_of(names) if names else _NOBODY

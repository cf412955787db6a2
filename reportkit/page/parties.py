"""The parties to the conflict: their order and their colour."""

from __future__ import annotations

from reportkit.model.book import Book
from reportkit.model.evidence import Actor


def parties(book: Book) -> tuple[str, ...]:
    """Give the parties in alphabetical order of their names: equal treatment has no first."""
    found = [a for a in book.all(Actor) if a.party_to_conflict and not a.part_of]
    return tuple(a.id for a in sorted(found, key=lambda a: a.name))


def party_css(book: Book, party: str | None) -> str:
    """Name a party's colour; everybody else has none."""
    known = parties(book)
    return f"party-{known.index(party) + 1}" if party in known[:4] else "party-0"

"""Where a record lists several parties to the conflict in one role, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportkit.model.book import Book, is_live
from reportkit.model.diplomacy import Commitment, Round
from reportkit.problems import Mark


class Listed(NamedTuple):
    """The parties of one list, each once, in its order."""

    record: str
    field: str
    parties: tuple[str, ...]
    mark: Mark


def lists_of_parties(book: Book) -> Iterator[Listed]:
    """Give the lists that name several parties: who promised, who sat there, who wants what."""
    for listed in _lists(book):
        if len(listed.parties) > 1:
            yield listed


def _lists(book: Book) -> Iterator[Listed]:
    for commitment in filter(is_live, book.all(Commitment)):
        for field, bound in (("by", commitment.by), ("to", commitment.to)):
            yield Listed(commitment.id, field, _parties(book, bound), commitment.at(field))
    for talks in filter(is_live, book.all(Round)):
        met = (delegation.party for delegation in talks.delegations)
        wanting = (demand.party for demand in talks.positions)
        for field, actors in (("delegations", met), ("positions", wanting)):
            yield Listed(talks.id, field, _parties(book, actors), talks.at(field))


def _parties(book: Book, actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party for id in actors if (party := book.party_of(id))))

"""What the rows of the balance of an edition are counted from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Claim
from reportkit.page.selection import Selection
from reportkit.rules.charges import counts
from reportkit.rules.party_names import parties_of


@dataclass(frozen=True)
class Asked:
    """What is measured: an edition, or one section of it."""

    book: Book
    selection: Selection
    section: str | None

    @property
    def parties(self) -> tuple[Actor, ...]:
        """The parties to the conflict, by the alphabet."""
        return parties_of(self.book)

    def claims(self) -> Iterator[Claim]:
        """Give the claims that count, of the section that is asked for."""
        for claim in self.book.all(Claim):
            if counts(claim) and self.section in (None, claim.section):
                yield claim

    def by_party(self, actors: Iterable[str | None]) -> Counter[str]:
        """Count some actors by the party that they belong to."""
        return Counter(party for id in actors if id and (party := self.book.party_of(id)))


@dataclass(frozen=True)
class Counts:
    """One thing counted of each party, by id; ``of`` is out of how many each."""

    id: str
    what: str
    counts: Mapping[str, int]
    of: Mapping[str, int] | None = None
    remark: str = ""  # in place of the one that says whose the row is

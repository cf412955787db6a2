"""What the parties to the conflict count themselves, and how two numbers could be merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations
from typing import NamedTuple

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.events import Relation
from reportkit.rules.party_names import parties_of


class Opposed(NamedTuple):
    """Two numbers that opposing parties give of one event and metric."""

    one: Figure
    other: Figure


def opposed_counts(book: Book) -> Mapping[tuple[str, str], tuple[Opposed, ...]]:
    """Give what opposing parties count of one event and metric, pair by pair."""
    return {
        matter: pairs
        for matter, figures in book.once(counts_of_parties).items()
        if (
            pairs := tuple(
                Opposed(one, other)
                for one, other in combinations(figures, 2)
                if book.party_of(one.provider) != book.party_of(other.provider)
            )
        )
    }


def counts_of_parties(book: Book) -> Mapping[tuple[str, str], list[Figure]]:
    """Give the parties' own figures by event and metric."""
    given: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in book.all(Figure):
        if figure.event and is_live(figure) and book.party_of(figure.provider):
            given[matter_of(figure)].append(figure)
    return given


def side_counted(book: Book, figure: Figure) -> str | None:
    """Name the party whose losses a party counts, where the two sides can be told apart."""
    provider = book.party_of(figure.provider)
    if figure.relation is Relation.OWN:
        return provider
    event = book.get(Event, figure.event)
    sides = {party for one in event.actors if (party := book.party_of(one.actor))} if event else ()
    others = set(sides or (party.id for party in parties_of(book))) - {provider}
    return others.pop() if figure.relation is Relation.ENEMY and len(others) == 1 else None


def matter_of(figure: Figure) -> tuple[str, str]:
    """Name what a figure counts: its event and metric."""
    return figure.event or "", figure.metric


def unlike(one: Iterable[Decimal], other: Iterable[Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    """Give each number of the one beside each of the other, the smaller first."""
    yield from ((min(a, b), max(a, b)) for a in one for b in other if a != b)


def means_of(least: Decimal, most: Decimal) -> set[Decimal]:
    """Give the mean, and what it is rounded to; an end itself is no mean."""
    mean = (least + most) / 2
    rounded = {mean.to_integral_value(way) for way in (ROUND_FLOOR, ROUND_CEILING)}
    return {mean, *rounded} - {least, most}

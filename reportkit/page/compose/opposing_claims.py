"""Which claims stand under which contested fact: the charge with who answers or contradicts it."""

from __future__ import annotations

from reportkit.model.book import Book
from reportkit.model.corroboration import position_of
from reportkit.model.evidence import Claim, Fact
from reportkit.model.vocabulary.events import Position
from reportkit.page.selection import Selection, is_carried
from reportkit.phrasing.claims import SILENCE


def claims_behind(book: Book, selection: Selection) -> dict[str, tuple[Claim, ...]]:
    """Share the claims out among the contested facts; each claim is printed once.

    What only stands in the body from earlier editions leaves its claims to the annex.

    A fact gets columns only where at least two sides stand in them: first those that name
    claims of two sides themselves, then those whose opponents must be looked for, what was met
    with silence first. A silence contests nothing: it makes a column alone only where nobody
    else stands against the claim.
    """
    behind: dict[str, tuple[Claim, ...]] = {}
    taken: set[str] = set()
    claims = [claim for claim in book.all(Claim) if is_carried(claim)]
    contested = [
        fact
        for fact in book.all(Fact)
        if is_carried(fact)
        and position_of(book, fact) is Position.CONTESTED
        and (selection.is_news(fact) or not selection.in_body(fact))
    ]
    silent_first = sorted(
        contested, key=lambda fact: all(c.modality not in SILENCE for c in _named(fact, claims))
    )
    for find, facts, only_spoken in (
        (_named, contested, True),
        (_opposed, silent_first, True),
        (_named, contested, False),
    ):
        for fact in facts:
            shown = tuple(c for c in find(fact, claims) if c.id not in taken)
            heard = (c for c in shown if not (only_spoken and c.modality in SILENCE))
            sides = {_side(book, claim) for claim in heard}
            if fact.id not in behind and len(sides) > 1:
                behind[fact.id] = shown
                taken.update(claim.id for claim in shown)
    return behind


def _named(fact: Fact, claims: list[Claim]) -> list[Claim]:
    nearest = {fact.id, *fact.about} - {fact.event or ""}
    return [c for c in claims if c.id in fact.claims or nearest.intersection(c.about)]


def _opposed(fact: Fact, claims: list[Claim]) -> list[Claim]:
    near = _named(fact, claims)
    ids = {claim.id for claim in near}
    against = {other for claim in near for other in claim.contradicts}
    return [c for c in claims if c.id in ids or c.id in against or ids.intersection(c.contradicts)]


def _side(book: Book, claim: Claim) -> str:
    return book.party_of(claim.speaker) or claim.speaker

"""What one party charges another with, and what the other is recorded to have said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportkit.model.book import Book, is_live
from reportkit.model.diplomacy import Commitment
from reportkit.model.evidence import Claim, Event
from reportkit.model.vocabulary.diplomacy import CommitmentStatus
from reportkit.model.vocabulary.events import Attribution, Modality, Rank, Role

SAYS_SO = frozenset({Modality.ASSERTS, Modality.CONFIRMS, Modality.REVISES})
#: Nothing was said: somebody looked, and found none.
SILENT = frozenset({Modality.NO_COMMENT, Modality.NOT_AVAILABLE})
#: What a party says of itself, or has accepted, is no charge that waits for its answer.
_OWNED = frozenset({Attribution.SELF_CLAIMED, Attribution.ACCEPTED})
_BREACHES = frozenset({CommitmentStatus.BREACH_ALLEGED, CommitmentStatus.BREACH_CONFIRMED})


class Charge(NamedTuple):
    """A claim of one party against another, and what it is about."""

    claim: Claim
    accused: str  # the party
    subject: str  # the event or commitment, or the claim itself


def charges(book: Book) -> tuple[Charge, ...]:
    """Give what each party says against another, in the order of the files, each once.

    A charge speaks of an event that the other is held to have begun or of an actor of the other
    party, or is named where such an event says on whose word it rests (``by``), or where a
    commitment of the other is called broken.
    """
    return book.once(_charges)


def counts(claim: Claim) -> bool:
    """Neither ended nor deprecated."""
    return is_live(claim) and claim.rank is not Rank.DEPRECATED


def answers_to(book: Book, charge: Charge) -> Iterator[Claim]:
    """Give what the accused said of a charge, its recorded silence included.

    That is what speaks against it, of it or of its event or commitment. Who had not been charged
    yet was not asked: a silence recorded on an earlier day is none.
    """
    claim = charge.claim
    subjects = [id for id in claim.about if book.get(Event, id)]
    commitment = book.get(Commitment, charge.subject)
    named = [*claim.contradicts, *(commitment.status_by if commitment else ())]
    words = [
        *book.claims_against(claim.id),
        *(other for id in named if (other := book.get(Claim, id))),
        *(other for id in (claim.id, charge.subject, *subjects) for other in book.claims_about(id)),
    ]
    for answer in dict.fromkeys(words):
        early = answer.modality in SILENT and answer.date < claim.date
        if counts(answer) and not early and book.party_of(answer.speaker) == charge.accused:
            yield answer


def _charges(book: Book) -> tuple[Charge, ...]:
    found = dict.fromkeys([*_about_what_was_done(book), *_named_elsewhere(book)])
    return tuple(sorted(found, key=lambda charge: book.place[charge.claim.id]))


def _about_what_was_done(book: Book) -> Iterator[Charge]:
    alleged = dict(_alleged(book))
    for claim in book.all(Claim):
        party = book.party_of(claim.speaker)
        if party is None or not _charging(claim):
            continue
        for id in claim.about:
            accused = book.party_of(id)  # of an actor; None for every other record
            if accused is not None and accused != party:
                yield Charge(claim, accused, claim.id)
            for accused in alleged.get(id, ()):
                if accused != party:
                    yield Charge(claim, accused, id)


def _alleged(book: Book) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the events that a party is held to have begun, with these parties."""
    broken = {
        violation.event
        for commitment in book.all(Commitment)
        if commitment.ceasefire
        for violation in commitment.ceasefire.violations
    }
    for event in book.all(Event):
        held = [
            each.actor
            for each in event.actors
            if each.role is Role.INITIATOR
            and (each.attribution not in _OWNED or event.id in broken)
        ]
        yield event.id, tuple(_parties(book, held))


def _named_elsewhere(book: Book) -> Iterator[Charge]:
    """Give the charges that only another record makes such: an event, or a broken commitment."""
    for event in book.all(Event):
        for part in event.actors:
            if part.role is Role.INITIATOR and part.attribution not in _OWNED:
                yield from _of_others(book, part.by, [part.actor], event.id)
    for commitment in book.all(Commitment):
        if commitment.commitment_status in _BREACHES:
            yield from _of_others(book, commitment.status_by, commitment.by, commitment.id)
        for violation in commitment.ceasefire.violations if commitment.ceasefire else ():
            broken = book.get(Event, violation.event)
            parts = broken.actors if broken else ()
            began = [part.actor for part in parts if part.role is Role.INITIATOR]
            yield from _of_others(book, violation.alleged_by, began, violation.event)


def _of_others(
    book: Book, claims: Iterable[str], accused: Iterable[str], subject: str
) -> Iterator[Charge]:
    """Give the claims of one party among some that others are charged by.

    Of a promise that both gave, each may charge the other alone.
    """
    parties = list(_parties(book, accused))
    for id in claims:
        claim = book.get(Claim, id)
        speaking = book.party_of(claim.speaker) if claim else None
        if claim is None or speaking is None or not _charging(claim):
            continue
        for party in parties:
            if party != speaking:
                yield Charge(claim, party, subject)


def _parties(book: Book, actors: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(party for actor in actors if (party := book.party_of(actor)))


def _charging(claim: Claim) -> bool:
    return claim.modality in SAYS_SO and counts(claim)

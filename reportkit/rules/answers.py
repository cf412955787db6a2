"""Is silence asked of both sides alike: has each charge its answer, or a search for one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportkit.model.book import Book, is_live
from reportkit.model.diplomacy import Commitment
from reportkit.model.evidence import Actor, Claim, Event
from reportkit.model.vocabulary.events import Attribution, Modality, Rank, Role
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

_CHARGES = frozenset({Modality.ASSERTS, Modality.CONFIRMS, Modality.REVISES})
#: What a party says of itself, or has accepted, is no charge that waits for its answer.
_OWNED = frozenset({Attribution.SELF_CLAIMED, Attribution.ACCEPTED})


class _Charge(NamedTuple):
    claim: Claim
    accused: str  # the party
    subject: str  # the event, or the claim itself


@rule(
    Code(
        "charge-unanswered",
        "equal treatment of parties",
        "What one party charges the other with stands beside the other's answer. A charge "
        "is a claim about an event that the other is held to have begun, or about an "
        "actor of the other party. The answer is any claim of the accused that "
        "contradicts it or is about it; where you looked and found none, a claim with "
        "modality no_comment and 'about: [the charge]' says so. It is asked of both sides "
        "alike.",
        (
            Example(
                "# north and south are the parties\n"
                "claims: [{id: charge, speaker: south, about: [north], statement: it fired first}]",
                "# north and south are the parties\n"
                "claims: [{id: charge, speaker: south, about: [north], statement: it fired "
                "first},\n"
                "  {speaker: north, modality: denies, about: [charge], statement: it fired first}]",
            ),
            Example(
                "claims: [{id: charge, speaker: north, about: [south], statement: it fired first}]",
                "claims: [{id: charge, speaker: north, about: [south], statement: it fired "
                "first},\n"
                "  {speaker: south, modality: no_comment, about: [charge], statement: the shots}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def charges_have_an_answer(book: Book) -> Iterator[Problem]:
    """A charge by one party against another has an answer, or a recorded search for one.

    A charge is what a party says of an event that the other is held to have begun, or a claim
    about an actor of the other party. Its answer is any claim of the accused that contradicts
    it or speaks of it or of the event; a search without result is one, with modality
    no_comment.
    """
    pairs: set[tuple[str, str]] = set()
    for charge in _charges(book):
        key = (charge.accused, charge.subject)
        if key in pairs or _is_answered(book, charge):
            continue
        pairs.add(key)
        accused = book.get(Actor, charge.accused)
        name = accused.name if accused else charge.accused
        yield Problem(
            "charge-unanswered",
            f"{charge.claim.id} charges {name}; no word of {name} on it is recorded",
            charge.claim.at(),
            "add its answer or denial; if you looked and found none, a claim with modality: "
            f"no_comment and about: [{charge.claim.id}]",
            Level.WARNING,
        )


@rule(
    Code(
        "silence-of-nothing",
        "equal treatment of parties",
        "A search without result belongs to what was said of a party: a claim with "
        "modality no_comment names the claim, figure or event that was left unanswered.",
        (
            Example(
                "claims: [{speaker: north, modality: no_comment, statement: the dead}]",
                "claims: [{speaker: north, modality: no_comment, statement: the dead, "
                "about: [toll]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def silence_names_its_charge(book: Book) -> Iterator[Problem]:
    """A search without result says which charge it was an answer to.

    Silence is no act of a party: "no comment from X was found" belongs under what was said of X.
    """
    for claim in book.all(Claim):
        if not is_live(claim) or claim.modality is not Modality.NO_COMMENT:
            continue
        if not any(book.by_id.get(id) for id in claim.about) and not claim.contradicts:
            yield Problem(
                "silence-of-nothing",
                f"{claim.id} records a silence and not what it was about",
                claim.at("modality"),
                "add 'about:' with the claim, figure or event that was left unanswered",
                Level.WARNING,
            )


def _charges(book: Book) -> Iterator[_Charge]:
    alleged = dict(_alleged(book))
    for claim in book.all(Claim):
        party = book.party_of(claim.speaker)
        if party is None or claim.modality not in _CHARGES or not _counts(claim):
            continue
        for id in claim.about:
            accused = book.party_of(id)  # of an actor; None for every other record
            if accused is not None and accused != party:
                yield _Charge(claim, accused, claim.id)
            for accused in alleged.get(id, ()):
                if accused != party:
                    yield _Charge(claim, accused, id)


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
        parties = dict.fromkeys(party for actor in held if (party := book.party_of(actor)))
        yield event.id, tuple(parties)


def _is_answered(book: Book, charge: _Charge) -> bool:
    claim = charge.claim
    events = (id for id in claim.about if book.get(Event, id))
    answers = [
        *book.claims_against(claim.id),
        *(other for id in claim.contradicts if (other := book.get(Claim, id))),
        *(other for id in (claim.id, *events) for other in book.claims_about(id)),
    ]
    return any(_counts(each) and book.party_of(each.speaker) == charge.accused for each in answers)


def _counts(claim: Claim) -> bool:
    return is_live(claim) and claim.rank is not Rank.DEPRECATED


RULES = (charges_have_an_answer, silence_names_its_charge)

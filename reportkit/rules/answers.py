"""Is silence asked of both sides alike: has each charge its answer, or a search for one?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Actor, Claim
from reportkit.model.vocabulary.events import Modality
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.charges import answers_to, charges
from reportkit.rules.rule import rule


@rule(
    Code(
        "charge-unanswered",
        "equal treatment of parties",
        "What one party charges the other with stands beside the other's answer. A charge "
        "is a claim about an event that the other is held to have begun, or about an "
        "actor of the other party; or one that such an event names in 'by', or by which a "
        "commitment of the other is called broken. The answer is any claim of the accused "
        "that contradicts it or is about it, or about its event or commitment; where you "
        "looked and found none, a claim with modality no_comment and 'about: [the charge]' "
        "says so, on the day of the charge or later. It is asked of both sides alike.",
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
            Example(
                "# the event names the charge, which does not name the event\n"
                "claims: [{id: charge, speaker: south, statement: the North fired}]\n"
                "events: [{id: shots, actors: [{actor: north-army, role: initiator,\n"
                "  attribution: alleged, by: [charge]}]}]",
                "claims: [{id: charge, speaker: south, statement: the North fired},\n"
                "  {speaker: north, modality: denies, about: [shots], statement: it fired}]\n"
                "events: [{id: shots, actors: [{actor: north-army, role: initiator,\n"
                "  attribution: alleged, by: [charge]}]}]",
            ),
            Example(
                "claims: [{id: charge, speaker: south, statement: the truce was broken}]\n"
                "commitments: [{by: [north, south], commitment_status: breach_alleged,\n"
                "  status_by: [charge]}]",
                "claims: [{id: charge, speaker: south, statement: the truce was broken},\n"
                "  {id: answer, speaker: north, statement: the truce holds}]\n"
                "commitments: [{by: [north, south], commitment_status: breach_alleged,\n"
                "  status_by: [charge, answer]}]",
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
    for charge in charges(book):
        key = (charge.accused, charge.subject)
        if key in pairs or any(answers_to(book, charge)):
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


RULES = (charges_have_an_answer, silence_names_its_charge)

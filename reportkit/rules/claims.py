"""Is each side's word kept apart, and treated alike?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.diplomacy import Commitment
from reportkit.model.evidence import Actor, Claim, Event, Participant
from reportkit.model.quotation import quoted_words
from reportkit.model.vocabulary.diplomacy import CommitmentStatus
from reportkit.model.vocabulary.events import Attribution, HarmGrade, Modality, Rank, Role
from reportkit.model.vocabulary.sources import ActorKind
from reportkit.problems import Code, Example, Level, Part, Problem, Threshold
from reportkit.rules.rule import rule

_QUOTE_WORDS = Threshold(
    "words", Decimal(40), "words of a quotation", Decimal(5), Decimal(120), "more are too many"
)
_ACCEPTS = frozenset({Modality.ASSERTS, Modality.CONFIRMS, Modality.REVISES})
_ACCEPTED = frozenset({Attribution.ACCEPTED, Attribution.SELF_CLAIMED})
_ARMED = frozenset(
    {ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.DE_FACTO_AUTHORITY, ActorKind.ARMED_GROUP}
)


@rule(
    Code(
        "quote-long",
        "fair quotation",
        "A quotation has at most forty words.",
        (
            Example(
                f"claims: [{{quote: {{text: {'word ' * 41}}}}}]",
                f"claims: [{{quote: {{text: {'word ' * 40}}}}}]",
            ),
        ),
        thresholds=(_QUOTE_WORDS,),
    ),
    Code(
        "quote-untranslated",
        "ICS 206-01",
        "A quotation in another language than the brief's stands beside its translation.",
        (
            Example(
                "claims: [{quote: {text: باران, language: fa-AF}}]",
                "claims: [{quote: {text: باران, language: fa-AF, translation: rain}}]",
            ),
        ),
    ),
)
def quotes_are_short_and_translated(book: Book) -> Iterator[Problem]:
    """A quotation has at most forty words and, in another language, its translation."""
    language = base_of(book.brief.written_in)
    most = book.brief.threshold("quote-long", _QUOTE_WORDS)
    for claim in book.all(Claim):
        if (quote := claim.quote) is None:
            continue
        if (words := quoted_words(quote.text)) > most:
            yield Problem(
                "quote-long",
                f"the quote of {claim.id} has {words} words",
                quote.at("text"),
                f"at most {most}: keep what matters",
            )
        if base_of(quote.language) != language and quote.translation is None:
            yield Problem(
                "quote-untranslated",
                f"the quote of {claim.id} is in '{quote.language}' and has no translation",
                quote.at("text"),
                "add 'translation:'",
            )


@rule(
    Code(
        "claim-deprecated",
        "Wikidata ranks",
        "A claim that no longer counts is kept, deprecated and with its reason, instead "
        "of being deleted.",
        (
            Example(
                "claims: [{rank: deprecated}]",
                "claims: [{rank: deprecated, rank_reason: taken back}]",
            ),
        ),
    )
)
def deprecated_claims_say_why(book: Book) -> Iterator[Problem]:
    """A claim that no longer counts is kept with the reason (Wikidata's ranks)."""
    for claim in book.all(Claim):
        if claim.rank is Rank.DEPRECATED and claim.rank_reason is None:
            yield Problem(
                "claim-deprecated",
                f"{claim.id} is deprecated without a reason",
                claim.at("rank"),
                "add 'rank_reason:'",
            )


@rule(
    Code(
        "harm-unaccepted",
        "Airwars",
        "Harm graded confirmed means that a belligerent accepted responsibility: one of "
        "the event's actors has attribution accepted or self_claimed, and a claim of that "
        "actor or its party says so.",
        (
            Example(
                "# north and south are the parties; north-army is part of north\n"
                "claims: [{id: c, speaker: south}]\n"
                "events: [{harm_grade: confirmed, actors: [{actor: north-army, role: initiator,\n"
                "  attribution: accepted, by: [c]}]}]",
                "# north and south are the parties; north-army is part of north\n"
                "claims: [{id: c, speaker: north}]\n"
                "events: [{harm_grade: confirmed, actors: [{actor: north-army, role: initiator,\n"
                "  attribution: accepted, by: [c]}]}]",
            ),
        ),
    )
)
def confirmed_harm_was_accepted(book: Book) -> Iterator[Problem]:
    """Harm is 'confirmed' only where a belligerent accepts responsibility (Airwars)."""
    for event in book.all(Event):
        if event.harm_grade is not HarmGrade.CONFIRMED:
            continue
        about = [claim for claim in book.all(Claim) if event.id in claim.about]
        if not any(_accepts(book, participant, about) for participant in event.actors):
            yield Problem(
                "harm-unaccepted",
                f"{event.id} is graded confirmed and no actor's own claim accepts it",
                event.at("harm_grade"),
                "name that claim under the actor's 'by', or grade it fair or weak",
            )


@rule(
    Code(
        "attribution-missing",
        "Airwars",
        "That somebody began an event rests on somebody's word: self_claimed, accepted, "
        "alleged, denied, assessed or unknown. A target or another participant needs no "
        "attribution.",
        (
            Example(
                "events: [{actors: [{actor: north, role: initiator}]}]",
                "events: [{actors: [{actor: north, role: initiator, attribution: alleged}, "
                "{actor: south, role: target}]}]",
            ),
        ),
    )
)
def initiators_are_attributed(book: Book) -> Iterator[Problem]:
    """That somebody began it rests on somebody's word (Airwars); a target needs none."""
    for event in book.all(Event):
        for participant in event.actors:
            if participant.role is Role.INITIATOR and participant.attribution is None:
                yield Problem(
                    "attribution-missing",
                    f"{event.id} names {participant.actor} as initiator and not on whose word",
                    participant.at("role"),
                    f"add 'attribution:', one of {', '.join(Attribution)}",
                )


@rule(
    Code(
        "party-none",
        "UCDP",
        "The parties to the conflict are actors with 'party_to_conflict: true'; a "
        "ministry or an army is 'part_of' its party. By them the claim matrix sets its "
        "columns, timelines their lanes and the house its colours, and both sides are "
        "asked for their answer alike. A series without a conflict names none.",
        (
            Example(
                "actors: [{id: army, kind: state_force}, {id: rebels, kind: armed_group}]\n"
                "events: [{actors: [{actor: rebels, role: initiator, attribution: alleged},\n"
                "  {actor: army, role: target}]}]",
                "actors: [{id: army, kind: state_force, party_to_conflict: true},\n"
                "  {id: rebels, kind: armed_group, party_to_conflict: true}]\n"
                "events: [{actors: [{actor: rebels, role: initiator, attribution: alleged},\n"
                "  {actor: army, role: target}]}]",
                given=(Part("", "records", ", party_to_conflict: true"),),
            ),
        ),
        level=Level.WARNING,
    )
)
def sides_are_parties(book: Book) -> Iterator[Problem]:
    """Where one side acted against another, the parties to the conflict are named (UCDP).

    Told once: without them nothing can be set side by side, by whoever says it.
    """
    if any(actor.party_to_conflict for actor in book.all(Actor)):
        return
    for event in book.all(Event):
        sides: dict[Role, Participant] = {}
        for one in event.actors:
            sides.setdefault(one.role, one)
        begun, hit = sides.get(Role.INITIATOR), sides.get(Role.TARGET)
        if begun and hit and {_kind_of(book, begun), _kind_of(book, hit)} <= _ARMED:
            yield Problem(
                "party-none",
                f"{begun.actor} acted against {hit.actor}, and no actor is a party to the conflict",
                event.at("actors"),
                f"add 'party_to_conflict: true' to the actors {begun.actor} and {hit.actor}, or "
                "to whom they are part of",
                Level.WARNING,
            )
            return


def _kind_of(book: Book, one: Participant) -> ActorKind | None:
    actor = book.get(Actor, one.actor)
    return actor.kind if actor else None


@rule(
    Code(
        "breach-one-party",
        "ETH/PRIO ceasefire data",
        "A breach is never confirmed on one party's word: it takes a third party, the "
        "party that broke it, or two parties. Otherwise it is alleged.",
        (
            Example(
                "# north and south are the parties\n"
                "claims: [{id: c, speaker: south},\n"
                "  {speaker: north, modality: denies, about: [c]}]\n"
                "commitments: [{commitment_status: breach_confirmed, status_by: [c]}]",
                "# north and south are the parties\n"
                "claims: [{id: c, speaker: south}, {id: d, speaker: north}]\n"
                "commitments: [{commitment_status: breach_confirmed, status_by: [c, d]}]",
            ),
            Example(
                "commitments: [{commitment_status: breach_confirmed}]",
                "claims: [{id: c, speaker: observers}]\n"
                "commitments: [{commitment_status: breach_confirmed, status_by: [c]}]",
            ),
        ),
    )
)
def breaches_are_not_one_partys_word(book: Book) -> Iterator[Problem]:
    """A breach is confirmed by a third party, by who broke it, or by two parties.

    On one party's word it is alleged (ETH/PRIO ceasefire practice).
    """
    for commitment in book.all(Commitment):
        if commitment.commitment_status is not CommitmentStatus.BREACH_CONFIRMED:
            continue
        claims = [book.get(Claim, named) for named in commitment.status_by]
        speakers = [claim.speaker for claim in claims if claim and claim.modality in _ACCEPTS]
        parties = [book.party_of(speaker) for speaker in speakers]
        if None in parties or len(set(parties)) > 1:
            continue
        yield Problem(
            "breach-one-party",
            f"{commitment.id} is breach_confirmed on "
            f"{'one party’s word' if parties else 'nobody’s word'}",
            commitment.at("commitment_status"),
            "write breach_alleged, or name who else says so in 'status_by'",
        )


def _accepts(book: Book, participant: Participant, about: Iterable[Claim]) -> bool:
    if participant.attribution not in _ACCEPTED:
        return False
    named = [book.get(Claim, named) for named in participant.by]
    side = book.party_of(participant.actor) or participant.actor
    return any(
        claim is not None
        and claim.modality in _ACCEPTS
        and side in (claim.speaker, book.party_of(claim.speaker))
        for claim in (*named, *about)
    )


RULES = (
    quotes_are_short_and_translated,
    deprecated_claims_say_why,
    initiators_are_attributed,
    sides_are_parties,
    confirmed_harm_was_accepted,
    breaches_are_not_one_partys_word,
)

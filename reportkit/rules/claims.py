"""Is each side's word kept apart, and treated alike?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.diplomacy import Commitment
from reportkit.model.evidence import Actor, Claim, Event, Fact, Participant
from reportkit.model.vocabulary import (
    ActorKind,
    Attribution,
    CommitmentStatus,
    HarmGrade,
    Modality,
    Rank,
    Role,
    Verification,
)
from reportkit.problems import Level, Mark, Problem
from reportkit.rules.texts import any_of, printed_texts, without_quotes, word_count

MAX_QUOTE_WORDS = 40
_ACCEPTS = frozenset({Modality.ASSERTS, Modality.CONFIRMS, Modality.REVISES})
_ACCEPTED = frozenset({Attribution.ACCEPTED, Attribution.SELF_CLAIMED})
_CHECKED = frozenset(
    {Verification.VERIFIED_BY_US, Verification.INDEPENDENTLY_CONFIRMED, Verification.MULTI_ORIGIN}
)
_ARMED = frozenset(
    {ActorKind.STATE, ActorKind.STATE_FORCE, ActorKind.DE_FACTO_AUTHORITY, ActorKind.ARMED_GROUP}
)
#: Words that a sentence begins with and no name does.
_NO_NAMES = frozenset(
    {
        "A", "After", "All", "An", "And", "Any", "At", "Because", "Both", "But", "By", "During",
        "Each", "Every", "For", "From", "He", "His", "If", "In", "It", "Its", "Many", "More",
        "Neither", "No", "Nobody", "None", "Not", "Nothing", "On", "One", "Our", "She", "Since",
        "Some", "The", "Their", "There", "These", "They", "This", "Those", "To", "Two", "Under",
        "We", "What", "When", "While", "With",
    }
)  # fmt: skip
#: How a statement begins that was copied with its verb of saying.
_SAYS_ITSELF = re.compile(
    r"(?:(?:says?|said|den(?:y|ies|ied)|claim(?:s|ed)?|assert(?:s|ed)?|confirm(?:s|ed)?"
    r"|stat(?:es|ed)|insist(?:s|ed)?) (?:that|it|they|he|she|the)\b|to (?:have|be)\b)"
)
_OF_THE_DESK = re.compile(r"\b(?:[Ww]e|us|[Oo]urs?)\b")
_NEGATED = re.compile(r"\b(?:not|never|neither|nobody)\b|n[’']t\b", re.IGNORECASE)
_CLAUSE = (
    "write a clause in lower case, without 'that' and full stop: the page puts 'X says that' or "
    "'X denies that' before it"
)
_SHORTENED = ("a.m.", "p.m.", "etc.", "U.S.", "...")
_REVEALING = any_of(("confirms", "confirmed", "reveals", "revealed", "admits", "admitted"))


def quotes_are_short_and_translated(book: Book) -> Iterator[Problem]:
    """A quotation has at most forty words and, in another language, its translation."""
    language = base_of(book.brief.written_in)
    for claim in book.all(Claim):
        if (quote := claim.quote) is None:
            continue
        if (words := word_count(quote.text)) > MAX_QUOTE_WORDS:
            yield Problem(
                "quote-long",
                f"the quote of {claim.id} has {words} words",
                quote.at("text"),
                f"at most {MAX_QUOTE_WORDS}: keep what matters",
            )
        if base_of(quote.language) != language and quote.translation is None:
            yield Problem(
                "quote-untranslated",
                f"the quote of {claim.id} is in '{quote.language}' and has no translation",
                quote.at("text"),
                "add 'translation:'",
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


def statements_go_on_from_their_speaker(book: Book) -> Iterator[Problem]:
    """A claim's statement is a clause: it follows "says that", "denies that", "now says that".

    So it has no "that" and no verb of saying of its own, no full stop, a capital only in a
    name, and nobody in it is "we": its speaker is not the desk.
    """
    english = base_of(book.brief.written_in) == "en"
    for claim in book.all(Claim):
        if wrong := _unlike_a_clause(claim, english=english):
            yield Problem(
                "claim-clause",
                f"the statement of {claim.id} {wrong}",
                claim.at("statement"),
                _CLAUSE,
                Level.WARNING,
            )
        elif english and claim.modality is Modality.DENIES and (no := _negated(claim)):
            yield Problem(
                "claim-clause",
                f"the statement of {claim.id} says '{no}', and the denial before it turns it round",
                claim.at("statement"),
                "write what is denied: 'it shelled the town' becomes 'X denies that it shelled "
                "the town'; if X denies an omission, name that: 'it refused to pay'",
                Level.WARNING,
            )


def _unlike_a_clause(claim: Claim, *, english: bool) -> str:
    """Say what keeps a statement from going on after "says that"; "" for nothing."""
    statement = without_quotes(claim.statement)
    first = claim.statement.split(maxsplit=1)[0]
    wrong = ""
    if first.casefold() == "that":
        wrong = "begins with 'that'"
    elif first in _NO_NAMES:
        wrong = f"begins with the capital of '{first}'"
    elif claim.statement.endswith(".") and not claim.statement.endswith(_SHORTENED):
        wrong = "ends with a full stop"
    elif english and (verb := _SAYS_ITSELF.match(statement)):
        wrong = f"begins with '{verb[0]}', and the page says itself who says so"
    elif english and (us := _OF_THE_DESK.search(statement)):
        wrong = f"says '{us[0]}', which on the page is the desk"
    return wrong


def _negated(claim: Claim) -> str:
    found = _NEGATED.search(without_quotes(claim.statement))
    return found[0] if found else ""


def silence_names_its_matter(book: Book) -> Iterator[Problem]:
    """Where nobody spoke, the statement is what they did not speak about."""
    for claim in book.all(Claim):
        silent = claim.modality in (Modality.NO_COMMENT, Modality.NOT_AVAILABLE)
        if silent and claim.statement.split(maxsplit=1)[0].casefold() == "no":
            yield Problem(
                "claim-silence",
                f"the statement of {claim.id} says 'no' where its modality says so already",
                claim.at("statement"),
                "name the matter alone, as in 'the attack at the ford' or 'whether it was hit': "
                "the page prints 'no comment by X was found on ...'",
                Level.WARNING,
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


def confirming_verbs_are_earned(book: Book) -> Iterator[Problem]:
    """'Confirms', 'reveals' and 'admits' stand only where it was against interest or checked."""
    for claim in book.all(Claim):
        if claim.modality is Modality.CONFIRMS and not claim.against_interest:
            origins = book.origins_of(book.sources_under(claim.id))
            if len(origins) < 2:  # noqa: PLR2004  # "independent" begins with the second
                yield _unearned(claim.id, "confirms", claim.at("modality"))
    for fact in book.all(Fact):
        found = _REVEALING.search(without_quotes(fact.statement))
        if found and fact.verification not in _CHECKED and not _is_confirmed(book, fact):
            yield _unearned(fact.id, found[0], fact.at("statement"))


def claiming_verbs_are_even_handed(book: Book) -> Iterator[Problem]:
    """'Claims' is said of both parties or of neither (equal treatment)."""
    names = _party_names(book)
    if len(set(names.values())) < 2:  # noqa: PLR2004  # with one party there is nothing to compare
        return
    claiming = any_of(names, r"(?:’s|'s)?(?:\s+\w+){0,2}?\s+claim(?:s|ed)?\b")
    first: dict[str, tuple[str, Mark]] = {}
    lowered = {name.lower(): party for name, party in names.items()}
    for printed in printed_texts(book):
        if "claim" not in printed.text:
            continue
        for found in claiming.finditer(without_quotes(printed.text)):
            name = next(n for n in _longest_first(lowered) if found[0].lower().startswith(n))
            first.setdefault(lowered[name], (printed.owner, printed.mark))
    if len(first) == 1:
        ((party, (owner, mark)),) = first.items()
        yield Problem(
            "claims-uneven",
            f"{owner} writes that {party} 'claims'; of the other party no text does",
            mark,
            "write says, reports or states for both",
            Level.WARNING,
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


def _is_confirmed(book: Book, fact: Fact) -> bool:
    claims = [book.get(Claim, named) for named in (*fact.claims, *fact.about)]
    return any(claim is not None and claim.against_interest for claim in claims)


def _unearned(owner: str, verb: str, mark: Mark) -> Problem:
    return Problem(
        "verb-unearned",
        f"{owner} says '{verb}' of a claim that nobody else bears out",
        mark,
        "write says, reports or states; or set against_interest: true",
        Level.WARNING,
    )


def _party_names(book: Book) -> dict[str, str]:
    """Give every name by which the texts may call a party, with the party's id."""
    names = {}
    for actor in book.all(Actor):
        party = book.party_of(actor.id)
        if party is None:
            continue
        for name in (actor.name, actor.short, *(alias.term for alias in actor.aliases)):
            if name:
                names[name] = party
    return names


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


RULES = (
    quotes_are_short_and_translated,
    deprecated_claims_say_why,
    initiators_are_attributed,
    sides_are_parties,
    statements_go_on_from_their_speaker,
    silence_names_its_matter,
    confirmed_harm_was_accepted,
    breaches_are_not_one_partys_word,
    confirming_verbs_are_earned,
    claiming_verbs_are_even_handed,
)

"""Are both sides treated alike: in room, in order, by name, in words and in numbers?

What is uneven may have a good reason, for one side may say nothing. So each is a warning with
its numbers, and calls nobody fair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.model.evidence import Claim
from reportkit.problems import Code, Example, Level, Mark, Problem, Threshold
from reportkit.rules.party_lists import lists_of_parties
from reportkit.rules.party_names import parties_of
from reportkit.rules.party_shares import (
    Speech,
    named_first,
    parties_in,
    sentences_of_ours,
    speech_of_parties,
)
from reportkit.rules.rule import rule

_STANDARD = "equal treatment of parties"
_WORDS = Threshold(
    "words",
    Decimal(200),
    "words of all parties",
    Decimal(20),
    Decimal(100_000),
    "fewer show no habit",
)
_ROOM = Threshold(
    "share",
    Decimal(70),
    "% of the words in which the parties speak",
    Decimal(40),
    Decimal(100),
    "with more of them one party has too much room",
)
_SENTENCES = Threshold(
    "sentences",
    Decimal(12),
    "sentences that name several parties",
    Decimal(2),
    Decimal(10_000),
    "fewer show no habit",
)
_FIRST = Threshold(
    "share",
    Decimal(75),
    "% of these sentences",
    Decimal(40),
    Decimal(100),
    "where one party stands first in more of them the order is uneven",
)
_CLAIMS = Threshold(
    "claims", Decimal(6), "claims of a party", Decimal(2), Decimal(1_000), "fewer show no habit"
)
_NAMED_APART = Threshold(
    "points",
    Decimal(40),
    "points between two parties' shares of claims",
    Decimal(5),
    Decimal(100),
    "farther apart their speakers are not named alike",
)
_QUOTED_APART = _NAMED_APART._replace(
    default=Decimal(30), meaning="farther apart they are not quoted alike"
)
_TWO = 2
_PARTIES = "# north and south are the parties\n"
_NORTH = f"{{speaker: north, statement: {'word ' * 50}}}"
_SOUTH = _NORTH.replace("north", "south")
_OF_SOUTH = ", ".join(["{speaker: south}"] * 6)
_NAMED = "{speaker: north, spokesperson: A. Speaker}"
_QUOTED = "{speaker: north, quote: {text: no fire}}"


class _Apart(NamedTuple):
    """Two shares that lie too far apart, and whose is the smaller."""

    message: str
    least: str


@rule(
    Code(
        "room-uneven",
        _STANDARD,
        "No party has more than 70% of the words in which the parties speak. Where the "
        "other says less, look for its own words, or shorten.",
        (
            Example(
                f"{_PARTIES}claims: [{_NORTH}, {_NORTH}, {_NORTH}, {_SOUTH}]",
                f"{_PARTIES}claims: [{_NORTH}, {_NORTH}, {_SOUTH}, {_SOUTH}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(_ROOM, _WORDS),
    )
)
def parties_have_room_alike(book: Book) -> Iterator[Problem]:
    """No party has more than 70% of the words in which the parties speak."""
    words = {party: speech.words for party, speech in _speech(book).items()}
    total = sum(words.values())
    enough, most = (book.brief.threshold("room-uneven", one) for one in (_WORDS, _ROOM))
    if len(parties_of(book)) < _TWO or total < enough:
        return
    party = max(words, key=lambda one: words[one])
    if 100 * words[party] > most * total:
        yield Problem(
            "room-uneven",
            f"{words[party]:,} of the {total:,} words in which the parties speak are {party}'s",
            _first_claim(book, party),
            "look for the other side's own words, or shorten; 'reportkit check --balance' counts",
            Level.WARNING,
        )


@rule(
    Code(
        "order-uneven",
        _STANDARD,
        "The party that stands first in a sentence seems to act, or to matter more. Of the "
        "sentences that name several parties no more than three quarters begin with the "
        "same one.",
        (
            Example(
                f"claims: [{', '.join(['{statement: North and South met}'] * 12)}]",
                f"claims: [{', '.join(['{statement: North and South met}'] * 8)}, "
                f"{', '.join(['{statement: South and North met}'] * 4)}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(_FIRST, _SENTENCES),
    )
)
def parties_stand_first_in_turn(book: Book) -> Iterator[Problem]:
    """Of the sentences with several parties no more than three quarters begin with one."""
    ordered = [
        (printed, parties_in(book, sentence)) for printed, sentence in sentences_of_ours(book)
    ]
    first = named_first(parties for _, parties in ordered)
    total = sum(first.values())
    enough, share = (book.brief.threshold("order-uneven", one) for one in (_SENTENCES, _FIRST))
    if total < enough:
        return
    party, most = first.most_common(1)[0]
    if 100 * most > share * total:
        mark = next(printed.mark for printed, named in ordered if len(named) > 1)
        yield Problem(
            "order-uneven",
            f"{party} stands first in {most} of the {total} sentences that name several parties",
            mark,
            "begin some with the other party, or name both by the alphabet",
            Level.WARNING,
        )


@rule(
    Code(
        "list-order",
        _STANDARD,
        "Where a record lists several parties in one role, they stand by the alphabet of "
        "their names, as on the page: who promised what, whose delegations met, who wants "
        "what.",
        (
            Example(
                "commitments: [{by: [south, north]}]",
                "commitments: [{by: [north, south]}]",
            ),
            Example(
                "rounds: [{delegations: [{party: south}, {party: north}]}]",
                "rounds: [{delegations: [{party: observers}, {party: north-army}, "
                "{party: south}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def lists_stand_by_the_alphabet(book: Book) -> Iterator[Problem]:
    """Parties in one role stand in the order of their names."""
    place = {party.id: at for at, party in enumerate(parties_of(book))}
    for listed in lists_of_parties(book):
        if list(listed.parties) != sorted(listed.parties, key=place.__getitem__):
            yield Problem(
                "list-order",
                f"{listed.record} has {listed.parties[0]} first under '{listed.field}'",
                listed.mark,
                f"by the alphabet: {', '.join(sorted(listed.parties, key=place.__getitem__))}",
                Level.WARNING,
            )


@rule(
    Code(
        "speakers-uneven",
        _STANDARD,
        "Speakers of both sides are named alike: not the one side's by name and the "
        "other's by office, for a name lends weight. Told where the shares lie more than "
        "40 points apart.",
        (
            Example(
                f"{_PARTIES}claims: [{', '.join([_NAMED] * 6)},\n  {_OF_SOUTH}]",
                f"{_PARTIES}claims: [{', '.join([_NAMED] * 6)},\n"
                f"  {_OF_SOUTH.replace('south', 'south, spokesperson: B. Speaker', 4)}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(_NAMED_APART, _CLAIMS),
    )
)
def speakers_are_named_alike(book: Book) -> Iterator[Problem]:
    """One side's speakers are not named where the other's go by their office."""
    named = {party: speech.named for party, speech in _speech(book).items()}
    if uneven := _apart(book, named, "speakers-uneven", _NAMED_APART, "name a speaker"):
        yield Problem(
            "speakers-uneven",
            uneven.message,
            _first_claim(book, uneven.least),
            "name the speakers of both sides alike, with 'spokesperson:'",
            Level.WARNING,
        )


@rule(
    Code(
        "quotes-uneven",
        _STANDARD,
        "Both sides are quoted alike: quotation marks around one side's words alone hold "
        "them at arm's length, or let it alone speak. Told where the shares lie more than "
        "30 points apart.",
        (
            Example(
                f"{_PARTIES}claims: [{', '.join([_QUOTED] * 6)},\n  {_OF_SOUTH}]",
                f"{_PARTIES}claims: [{', '.join([_QUOTED] * 6)},\n"
                f"  {_OF_SOUTH.replace('south', 'south, quote: {text: no fire}', 5)}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(_QUOTED_APART, _CLAIMS),
    )
)
def parties_are_quoted_alike(book: Book) -> Iterator[Problem]:
    """One side is not quoted where the other is told in the desk's words."""
    quoted = {party: speech.quoted for party, speech in _speech(book).items()}
    if uneven := _apart(book, quoted, "quotes-uneven", _QUOTED_APART, "have a quotation"):
        yield Problem(
            "quotes-uneven",
            uneven.message,
            _first_claim(book, uneven.least),
            "quote both sides alike, with 'quote:'",
            Level.WARNING,
        )


def _speech(book: Book) -> dict[str, Speech]:
    return speech_of_parties(book, book.all(Claim))


def _apart(
    book: Book, counts: Mapping[str, int], code: str, points: Threshold, what: str
) -> _Apart | None:
    """Give the two parties whose shares of their claims lie farthest apart, if too far."""
    enough, most = (book.brief.threshold(code, one) for one in (_CLAIMS, points))
    claims = {party: speech.claims for party, speech in _speech(book).items()}
    shares = {
        party: Decimal(100 * counts[party]) / number
        for party, number in claims.items()
        if number >= enough
    }
    if len(shares) < _TWO:
        return None
    by_share = sorted(shares, key=shares.__getitem__)
    least, greatest = by_share[0], by_share[-1]
    if shares[greatest] - shares[least] <= most:
        return None
    message = (
        f"{counts[greatest]} of {claims[greatest]} claims by {greatest} {what}, "
        f"and {counts[least]} of {claims[least]} by {least}"
    )
    return _Apart(message, least)


def _first_claim(book: Book, party: str) -> Mark:
    claims = (claim for claim in book.all(Claim) if book.party_of(claim.speaker) == party)
    return next(claims).at()


RULES = (
    parties_have_room_alike,
    parties_stand_first_in_turn,
    speakers_are_named_alike,
    parties_are_quoted_alike,
    lists_stand_by_the_alphabet,
)

"""How much room, and in which manner, each party to the conflict has among the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Actor, Claim, Place, Source
from reportkit.model.vocabulary.events import Modality, Rank
from reportkit.rules.party_names import names_in
from reportkit.rules.texts import Printed, printed_texts, sentences, word_count

#: With these nobody has said anything.
UNSAID = frozenset({Modality.NO_COMMENT, Modality.NOT_AVAILABLE})
_LABELS = (Actor, Place, Source)


@dataclass
class Speech:
    """What one party says in the claims of an edition."""

    claims: int = 0
    words: int = 0  # of the statements
    named: int = 0  # claims of a person who is named
    quoted: int = 0  # claims with a quotation
    quoted_words: int = 0


def counts(claim: Claim) -> bool:
    """Tell whether an edition carries a claim, and somebody said it."""
    return is_live(claim) and claim.rank is not Rank.DEPRECATED and claim.modality not in UNSAID


def speech_of_parties(book: Book, claims: Iterable[Claim]) -> dict[str, Speech]:
    """Add up what each party says in some claims; parties that say nothing are left out."""
    spoken: dict[str, Speech] = {}
    for claim in claims:
        party = book.party_of(claim.speaker)
        if party is None or not counts(claim):
            continue
        speech = spoken.setdefault(party, Speech())
        speech.claims += 1
        speech.words += word_count(claim.statement)
        speech.named += bool(claim.spokesperson)
        if claim.quote:
            speech.quoted += 1
            speech.quoted_words += word_count(claim.quote.translation or claim.quote.text)
    return spoken


def sentences_of_ours(book: Book) -> tuple[tuple[Printed, str], ...]:
    """Give the sentences that name a party, apart from names, titles and descriptions."""
    return book.once(_sentences)


def named_first(sentence_parties: Iterable[tuple[str, ...]]) -> Counter[str]:
    """Count who stands first where several parties are named together."""
    return Counter(parties[0] for parties in sentence_parties if len(parties) > 1)


def parties_in(book: Book, sentence: str) -> tuple[str, ...]:
    """Give the parties that a sentence names, each once, in its order."""
    return tuple(dict.fromkeys(named.party for named in names_in(book, sentence)))


def _sentences(book: Book) -> tuple[tuple[Printed, str], ...]:
    return tuple(
        (printed, sentence)
        for printed in printed_texts(book)
        if not isinstance(record := book.by_id.get(printed.owner), _LABELS)
        and (record is None or is_live(record))
        for sentence in sentences(printed.text)
        if next(names_in(book, sentence), None)
    )

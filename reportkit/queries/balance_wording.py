"""How the texts treat each party: its room, its place in a sentence, the words beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Actor, Event, Fact
from reportkit.page.tolls import column_of, figures_of, has_matrix
from reportkit.queries.balance_counts import Asked, Counts
from reportkit.rules.party_lists import lists_of_parties
from reportkit.rules.party_names import (
    WEIGHING,
    loaded_words_in,
    names_in,
    said_of_parties,
)
from reportkit.rules.party_shares import (
    named_first,
    parties_in,
    sentences_of_ours,
    speech_of_parties,
)
from reportkit.rules.texts import without_quotes, word_count

_BY_NAME = "by the alphabet of names"
_SPEAKS = re.compile(
    r"(?:’s|'s)?(?:[\s,]+\S+){0,4}?\s+(?:says?|said|states?|stated|reports?|reported|den(?:y|ies|ied)"
    r"|confirms?|confirmed|calls?|called|accuses?|accused|blames?|blamed|warns?|warned|demands?"
    r"|demanded|asks?|asked|condemns?|condemned|rejects?|rejected|announces?|announced|counts?"
    r"|counted|gives?|gave|told|welcomes?|welcomed|claims?|claimed)\b"
)
_WEIGHING = {
    "doubt": "“claims”, “alleges”, “insists” of it",
    "blame": "“admits”, “concedes” of it",
}
_HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|without (?:showing )?evidence"
    r"|no evidence|not (?:been )?(?:independently )?verified|unverified|unconfirmed)\b",
    re.IGNORECASE,
)


def room(asked: Asked) -> Iterator[Counts]:
    """Count the sentences in which each speaks and is spoken of."""
    book, selection = asked.book, asked.selection
    places = {"page-1": "page 1", "body": "the body"}
    sentences = {place: (Counter[str](), Counter[str](), Counter[str]()) for place in places}
    for printed, sentence in sentences_of_ours(book):
        fact = book.get(Fact, printed.owner)
        body = fact is not None and selection.in_body(fact)
        place = "page-1" if printed.owner == "edition" else "body" if body else ""
        if not place:
            continue
        speaks, words, named = sentences[place]
        named.update(parties_in(book, sentence))
        for party in _speaking(book, sentence):
            speaks[party] += 1
            words[party] += word_count(sentence)
    for place, where in places.items():
        speaks, words, named = sentences[place]
        yield Counts(f"room.{place}.named", f"sentences of {where} naming it", named)
        yield Counts(f"room.{place}.speaks", f"sentences of {where} it speaks in", speaks)
        yield Counts(f"room.{place}.words", f"words of {where} it speaks in", words)
    speech = speech_of_parties(book, asked.claims())
    said = {party: one.words for party, one in speech.items()}
    yield Counts("room.claims.words", "words of its claims, also in annexes", said)


def _speaking(book: Book, sentence: str) -> tuple[str, ...]:
    """Give the parties that a sentence lets speak, each once."""
    said = (named.party for named in names_in(book, sentence) if _SPEAKS.match(sentence, named.end))
    return tuple(dict.fromkeys(said))


def order(asked: Asked) -> Iterator[Counts]:
    """Count who stands first where several are named."""
    book = asked.book
    in_order = (parties_in(book, sentence) for _, sentence in sentences_of_ours(book))
    yield Counts("order.sentences", "in sentences that name several", named_first(in_order))
    lists = [listed.parties for listed in lists_of_parties(book)]
    place = {party.id: at for at, party in enumerate(asked.parties)}
    by_name = all(list(each) == sorted(each, key=place.__getitem__) for each in lists)
    remark = _BY_NAME if by_name else ""
    yield Counts("order.lists", "in lists of the records", named_first(lists), remark=remark)
    both = (
        {party.id for party in asked.parties}
        for event in book.all(Event)
        if is_live(event)
        and has_matrix(book, event)
        and any(book.party_of(column_of(book, f)) for f in figures_of(book, event))
    )
    ordered = (tuple(p.id for p in asked.parties if p.id in shown) for shown in both)
    yield Counts("order.tables", "in tables of tolls", named_first(ordered), remark=_BY_NAME)


def _by_loaded_names(book: Book) -> Counter[str]:
    """Count where a party is called by an alias that is not neutral, outside quotation marks."""
    loaded = {
        alias.term.casefold()
        for actor in book.all(Actor)
        if book.party_of(actor.id)
        for alias in actor.aliases
        if not alias.neutral
    }
    return Counter(
        named.party
        for _, sentence in sentences_of_ours(book)
        for text in (without_quotes(sentence),)
        for named in names_in(book, text)
        if text[named.start : named.end].casefold() in loaded
    )


def manner(asked: Asked) -> Iterator[Counts]:
    """Count what casts doubt or takes a side beside each."""
    book = asked.book
    hedged, loaded = Counter[str](), Counter[str]()
    for _, sentence in sentences_of_ours(book):
        text = without_quotes(sentence)
        if _HEDGES.search(text):
            hedged.update(_speaking(book, sentence) or parties_in(book, sentence))
        if any(loaded_words_in(text)):
            loaded.update(parties_in(book, sentence))
    for kind, verbs in WEIGHING.items():
        said = Counter(party for party, _, _ in said_of_parties(book, verbs))
        yield Counts(f"verbs.{kind}", _WEIGHING[kind], said)
    yield Counts("naming.sides", "names for it that take sides", _by_loaded_names(book))
    yield Counts("manner.hedges", "“reportedly”, “unverified” beside it", hedged)
    yield Counts("manner.loaded", "words that take a side beside it", loaded)

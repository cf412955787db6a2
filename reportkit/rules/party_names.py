"""By which names the texts call the parties to the conflict, and in which sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Source
from reportkit.rules.texts import Printed, any_of, printed_texts, without_quotes

#: Verbs of saying that weigh what is said, by what they do to their speaker: stems and endings.
WEIGHING: Mapping[str, Mapping[str, str]] = {
    "doubt": {
        "claim": "s|ed", "alleg": "e|es|ed", "insist": "s|ed", "purport": "s|ed",
        "contend": "s|ed",
    },
    "blame": {"admit": "s|ted", "conced": "e|es|ed", "confess": "es|ed"},
}  # fmt: skip
#: Words that take a side whoever says them; "sanctions regime" and the like take none.
_LOADED = re.compile(
    r"\bso[- ]called\b|\bmartyr(?:s|ed|dom)?\b|\bneutrali[sz](?:ed?|es|ing)\b"
    r"|\bliberat(?:ed?|es|ing)\b|\bterrorists\b|\bpuppets?\b|\bhenchm[ae]n\b|\bcowardly\b"
    r"|\bheroic(?:ally)?\b|\bthugs?\b|\bbutchers?\b|\binfidels?\b|\bhordes?\b"
    r"|(?<!sanctions )(?<!visa )(?<!customs )(?<!tax )(?<!tariff )(?<!legal )(?<!border )"
    r"(?<!inspection )(?<!transit )(?<!monitoring )(?<!verification )(?<!trade )\bregimes?\b",
    re.IGNORECASE,
)
_STEMS = (
    "so called", "martyr", "neutrali", "liberat", "terrorists", "puppet", "henchm",
    "cowardly", "heroic", "thug", "butcher", "infidel", "horde", "regime",
)  # fmt: skip
_NOBODY = re.compile(r"(?!)")


class Named(NamedTuple):
    """One mention of a party in a text."""

    party: str
    start: int
    end: int


class _Finder(NamedTuple):
    """What finds the names of parties in a text, longest first."""

    parties: Mapping[str, str]  # by folded name; "" for names that only hold a party's
    pattern: re.Pattern[str]
    roots: tuple[str, ...]  # a text without any of them names no party


def parties_of(book: Book) -> tuple[Actor, ...]:
    """Give the parties to the conflict by the alphabet of their names, as the page sets them."""
    return book.once(_parties)


def loaded_words_in(text: str) -> Iterator[str]:
    """Give the words of a text that take a side."""
    folded = text.lower().replace("-", " ")
    if any(stem in folded for stem in _STEMS):
        yield from (found[0] for found in _LOADED.finditer(text))


def party_names(book: Book) -> Mapping[str, str]:
    """Give every name by which the texts may call a party or a body of it, with the party's id."""
    return book.once(_names)


def names_in(book: Book, text: str) -> Iterator[Named]:
    """Give the parties that a text names, in its order; a body stands for its party.

    "Joint chamber of Pakistan and Afghanistan" names another actor, and no party.
    """
    finder = book.once(_finder)
    folded = text.replace("-", " ").lower()
    if not any(name in folded for name in finder.roots):
        return
    for found in finder.pattern.finditer(text):
        if party := finder.parties[_folded(found[0])]:
            yield Named(party, found.start(), found.end())


def said_of_parties(book: Book, verbs: Mapping[str, str]) -> Iterator[tuple[str, str, Printed]]:
    """Give each place where a text of ours says one of some verbs of a party, with the party."""
    forms = "|".join(rf"{stem}(?:{endings})?" for stem, endings in verbs.items())
    pattern = re.compile(rf"(?:’s|'s)?(?:\s+\w+){{0,2}}?\s+({forms})\b", re.IGNORECASE)
    for printed in printed_texts(book) if party_names(book) else ():
        folded = printed.text.lower()
        if not any(stem in folded for stem in verbs):
            continue
        text = without_quotes(printed.text)
        for named in names_in(book, text):
            if verb := pattern.match(text, named.end):
                yield named.party, verb[1], printed


def _parties(book: Book) -> tuple[Actor, ...]:
    found = [a for a in book.all(Actor) if a.party_to_conflict and not a.part_of]
    return tuple(sorted(found, key=lambda actor: actor.name))


def _names(book: Book) -> Mapping[str, str]:
    names = {}
    for actor in book.all(Actor):
        party = book.party_of(actor.id)
        if party is None:
            continue
        for name in (actor.name, actor.short, *(alias.term for alias in actor.aliases)):
            if name:
                names[name] = party
    return names


def _finder(book: Book) -> _Finder:
    named = {_folded(name): party for name, party in party_names(book).items()}
    others = (
        name
        for actor in book.all(Actor)
        if book.party_of(actor.id) is None
        for name in (actor.name, actor.short, *(alias.term for alias in actor.aliases))
        if name
    )
    publishers = (source.publisher for source in book.all(Source))
    around = (_folded(name) for name in (*publishers, *others))
    masked = {name: "" for name in around if any(party in name for party in named)}
    # What holds a shorter name is seen where that is seen.
    roots = [name for name in named if not any(o != name and o in name for o in named)]
    parties = masked | named
    return _Finder(parties, any_of(parties) if named else _NOBODY, tuple(roots))


def _folded(name: str) -> str:
    return " ".join(name.replace("-", " ").lower().split())

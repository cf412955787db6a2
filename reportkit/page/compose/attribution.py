"""Does a sentence say itself who says so? Then no tag beside it need say it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.translate import ENGLISH
from reportkit.model.book import Book
from reportkit.model.evidence import Actor

#: Verbs by which English attributes; in another language no sentence is taken to do so.
_VERBS = (
    "accuse", "accused", "accuses", "add", "added", "adds", "advised", "advises", "announced",
    "announces", "ask", "asked", "asks", "blame", "blamed", "blames", "call", "called", "calls",
    "claim", "claimed", "claims", "condemn", "condemned", "condemns", "count", "counted", "counts",
    "denied", "denies", "deny", "describe", "described", "describes", "gave", "give", "gives",
    "put", "puts", "reject", "rejected", "rejects", "report", "reported", "reports", "said", "say",
    "says", "speak", "speaks", "spoke", "state", "stated", "states", "told", "want", "wanted",
    "wants", "warn", "warned", "warns", "welcome", "welcomed", "welcomes", "write", "writes",
    "wrote",
)  # fmt: skip
#: Characters from a party's name to its verb: "Pakistan's defence minister, Khawaja Asif, says".
_NEAR = 60
#: What follows the name of one who says something.
SAYS = re.compile(rf"\b[^.:]{{0,{_NEAR}}}?\b(?:{'|'.join(_VERBS)})\b")


def attributes_itself(book: Book, sentence: str) -> bool:
    """Tell whether a sentence names somebody of a party as its speaker, before any semicolon."""
    if base_of(book.brief.written_in) != ENGLISH:
        return False
    names = (
        without_marks(name)
        for actor in book.all(Actor)
        if book.party_of(actor.id)
        for name in (actor.name, actor.short, *(alias.term for alias in actor.aliases))
        if name
    )
    return stands_before(names, SAYS, without_marks(sentence).partition(";")[0])


def stands_before(names: Iterable[str], pattern: re.Pattern[str], clause: str) -> bool:
    """Tell whether one of some names stands in a clause right before what a pattern matches.

    One pattern of all names and all verbs takes far longer to compile than this to search.
    """
    return any(pattern.match(clause, end) for name in names for end in _ends(name, clause))


def _ends(name: str, clause: str) -> Iterator[int]:
    """Find where a name ends in a clause each time that a word begins with it."""
    at = clause.find(name)
    while at >= 0:
        if _EDGE.match(clause, at):
            yield at + len(name)
        at = clause.find(name, at + 1)


_EDGE = re.compile(r"\b")

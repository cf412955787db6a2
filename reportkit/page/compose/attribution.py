"""Does a sentence say itself who says so? Then no tag beside it need say it again."""

from __future__ import annotations

import re
from functools import lru_cache

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


def attributes_itself(book: Book, sentence: str) -> bool:
    """Tell whether a sentence names somebody of a party as its speaker, before any semicolon."""
    if base_of(book.brief.written_in) != ENGLISH:
        return False
    names = {
        name
        for actor in book.all(Actor)
        if book.party_of(actor.id)
        for name in (actor.name, actor.short, *(alias.term for alias in actor.aliases))
        if name
    }
    first = without_marks(sentence).partition(";")[0]
    return bool(names) and bool(speaking(frozenset(map(without_marks, names))).search(first))


@lru_cache(maxsize=256)
def speaking(names: frozenset[str]) -> re.Pattern[str]:
    """Give the pattern of a clause in which one of some names is followed by a verb of saying."""
    named = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    return re.compile(rf"\b(?:{named})\b[^.:]{{0,{_NEAR}}}?\b(?:{'|'.join(_VERBS)})\b")

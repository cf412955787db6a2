"""The author's reason as a sentence of its own, or as what follows "Because"."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportkit.i18n.bidi import isolate
from reportkit.i18n.catalog import base_of
from reportkit.i18n.sentences import capital, stop, unstopped
from reportkit.i18n.translate import ENGLISH, current_locale, gettext
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Place

#: Words that begin a sentence with a capital and go on in lower case after "because".
_BEGINNINGS = frozenset({
    "we", "our", "the", "a", "an", "it", "its", "this", "that", "these", "those", "there", "they",
    "their", "he", "she", "his", "her", "one", "two", "three", "both", "in", "on", "of", "at",
    "by", "for", "from", "no", "not", "nobody", "nothing", "neither", "some", "most", "many",
    "as", "when", "while", "after", "before", "since", "until", "with", "without", "only", "more",
    "fewer", "each", "all", "another", "several",
})  # fmt: skip
#: Verbs by which a reason shows itself as a sentence; others end in "-ed".
_VERBS = frozenset({
    "am", "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did",
    "can", "cannot", "could", "will", "would", "may", "might", "must", "should", "say", "says",
    "said", "give", "gives", "gave", "puts", "put", "speak", "speaks", "spoke", "show", "shows",
    "stay", "stays", "stand", "stands", "stood", "go", "goes", "went", "come", "comes", "came",
    "take", "takes", "took", "find", "finds", "found", "make", "makes", "made", "become",
    "became", "keep", "keeps", "kept", "hold", "holds", "held", "rest", "rests", "report",
    "reports", "mean", "means", "meant", "met", "meets", "began", "broke", "withdrew", "wrote",
    "saw", "read", "left", "lost", "told", "tells", "rose", "fell", "grew", "sent", "set", "ran",
    "shut", "got", "lies", "remains", "remain", "appears", "applies", "contradicts", "confirms",
    "counts", "count", "names", "calls", "denies", "claims", "asks", "wants", "needs", "includes",
    "covers", "belongs", "agrees",
})  # fmt: skip
_SEGMENT = re.compile(r"[;:]|\.\s")
_MOST = 0.7  # of its longer words: then it says nothing of its own


class Because(NamedTuple):
    """A reason for print; ``is_clause`` tells whether "Because" can stand before it."""

    text: str
    is_clause: bool


def after_because(reason: str) -> str:
    """Give a reason as it goes on after "because", without a full stop."""
    said = unstopped(reason.strip()).removeprefix("because ").removeprefix("Because ")
    return going_on(said) or said


def going_on(sentence: str) -> str:
    """Begin a sentence in lower case, to stand after "that"; "" where it may begin with a name."""
    first, _, rest = sentence.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in _BEGINNINGS else ""


def because(reason: str | None, book: Book, *beside: str) -> Because | None:
    """Give a reason ``beside`` what a reader has read already; None where it adds nothing.

    It follows "Because" where it can go on in lower case or begins with a name of the book.
    """
    if not reason or _repeats(reason, beside):
        return None
    if is_clause(reason) and _goes_on(reason, book):
        return Because(isolate(stop(after_because(reason))), is_clause=True)
    return Because(stop(capital(isolate(unstopped(reason.strip())))), is_clause=False)


def _goes_on(reason: str, book: Book) -> bool:
    """Tell whether a sentence can stand behind "because" as after_because() gives it."""
    clause = after_because(reason)
    first = _FIRST_WORD.match(clause)
    if clause[:1].islower() or first is None:
        return first is not None
    actors = (name for one in book.all(Actor) for name in (one.name, one.short or ""))
    places = (one.name for one in book.all(Place))
    known = {word for name in (*actors, *places) for word in _FIRST_WORD.findall(name)[:1]}
    return first[0] in known


_FIRST_WORD = re.compile(r"\w+")


def with_reason(text: str, reason: str | None) -> str:
    """Add a reason to a sentence, as the next one."""
    if not reason or _repeats(reason, (text,)):
        return text
    sentence = stop(capital(isolate(unstopped(reason.strip()))))
    if is_clause(reason):
        return f"{stop(text)} {sentence}"
    return gettext("{said} Reason: {reason}", said=stop(text), reason=sentence)


def is_clause(reason: str) -> bool:
    """Tell whether a reason is a sentence, as far as English shows it: it has a verb."""
    if base_of(current_locale().records) != ENGLISH:
        return False
    head = _SEGMENT.split(reason.strip(), maxsplit=1)[0]
    words = re.findall(r"[\w'’]+", head.casefold())
    return any(each in _VERBS or each.endswith("ed") for each in words[1:])


def _repeats(reason: str, said: tuple[str, ...]) -> bool:
    """Tell whether what was said holds nearly all of a reason's words."""
    own = _long_words(reason)
    spoken = set().union(*map(_long_words, said)) if said else set[str]()
    return bool(own) and len(own & spoken) > _MOST * len(own)


def _long_words(text: str) -> set[str]:
    return {each.rstrip("s") for each in re.findall(r"\w{4,}|\d+", text.casefold())}

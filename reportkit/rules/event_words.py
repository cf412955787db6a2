"""What a sentence says happens, as a set of words: enough to see that two say the same. English.

Days, words of likelihood and endings are left out. No meaning is known here: two sentences that
say the same in other words differ, which costs a warning and never makes a false one.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from reportkit.model.scales import LIKELIHOOD, forms
from reportkit.rules.texts import any_of, without_quotes
from reportkit.rules.written_days import without_days

_WORD = re.compile(r"[a-z0-9][a-z0-9'’.,-]*[a-z0-9]|[a-z0-9]")
_TERMS = any_of({form for scale in LIKELIHOOD.values() for term in scale for form in forms(term)})
_CHANCE = re.compile(r"\b(?:a |the )?(?:chances?|odds|likelihood|probability)(?: (?:of|that))?\b")
#: A sentence with one of these says that something is not so.
_DENIES = frozenset((
    "no", "not", "none", "nobody", "nothing", "never", "neither", "nor", "without", "cannot",
    "fail", "fails", "failed", "refuse", "refuses", "refused", "stay", "stays", "remain",
    "remains", "instead", "unless",
))  # fmt: skip
#: With these a sentence marks itself off from another: "only later", "elsewhere".
_SETS_APART = frozenset((
    "only", "alone", "but", "other", "others", "another", "elsewhere", "after", "later",
    "afterwards", "less", "fewer", "more", "rather", "than", "apart", "partly", "almost", "just",
    "merely", "already", "earlier", "sooner", "first", "though", "although", "otherwise", "below",
    "above", "beyond", "least", "most", "between", "within",
))  # fmt: skip
_LITTLE = frozenset((
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "from", "by", "with",
    "as", "that", "this", "these", "those", "it", "its", "they", "them", "their", "he", "she",
    "his", "her", "we", "our", "is", "are", "was", "were", "be", "been", "being", "will", "would",
    "shall", "should", "can", "could", "might", "do", "does", "did", "has", "have", "had",
    "again", "also", "still", "there", "then", "so", "such", "than", "day", "days", "week",
    "weeks", "month", "until", "till", "about", "very",
))  # fmt: skip
#: Longest first.
_ENDINGS = ("ing", "ies", "ied", "ed", "es", "s", "e", "y")
_SHORTEST = 3


class EventWords(NamedTuple):
    """The words that tell what happens, each without its ending."""

    words: frozenset[str]
    is_denied: bool  # it says that something is not so
    apart: frozenset[str]  # with these it marks itself off: "only later"

    def holds(self, other: EventWords, *, least: int = 2) -> bool:
        """Tell whether it says all that another says, and perhaps more: then it is a part of it."""
        return (
            len(other.words) >= least
            and self.is_denied == other.is_denied
            and self.apart == other.apart
            and self.words >= other.words
        )


@lru_cache(maxsize=4_096)  # a judgement is compared with each of its alternatives, after a save too
def event_words(text: str, near: date) -> EventWords:
    """Give the words of a sentence that tell what happens; days are read near a day."""
    plain = without_days(without_quotes(text), near).casefold().replace("’", "'")
    plain = _CHANCE.sub(" ", _TERMS.sub(" ", plain))
    words = [word.removesuffix("'s") for word in _WORD.findall(plain)]
    return EventWords(
        frozenset(
            _stem(word)
            for word in words
            if word not in _LITTLE and word not in _DENIES and word not in _SETS_APART
        ),
        is_denied=any(word in _DENIES or word.endswith("n't") for word in words),
        apart=_SETS_APART.intersection(words),
    )


def _stem(word: str) -> str:
    """Take off an ending, and one of two letters before it: "stopped" as "stop"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    return word[:-1] if word[-1:] == word[-2:-1] else word

"""What the class behind a key says that the comment of the key has not said. Pure."""

from __future__ import annotations

import re
from enum import Enum

from reportkit.reference.entries import Key, inner

_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset({"and", "are", "for", "from", "has", "its", "not", "that", "the", "with"})
#: Letters by which "change" and "changes" are one word.
_STEM = 4


def said_beyond(key: Key) -> tuple[str, ...]:
    """Give what the class of a key says, as paragraphs, without what its comment says already."""
    within = inner(key)
    if within is None:
        fixed = issubclass(key.spec.item, Enum)
        said = _new(key.about_words, key.meaning) if fixed else key.about_words
        return (said,) if said else ()
    first, *others = within.meaning.splitlines() or [""]
    return tuple(text for text in (_new(first, key.meaning), *others) if text)


def _new(text: str, comment: str) -> str:
    """Leave out the clauses of a text of which a comment has half the words."""
    clauses = text.split("; ")
    return "; ".join(clause for clause in clauses if not _repeats(clause, comment))


def _repeats(clause: str, comment: str) -> bool:
    words = _words(clause)
    for part in (comment, re.split(r"[;,]", comment)[0]):
        others = _words(part)
        both, fewer = len(words & others), min(len(words), len(others))
        if both >= min(fewer, 2) and 0 < fewer <= 2 * both:
            return True
    return False


def _words(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _SMALL}

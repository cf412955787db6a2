"""Does one English text hold what another says? Their longer words and numbers are compared."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reportkit.i18n.bidi import without_marks

#: Of the longer words of a text, the share that the other must hold; its numbers must all be there.
_MOST = 0.85
_OF_A_NOTE, _WITH_NUMBERS = 0.75, 0.66
_LONG = 4  # letters
_TWO_THIRDS = 0.65
_IN_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_SCALES = {1_000_000: "million", 1_000_000_000: "billion"}
_NEGATIONS = re.compile(
    r"\b(?:not|no|nor|never|none|neither|without|nobody|cannot"
    r"|den(?:y|ies|ied)|reject(?:s|ed)?|withdr[ae]w\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|e)$")
#: Long words that say little, and verbs of saying, of which a sentence needs only one.
_EMPTY = frozenset({
    "said", "says", "that", "this", "these", "those", "their", "them", "they", "there", "then",
    "than", "with", "from", "into", "upon", "among", "which", "whom", "whose", "have", "been",
    "were", "will", "would", "also", "about", "given", "gives", "gave", "count", "counts",
    "counted", "covers", "report", "reports", "reported", "least", "more", "some", "such", "each",
    "other", "others", "another", "text", "number", "speak", "speaks", "spoke", "tell", "tells",
    "telling", "told", "saying", "does",
})  # fmt: skip
#: Where another may begin to speak, or the same to deny.
_SEAMS = re.compile(r";|,? and (?=den(?:y|ies|ied)\b|reject)")


class _Content(NamedTuple):
    words: frozenset[str]
    numbers: frozenset[str]
    negations: frozenset[str]


def holds_content(sentence: str, text: str, *, most: float = _MOST) -> bool:
    """Tell whether a sentence holds a text: all its numbers and negations, most of its long words.

    A clause that denies something holds no text that does not, nor the other way round.
    """
    wanted = _content(text)
    alike = [_content(each) for each in clauses(sentence)]
    alike = [each for each in alike if each.negations <= wanted.negations]
    words, numbers, negations = (
        frozenset().union(*(getattr(each, name) for each in alike)) for name in _Content._fields
    )
    if not (wanted.words and wanted.numbers <= numbers and wanted.negations <= negations):
        return False
    return len(wanted.words & words) >= most * len(wanted.words)


def holds_words(sentence: str, text: str) -> bool:
    """Tell whether a sentence holds the numbers of a text and two thirds of its longer words."""
    held, wanted = _content(sentence), _content(text)
    if not wanted.numbers <= held.numbers:
        return False
    return len(wanted.words & held.words) >= _TWO_THIRDS * len(wanted.words)


def holds_note(sentence: str, note: str) -> bool:
    """Tell whether a sentence says what a note does; with its numbers fewer words need be there."""
    return holds_content(
        sentence, note, most=_WITH_NUMBERS if _content(note).numbers else _OF_A_NOTE
    )


def holds_number(sentence: str, value: Decimal, written: str) -> bool:
    """Tell whether a sentence gives a number: in digits, in a word, or in millions."""
    forms = [
        re.escape(written),
        *(word for word, digits in _IN_WORDS.items() if digits == str(value)),
    ]
    forms += [
        rf"{re.escape(f'{(value / scale).normalize():f}')} {name}"
        for scale, name in _SCALES.items()
        if value >= scale
    ]
    return bool(
        re.search(rf"(?<![\w.,])(?:{'|'.join(forms)})(?!\w|[.,]\d)", sentence, re.IGNORECASE)
    )


def in_full(word: str) -> int:
    """Give what a number before "million" is to be multiplied by."""
    return next((scale for scale, name in _SCALES.items() if name == word), 1)


def clauses(sentence: str) -> list[str]:
    """Cut a sentence where another may begin to speak."""
    return _SEAMS.split(without_marks(sentence))


@lru_cache(maxsize=4096)
def _content(text: str) -> _Content:
    plain = without_marks(text)
    words = _WORD.findall(plain)
    numbers = {*_NUMBER.findall(plain)} | {
        _IN_WORDS[word.casefold()] for word in words if word.casefold() in _IN_WORDS
    }
    return _Content(
        frozenset(_stem(word) for word in words if _is_long(word)),
        frozenset(numbers),
        frozenset(word.casefold() for word in _NEGATIONS.findall(plain)),
    )


def _is_long(word: str) -> bool:
    lower = word.casefold()
    if lower in _EMPTY or lower in _IN_WORDS:
        return False
    return len(word) >= _LONG or (len(word) > 1 and word.isupper())


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word.casefold())

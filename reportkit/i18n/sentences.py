"""How a sentence begins and ends, around isolates and in other scripts."""

from __future__ import annotations

import re

from reportkit.i18n.bidi import END, LEFT_TO_RIGHT, RECORD, without_marks
from reportkit.i18n.translate import pgettext

_ABBREVIATION = re.compile(r"\(([A-Z][\w-]{1,11})\)$")
_ENDS = (".", "!", "?", "…", ".”", '."', "۔", "؟", "۔“", "۔”")


def capital(text: str) -> str:
    """Begin with a capital and leave the rest as it is."""
    at = 1 if text[:1] in (RECORD, LEFT_TO_RIGHT) else 0
    return f"{text[:at]}{text[at : at + 1].upper()}{text[at + 1 :]}"


def stop(text: str) -> str:
    """End as a sentence, once; a record's own sentence ends in its own language."""
    if without_marks(text).endswith(_ENDS):
        return text
    if text[:1] == RECORD and text.find(END) == len(text) - 1:
        return f"{text[:-1]}.{END}"
    return text + pgettext("sentence", ".")


def unstopped(text: str) -> str:
    """Leave out the full stop at the end, for a sentence that goes on."""
    if text.endswith(END):
        return f"{text[:-1].rstrip('.۔')}{END}"
    return text.rstrip(".۔")


def abbreviated(name: str) -> str:
    """Call an organisation by the abbreviation that ends its name: "Long name (LN)" is "LN"."""
    short = _ABBREVIATION.search(name.strip())
    return short[1] if short else name


#: Words that begin a sentence with a capital and go on in lower case; a name would not.
_BEGINNINGS = frozenset({
    "we", "our", "the", "a", "an", "it", "its", "this", "that", "these", "those", "there", "they",
    "their", "he", "she", "his", "her", "one", "two", "both", "in", "on", "of", "at", "by", "for",
    "from", "no", "not", "some", "most", "many", "as", "when", "while", "after", "before", "public",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "statements", "what", "if",
    "any", "all", "each", "neither", "either", "over", "within", "another", "counted", "covers",
    "given", "killed", "other", "others", "scope", "up",
})  # fmt: skip


def lowered(text: str) -> str:
    """Begin in lower case behind a comma, where the first word is no name."""
    first = without_marks(text).split(" ", 1)[0]
    if first.casefold() not in _BEGINNINGS:
        return text
    at = 1 if text[:1] in (RECORD, LEFT_TO_RIGHT) else 0
    return f"{text[:at]}{text[at : at + 1].lower()}{text[at + 1 :]}"

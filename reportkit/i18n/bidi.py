"""What stands in a sentence in another language or direction, fenced in so that it stays whole.

The isolates are Unicode's own isolates, invisible in any text; a page turns them into elements
that say the language too. Without them the end of an English name would be taken for the
beginning of the Urdu that follows it.
"""

from __future__ import annotations

import re
import unicodedata

from reportkit.i18n.translate import current_locale, direction_of

#: Before a passage of a record, before a run that is always left to right, and after either.
RECORD, LEFT_TO_RIGHT, END = "\u2068", "\u2066", "\u2069"
_MARKS = re.compile("[\u2066-\u2069]")


def isolate(text: str) -> str:
    """Isolate what a record says, where records speak another language than the UI strings.

    A text in the script of the UI strings, among records in another, is a translation and
    needs no isolate: titles may be translated while the facts are not.
    """
    locale = current_locale()
    if not text or not locale.is_mixed:
        return text
    own = direction_of(locale.records)
    if own != locale.direction and _direction(text) == locale.direction:
        return text
    return f"{RECORD}{without_marks(text)}{END}"


def left_to_right(text: str) -> str:
    """Fence in signs and figures that would turn round in a language from right to left."""
    return f"{LEFT_TO_RIGHT}{text}{END}" if text and current_locale().direction == "rtl" else text


def without_marks(text: str) -> str:
    """Take the isolates away."""
    return _MARKS.sub("", text)


def _direction(text: str) -> str:
    """Give the direction of the first letter that has one; numbers have none."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return ""

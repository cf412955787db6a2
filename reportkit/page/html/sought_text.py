"""A text that is looked for in a page: how it may be written, and which elements hold it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

#: Not shown by browsers.
NEVER_SHOWN = frozenset({"head", "rp", "script", "style", "template", "title"})
#: Those, and what is struck through, turned round, drawn or in letters of another size.
NOT_PLAIN = NEVER_SHOWN | {"bdo", "del", "rt", "s", "small", "strike", "sub", "sup", "svg"}


class SoughtText(NamedTuple):
    """A text that is looked for, and how: plainly set, or however it may be written."""

    pattern: re.Pattern[str]
    is_plain: bool
    out: frozenset[str]  # elements whose text is not read

    def stands_in(self, parts: Iterable[str]) -> bool:
        """Tell whether a text that comes in parts holds it; spaces may break it."""
        text = "".join(parts)
        if not (self.is_plain or text.isascii()):
            text = _without_roomless(text)
        return bool(self.pattern.search(text))


@lru_cache(maxsize=4)  # several labels are looked for in the text of one page
def _without_roomless(text: str) -> str:
    """Give a text in plain letters, without signs that take no room: they hide no label."""
    text = unicodedata.normalize("NFKC", text)
    for sign in set(text):
        if unicodedata.category(sign) == "Cf":
            text = text.replace(sign, "")
    return text


def sought(text: str, *, is_plain: bool) -> SoughtText:
    """Say how to look for a text: plainly set, or in whatever letters, case and pieces."""
    letters = (re.escape(letter) for letter in "".join(text.split()))
    spelling = r"\s*".join(letters) + r"(?!\s*\+)"  # AMBER is not AMBER+STRICT
    if is_plain:
        return SoughtText(re.compile(spelling), is_plain, NOT_PLAIN)
    return SoughtText(re.compile(spelling, re.IGNORECASE), is_plain, NEVER_SHOWN)


def bearers_of(element: Any, text: SoughtText) -> Iterator[Any]:
    """Find the innermost elements that hold the text, seen or not."""
    if element.local_name in text.out:
        return
    if not text.stands_in(_shown_text(element, text.out)):
        return
    # What is left out of a plain text is read all the same: it comes between its letters.
    if text.is_plain and not text.stands_in(element.etree_element.itertext()):
        return
    inner = [bearer for child in element.iter_children() for bearer in bearers_of(child, text)]
    yield from inner or [element]


def _shown_text(element: Any, out: frozenset[str]) -> Iterator[str]:
    """Give the text of an element but for what is left out, seen or not."""
    waiting = [element.etree_element]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
            continue
        for child in reversed(part):
            is_left_out = not isinstance(child.tag, str) or child.tag in out  # a comment, too
            waiting += (child.tail or "", *(() if is_left_out else (child,)))
        yield part.text or ""

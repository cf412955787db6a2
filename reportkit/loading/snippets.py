"""What a hint offers to paste into the seeds, and what its author still has to fill in."""

from __future__ import annotations

import re

#: Stands where the author has to write; a text that says it says nothing.
REASON_WANTED = "(say why, in a sentence)"
NAME_WANTED = "(say who)"
WORD_WANTED = "(say which)"
#: As earlier versions offered it: a block that was pasted then is not filled in either.
_FORMERLY_WANTED = "(say why)"
_PLACEHOLDERS = (REASON_WANTED, NAME_WANTED, WORD_WANTED, _FORMERLY_WANTED)
_PLAIN = re.compile(r"[A-Za-z][\w ./'-]*\Z")
_ODD_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def is_filled_in(text: str | None) -> bool:
    """Tell a text from none, and from the words that a pasted block holds in its place."""
    return bool(text) and (text or "").strip() not in _PLACEHOLDERS


def quoted(text: str) -> str:
    """Write a text as a YAML scalar on one line, quoted where it would be read otherwise."""
    if _PLAIN.match(text) and text.lower() not in _ODD_WORDS and not text.endswith(" "):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

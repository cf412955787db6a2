"""Characters that a person does not see, or takes for another, by their names."""

from __future__ import annotations

import re
import unicodedata

#: Look like a space and are none, for YAML and for every comparison of ids.
ODD_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"

#: What a reader cannot see but a page or a mail header obeys: controls, the bidi overrides and
#: isolates, zero-width space, byte order mark, surrogates, tags, non-characters. And what stands
#: for something lost: U+FFFC for an object that was not pasted, U+FFFD for an unreadable letter.
#: ZWNJ, ZWJ, LRM and RLM stay: Persian, Pashto and Urdu spelling needs them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
_LOST = {
    "\ufffc": ("stands where something could not be pasted", "delete it, or say it in words"),
    "\ufffd": ("stands where a letter was lost", "write the word anew from its source"),
}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def named(character: str) -> str:
    """Name a character for those who cannot see it: "U+00A0 (no-break space)"."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}{f' ({name})' if name else ''}"


def why_unprintable(character: str) -> tuple[str, str]:
    """Say what is wrong with a character that is not allowed, and what to do."""
    said, hint = _LOST.get(character, ("cannot be seen and is not allowed", "delete it"))
    return f"the character {named(character)} {said}", hint


def first_unseen(text: str) -> int | None:
    """Find a character that looks like a space or like nothing; where, counted from 0."""
    if text.isascii() and text.isprintable():
        return None
    for at, character in enumerate(text):
        if character not in " \n" and unicodedata.category(character) in _UNSEEN:
            return at
    return None


def first_foreign(text: str) -> int | None:
    """Find a letter of another alphabet, such as a Cyrillic a in a Latin word."""
    for at, character in enumerate(text):
        if not character.isascii() and not unicodedata.name(character, "").startswith("LATIN"):
            return at
    return None

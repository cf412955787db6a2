"""Characters of a cell: what is dropped without a word, what is dropped and reported, what is lost.

Nothing that might be a letter is ever mended here: U+FFFD and mojibake stay, and are reported.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reportkit.loading.characters import named

#: Say that nothing is known; never 0.
ABSENT = frozenset(
    {"", "-", "--", "---", "–", "—", "‐", "n/a", "#n/a", "n.a.", "n.a", "n/d", "n.d."}
)
_LONGEST_ABSENT = 4
#: What a spreadsheet shows of a formula that failed; #N/A is written on purpose too.
_FAILED = frozenset(
    {"#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#error!"}
)
_ODD_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAK = re.compile("_x000D_\r?\n?|\r\n?|\x85|\u2028|\u2029", re.IGNORECASE)
_ESCAPED = re.compile("_x(0009|000A)_", re.IGNORECASE)
#: Controls, zero width, byte order marks within, direction overrides: nobody sees them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2069\ufeff]"
)
_EDGES = re.compile(r" *\n *")
#: Begins é, ü, ñ and the like in UTF-8, and is a letter that hardly ends a word: Ã.
_TILDE = 0xC3
_LOST = "\ufffd"
#: Letters for one sound that look alike, written by the keyboards of two languages.
TWINS = {"\u0643": "kaf", "\u06a9": "kaf", "\u064a": "yeh", "\u06cc": "yeh"}
_TWIN = re.compile(f"[{''.join(TWINS)}]")

#: The bytes of windows-1252, those that it leaves out taken as they are: browsers do so too.
_BYTES = {
    ord(bytes([code]).decode("cp1252", "ignore") or chr(code)): code for code in range(0x80, 0x100)
}
#: All that any of these is about; the bytes that go before others in UTF-8 stand for mojibake.
_UNUSUAL = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u2028-\u202f\u205f-\u2069\u3000\ufeff\ufffd"
    f"{''.join(TWINS)}]|_[xX]0|[\xc2-\xf4](?=[^\x00-\x7f])"
)
_HIGH = re.compile(f"[{re.escape(''.join(map(chr, _BYTES)))}\x80-\x9f]{{2,}}")


class Oddity(NamedTuple):
    """What is odd in a text."""

    code: str  # of a problem: "table-character", "table-mojibake"
    message: str
    hint: str


def is_usual(text: str) -> bool:
    """Tell that a text needs no more than its edges cut: so it is nearly always."""
    if text.isascii() and text.isprintable():
        return "_x0" not in text
    return not _UNUSUAL.search(text)


def trimmed(text: str) -> str | None:
    """Cut the edges of a usual text; None where it says nothing."""
    text = text.strip()
    if text[:1] == "#" and is_failed(text):
        return None
    return None if len(text) <= _LONGEST_ABSENT and text.casefold() in ABSENT else text


def is_failed(text: str) -> bool:
    """Tell what stands in a cell whose formula failed: #DIV/0!, #REF!."""
    return text.lstrip()[:1] == "#" and text.strip().casefold() in _FAILED


def cleaned(text: str) -> str | None:
    """Drop spaces at the edges, odd spaces, escapes of spreadsheets; None where nothing is said."""
    if not is_usual(text):
        text = _ESCAPED.sub(_decoded, _BREAK.sub("\n", text))
        text = _EDGES.sub("\n", _ODD_SPACE.sub(" ", _UNSEEN.sub("", text)))
    return trimmed(text)


def oddities(text: str) -> tuple[Oddity, ...]:
    """Give what is odd in a text as it stands in the file."""
    if is_failed(text):
        return (
            Oddity(
                "table-formula",
                f"{text.strip()} is no value: a formula failed here; it is taken as absent",
                "mend the formula, or ask who made the file what stood there",
            ),
        )
    if is_usual(text):
        return ()
    odd = []
    if _LOST in text:
        odd.append(
            Oddity(
                "table-character",
                f"{_excerpt(text, text.index(_LOST))!r}: a letter was lost (U+FFFD)",
                "nobody can tell which; ask the provider, or write it anew from the source",
            )
        )
    if wrong := mojibake(text):
        odd.append(
            Oddity(
                "table-mojibake",
                f"{wrong.written!r} was read in the wrong encoding before it was saved here",
                f"it may have been {wrong.meant!r}; ask the provider for a file that is UTF-8",
            )
        )
    elif unseen := _UNSEEN.search(text):
        odd.append(
            Oddity(
                "table-character",
                f"{named(unseen[0])} cannot be seen; it is left out",
                "if it stood for a letter, write the text anew from its source",
            )
        )
    return tuple(odd)


class Mojibake(NamedTuple):
    """A passage whose UTF-8 was taken for windows-1252."""

    written: str
    meant: str


def mojibake(text: str) -> Mojibake | None:
    """Find the first passage that would be other letters, had its bytes been read as UTF-8.

    Accented letters that follow one another in no language do so here by rule: "Ã©", "â€™".
    """
    for passage in _HIGH.finditer(text):
        content = bytes(_BYTES.get(ord(sign), ord(sign)) for sign in passage[0])
        for begin in range(len(content) - 1):
            start = passage.start() + begin
            meant, used = _first_letter(content[begin:])
            if meant and not _is_written_so(text, start, content[begin:]):
                return Mojibake(text[start : start + used], meant)
    return None


def _is_written_so(text: str, start: int, content: bytes) -> bool:
    """Tell a word in capitals before a dash or a quotation mark: CAFÉ—."""
    punctuation = content[1] in range(0x80, 0xA0)
    return text[:start][-1:].isupper() and punctuation and content[0] != _TILDE


def twins_in(text: str) -> frozenset[str]:
    """Give the letters of a text that have a twin: kaf and yeh of Arabic and of Persian."""
    return frozenset(_TWIN.findall(text)) if not text.isascii() else frozenset()


def _first_letter(content: bytes) -> tuple[str, int]:
    """Give the letter whose UTF-8 these bytes begin with, and how many bytes it has."""
    for used in (2, 3, 4):
        try:
            return content[:used].decode("utf-8"), used
        except UnicodeDecodeError:
            continue
    return "", 0


def _decoded(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


def _excerpt(text: str, at: int) -> str:
    return text[max(at - 12, 0) : at + 13].strip()

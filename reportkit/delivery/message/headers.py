"""Header lines of a mail: names and texts spelt so that any program reads them back."""

from __future__ import annotations

import binascii
from functools import lru_cache

from reportkit.problems import ReportkitError
from reportkit.rules.texts import unfit_for_header

_LINE = 76  # RFC 2047: no line with an encoded word is longer
_AROUND = len("=?utf-8?b??=")
_KEPT = 64  # lines; most of a head are the same for every reader
_SPECIAL = frozenset('()<>[]:;@\\,."')


@lru_cache(_KEPT)
def header(name: str, text: str) -> bytes:
    """Spell a header that holds free text, such as Subject; ends with a line break.

    Raises ReportkitError if the text could hide something there.
    """
    refuse_unfit(name, text)
    return _ascii(name, f"{name}: {_free(text, len(name) + 2)}\r\n")


@lru_cache(_KEPT)
def mailbox(name: str, shown: str, address: str) -> bytes:
    """Spell a header that holds one address with the name of its owner."""
    refuse_unfit(name, shown)
    start = len(name) + 2
    if not shown:
        return _ascii(name, f"{name}: {address}\r\n")
    if shown.isascii():
        quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
        spelt = f'"{quoted}"' if _SPECIAL & set(shown) else shown
        spelt = _folded(spelt, start)
    else:
        spelt = _encoded(shown, start)
    gap = " " if start + len(spelt) + len(address) + 3 <= _LINE else "\r\n "
    return _ascii(name, f"{name}: {spelt}{gap}<{address}>\r\n")


@lru_cache(_KEPT)
def plain(name: str, value: str) -> bytes:
    """Spell a header whose value is ours and stays on one line."""
    refuse_unfit(name, value)
    return _ascii(name, f"{name}: {value}\r\n")


def refuse_unfit(name: str, text: str) -> None:
    """Refuse what a header must not hold, whoever wrote it."""
    if why := unfit_for_header(text):
        raise ReportkitError(f"no mail was made: {name} cannot be written, {why}")
    if text != " ".join(text.split()):
        raise ReportkitError(f"no mail was made: {name} cannot be written, it has stray spaces")


def _ascii(name: str, line: str) -> bytes:
    try:
        return line.encode("ascii")
    except UnicodeEncodeError as error:
        raise ReportkitError(
            f"no mail was made: {name} cannot be written, it holds '{line[error.start]}', which is "
            "no letter of ASCII"
        ) from None


def _free(text: str, start: int) -> str:
    return _folded(text, start) if text.isascii() else _encoded(text, start)


def _folded(text: str, start: int) -> str:
    """Break at spaces; each break reads as the space it stands before."""
    lines, room = [""], _LINE - start
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
            room = _LINE - 1
        lines[-1] += f" {word}" if lines[-1] else word
    return "\r\n ".join(lines)


def _encoded(text: str, start: int) -> str:
    """Spell as encoded words; no letter is split between two, and breaks between them vanish."""
    words, chunk, room = [], b"", _LINE - start
    for content in text:
        spelt = content.encode()
        if _AROUND + 4 * -(-(len(chunk) + len(spelt)) // 3) > room:
            words.append(chunk)
            chunk, room = b"", _LINE - 1
        chunk += spelt
    words.append(chunk)
    return "\r\n ".join(
        f"=?utf-8?b?{binascii.b2a_base64(word, newline=False).decode()}?=" for word in words
    )

"""The text of finished files, in every way in which a reader's program could take it out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from reportkit.page.preflight.inspect import drawn_text

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<feff([0-9a-f]*)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PACKED = re.compile(r"base64,[A-Za-z0-9+/=]+")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")  # of a style sheet


def of_text(content: bytes) -> Iterator[str]:
    """Read a text as it stands."""
    yield content.decode()


def of_json(content: bytes) -> Iterator[str]:
    """Read JSON with the escapes of its strings undone."""
    yield content.decode().replace('\\"', '"').replace("\\n", " ")


def of_markdown(content: bytes) -> Iterator[str]:
    """Read Markdown without its escapes."""
    yield content.decode().replace("\\", "")


def of_html(content: bytes) -> Iterator[str]:
    """Read a page with its tags, without them, and with what a style sheet sets in."""
    text = unescape(_PACKED.sub("", content.decode()))
    yield _TAG.sub(" ", text)
    yield _ESCAPED.sub(lambda found: chr(int(found[1], 16) % 0x110000), text)
    yield text


def of_pdf(content: bytes) -> Iterator[str]:
    """Read what is drawn, titles, descriptions, structure and enclosed files."""
    if content.startswith(b"%PDF-"):
        yield drawn_text(content)
    for part in (_STREAM.sub(b"", content), *_texts_packed(content)):
        yield part.decode("utf-8", "replace")
        yield " ".join(_hexadecimal(part))


def _texts_packed(content: bytes) -> Iterator[bytes]:
    """Unpack the streams that are text: fonts and pictures spell words by chance."""
    for found in _STREAM.finditer(content):
        stream = found[1]
        with suppress(zlib.error):  # not packed
            stream = zlib.decompressobj().decompress(stream)
        if b"\x00" not in stream and _is_utf8(stream):
            yield stream


def _is_utf8(stream: bytes) -> bool:
    try:
        stream.decode()
    except UnicodeDecodeError:
        return False
    return True


def _hexadecimal(part: bytes) -> Iterator[str]:
    for found in _HEXADECIMAL.finditer(part):
        if len(found[1]) % 4 == 0:
            yield bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace")

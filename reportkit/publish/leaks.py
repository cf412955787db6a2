"""What must not be read, looked for in finished files as a reader's programs take them out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms, passages
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.preflight.inspect import drawn_text
from reportkit.problems import Mark, Problem
from reportkit.publish.render import PrintedEdition

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<feff([0-9a-f]*)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_PACKED = re.compile(r"base64,[A-Za-z0-9+/=]+")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")  # of a style sheet
_TEMPLATE = Mark("templates/brief.html.j2", 1, 1)


class Leak(NamedTuple):
    """A text that stands in a file and should not."""

    file: str
    term: SensitiveTerm
    mark: Mark  # where the seeds say it; the page's template if they do not


def leaks(printed: PrintedEdition, wanted: SensitiveTerms, book: Book) -> Iterator[Leak]:
    """Give what stands in the files of an edition, in their names and in what they enclose.

    Drawn letters may come out of a PDF in pieces, so the pages that it was set from are read
    too. ``book`` is what the edition was made from.
    """
    if not wanted:
        return
    for file, content in {**printed.files, **printed.set_from}.items():
        known_terms: set[SensitiveTerm] = set()
        for reading in (file, *readings(file, content)):
            for term in wanted.found_in(reading):
                if term not in known_terms:
                    known_terms.add(term)
                    yield Leak(file, term, place_of(term, book))


def withheld_in(printed: PrintedEdition, wanted: SensitiveTerms, book: Book) -> Iterator[Problem]:
    """Refuse files that name who is not to be named."""
    for leak in leaks(printed, wanted, book):
        yield Problem(
            "withheld-named",
            f"{leak.file} holds '{leak.term.text[:60]}', which names {leak.term.record}: "
            "its rule of attribution keeps that back",
            leak.mark,
            "word the text without it; if everybody may read it, set attribution_rule: open",
        )


def above_in(
    printed: PrintedEdition, wanted: SensitiveTerms, book: Book, ceiling: Tlp
) -> Iterator[Problem]:
    """Refuse files that tell of what is marked above them."""
    for leak in leaks(printed, wanted, book):
        yield Problem(
            "above-ceiling",
            f"{leak.file} at {ceiling} tells of {leak.term.record}, which is marked higher "
            "or named by nothing else",
            leak.mark,
            f"found: '{leak.term.text[:60]}'; word the text without it, or mark it higher too",
        )


def place_of(term: SensitiveTerm, book: Book) -> Mark:
    """Tell where the facts hold a text; the page's template if they do not."""
    alone = SensitiveTerms((term,))
    for value in (book.brief, book.edition, *book):
        for passage in passages(value, slugs=True):
            if next(alone.found_in(passage.text), None):
                return passage.mark
    return _TEMPLATE


def readings(file: str, content: bytes) -> Iterator[str]:
    """Read a file in every way in which a reader's program could."""
    if file.endswith(".pdf"):
        yield from _readings_of_pdf(content)
        return
    text = content.decode()
    if file.endswith(".html"):
        text = unescape(_PACKED.sub("", text))
        yield _TAG.sub(" ", text)
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16) % 0x110000), text)
    elif file.endswith(".json"):
        text = text.replace('\\"', '"').replace("\\n", " ")
    elif file.endswith(".md"):
        text = text.replace("\\", "")
    yield text


def _readings_of_pdf(content: bytes) -> Iterator[str]:
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

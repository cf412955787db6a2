"""The last look at a finished PDF: what was set is in it, and nothing else is.

The engine can drop what it has laid out, such as notes at the foot of a page, without a
word. So every block of text of the HTML is looked up in the text of the PDF, as a reader's
program takes it out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from reportkit.problems import Mark, Problem

_PAGE = Mark("templates/brief.html.j2", 1, 1)
#: Elements that hold running text; the innermost of them are looked up one by one.
BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "body",
        "caption",
        "dd",
        "div",
        "dt",
        "figcaption",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "li",
        "main",
        "nav",
        "p",
        "pre",
        "section",
        "article",
        "aside",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ol",
        "dl",
        "figure",
    ]
)
#: WeasyPrint passes over these without a log line; a reader would miss what they hold.
SILENT = frozenset(
    [
        "iframe",
        "frame",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "form",
        "input",
        "script",
        "base",
    ]
)
#: Not text of the page: the page's head, and drawings that carry their words elsewhere.
_SKIPPED = frozenset({"head", "style", "title", "svg"})
SCHEMES = frozenset({"", "http", "https", "mailto"})
MAX_PIECES = 6  # a block may run over pages, with running heads between its pieces
MAX_SHOWN = 10
SHOWN = 80  # characters of a text in a message

# Hyphenation marks, as set, as extracted (U+FFFE and U+0002 are PDFium's), and all space.
_DROPPED = re.compile("[\\s\u00ad\u2010\u2011\ufffe\x02\u200b-\u200f\u2060-]+")


def inspect(tree: Any, pdf: bytes) -> list[Problem]:
    """Compare the HTML tree that was set with the PDF that came out.

    ``tree`` is the parsed document (xml.etree elements). An empty list means that every
    block of text is there, no text lies off its page, links lead to the web or inside, and
    the file carries no program and no attachment.
    """
    import pypdfium2

    problems = list(_forbidden(tree))
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(fold(page) for page in _page_texts(document, problems))
        problems += _carried(document)
    finally:
        document.close()
    missing = [block for block in blocks(tree) if not stands_in(fold(block), text)]
    problems += [
        Problem(
            "text-lost",
            f"set, but not in the PDF: '{_short(block)}'",
            _PAGE,
            "the engine dropped it; change what surrounds it on the page",
        )
        for block in missing[:MAX_SHOWN]
    ]
    if len(missing) > MAX_SHOWN:
        problems.append(Problem("text-lost", f"and {len(missing) - MAX_SHOWN} more", _PAGE))
    return problems


def fold(text: str) -> str:
    """Bring set and extracted text to one form: compatible letters, no spaces, no hyphens."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def blocks(tree: Any) -> Iterator[str]:
    """Give the text of each innermost block, in reading order."""
    if tree.tag in _SKIPPED:
        return
    run: list[str] = [tree.text or ""]
    for child in tree:
        if not isinstance(child.tag, str):  # a comment
            run.append(child.tail or "")
        elif child.tag in BLOCKS or child.tag in _SKIPPED:
            yield from _joined(run)
            yield from blocks(child)
            run = [child.tail or ""]
        else:
            inner = list(blocks(child)) if _holds_block(child) else ["".join(child.itertext())]
            run.append(" ".join(inner) + (child.tail or ""))
    yield from _joined(run)


def stands_in(block: str, text: str) -> bool:
    """Tell whether a folded block is in the text, whole or in a few pieces in order."""
    if block in text:
        return True
    if _right_to_left(block):  # extracted by run, in an order of its own
        return all(word in text or word[::-1] in text for word in _runs(block))
    at = 0
    for _ in range(MAX_PIECES):
        piece = _longest_start(block, at, text)
        if piece < min(12, len(block) - at):
            return False
        at += piece
        if at == len(block):
            return True
    return False


def _longest_start(block: str, at: int, text: str) -> int:
    """How many characters of the block from ``at`` on are in the text (by halving)."""
    low, high = 0, len(block) - at
    while low < high:
        middle = (low + high + 1) // 2
        if block[at : at + middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(run: list[str]) -> Iterator[str]:
    text = "".join(run)
    if text.strip():
        yield " ".join(text.split())


def _holds_block(element: Any) -> bool:
    return any(child.tag in BLOCKS for child in element.iter() if child is not element)


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _runs(text: str) -> list[str]:
    return [run for run in re.findall(r"\w+", text) if run]


def _page_texts(document: Any, problems: list[Problem]) -> Iterator[str]:
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        textpage = page.get_textpage()
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            if left < -1 or bottom < -1 or right > width + 1 or top > height + 1:
                words = textpage.get_text_bounded(left, bottom, right, top)
                problems.append(
                    Problem(
                        "text-off-page",
                        f"page {number}: '{_short(words)}' runs off the paper",
                        _PAGE,
                        "let it break, or shorten it",
                    )
                )
        yield textpage.get_text_range()
        textpage.close()
        page.close()


def _forbidden(tree: Any) -> Iterator[Problem]:
    for element in tree.iter():
        if element.tag in SILENT:
            yield Problem(
                "html-element",
                f"<{element.tag}> shows nothing on paper",
                _PAGE,
                "take it out of the template",
            )
        href = (element.get("href") or "").strip() if isinstance(element.tag, str) else ""
        if href and urlsplit(href).scheme.lower() not in SCHEMES:
            yield Problem(
                "link-scheme",
                f"a link leads to '{_short(href)}'",
                _PAGE,
                "links begin with https:, http:, mailto: or #",
            )
        if isinstance(element.tag, str) and "attachment" in (element.get("rel") or "").split():
            yield Problem(
                "html-attachment",
                "the page would attach a file",
                _PAGE,
                "take rel=attachment out of the template",
            )


def _carried(document: Any) -> Iterator[Problem]:
    from pypdfium2 import raw

    if raw.FPDFDoc_GetAttachmentCount(document.raw):
        yield Problem("pdf-attachment", "the PDF carries a file that was not asked for", _PAGE)
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        yield Problem("pdf-script", "the PDF carries a program", _PAGE)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

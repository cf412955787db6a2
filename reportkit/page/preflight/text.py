"""What was set is in the PDF: each block of text, as a reader's program takes it out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportkit.page.preflight.messages import PAGE, short
from reportkit.problems import Problem

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
#: Not text of the page: the page's head, and drawings that carry their words elsewhere.
_SKIPPED = frozenset({"head", "style", "title", "svg"})
MAX_PIECES = 6  # a block may run over pages, with running heads between its pieces
MAX_SHOWN = 10

# Hyphenation marks, as set, as extracted (U+FFFE and U+0002 are PDFium's), and all space.
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670]")  # vowels and the like in Arabic script
#: Letters of one script with their marks; numbers stand beside others with nothing between.
_WORDS = re.compile(
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5\u0750-\u08ff]+|[^\\W\\d_\u0600-\u08ff]+"
)
_DROPPED = re.compile("[\\s\u00ad\u2010\u2011\ufffe\x02\u200b-\u200f\u2060\u2066-\u2069-]+")


def lost(tree: Any, text: str) -> Iterator[Problem]:
    """Name each block of the HTML tree that is not in the text of the PDF, folded."""
    mixed = tree.get("dir") == "rtl"  # then any line may come out in an order of its own
    head = fold(tree.findtext("head/title") or "")
    missing = [block for block in blocks(tree) if not _is_there(block, text, head, mixed=mixed)]
    for block in missing[:MAX_SHOWN]:
        yield Problem(
            "text-lost",
            f"set, but not in the PDF: '{short(block)}'",
            PAGE,
            "the engine dropped it; change what surrounds it on the page",
        )
    if len(missing) > MAX_SHOWN:
        yield Problem("text-lost", f"and {len(missing) - MAX_SHOWN} more", PAGE)


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


def stands_in(block: str, text: str, head: str = "") -> bool:
    """Tell whether a folded block is in the text, whole or in a few pieces in order.

    A piece of a few letters counts only where the ``head`` of the next page follows it.
    """
    if block in text:
        return True
    at = 0
    for _ in range(MAX_PIECES):
        piece = _longest_start(block, at, text)
        if piece < min(12, len(block) - at):
            piece = _before_head(block[at : at + piece], head, text)
            if not piece:
                return False
        at += piece
        if at == len(block):
            return True
    return False


def _before_head(start: str, head: str, text: str) -> int:
    """How many of these letters close a page of the text: the running head follows them."""
    lengths = range(len(start) if head else 0, 0, -1)
    return next((length for length in lengths if start[:length] + head in text), 0)


def _is_there(block: str, text: str, head: str, *, mixed: bool) -> bool:
    if not mixed and not _right_to_left(block):
        return stands_in(fold(block), text, head)
    # Programs reorder the words of such a line, Latin ones and numbers too, and some cut a word
    # at a letter that bears a mark, each in its own way.
    plain = _bare(text)
    words = (_bare(fold(word)) for word in _WORDS.findall(unicodedata.normalize("NFKD", block)))
    return all(_in_two(word, plain) or _in_two(word[::-1], plain) for word in words)


@lru_cache(maxsize=2)
def _bare(text: str) -> str:
    """Take the marks of Arabic script away; a letter that bears one is two letters then."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def _in_two(word: str, text: str) -> bool:
    return any(word[:cut] in text and word[cut:] in text for cut in range(len(word), 0, -1))


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
    kinds = {unicodedata.bidirectional(letter) for letter in set(text)}
    return bool(kinds & {"R", "AL"}) or "L" not in kinds

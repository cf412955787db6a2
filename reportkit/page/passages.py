"""Fences in the text of a finished page become elements that say language and direction.

A block that holds nothing but a record's own words takes their language and direction as a
whole; a passage inside a sentence of the furniture becomes a ``bdi`` of its own. Templates
need not know of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.tongue.isolates import END, LEFT_TO_RIGHT, RECORD, bare
from reportkit.tongue.speech import Tongue, direction_of

#: A tag, a fence, or text between them. Escaped text holds no "<", and no ">" inside a tag.
_TOKEN = re.compile(f"<[^>]*>|[{RECORD}{LEFT_TO_RIGHT}{END}]|[^<{RECORD}{LEFT_TO_RIGHT}{END}]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_BLOCKS = frozenset(
    {"caption", "dd", "div", "dt", "figcaption", "h1", "h2", "h3", "li", "p", "td", "th"}
)
#: Furniture that hangs at a passage without being part of it; it keeps its own language.
_BESIDE = frozenset({"chip", "cite", "day", "id", "mark", "note-mark", "sign", "state"})


@dataclass
class _Block:
    """An element that breaks lines, and whose words stand directly in it."""

    at: int  # of its start tag among the tokens
    own: bool = False  # words of the furniture
    fenced: bool = False  # words of records


def set_passages(html: str, tongue: Tongue) -> str:
    """Turn every fence of a page into an element; a page without fences stays as it is."""
    if not any(fence in html for fence in (RECORD, LEFT_TO_RIGHT)):
        return html
    tokens = _TOKEN.findall(html)
    return "".join(_Setter(tongue, _spoken_by_records(tokens)).run(tokens))


def _spoken_by_records(tokens: list[str]) -> frozenset[int]:
    """Find the blocks, by their start tag, in which only records speak."""
    found: list[_Block] = []
    open_: list[tuple[str, _Block | None, bool]] = []  # name, block, beside
    fences = 0
    for at, token in enumerate(tokens):
        if token[0] == "<":
            _walk(open_, token, at, found)
        elif token in (RECORD, LEFT_TO_RIGHT):
            fences += token == RECORD
        elif token == END:
            fences = max(fences - 1, 0)
        elif any(letter.isalpha() for letter in token):
            beside, block = _innermost(open_)
            if block and fences:
                block.fenced = True
            elif block and not beside:
                block.own = True
    return frozenset(block.at for block in found if block.fenced and not block.own)


def _walk(
    open_: list[tuple[str, _Block | None, bool]], token: str, at: int, found: list[_Block]
) -> None:
    tag = _TAG.match(token)
    if tag is None or tag[2] in _VOID or token.endswith("/>"):
        return
    if tag[1]:
        while open_ and open_.pop()[0] != tag[2]:
            pass
        return
    block = _Block(at) if tag[2] in _BLOCKS else None
    if block:
        found.append(block)
    open_.append((tag[2], block, bool(_BESIDE & _classes(token))))


def _innermost(open_: list[tuple[str, _Block | None, bool]]) -> tuple[bool, _Block | None]:
    """Give the block that the next word stands in, and whether it only hangs at it."""
    beside = False
    for _, block, hangs in reversed(open_):
        beside = beside or hangs
        if block:
            return beside, block
    return beside, None


def _classes(tag: str) -> frozenset[str]:
    found = _CLASS.search(tag)
    return frozenset(found[1].split()) if found else frozenset()


@dataclass
class _Fence:
    """An open ``bdi``; one whose end was met further inside waits until it may close."""

    depth: int
    shown: bool
    waits: bool = False


class _Setter:
    """Writes the tokens again, well nested whatever the fences were."""

    def __init__(self, tongue: Tongue, spoken_by_records: frozenset[int]) -> None:
        self._whole = spoken_by_records
        self._records = f'lang="{tongue.records}" dir="{direction_of(tongue.records)}"'
        self._own = f'lang="{tongue.language}" dir="{tongue.direction}"'
        self._open: list[tuple[str, bool]] = []  # name, and whether records speak inside
        self._fences: list[_Fence] = []

    def run(self, tokens: list[str]) -> Iterator[str]:
        """Give the page piece by piece."""
        for at, token in enumerate(tokens):
            if token[0] == "<":
                yield from self._tag(token, at)
            elif token == END:
                yield from self._end()
            elif token in (RECORD, LEFT_TO_RIGHT):
                yield self._begin(token)
            else:
                yield token

    def _begin(self, fence: str) -> str:
        inside = bool(self._open) and self._open[-1][1]
        title = bool(self._open) and self._open[-1][0] == "title"
        shown = not title and (fence == LEFT_TO_RIGHT or not inside)
        self._fences.append(_Fence(len(self._open), shown))
        if not shown:
            return ""
        return '<bdi dir="ltr">' if fence == LEFT_TO_RIGHT else f"<bdi {self._records}>"

    def _end(self) -> Iterator[str]:
        waiting = [fence for fence in self._fences if not fence.waits]
        if not waiting:
            return
        last = waiting[-1]
        last.waits = True
        yield from self._close(len(self._open))

    def _close(self, depth: int) -> Iterator[str]:
        """Close what waits for this depth, and what is deeper than it."""
        while self._fences:
            last = self._fences[-1]
            if not (last.depth > depth or (last.waits and last.depth == depth)):
                return
            self._fences.pop()
            if last.shown:
                yield "</bdi>"

    def _tag(self, token: str, at: int) -> Iterator[str]:
        tag = _TAG.match(token)
        token = bare(token)
        if tag is None or tag[2] in _VOID or token.endswith("/>"):
            yield token
        elif tag[1]:
            yield from self._end_tag(token, tag[2])
        else:
            yield self._start_tag(token, tag[2], at)

    def _start_tag(self, token: str, name: str, at: int) -> str:
        inside = bool(self._open) and self._open[-1][1]
        if at in self._whole:
            self._open.append((name, True))
            return f"{token[:-1]} {self._records}>"
        if inside and _BESIDE & _classes(token):
            self._open.append((name, False))
            return f"{token[:-1]} {self._own}>"
        self._open.append((name, inside))
        return token

    def _end_tag(self, token: str, name: str) -> Iterator[str]:
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == name), None)
        if at is not None:
            del self._open[at:]
            yield from self._close_inside(at)
        yield token
        yield from self._close(len(self._open))

    def _close_inside(self, depth: int) -> Iterator[str]:
        """Close what was opened inside the element that ends here."""
        while self._fences and self._fences[-1].depth > depth:
            if self._fences.pop().shown:
                yield "</bdi>"

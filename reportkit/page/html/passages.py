"""Fences in the text of a finished page become elements that say language and direction.

A block that holds nothing but a record's own words takes their language and direction as a
whole; a passage inside a UI string becomes a ``bdi`` of its own. In
attributes, which hold no elements, the isolates stay. Templates need not know of any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.i18n.bidi import END, LEFT_TO_RIGHT, RECORD
from reportkit.i18n.translate import Locale, direction_of

#: A tag, an isolate, or text between them. Escaped text holds no "<", and no ">" inside a tag.
_TOKEN = re.compile(f"<[^<>]*>|[{RECORD}{LEFT_TO_RIGHT}{END}]|[^<{RECORD}{LEFT_TO_RIGHT}{END}]+|<")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
_BLOCKS = frozenset(
    {"caption", "dd", "div", "dt", "figcaption", "h1", "h2", "h3", "li", "p", "td", "th"}
)
#: Furniture that hangs at a passage without being part of it.
_BESIDE = frozenset({"chip", "cite", "day", "id", "mark", "note-mark", "sign", "state"})
#: Of these, what says words and not only signs and numbers: it keeps its own language.
_WORDED = frozenset({"chip", "day", "id", "state"})
#: From one passage to another: turned round, it would say the opposite.
_ARROWS = frozenset("←→")
#: A paragraph that begins with its day in bold.
_LED = "brief-fact"


class _Element(NamedTuple):
    """An open element."""

    name: str
    at: int  # of its start tag among the tokens
    classes: frozenset[str]
    lead: bool  # the day at the beginning of a paragraph

    @property
    def is_block(self) -> bool:
        """It breaks lines."""
        return self.name in _BLOCKS

    @property
    def hangs(self) -> bool:
        """It is a UI string beside a passage."""
        return self.lead or bool(_BESIDE & self.classes)

    @property
    def is_worded(self) -> bool:
        """It hangs there and holds words of a UI string."""
        return self.lead or bool(_WORDED & self.classes)


def set_passages(html: str, locale: Locale) -> str:
    """Turn every isolate of a page into an element; a page without isolates stays as it is."""
    if RECORD not in html and LEFT_TO_RIGHT not in html:
        return html
    tokens = _TOKEN.findall(html)
    return "".join(_Setter(locale, tokens).run())


def _opened(token: str, at: int, open_: list[_Element]) -> _Element | None:
    """Read a start tag; None for an end tag, a comment and what has no content."""
    tag = _TAG.match(token)
    if tag is None or tag[1] or tag[2] in _VOID or token.endswith("/>"):
        return None
    found = _CLASS.search(token)
    parent = open_[-1] if open_ else None
    lead = tag[2] == "b" and parent is not None and _LED in parent.classes
    return _Element(tag[2], at, frozenset(found[1].split() if found else ()), lead)


def _closed(token: str, open_: list[_Element]) -> int | None:
    """Tell at which depth the element lies that a tag ends."""
    tag = _TAG.match(token)
    if tag is None or not tag[1]:
        return None
    depths = (depth for depth in reversed(range(len(open_))) if open_[depth].name == tag[2])
    return next(depths, None)


def _of_records(tokens: list[str]) -> frozenset[int]:
    """Find the blocks, by their start tag, in which only records speak."""
    open_: list[_Element] = []
    own: set[int] = set()
    fenced: set[int] = set()
    passages: list[int] = []  # the depths at which those that are open began
    for at, token in enumerate(tokens):
        if token[0] == "<":
            if element := _opened(token, at, open_):
                open_.append(element)
            elif (depth := _closed(token, open_)) is not None:
                del open_[depth:]
                passages = [begun for begun in passages if begun <= depth]
        elif token == END:
            del passages[-1:]
        elif token == RECORD or (token == LEFT_TO_RIGHT and passages):
            passages.append(len(open_))  # a run's end must not be taken for a passage's
        elif any(letter.isalpha() or letter in _ARROWS for letter in token):
            block = next((one for one in reversed(open_) if one.is_block), None)
            if block and passages:
                fenced.add(block.at)
            elif block and not any(one.hangs for one in open_ if one.at > block.at):
                own.add(block.at)
    return frozenset(fenced - own)


@dataclass
class _Isolate:
    """An open ``bdi``; one whose end was met further inside waits until it may close."""

    depth: int
    shown: bool
    waits: bool = False


class _Setter:
    """Writes the tokens again, well nested whatever the isolates were."""

    def __init__(self, locale: Locale, tokens: list[str]) -> None:
        self._tokens = tokens
        self._whole = _of_records(tokens)
        self._records = f'lang="{locale.records}" dir="{direction_of(locale.records)}"'
        self._own = f'lang="{locale.language}" dir="{locale.direction}"'
        self._rtl = locale.direction == "rtl"
        self._open: list[_Element] = []
        self._speaks: list[bool] = [False]  # whether records speak, outside in
        self._isolates: list[_Isolate] = []

    def run(self) -> Iterator[str]:
        """Give the page piece by piece."""
        for at, token in enumerate(self._tokens):
            if token == END:
                yield from self._end()
            elif token in (RECORD, LEFT_TO_RIGHT):
                yield self._begin(token)
            elif token[0] != "<":
                yield token
            elif element := _opened(token, at, self._open):
                yield self._start_tag(token, element)
            elif (depth := _closed(token, self._open)) is not None:
                yield from self._end_tag(token, depth)
            else:
                yield token

    def _begin(self, mark: str) -> str:
        title = bool(self._open) and self._open[-1].name == "title"
        shown = not title and (mark == LEFT_TO_RIGHT or not self._speaks[-1])
        self._isolates.append(_Isolate(len(self._open), shown))
        if not shown:
            return ""
        return '<bdi dir="ltr">' if mark == LEFT_TO_RIGHT else f"<bdi {self._records}>"

    def _end(self) -> Iterator[str]:
        last = next((isolate for isolate in reversed(self._isolates) if not isolate.waits), None)
        if last:
            last.waits = True
            yield from self._close(len(self._open))

    def _start_tag(self, token: str, element: _Element) -> str:
        speaks = self._speaks[-1] or element.at in self._whole
        attributes = f" {self._records}" if element.at in self._whole else ""
        if self._speaks[-1] and element.is_worded:
            speaks, attributes = False, f" {self._own}"
        numbers = self._numbers_begin(element)
        self._open.append(element)
        self._speaks.append(speaks)
        return f"{numbers}{token[:-1]}{attributes}>"

    def _numbers_begin(self, element: _Element) -> str:
        """Keep the numbers of sources in order: "10,23–27" is one run, whatever the page."""
        first = "cite" in element.classes and not self._follows_number(element.at)
        return '<bdi dir="ltr">' if first and self._rtl and not self._speaks[-1] else ""

    def _follows_number(self, at: int) -> bool:
        return self._tokens[at - 1] == "</a>" and 'class="cite"' in self._tokens[at - 3]

    def _end_tag(self, token: str, depth: int) -> Iterator[str]:
        ended = self._open[depth]
        yield from self._close_inside(depth)
        del self._open[depth:]
        del self._speaks[depth + 1 :]
        yield token
        if "cite" in ended.classes and self._rtl and not self._speaks[-1]:
            after = self._tokens.index(token, ended.at) + 1
            if 'class="cite"' not in self._tokens[after]:
                yield "</bdi>"
        yield from self._close(depth)

    def _close(self, depth: int) -> Iterator[str]:
        """Close what has waited for this depth."""
        while self._isolates and self._isolates[-1].waits and self._isolates[-1].depth == depth:
            if self._isolates.pop().shown:
                yield "</bdi>"

    def _close_inside(self, depth: int) -> Iterator[str]:
        """Close what was opened inside the element that ends here."""
        while self._isolates and self._isolates[-1].depth > depth:
            if self._isolates.pop().shown:
                yield "</bdi>"

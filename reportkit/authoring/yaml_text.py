"""Seeds as text: what stands where, comments and blank lines included; no value is read here.

Whatever is written into a file of seeds leaves the rest of it as it is. So the parser is asked
only for places, and the text between them is cut out and put together again.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from reportkit.authoring.yaml_nodes import (
    BlockList,
    BlockMap,
    Comment,
    Entry,
    Inline,
    Item,
    Leaf,
    Node,
    Text,
)
from reportkit.loading.yaml_reader import ODD_BREAKS

#: ruamel.yaml's events have more than their stubs know.
Event = Any


class Unwritable(Exception):
    """A file is written in a form that is not changed by machine; the text says which."""


class Form(NamedTuple):
    """How the bytes of a file give its text: what is kept when it is written again."""

    newline: str
    mark: bool  # begins with a byte order mark

    def bytes_of(self, text: str) -> bytes:
        """Give the bytes of a text whose lines end in a line feed."""
        written = text.replace("\n", self.newline).encode()
        return b"\xef\xbb\xbf" + written if self.mark else written


def decoded(content: bytes) -> tuple[str, Form]:
    """Give the text of a file, lines ending in a line feed, and the form of its bytes."""
    text = content.decode("utf-8-sig")
    windows = text.count("\r\n") * 2 > text.count("\n")
    form = Form("\r\n" if windows else "\n", content.startswith(b"\xef\xbb\xbf"))
    return re.sub("\r\n?", "\n", text), form


def decoded_alike(content: bytes) -> tuple[str, Form]:
    """Give the same of a file whose bytes come back from it. Raises Unwritable of another."""
    text, form = decoded(content)
    if form.bytes_of(text) != content:
        raise Unwritable("its lines do not all end alike ('reportkit fmt' mends that)")
    return text, form


def read_text(text: str) -> Text:
    """Find what stands where in a file that the loader has read. Raises Unwritable."""
    return _Reader(text).read()


_START = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)


class _Reader:
    """Walks through the parser's events; ``here`` is the end of what was passed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.here = 0
        self.events: list[Event] = []
        self.at = 0
        self.closed: list[BlockMap | BlockList] = []  # blocks that ended since the last leaf
        self.last: Leaf | None = None

    def read(self) -> Text:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError

        try:
            self.events = list(YAML(typ="safe", pure=True).parse(self.text.translate(ODD_BREAKS)))
        except (YAMLError, ValueError, RecursionError) as error:
            raise Unwritable(f"a second parser cannot read it: {_line_of(error)}") from None
        opening = self._opening()
        self.here = len(opening)
        kinds = [type(event).__name__ for event in self.events]
        if kinds.count("DocumentStartEvent") > 1:
            raise Unwritable("it holds a second document")
        self.at = kinds.index("DocumentStartEvent") + 1 if "DocumentStartEvent" in kinds else 0
        if not self.at or self._is_nothing():
            lines = self.text[self.here :].split("\n")
            comments = [Comment(line.strip(), _indent(line)) for line in lines]
            return Text(self.text, None, opening, _without_ends(comments))
        root = self._node(self._next(), None)
        if not isinstance(root, BlockMap):
            raise Unwritable("it does not begin with keys below each other")
        rest = self.text[self.here :]
        if re.search(r"^\.\.\.", rest, re.MULTILINE):
            raise Unwritable("it ends with '...'")
        self._gap(len(self.text), -1)
        return Text(self.text, root, opening)

    def _opening(self) -> str:
        """Give what stands up to a line --- before the first key."""
        match = _START.search(self.text)
        first = next((e for e in self.events if type(e).__name__ == "DocumentStartEvent"), None)
        if first is None or not first.explicit:
            return ""
        if match is None or re.search(r"^%", self.text[: match.start()], re.MULTILINE):
            raise Unwritable("something stands on the line of '---', or before it")
        return self.text[: match.end()]

    def _is_nothing(self) -> bool:
        event = self.events[self.at]
        return type(event).__name__ == "ScalarEvent" and event.value == "" and not event.style

    def _next(self) -> Event:
        event = self.events[self.at]
        self.at += 1
        return event

    def _column(self, offset: int) -> int:
        return offset - (self.text.rfind("\n", 0, offset) + 1)

    def _node(self, event: Event, lead: list[Comment] | None) -> Node:
        """Read a node; ``lead`` are the comments above it where nobody else has them."""
        kind = type(event).__name__
        if getattr(event, "anchor", None) or kind == "AliasEvent":
            raise Unwritable("it holds an anchor or an alias")
        if kind == "ScalarEvent" or event.flow_style:
            leaf = self._leaf(event)
            leaf.lead = self._pass(leaf, leaf.column) if lead is None else lead
            if lead is not None:
                self._seen(leaf)
            return leaf
        if kind == "MappingStartEvent":
            return self._map(lead)
        return self._list(lead)

    def _leaf(self, event: Event) -> Leaf:
        start, end = event.start_mark.index, event.end_mark.index
        if type(event).__name__ == "ScalarEvent":
            style = event.style or ""
            if not style and not event.value:
                start = end = self.here
            if style in ("|", ">"):
                end = start + len(self.text[start:end].rstrip())
            return Leaf(start, end, style, self._column(start))
        inner, last = self._inline(event)
        style = self.text[start] if self.text[start] in "[{" else "("
        end = last.end_mark.index if style != "(" else end
        return Leaf(start, end, style, self._column(start), inner)

    def _inline(self, event: Event) -> tuple[Inline, Event]:
        inner = Inline()
        keys: list[Leaf] = []
        is_map = type(event).__name__ == "MappingStartEvent"
        while type(last := self._next()).__name__ not in ("MappingEndEvent", "SequenceEndEvent"):
            if getattr(last, "anchor", None) or type(last).__name__ == "AliasEvent":
                raise Unwritable("it holds an anchor or an alias")
            leaf = self._leaf(last)
            if not is_map:
                inner.items.append(leaf)
            elif keys:
                inner.pairs.append((keys.pop(), leaf))
            else:
                keys.append(leaf)
        return inner, last

    def _map(self, lead: list[Comment] | None) -> BlockMap:
        entries: list[Entry] = []
        column = -1
        while type(event := self._next()).__name__ != "MappingEndEvent":
            key = self._leaf(event)
            if "\n" in self.text[key.start : key.end]:
                raise Unwritable("a key takes more than one line")
            column = key.column if column < 0 else column
            above = self._pass(key, column) if lead is None else lead
            if lead is not None:
                self._seen(key)
            lead = None
            colon = self.text.find(":", key.end)
            if colon < 0 or self.text[key.end : colon].strip(" \t"):
                raise Unwritable("a key is not followed by its colon")
            self.here = colon + 1
            entries.append(Entry(key, self._value(key), above))
        block = BlockMap(entries, column)
        self.closed.append(block)
        return block

    def _value(self, key: Leaf) -> Node:
        event = self._next()
        self.last = key
        if type(event).__name__ == "ScalarEvent" and not event.value and not event.style:
            return Leaf(self.here, self.here, "", self._column(self.here))
        return self._node(event, None)

    def _list(self, lead: list[Comment] | None) -> BlockList:
        items: list[Item] = []
        column = -1
        while type(event := self._next()).__name__ != "SequenceEndEvent":
            dash, above = self._dash(lead, column)
            lead = None
            column = self._column(dash) if column < 0 else column
            self.here = dash + 1
            if type(event).__name__ == "ScalarEvent" and not event.value and not event.style:
                empty = Leaf(self.here, self.here, "", self._column(self.here))
                self._seen(empty)
                items.append(Item(empty, dash, column, above))
                continue
            start = int(event.start_mark.index)
            above += self._between(start)
            self.here = start
            items.append(Item(self._node(event, []), dash, column, above))
        block = BlockList(items, column)
        self.closed.append(block)
        return block

    def _between(self, start: int) -> list[Comment]:
        """Give the comments between a dash and what follows it."""
        lines = self.text[self.here : start].split("\n")
        return [Comment(line[line.index("#") :].rstrip(), -1) for line in lines if "#" in line]

    def _dash(self, lead: list[Comment] | None, column: int) -> tuple[int, list[Comment]]:
        """Find the next dash, passing over the comments before it."""
        at = self.here
        while (char := self.text[at]) != "-":
            at = self.text.index("\n", at) if char == "#" else at + 1
        if lead is None:
            lead = self._gap(at, self._column(at) if column < 0 else column)
        return at, lead

    def _pass(self, leaf: Leaf, column: int) -> list[Comment]:
        lead = self._gap(leaf.start, column)
        self._seen(leaf)
        return lead

    def _seen(self, leaf: Leaf) -> None:
        self.here, self.last = leaf.end, leaf
        self.closed = []

    def _gap(self, until: int, column: int) -> list[Comment]:
        """Share out the comments before what comes next, which stands at ``column``.

        What stands deeper than that belongs to a block that ends here.
        """
        behind, *lines = self.text[self.here : until].split("\n")
        if (mark := behind.find("#")) >= 0:
            if self.last is None:
                lines.insert(0, behind)  # the first line of the file
            else:
                place = self._column(self.here) + mark
                # One space may be a slip, of which 'check' warns: it stays one.
                self.last.side = Comment(behind[mark:].rstrip(), -1 if mark == 1 else place)
        elif not lines:
            return []
        elif self.here == 0 or self.text[self.here - 1] == "\n":
            lines.insert(0, behind)
        if column >= 0 and lines:
            lines.pop()  # the beginning of the line on which it stands
        notes = [Comment(line.strip(), _indent(line)) for line in lines]
        ends = [at for at, note in enumerate(notes) if note.text and note.column <= column]
        inner = notes[: ends[0]] if ends else notes
        deeper = max((at for at, note in enumerate(inner, 1) if note.text), default=0)
        if not self.closed:  # no block ends here: whatever its column, it belongs to what follows
            deeper = 0
        self._share(notes[:deeper])
        self.here = until
        return notes[deeper:]

    def _share(self, notes: list[Comment]) -> None:
        """Give each comment, with the blank lines above it, to the block that ends here.

        It is the innermost one that is not further to the right; at the very left the file's.
        """
        waiting: list[Comment] = []
        for note in notes:
            waiting.append(note)
            if not note.text:
                continue
            fits = [block for block in self.closed if block.column <= note.column]
            if note.column == 0:
                fits = fits[-1:]
            (fits or self.closed)[0].tail += waiting
            waiting = []


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_ends(notes: list[Comment]) -> list[Comment]:
    while notes and not notes[-1].text:
        notes = notes[:-1]
    return notes


def _line_of(error: Exception) -> str:
    return " ".join(str(error).split())[:120]

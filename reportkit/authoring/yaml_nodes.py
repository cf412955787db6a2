"""What stands where in a file of seeds: its keys, dashes, pieces of text and comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Comment(NamedTuple):
    """A comment, or a blank line (``text`` is empty), and the column where it stood, from 0."""

    text: str
    column: int


@dataclass
class Leaf:
    """A scalar or a list or mapping in brackets: it stays one piece of text."""

    start: int
    end: int
    style: str  # "" plain, "'", '"', "|", ">", "[", "{", or "(" for a pair without braces
    column: int
    inner: Inline | None = None  # what stands in the brackets
    lead: list[Comment] = field(default_factory=list)  # on lines of their own before it
    side: Comment | None = None  # behind it on its line


@dataclass
class Inline:
    """What stands in brackets: items, or keys with values."""

    items: list[Leaf] = field(default_factory=list)
    pairs: list[tuple[Leaf, Leaf]] = field(default_factory=list)


@dataclass
class Entry:
    """A key of a block mapping and what stands under it."""

    key: Leaf
    value: Node
    lead: list[Comment] = field(default_factory=list)


@dataclass
class Item:
    """What stands behind a dash."""

    value: Node
    dash: int  # its offset
    column: int  # of the dash
    lead: list[Comment] = field(default_factory=list)


@dataclass
class BlockMap:
    """Keys below each other."""

    entries: list[Entry]
    column: int
    tail: list[Comment] = field(default_factory=list)  # below its last line, as far indented


@dataclass
class BlockList:
    """Dashes below each other."""

    items: list[Item]
    column: int
    tail: list[Comment] = field(default_factory=list)


Node = Leaf | BlockMap | BlockList


@dataclass
class Text:
    """One file of seeds: its text with lines that end in a line feed, and what stands where."""

    text: str
    root: Node | None  # None: nothing but comments
    opening: str = ""  # up to and with a line ---
    comments: list[Comment] = field(default_factory=list)  # of a file without keys

    def cut(self, leaf: Leaf) -> str:
        """Give the text of a scalar or of brackets as it stands."""
        return self.text[leaf.start : leaf.end]

    def word(self, leaf: Leaf) -> str:
        """Give a key or an id without the quotes in which it may stand."""
        return self.cut(leaf).strip("\"'")

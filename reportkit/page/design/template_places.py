"""Where in the HTML of a template its values stand: in text, in an attribute, among attributes.

Reads a template as Jinja's lexer cuts it and its HTML letter by letter, both branches of a
condition one after the other; so it need not know what a condition says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

#: Of Jinja's lexer: line, kind, text.
Piece = tuple[int, str, str]


class Place(Enum):
    """What stands around a value."""

    TEXT = auto()
    NAME = auto()  # of an element
    AMONG = auto()  # attributes
    BARE = auto()  # in an attribute without quotes
    QUOTED = auto()  # in an attribute with them
    STYLE = auto()  # inside <style>
    SCRIPT = auto()
    COMMENT = auto()


class Value(NamedTuple):
    """An interpolation, and what stands around it."""

    place: Place
    attribute: str  # in lower case; "" outside of one
    expression: str
    line: int


class Program(NamedTuple):
    """An attribute or element that would run: onclick, script."""

    name: str
    line: int


_ATTRIBUTE_FOLLOWS = re.compile(r"\s*[\w:-]+=[\"']?$|\s+[\w:-]+=[\"']")
_RAW = {"style": Place.STYLE, "script": Place.SCRIPT}


def places_in(pieces: Iterable[Piece]) -> Iterator[Value | Program]:  # noqa: C901  # kinds
    """Give the values of a template in order, with their places, and its programs."""
    reader = _Reader()
    block: list[str] = []
    value: list[str] | None = None
    begun = 0
    at_macro = False
    for line, kind, text in pieces:
        if kind == "variable_begin":
            value, begun = [], line
            reader.value()
        elif kind == "variable_end" and value is not None:
            yield Value(reader.place, reader.attribute, "".join(value).strip(), begun)
            value = None
        elif value is not None:
            value.append(text)
        elif kind == "block_begin":
            block = []
        elif kind == "block_end":
            word = "".join(block).split(None, 1)[:1]
            at_macro = word in (["macro"], ["set"], ["call"])
            if word in (["macro"], ["endmacro"], ["endset"], ["block"]):
                reader = _Reader()
        elif kind == "data":
            if at_macro and _ATTRIBUTE_FOLLOWS.match(text):
                reader.place = Place.AMONG  # a macro that writes attributes
            at_macro = False
            yield from reader.read(text, line)
        elif kind not in ("comment_begin", "comment", "comment_end"):
            block.append(text)


class _Reader:
    """Knows what stands around the next letter."""

    def __init__(self) -> None:
        self.place = Place.TEXT
        self.attribute = ""
        self._element = ""
        self._name = ""  # of the attribute that is being read
        self._last = ""  # name that was read
        self._quote = ""
        self._tail = ""  # the last letters of a comment or of raw text

    def value(self) -> None:
        """An interpolation begins: what stands around it may be known only now."""
        if self.place is Place.AMONG and self.attribute:
            self.place = Place.BARE  # name={{
        elif self.place is Place.NAME and self._element:
            self.place = Place.AMONG  # <td{{

    def read(self, text: str, line: int) -> Iterator[Program]:
        for letter in text:
            before = self.place
            name = self._step(letter)
            if name.startswith("on") and len(name) > len("on"):
                yield Program(name, line)
            if self.place is Place.SCRIPT and before is not Place.SCRIPT:
                yield Program("<script>", line)
            line += letter == "\n"

    def _step(self, letter: str) -> str:
        """Take one letter; give the name of an attribute where one has ended."""
        if self.place in (Place.STYLE, Place.SCRIPT, Place.COMMENT):
            self._in_raw(letter)
        elif self.place is Place.TEXT:
            if letter == "<":
                self.place, self._element, self._tail = Place.NAME, "", ""
        elif self.place is Place.NAME:
            self._in_name(letter)
        elif self.place is Place.QUOTED:
            if letter == self._quote:
                self.place, self.attribute = Place.AMONG, ""
        else:
            return self._among(letter)
        return ""

    def _in_name(self, letter: str) -> None:
        if letter == ">":
            self._end_tag()
        elif letter.isspace():
            self.place = Place.AMONG if self._element else Place.TEXT
        else:
            self._element += letter.lower()
            if self._element == "!--":
                self.place, self._tail = Place.COMMENT, ""

    def _in_raw(self, letter: str) -> None:
        end = "-->" if self.place is Place.COMMENT else f"</{self._element}"
        self._tail = (self._tail + letter.lower())[-len(end) :]
        if self._tail == end:
            self.place = Place.TEXT if end == "-->" else Place.AMONG
            self._element = ""

    def _among(self, letter: str) -> str:
        """Read between attributes, in the name of one or in one without quotes."""
        ended = ""
        if self.place is Place.BARE or self.attribute:
            self._at_value(letter)
        elif letter in "=>/" or letter.isspace():
            ended, self._name = self._name.lower(), ""
            self._last = ended or self._last  # name = "value" has spaces around the sign
            if letter == "=":
                self.attribute = self._last
            elif letter == ">":
                self._end_tag()
        else:
            self._name += letter
        return ended

    def _at_value(self, letter: str) -> None:
        if letter in "\"'" and self.place is Place.AMONG:
            self.place, self._quote = Place.QUOTED, letter
        elif letter == ">":
            self._end_tag()
        elif letter.isspace():
            if self.place is Place.BARE:
                self.place, self.attribute = Place.AMONG, ""
        else:
            self.place = Place.BARE

    def _end_tag(self) -> None:
        self.place = _RAW.get(self._element, Place.TEXT)
        self.attribute = self._name = self._last = self._tail = ""

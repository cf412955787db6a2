"""A file of seeds, tidied: keys in their order, one indentation, values as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportkit.authoring.key_order import in_order
from reportkit.authoring.yaml_nodes import BlockList, BlockMap, Comment, Entry, Item, Leaf, Text
from reportkit.model.base import Located
from reportkit.model.book import BY_PLURAL
from reportkit.model.fields import spec_of

_STEP = 2  # spaces by which what belongs to a key stands deeper than it
_BLANK = "\r"  # a blank line inside of a text, which is part of it
Model = type[Located] | None


def tidied(file: Text) -> str:
    """Give the text of a file as it is to stand. Texts keep their lines, comments their words."""
    lines = [line.rstrip() for line in file.opening.splitlines()]
    writer = _Writer(file)
    if isinstance(file.root, BlockMap):
        lines += writer.map(file.root, 0, None, top=True)
    else:
        lines += writer.notes(file.comments, 0, 0)
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(_without_runs(lines)) + "\n" if lines else ""


def _without_runs(lines: list[str]) -> Iterator[str]:
    """Leave one blank line where there are several, texts apart."""
    before = None
    for line in lines:
        if line or before != "":
            yield line.rstrip(_BLANK)
        before = line


class _Move(NamedTuple):
    """At which column a key, dash or value stood, and at which it is to stand."""

    stood: int
    indent: int

    @property
    def by(self) -> int:
        return self.indent - self.stood


class _Writer:
    """Puts the pieces of a file together again."""

    def __init__(self, file: Text) -> None:
        self.file = file

    def notes(self, notes: list[Comment], stood: int, indent: int) -> list[str]:
        """Give comments as deep as what they stand above; at the very left they stay there."""
        return [
            " " * (0 if note.column == 0 < stood else indent) + note.text if note.text else ""
            for note in notes
        ]

    def map(
        self,
        block: BlockMap,
        indent: int,
        model: Model,
        *,
        top: bool = False,
        hoisted: Entry | None = None,
    ) -> list[str]:
        """Give the lines of keys below each other; what is above ``hoisted`` is written already."""
        lines: list[str] = []
        for entry in self._ordered(block, model):
            name = self.file.cut(entry.key)
            below = BY_PLURAL.get(name) if top else model_under(model, name)
            if entry is not hoisted:
                lines += self.notes(entry.lead, block.column, indent)
            lines += self._entry(entry, indent, below)
        return lines + self.notes(block.tail, block.column, indent)

    def _ordered(self, block: BlockMap, model: Model) -> list[Entry]:
        places = in_order((self.file.cut(entry.key) for entry in block.entries), model)
        return [block.entries[at] for at in places]

    def _entry(self, entry: Entry, indent: int, below: Model) -> list[str]:
        first = f"{' ' * indent}{self.file.cut(entry.key)}:"
        value = entry.value
        if isinstance(value, Leaf):
            if value.start == value.end:
                return [_beside(first, entry.key.side)]
            if self._on_line_of(entry.key, value):
                stood = entry.key.column
                return self._leaf(f"{first} ", value, _Move(stood, indent), below)
            deeper = _Move(value.column, indent + _STEP)
            above = self.notes(value.lead, *deeper)
            written = self._leaf(" " * deeper.indent, value, deeper, below)
            return [_beside(first, entry.key.side), *(line for line in above if line), *written]
        inner = self._block(value, indent + _STEP, below)
        return [_beside(first, entry.key.side), *inner]

    def _on_line_of(self, key: Leaf, value: Leaf) -> bool:
        return "\n" not in self.file.text[key.end : value.start]

    def _block(self, node: BlockMap | BlockList, indent: int, model: Model) -> list[str]:
        if isinstance(node, BlockMap):
            return self.map(node, indent, model)
        lines: list[str] = []
        for item in node.items:
            lines += self._item(item, indent, model)
        return lines + self.notes(node.tail, node.column, indent)

    def _item(self, item: Item, indent: int, model: Model) -> list[str]:
        above = self.notes(item.lead, item.column, indent)
        dash = f"{' ' * indent}- "
        value = item.value
        if isinstance(value, Leaf):
            if value.start == value.end:
                return [*above, _beside(dash.rstrip(), value.side)]
            return above + self._leaf(dash, value, _Move(item.column, indent), model)
        if isinstance(value, BlockMap):
            first = self._ordered(value, model)[0]
            # What stands above the key that comes first now stands above the dash.
            above += [line for line in self.notes(first.lead, value.column, indent) if line]
            inner = self.map(value, indent + _STEP, model, hoisted=first)
        else:
            inner = self._block(value, indent + _STEP, model)
        return [*above, dash + inner[0].lstrip(), *inner[1:]]

    # -- scalars and brackets ----------------------------------------------------------------

    def _leaf(self, before: str, leaf: Leaf, move: _Move, model: Model) -> list[str]:
        """Give a value behind ``before``; ``move`` is that of its key or dash."""
        text = self.file.cut(leaf)
        if "\n" not in text:
            return [_beside(before + self._one_line(leaf, model), leaf.side)]
        first, *rest = text.split("\n")
        if leaf.style in ("[", "{", "("):
            rest = _moved(rest, move.by, move.indent + 1)
        elif leaf.style in ("|", ">"):
            rest = _block_text(first, rest, move)
        else:
            rest = [" " * (move.indent + _STEP) + line.strip() for line in rest]
        lines = [before + first.rstrip(), *(line if line.strip() else _BLANK for line in rest)]
        return [*lines[:-1], _beside(lines[-1], leaf.side)]

    def _one_line(self, leaf: Leaf, model: Model) -> str:
        """Give a value that takes one line, the spaces in brackets and single quotes mended."""
        text = self.file.cut(leaf)
        if leaf.style == "'":
            inner = text[1:-1].replace("''", "'")
            return text if '"' in inner or "\\" in inner else f'"{inner}"'
        if leaf.inner is None or leaf.style == "(":
            return text
        members = (*leaf.inner.items, *(one for pair in leaf.inner.pairs for one in pair))
        if any(one.start == one.end or one.style == "(" for one in members):
            return text
        if leaf.style == "[":
            return f"[{', '.join(self._one_line(item, model) for item in leaf.inner.items)}]"
        names = [self.file.cut(key) for key, _ in leaf.inner.pairs]
        pairs = (leaf.inner.pairs[at] for at in in_order(names, model))
        inside = (
            f"{self.file.cut(key)}: {self._one_line(value, model_under(model, self.file.cut(key)))}"
            for key, value in pairs
        )
        return f"{{{', '.join(inside)}}}"


def _block_text(header: str, lines: list[str], move: _Move) -> list[str]:
    """Move the lines of a folded or literal text."""
    if re.search(r"\d", header.partition("#")[0]):  # it says itself how deep it stands
        return [_moved_line(line, move.by) for line in lines]
    depth = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    return [" " * (move.indent + _STEP) + line[depth:].rstrip() for line in lines]


def model_under(model: Model, key: str) -> Model:
    """Give the class of what stands under a key, where it is one of the model's."""
    field = spec_of(model).get(key) if model else None
    return field.item if field and issubclass(field.item, Located) else None


def _beside(line: str, note: Comment | None) -> str:
    """Set a comment behind a line, where it stood if there is room.

    One space stays one: see where it is read.
    """
    if note is None:
        return line
    if note.column < 0:
        return f"{line} {note.text}"
    return f"{line}{' ' * max(note.column - len(line), 2)}{note.text}"


def _moved(lines: list[str], by: int, least: int) -> list[str]:
    """Move lines to the right or left together, none further left than ``least``."""
    depths = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    by = max(by, least - min(depths, default=least))
    return [_moved_line(line, by) for line in lines]


def _moved_line(line: str, by: int) -> str:
    stripped = line.lstrip(" ")
    return " " * max(len(line) - len(stripped) + by, 0) + stripped.rstrip()

"""One file of seeds tidied, or left as it is: nothing it says may change, no comment may go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reportkit.authoring.key_order import in_order
from reportkit.authoring.tidy import model_under, tidied
from reportkit.authoring.yaml_nodes import BlockList, BlockMap, Leaf, Node, Text
from reportkit.authoring.yaml_text import Unwritable, decoded, read_text
from reportkit.loading import yaml_reader as reading
from reportkit.loading.scalars import as_bound
from reportkit.model.base import Located
from reportkit.model.book import BY_PLURAL
from reportkit.problems import Problem


class Tidied(NamedTuple):
    """What became of a file: its new content, or why it was left as it is."""

    content: bytes
    left: str = ""
    problems: tuple[Problem, ...] = ()  # that keep it from being read


class Remark(NamedTuple):
    """A comment and the key or record by which it stands."""

    path: str
    place: str  # above, beside, below, inside
    text: str


def tidy(content: bytes, file: str) -> Tidied:
    """Tidy one file of seeds; ``file`` is its name in problems.

    What cannot be read, is written in an odd form, or would not be read as the same again
    with each comment by its key, is left byte for byte.
    """
    before = reading.read_yaml(content, file)
    problems = tuple(p for p in before.problems if p.code != "file-empty")
    if problems:
        return Tidied(content, "it cannot be read", problems)
    text, form = decoded(content)
    try:
        old = read_text(text)
        after = tidied(old)
        again = form.bytes_of(after)
        fault = lost_between(old, after)
    except Unwritable as reason:
        return Tidied(content, str(reason))
    return Tidied(content, fault) if fault else Tidied(again)


def lost_between(old: Text, after: str) -> str:
    """Say what a tidied text would lose or say otherwise; "" if nothing."""
    before, read = (reading.read_yaml(text.encode(), "") for text in (old.text, after))
    if (before.root is None) != (read.root is None):
        return "it would be read otherwise"
    if before.root and read.root and not same(before.root, read.root):
        return "it would be read otherwise"
    if _letters(old.text) != _letters(after):
        return "a comment would be lost"
    new = read_text(after)
    if Counter(remarks_of(old)) != Counter(remarks_of(new)):
        return "a comment would stand by another key"
    return "" if tidied(new) == after else "it would not stay as it is then written"


def same(one: reading.Node, other: reading.Node) -> bool:
    """Tell whether the loader makes the same of two nodes, in whatever order their keys stand."""
    if isinstance(one, reading.Scalar) and isinstance(other, reading.Scalar):
        return _meant(one) == _meant(other)
    if isinstance(one, reading.Sequence) and isinstance(other, reading.Sequence):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(same(*pair) for pair in pairs)
    if isinstance(one, reading.Mapping) and isinstance(other, reading.Mapping):
        mine, its = ({k.text: v for k, v in node.entries} for node in (one, other))
        return mine.keys() == its.keys() and all(same(mine[key], its[key]) for key in mine)
    return False


def _meant(node: reading.Scalar) -> tuple[str, bool, str]:
    """What counts of a scalar: its text as one paragraph, whether it is nothing, a cut text."""
    nothing = node.plain and node.text in ("", "~", "null", "Null", "NULL")
    cut = node.comment if node.comment.startswith(" #") else ""
    return as_bound(node.text), nothing, cut


def _letters(text: str) -> Counter[str]:
    """Count all that is neither space nor what tidying may add or take away."""
    return Counter(char for char in text if not char.isspace() and char not in "'\",")


# -- where each comment stands ---------------------------------------------------------------


def remarks_of(file: Text) -> Iterator[Remark]:
    """Give every comment of a file with the key or record by which it stands."""
    for line in re.findall(r"#.*", file.opening):
        yield Remark("", "above", line)
    for note in file.comments:
        if note.text:
            yield Remark("", "above", note.text)
    if isinstance(file.root, BlockMap):
        yield from _of_map(file, file.root, "", None, top=True)


def _of_map(
    file: Text, block: BlockMap, path: str, model: type[Located] | None, *, top: bool = False
) -> Iterator[Remark]:
    names = [file.cut(entry.key) for entry in block.entries]
    first = in_order(names, model)[0]
    for number, (name, entry) in enumerate(zip(names, block.entries, strict=True)):
        here = f"{path}/{name}"
        # Above the first key of a record is above the record.
        above = path if number == first and path.endswith("]") else here
        yield from (Remark(above, "above", note.text) for note in entry.lead if note.text)
        if entry.key.side:
            yield Remark(here, "beside", entry.key.side.text)
        below = BY_PLURAL.get(name) if top else model_under(model, name)
        yield from _of_node(file, entry.value, here, below)
    yield from (Remark(path, "below", note.text) for note in block.tail if note.text)


def _of_node(file: Text, node: Node, path: str, model: type[Located] | None) -> Iterator[Remark]:
    if isinstance(node, Leaf):
        yield from _of_leaf(file, node, path)
    elif isinstance(node, BlockMap):
        yield from _of_map(file, node, path, model)
    elif isinstance(node, BlockList):
        for number, item in enumerate(node.items):
            here = f"{path}[{number}]"
            yield from (Remark(here, "above", note.text) for note in item.lead if note.text)
            yield from _of_node(file, item.value, here, model)
        yield from (Remark(path, "below", note.text) for note in node.tail if note.text)


def _of_leaf(file: Text, leaf: Leaf, path: str) -> Iterator[Remark]:
    yield from (Remark(path, "above", note.text) for note in leaf.lead if note.text)
    if leaf.side:
        yield Remark(path, "beside", leaf.side.text)
    lines = file.cut(leaf).split("\n")
    if leaf.style in ("|", ">"):
        lines = lines[:1]
    elif leaf.style not in ("[", "{", "("):
        return
    for line in lines:
        if match := re.search(r"(?:^|\s|[\[{,])(#.*)", line):
            yield Remark(path, "inside", match[1].rstrip())

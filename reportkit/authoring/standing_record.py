"""A record that stands in a file of seeds already: where it is, and where its keys are."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.authoring.yaml_nodes import BlockList, BlockMap, Leaf, Node, Text
from reportkit.authoring.yaml_text import Unwritable


class Pair(NamedTuple):
    """A key with its value, below each other or in braces."""

    key: Leaf
    value: Node


def record_in(file: Text, plural: str, id: str) -> Node:
    """Find a record of a list by its id. Raises Unwritable where it is not."""
    listed = pairs_of(file, file.root).get(plural)
    for record in _items(listed.value if listed else None):
        own = pairs_of(file, record).get("id")
        if own and isinstance(own.value, Leaf) and file.word(own.value) == id:
            return record
    raise Unwritable(f"there is no {id} under {plural}")


def pairs_of(file: Text, node: Node | None) -> dict[str, Pair]:
    """Give the keys of a mapping with their values; of anything else none."""
    if isinstance(node, BlockMap):
        return {file.word(one.key): Pair(one.key, one.value) for one in node.entries}
    if isinstance(node, Leaf) and node.inner:
        return {file.word(key): Pair(key, value) for key, value in node.inner.pairs}
    return {}


def _items(node: Node | None) -> list[Node]:
    if isinstance(node, BlockList):
        return [item.value for item in node.items]
    return [*node.inner.items] if isinstance(node, Leaf) and node.inner else []

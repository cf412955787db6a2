"""Keys of a record that is in the seeds already: every other byte of its file stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportkit.authoring.edits import Edit, edited
from reportkit.authoring.yaml_nodes import BlockList, BlockMap, Entry, Leaf, Node, Text
from reportkit.authoring.yaml_text import Unwritable, decoded_alike, read_text
from reportkit.loading import yaml_reader as reading
from reportkit.loading.snippets import quoted

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def with_keys(content: bytes, plural: str, id: str, values: Mapping[str, str]) -> bytes:
    """Give a file in which a record of a list says these values, given as plain text.

    A key that stands there gets the other value, behind it its comment stays; one that is new
    comes last. Raises Unwritable where there is no place for it, and nothing is given.
    """
    text, form = decoded_alike(content)
    file = read_text(text)
    record = _record(file, plural, id)
    if isinstance(record, BlockMap):
        edits = list(_below(file, record, values))
    elif isinstance(record, Leaf) and record.inner and record.style == "{":
        edits = list(_in_braces(file, record, values))
    else:
        raise Unwritable(f"{id} is written in a form that is not changed by machine")
    after = edited(text, edits)
    _refuse_loss(text, after, plural, id, values)
    return form.bytes_of(after)


def _scalar(value: str) -> str:
    """Write a value as people do: a day without quotes."""
    return value if _DAY.match(value) else quoted(value)


def _record(file: Text, plural: str, id: str) -> Node:
    root = file.root
    entries = root.entries if isinstance(root, BlockMap) else []
    for entry in entries:
        if _name(file, entry.key) == plural:
            for node in _items(entry.value):
                if _id_of(file, node) == id:
                    return node
    raise Unwritable(f"there is no {id} under {plural}")


def _items(node: Node) -> Iterator[Node]:
    if isinstance(node, BlockList):
        yield from (item.value for item in node.items)
    elif isinstance(node, Leaf) and node.inner:
        yield from node.inner.items


def _id_of(file: Text, node: Node) -> str:
    if isinstance(node, BlockMap):
        pairs = [(entry.key, entry.value) for entry in node.entries]
    else:
        pairs = [*node.inner.pairs] if isinstance(node, Leaf) and node.inner else []
    for key, value in pairs:
        if _name(file, key) == "id" and isinstance(value, Leaf):
            return file.cut(value).strip("\"'")
    return ""


def _name(file: Text, key: Leaf) -> str:
    return file.cut(key).strip("\"'")


def _below(file: Text, record: BlockMap, values: Mapping[str, str]) -> Iterator[Edit]:
    """Change keys that stand below each other; new ones follow the last."""
    known = {_name(file, entry.key): entry for entry in record.entries}
    new = []
    for key, value in values.items():
        if key in known:
            yield _instead(known[key], key, value)
        else:
            new.append(f"\n{' ' * record.column}{key}: {_scalar(value)}")
    if new:
        end = file.text.find("\n", _end_of(record.entries[-1].value, record.entries[-1]))
        at = len(file.text) if end < 0 else end
        yield Edit(at, at, "".join(new))


def _instead(entry: Entry, key: str, value: str) -> Edit:
    held = entry.value
    if not isinstance(held, Leaf):
        raise Unwritable(f"{key} holds keys or a list")
    empty = held.start == held.end
    return Edit(held.start, held.end, f" {_scalar(value)}" if empty else _scalar(value))


def _end_of(node: Node, entry: Entry) -> int:
    """Give the place in the last line of a value; of one that says nothing, that of its key."""
    if isinstance(node, Leaf):
        return node.end if node.end > node.start else entry.key.end
    if isinstance(node, BlockMap):
        return _end_of(node.entries[-1].value, node.entries[-1])
    last = node.items[-1]
    return max(last.dash, _end_of(last.value, entry))


def _in_braces(file: Text, record: Leaf, values: Mapping[str, str]) -> Iterator[Edit]:
    """Change keys between braces; new ones follow the last."""
    pairs = record.inner.pairs if record.inner else []
    known = {_name(file, key): value for key, value in pairs}
    new = []
    for key, value in values.items():
        if key in known:
            yield Edit(known[key].start, known[key].end, _scalar(value))
        else:
            new.append(f", {key}: {_scalar(value)}")
    if new:
        end = pairs[-1][1].end
        yield Edit(end, end, "".join(new))


def _refuse_loss(before: str, after: str, plural: str, id: str, values: Mapping[str, str]) -> None:
    """Read both again: the record says the new values, and everything else what it said."""
    old, new = (_plain(reading.read_yaml(text.encode(), "").root) for text in (before, after))
    try:
        (record,) = (one for one in old[plural] if one["id"] == id)
    except (KeyError, TypeError, ValueError):
        raise Unwritable(f"{id} is not once under {plural}") from None
    record |= values
    if old != new:
        raise Unwritable("it would be read otherwise")


def _plain(node: reading.Node | None) -> dict[str, list[dict[str, object]]]:
    def value(one: reading.Node) -> object:
        if isinstance(one, reading.Mapping):
            return {key.text: value(held) for key, held in one.entries}
        if isinstance(one, reading.Sequence):
            return [value(item) for item in one.items]
        return one.text

    held = value(node) if node is not None else {}
    return held if isinstance(held, dict) else {}

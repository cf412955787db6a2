"""Pieces of the example series, cut out as they are written, comments and all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reportkit.files.package import package_folder
from reportkit.loading.yaml_reader import Mapping, Node, Scalar, Sequence, read_yaml
from reportkit.problems import MachineUnable
from reportkit.reference.entries import FILES, TYPES, Entry, Key

#: From the top of the examples; what ``init`` writes, and what checks clean as it lies there.
SERIES = "starter"


class Piece(NamedTuple):
    """Some lines of a file of the example series."""

    file: str  # "seeds/fighting.yaml"
    text: str
    id: str = ""  # of the record that it is, or is of


class _File(NamedTuple):
    name: str
    lines: tuple[str, ...]
    root: Mapping


class _Item(NamedTuple):
    """A record of the example, or a whole file, with the line before which it ends."""

    file: _File
    node: Mapping
    end: int  # counted from 0


def series_folder() -> Path:
    """Where the example series lies."""
    return package_folder("examples") / SERIES


def example_of(entry: Entry) -> Piece | None:
    """Give the first record of a type, or a file; of a mapping, the key that it stands under."""
    name, *inside = entry.path.split(".")
    if inside:
        return _under(name, tuple(inside))
    if name in FILES:
        file = next((one for one in _files() if one.name == f"{name}.yaml"), None)
        return Piece(f"seeds/{file.name}", "\n".join(file.lines)) if file else None
    item = next(_items(name), None) if name in TYPES else None
    if item is None:
        return None
    start = item.node.mark.line - 1
    lines = _ended(item.file.lines[start : item.end])
    return Piece(
        f"seeds/{item.file.name}", "\n".join((f"{TYPES[name].plural}:", *lines)), _id(item)
    )


def example_for(key: Key) -> Piece | None:
    """Give the first place in the example where a key is written, with what it is nested in."""
    name, *inside = key.path.split(".")
    return _under(name, tuple(inside))


def _under(name: str, path: tuple[str, ...]) -> Piece | None:
    kinds = (name,) if name in TYPES or name in FILES else tuple(TYPES)
    items = (item for kind in kinds for item in _items(kind))
    item = next((item for item in items if _has(item.node, path)), None)
    return Piece(f"seeds/{item.file.name}", _cut(item, path[0]), _id(item)) if item else None


def _has(node: Node | None, path: tuple[str, ...]) -> bool:
    if not path or node is None:
        return node is not None
    if isinstance(node, Sequence):
        return any(_has(item, path) for item in node.items)
    return isinstance(node, Mapping) and _has(node.get(path[0]), path[1:])


def _cut(item: _Item, key: str) -> str:
    """Cut a key with its value out of the text of a record or a file."""
    names = [name.text for name, _ in item.node.entries]
    marks = [name.mark for name, _ in item.node.entries]
    at = names.index(key)
    start, follows = marks[at], marks[at + 1] if at + 1 < len(marks) else None
    lines = list(item.file.lines[start.line - 1 : follows.line if follows else item.end])
    if follows and (item.node.inline or follows.column < start.column):
        lines[-1] = lines[-1][: follows.column - 1]
    elif follows:
        lines.pop()
    lines[0] = " " * (start.column - 1) + lines[0][start.column - 1 :]
    text = textwrap.dedent("\n".join(_ended(lines)))
    if item.node.inline:
        text = text.rstrip(", ") if follows else text.rstrip().removesuffix("}").rstrip()
    return text


def _ended(lines: list[str] | tuple[str, ...]) -> list[str]:
    """Drop what follows the last value: empty lines, and comments on what comes next."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith("#")):
        kept.pop()
    return kept


def _id(item: _Item) -> str:
    id = item.node.get("id")
    return id.text if isinstance(id, Scalar) else ""


def _items(name: str) -> Iterator[_Item]:
    """Give the records of a type, or a file as a whole."""
    for file in _files():
        if name in FILES:
            if file.name == f"{name}.yaml":
                yield _Item(file, file.root, len(file.lines))
            continue
        records = file.root.get(TYPES[name].plural)
        if not isinstance(records, Sequence) or file.name.removesuffix(".yaml") in FILES:
            continue
        starts = [item.mark.line - 1 for item in records.items]
        keys = (key.mark.line - 1 for key, _ in file.root.entries)
        last = min((line for line in keys if line > starts[-1]), default=len(file.lines))
        for node, end in zip(records.items, (*starts[1:], last), strict=True):
            if isinstance(node, Mapping):
                yield _Item(file, node, end)


@cache
def _files() -> tuple[_File, ...]:
    folder = series_folder() / "seeds"
    return tuple(_read(path) for path in sorted(folder.glob("*.yaml")))


def _read(path: Path) -> _File:
    content = path.read_bytes()
    root = read_yaml(content, path.name).root
    if root is None:
        raise MachineUnable(f"reportkit is not whole: {path.name} of its example cannot be read")
    return _File(path.name, tuple(content.decode().splitlines()), root)

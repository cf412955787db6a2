"""What is to be cut out and put in for keys of one record that stands in a file of seeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportkit.authoring.append import end_of, line_end, style_of
from reportkit.authoring.edits import Edit
from reportkit.authoring.standing_record import Pair, pairs_of
from reportkit.authoring.written import Value, below, inline
from reportkit.authoring.yaml_nodes import BlockList, BlockMap, Comment, Leaf, Node, Text
from reportkit.authoring.yaml_text import Unwritable
from reportkit.loading.snippets import quoted

#: What a record is to say: None takes the key out.
Keys = Mapping[str, Value | None]

#: Characters of a text that stands on the line of its key.
_ONE_LINE = 70
_DAY_OR_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?\Z|\d{4}-\d\d-\d\d\Z")


def edits_of(file: Text, record: Node, id: str, values: Keys) -> Iterator[Edit]:
    """Give the edits by which a record says other values.

    A key that stands there gets the other value, behind it its comment stays; one that is new
    comes last. Raises Unwritable where there is no place for it, or a comment would go.
    """
    if isinstance(record, BlockMap):
        yield from _below(file, record, values)
    elif isinstance(record, Leaf) and record.inner and record.style == "{":
        yield from _in_braces(file, record, values)
    else:
        raise Unwritable(f"{id} is written in a form that is not changed by machine")


# -- keys below each other -------------------------------------------------------------------


def _below(file: Text, record: BlockMap, values: Keys) -> Iterator[Edit]:
    """Change keys that stand below each other; new ones follow the last."""
    known, indent = pairs_of(file, record), "\n" + " " * record.column
    new: list[str] = []
    for key, value in values.items():
        if key not in known:
            new += _lines_of(file, key, value, record.column) if value is not None else ()
        elif value is None:
            yield _without(file, record, known[key])
        elif isinstance(value, str) and isinstance(known[key].value, Leaf):
            yield _instead(file, known[key], value)
        else:
            yield _replaced(file, known[key], value, record.column)
    if new:
        at = line_end(file.text, end_of(record))
        yield Edit(at, at, "".join(indent + line for line in new))


def _lines_of(file: Text, key: str, value: Value, column: int) -> list[str]:
    if isinstance(value, str) and len(value) < _ONE_LINE:
        return [f"{key}: {_scalar(value)}"]
    return list(below({key: value}, style_of(file), column))


def _scalar(value: str) -> str:
    """Write a value as people do: a day or number without quotes."""
    return value if _DAY_OR_NUMBER.match(value) else quoted(value)


def _instead(file: Text, pair: Pair, value: str) -> Edit:
    """Put a text in the place of another; behind it on its line a comment stays."""
    held = pair.value
    if not isinstance(held, Leaf):
        raise Unwritable(f"{file.word(pair.key)} holds keys or a list")
    if held.start == held.end:  # it says nothing: the place is that behind the colon
        colon = file.text.index(":", pair.key.end) + 1
        return Edit(colon, colon, f" {_scalar(value)}")
    _refuse_comments(file, pair)
    return Edit(held.start, held.end, _scalar(value))


def _replaced(file: Text, pair: Pair, value: Value, column: int) -> Edit:
    """Put a list or keys in the place of others; before a comment they stand in brackets."""
    _refuse_comments(file, pair)
    end = max(end_of(pair.value), file.text.index(":", pair.key.end) + 1)
    key = file.cut(pair.key)
    behind = file.text[end : line_end(file.text, end)].strip()
    if behind:
        return Edit(pair.key.start, end, f"{key}: {inline(value)}")
    lines = below({key: value}, style_of(file), column)
    return Edit(pair.key.start, end, ("\n" + " " * column).join(lines))


def _without(file: Text, record: BlockMap, pair: Pair) -> Edit:
    """Take a key out with its lines."""
    _refuse_comments(file, pair)
    end = line_end(file.text, max(end_of(pair.value), pair.key.end))
    key = file.word(pair.key)
    if "#" in file.text[max(end_of(pair.value), pair.key.end) : end]:
        raise Unwritable(f"a comment stands behind {key}")
    if record.entries[0].key is pair.key:
        raise Unwritable(f"{key} is the first key of its record")
    start = file.text.rfind("\n", 0, pair.key.start)
    return Edit(start, end, "")


def _refuse_comments(file: Text, pair: Pair) -> None:
    """Refuse to write over what holds a comment."""
    if _has_comments(file, pair.value) or pair.key.side:
        raise Unwritable(f"a comment stands within {file.word(pair.key)}")


def _has_comments(file: Text, node: Node) -> bool:
    if isinstance(node, BlockMap):
        inner = any(
            _noted(entry.lead) or entry.key.side or _has_comments(file, entry.value)
            for entry in node.entries
        )
        return inner or _noted(node.tail)
    if isinstance(node, BlockList):
        inner = any(_noted(item.lead) or _has_comments(file, item.value) for item in node.items)
        return inner or _noted(node.tail)
    lines = file.cut(node).split("\n")
    if node.style in ("|", ">"):
        return " #" in lines[0]
    return node.style in ("[", "{", "(") and any(re.search(r"(?:^|\s)#", line) for line in lines)


def _noted(notes: list[Comment]) -> bool:
    return any(note.text for note in notes)


# -- keys in braces --------------------------------------------------------------------------


def _in_braces(file: Text, record: Leaf, values: Keys) -> Iterator[Edit]:
    """Change keys between braces; new ones follow the last."""
    known = pairs_of(file, record)
    new = ""
    for key, value in values.items():
        if key not in known:
            new += f", {key}: {_in_line(value)}" if value is not None else ""
        elif value is None:
            yield _out_of_braces(file, known[key])
        elif isinstance(value, str):
            yield _instead(file, known[key], value)
        else:
            yield _in_brackets(file, known[key], value)
    if new:
        end = end_of([*known.values()][-1].value)
        yield Edit(end, end, new)


def _in_brackets(file: Text, pair: Pair, value: Value) -> Edit:
    _refuse_comments(file, pair)
    at = file.text.index(":", pair.key.end) + 1
    return Edit(at, max(end_of(pair.value), at), f" {inline(value)}")


def _in_line(value: Value) -> str:
    return _scalar(value) if isinstance(value, str) else inline(value)


def _out_of_braces(file: Text, pair: Pair) -> Edit:
    before = re.search(r",\s*\Z", file.text[: pair.key.start])
    if before is None:
        raise Unwritable(f"{file.word(pair.key)} is the first key of its record")
    return Edit(before.start(), end_of(pair.value), "")

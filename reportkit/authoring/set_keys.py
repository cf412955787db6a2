"""Keys of records that are in the seeds already: every other byte of their file stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.authoring.edits import Edit, edited
from reportkit.authoring.key_edits import Keys, edits_of
from reportkit.authoring.read_again import reads_as
from reportkit.authoring.standing_record import record_in
from reportkit.authoring.yaml_text import Unwritable, decoded_alike, read_text
from reportkit.loading import yaml_reader as reading


class Place(NamedTuple):
    """Where a record stands in a file: under which list, by which id."""

    plural: str
    id: str


class _Lines(NamedTuple):
    """Which lines of a file are a record's, from 1; ``after`` is the first that is not."""

    first: int
    after: int


def with_keys(content: bytes, plural: str, id: str, values: Mapping[str, str]) -> bytes:
    """Give a file in which a record of a list says these values, given as plain text.

    A key that stands there gets the other value, behind it its comment stays; one that is new
    comes last. Raises Unwritable where there is no place for it, and nothing is given.
    """
    return with_many(content, {Place(plural, id): values})


def with_many(content: bytes, changes: Mapping[Place, Keys]) -> bytes:
    """Give a file in which many records say other values, lists and nested keys too, in one pass.

    See ``with_keys``. What would take a comment away is refused.
    """
    text, form = decoded_alike(content)
    after = edited(text, _edits(text, changes))
    _refuse_loss(text, after, changes)
    return form.bytes_of(after)


def _edits(text: str, changes: Mapping[Place, Keys]) -> Iterator[Edit]:
    """Read the lines of each record by themselves: a long file for places takes many seconds."""
    lines = _lines_of(reading.read_yaml(text.encode(), "").root)
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    whole: dict[Place, Keys] = {}
    for place, values in changes.items():
        own = lines.get(place)
        start = starts[own.first - 1] if own else 0
        cut = text[start : starts[own.after - 1]] if own and own.after else text[start:]
        if own is None or not re.match(r" *- ", cut):
            whole[place] = values
            continue
        head = f"{place.plural}:\n"
        excerpt = read_text(head + cut)
        by = start - len(head)
        for edit in edits_of(excerpt, record_in(excerpt, *place), place.id, values):
            yield Edit(edit.start + by, edit.end + by, edit.text)
    if not whole:
        return
    file = read_text(text)
    for place, values in whole.items():
        yield from edits_of(file, record_in(file, *place), place.id, values)


def _lines_of(root: reading.Mapping | None) -> dict[Place, _Lines]:
    """Tell which lines each record takes, up to the next record or list."""
    lines: dict[Place, _Lines] = {}
    entries = root.entries if root else ()
    for at, (key, listed) in enumerate(entries):
        behind = entries[at + 1][0].mark.line if at + 1 < len(entries) else 0
        items = listed.items if isinstance(listed, reading.Sequence) else ()
        ends = [*(item.mark.line for item in items[1:]), behind]
        for item, after in zip(items, ends, strict=bool(items)):
            own = item.get("id") if isinstance(item, reading.Mapping) else None
            if isinstance(own, reading.Scalar):
                lines[Place(key.text, own.text)] = _Lines(item.mark.line, after)
    return lines


def _refuse_loss(before: str, after: str, changes: Mapping[Place, Keys]) -> None:
    """Read both again: the records say the new values, and everything else what it said."""
    old, new = (_records_in(reading.read_yaml(text.encode(), "").root) for text in (before, after))
    for place, values in changes.items():
        if len(old.get(place, ())) != 1 or len(new.get(place, ())) != 1:
            raise Unwritable(f"{place.id} is not once under {place.plural}")
        was, now = old[place][0], new[place][0]
        for key, value in values.items():
            was.pop(key, None)
            node = now.pop(key, None)
            if value is None and node is None:
                continue
            if value is None or node is None or not reads_as(node, value):
                raise Unwritable("it would be read otherwise")
    if _texts_of(old) != _texts_of(new):
        raise Unwritable("it would be read otherwise")


#: By place: the keys of the records there; of what is no record, the whole file's list.
_Held = dict[Place, list[dict[str, reading.Node]]]


def _records_in(root: reading.Mapping | None) -> _Held:
    held: _Held = {}
    for key, node in root.entries if root else ():
        items = node.items if isinstance(node, reading.Sequence) else (node,)
        for item in items:
            keys: dict[str, reading.Node] = {"": item}
            if isinstance(item, reading.Mapping):
                keys = {name.text: value for name, value in item.entries}
            own = keys.get("id")
            id = own.text if isinstance(own, reading.Scalar) else ""
            held.setdefault(Place(key.text, id), []).append(keys)
    return held


def _texts_of(held: _Held) -> list[object]:
    return [
        (place, [{key: _text(node) for key, node in keys.items()} for keys in records])
        for place, records in held.items()
    ]


def _text(node: reading.Node) -> object:
    if isinstance(node, reading.Mapping):
        return {key.text: _text(value) for key, value in node.entries}
    if isinstance(node, reading.Sequence):
        return [_text(item) for item in node.items]
    return node.text

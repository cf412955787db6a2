"""Keys of a record that is in the seeds already: every other byte of its file stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportkit.authoring.append import end_of, line_end
from reportkit.authoring.edits import Edit, edited
from reportkit.authoring.standing_record import Pair, pairs_of, record_in
from reportkit.authoring.yaml_nodes import BlockMap, Leaf, Text
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
    record = record_in(file, plural, id)
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


def _below(file: Text, record: BlockMap, values: Mapping[str, str]) -> Iterator[Edit]:
    """Change keys that stand below each other; new ones follow the last."""
    at = line_end(file.text, end_of(record))
    yield from _set(file, pairs_of(file, record), values, at, f"\n{' ' * record.column}")


def _instead(file: Text, pair: Pair, value: str) -> Edit:
    held = pair.value
    if not isinstance(held, Leaf):
        raise Unwritable(f"{file.word(pair.key)} holds keys or a list")
    if held.start == held.end:  # it says nothing: the place is that behind the colon
        colon = file.text.index(":", pair.key.end) + 1
        return Edit(colon, colon, f" {_scalar(value)}")
    return Edit(held.start, held.end, _scalar(value))


def _in_braces(file: Text, record: Leaf, values: Mapping[str, str]) -> Iterator[Edit]:
    """Change keys between braces; new ones follow the last."""
    known = pairs_of(file, record)
    yield from _set(file, known, values, end_of([*known.values()][-1].value), ", ")


def _set(
    file: Text, known: Mapping[str, Pair], values: Mapping[str, str], end: int, before: str
) -> Iterator[Edit]:
    """Give known keys their values, and write the others at ``end``, each with ``before`` it."""
    new = []
    for key, value in values.items():
        if key in known:
            yield _instead(file, known[key], value)
        else:
            new.append(f"{before}{key}: {_scalar(value)}")
    if new:
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

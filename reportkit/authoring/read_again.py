"""A file of seeds read again after it was added to: all else must say what it said."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from reportkit.authoring.tidy_file import same
from reportkit.authoring.written import Value
from reportkit.authoring.yaml_text import Unwritable
from reportkit.loading import yaml_reader as reading
from reportkit.loading.scalars import as_bound


def refuse_others(
    before: str, after: str, added: Mapping[str, Sequence[dict[str, Value] | None]]
) -> None:
    """Read the file before and after: what was added is read as it is meant, all else as it was."""
    old, new = (reading.read_yaml(text.encode(), "") for text in (before, after))
    if new.root is None or new.problems:
        raise Unwritable("the record would not be read as it is meant")
    for plural, group in added.items():
        records = new.root.get(plural)
        if not isinstance(records, reading.Sequence) or not records.items:
            raise Unwritable("the record would not be read where it is put")
        had = old.root.get(plural) if old.root else None
        before_it = had.items if isinstance(had, reading.Sequence) else ()
        kept, fresh = records.items[: -len(group)], records.items[-len(group) :]
        if len(kept) != len(before_it) or not all(map(same, kept, before_it)):
            raise Unwritable("what stands there would be read otherwise")
        for node, values in zip(fresh, group, strict=True):
            if values is not None and not reads_as(node, values):
                raise Unwritable(f"{values.get('id', 'an entry')} would not be read as it is meant")
    mine, its = (_others(document.root, added) for document in (old, new))
    if old.root is None:
        its.pop("section", None)  # named at the top of what was empty
    if mine.keys() != its.keys() or not all(same(mine[key], its[key]) for key in mine):
        raise Unwritable("what stands there would be read otherwise")


def reads_as(node: reading.Node, value: Value) -> bool:
    """Tell whether a node is read as the value that was to be written."""
    if isinstance(value, str):
        return isinstance(node, reading.Scalar) and as_bound(node.text) == as_bound(value)
    if isinstance(value, list):
        if not isinstance(node, reading.Sequence) or len(node.items) != len(value):
            return False
        return all(map(reads_as, node.items, value))
    if not isinstance(node, reading.Mapping):
        return False
    held = {key.text: item for key, item in node.entries}
    return held.keys() == value.keys() and all(reads_as(held[key], value[key]) for key in value)


def _others(root: reading.Mapping | None, but: Container[str]) -> dict[str, reading.Node]:
    return {key.text: value for key, value in root.entries if key.text not in but} if root else {}

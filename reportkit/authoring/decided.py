"""An outcome written into a judgement where it stands: all else stays, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportkit.authoring.append import end_of, line_end, style_of
from reportkit.authoring.edits import Edit, edited
from reportkit.authoring.standing_record import Pair, pairs_of, record_in
from reportkit.authoring.tidy_file import same
from reportkit.authoring.written import Style, Value, below, inline
from reportkit.authoring.yaml_nodes import BlockMap, Entry, Leaf, Node, Text
from reportkit.authoring.yaml_text import Unwritable, decoded_alike, read_text
from reportkit.loading import yaml_reader as reading
from reportkit.model.analysis import Judgement

_WIDEST = 100  # columns of a line
#: What an outcome may change of a judgement, and of its resolution.
_OWN = frozenset({"key", "resolution"})


def decided(content: bytes, id: str, outcome: Mapping[str, Value]) -> bytes:
    """Write keys into the resolution of a judgement, in the place of those that it has.

    A judgement on page 1 leaves it: what was decided is no question any more. Raises Unwritable
    where the file has a form in which that cannot be done by machine.
    """
    text, form = decoded_alike(content)
    file = read_text(text)
    record = record_in(file, Judgement.plural, id)
    pairs = pairs_of(file, record)
    resolution = pairs.get("resolution")
    if resolution is None:
        raise Unwritable(f"{id} has no resolution")
    edits = list(_off_page_one(file, pairs))
    if isinstance(resolution.value, BlockMap):
        edits += _below(file, resolution.value, outcome)
    else:
        edits.append(_in_braces(file, record, resolution, outcome))
    written = edited(text, edits)
    _refuse_change(text, written, id, outcome)
    return form.bytes_of(written)


def _off_page_one(file: Text, pairs: Mapping[str, Pair]) -> Iterator[Edit]:
    key = pairs.get("key")
    if key and isinstance(key.value, Leaf) and file.cut(key.value) == "true":
        yield Edit(key.value.start, key.value.end, "false")


# -- keys below each other -------------------------------------------------------------------


def _below(file: Text, block: BlockMap, outcome: Mapping[str, Value]) -> Iterator[Edit]:
    there = {file.word(one.key): one for one in block.entries}
    style, indent = style_of(file), " " * block.column
    for name in outcome.keys() & there.keys():
        entry = there[name]
        lines = below({name: outcome[name]}, style, block.column)
        yield Edit(entry.key.start, _end_of_entry(entry), f"\n{indent}".join(lines))
    new = {name: value for name, value in outcome.items() if name not in there}
    if new:
        at = line_end(file.text, _end_of_entry(block.entries[-1]))
        lines = (indent + line for line in below(new, style, block.column))
        yield Edit(at, at, "".join(f"\n{line}" for line in lines))


def _end_of_entry(entry: Entry) -> int:
    """Where an entry ends; one whose value is left out ends behind its colon."""
    return max(end_of(entry.value), entry.key.end + 1)


# -- keys in braces --------------------------------------------------------------------------


def _in_braces(file: Text, record: Node, resolution: Pair, outcome: Mapping[str, Value]) -> Edit:
    value = resolution.value
    if not isinstance(value, Leaf) or not value.inner or not value.inner.pairs:
        raise Unwritable("its resolution does not hold keys")
    there = {file.word(key): file.cut(held) for key, held in value.inner.pairs}
    texts = there | {name: inline(held) for name, held in outcome.items()}
    line = f"{{{', '.join(f'{name}: {text}' for name, text in texts.items())}}}"
    if "#" in file.cut(value):
        raise Unwritable("a comment may stand inside of the braces of its resolution")
    if not isinstance(record, BlockMap) or value.column + len(line) <= _WIDEST:
        return Edit(value.start, value.end, line)
    colon = file.text.index(":", resolution.key.end) + 1
    return Edit(colon, value.end, _opened(texts, outcome, resolution.key.column))


def _opened(texts: Mapping[str, str], outcome: Mapping[str, Value], column: int) -> str:
    """Write what no longer fits in braces on one line as keys below each other."""
    lines: list[str] = []
    for name, text in texts.items():
        if name in outcome:
            lines += below({name: outcome[name]}, Style(), column + 2)
        else:
            lines.append(f"{name}: {text}")
    return "".join(f"\n{' ' * (column + 2)}{line}" for line in lines)


# -- nothing else may change -----------------------------------------------------------------


def _refuse_change(before: str, after: str, id: str, outcome: Mapping[str, Value]) -> None:
    """Read the file as it was and as it will be: all but what was asked for must be the same."""
    old, new = (reading.read_yaml(text.encode(), "") for text in (before, after))
    if old.root is None or new.root is None or new.problems:
        raise Unwritable("it would not be read as it is meant")
    mine, its = (_without(root, id, outcome) for root in (old.root, new.root))
    if len(mine) != len(its) or not all(map(same, mine, its)):
        raise Unwritable("what stands there would be read otherwise")


def _without(root: reading.Mapping, id: str, outcome: Mapping[str, Value]) -> list[reading.Node]:
    """Give all values of a file but those that an outcome writes."""
    kept: list[reading.Node] = []
    for key, value in root.entries:
        if key.text != Judgement.plural or not isinstance(value, reading.Sequence):
            kept.append(value)
            continue
        for record in value.items:
            if not isinstance(record, reading.Mapping) or not _is_named(record, id):
                kept.append(record)
                continue
            kept += [held for name, held in record.entries if name.text not in _OWN]
            resolution = record.get("resolution")
            if isinstance(resolution, reading.Mapping):
                kept += [held for name, held in resolution.entries if name.text not in outcome]
    return kept


def _is_named(record: reading.Mapping, id: str) -> bool:
    own = record.get("id")
    return isinstance(own, reading.Scalar) and own.text == id

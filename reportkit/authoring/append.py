"""A record appended to a file of seeds: all that stands there stays, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportkit.authoring.edits import Edit, edited
from reportkit.authoring.long_file import Shortened, shortened
from reportkit.authoring.read_again import refuse_others
from reportkit.authoring.written import Style, Value, below, inline
from reportkit.authoring.yaml_nodes import BlockList, BlockMap, Entry, Leaf, Node, Text
from reportkit.authoring.yaml_text import Form, Unwritable, decoded, read_text
from reportkit.loading import yaml_reader as reading
from reportkit.model.envelope import Record

#: A record that is to be written: its type, and what it says.
New = tuple[type[Record], dict[str, Value]]


class Appended(NamedTuple):
    """A file with one more record."""

    content: bytes
    first: int  # line of the record, from 1
    last: int
    block: str  # the lines that are new


def append(
    content: bytes | None,
    model: type[Record],
    values: dict[str, Value],
    *,
    section: str | None = None,
) -> Appended:
    """Append a record to the content of a file; None makes a new file.

    ``section`` is named at the top of a file that holds nothing yet. The indentation and the
    form of lists are those of the file. Raises Unwritable where there is no place for it.
    """
    text, form = decoded(content) if content else ("", Form("\n", mark=False))
    file = read_text(text)
    edits = list(_edits(file, model.plural, [values], section))
    written = edited(text, edits)
    _refuse_change(text, written, model.plural)
    first, last = _lines(written, model.plural, str(values["id"]))
    new = max(edits)
    shift = sum(len(one.text) - (one.end - one.start) for one in sorted(edits)[:-1])
    place = new.start + shift
    block = written[place : place + len(new.text)].strip("\n")
    return Appended(form.bytes_of(written), first, last, block)


def append_all(
    content: bytes | None, records: Iterable[New], *, section: str | None = None
) -> bytes:
    """Append many records to a file in one pass, each type in its order; see ``append``.

    Raises Unwritable too where a record would not be read as it was given.
    """
    by_type: dict[str, list[dict[str, Value]]] = {}
    for model, values in records:
        by_type.setdefault(model.plural, []).append(values)
    return append_lists(content, by_type, section=section)


def append_lists(
    content: bytes | None,
    lists: Mapping[str, Sequence[dict[str, Value]]],
    *,
    section: str | None = None,
) -> bytes:
    """Append entries to the lists of a file, each by its key: `recipients:`; see ``append_all``."""
    text, form = decoded(content) if content else ("", Form("\n", mark=False))
    short = shortened(text)
    before, file = text, read_text(short.text)
    if file.root is None:
        text = edited(text, [_at_end(file, _whole(lists, section))])
    else:
        text = _with_lists(text, file, short, lists)
    refuse_others(before, text, lists)
    return form.bytes_of(text)


def _with_lists(
    text: str, file: Text, short: Shortened, lists: Mapping[str, Sequence[dict[str, Value]]]
) -> str:
    """Put entries into the lists that a file has, or behind them; places are looked for once.

    Only where two lists would begin at one place the file is read again between them.
    """
    made = [edit for plural, group in lists.items() for edit in _edits(file, plural, group, None)]
    if len(lists) > 1 and len({edit.start for edit in made}) < len(made):
        for plural, group in lists.items():
            short = shortened(text)
            text = _with_lists(text, read_text(short.text), short, {plural: group})
        return text
    return edited(text, map(short.in_whole, made))


def _whole(by_type: Mapping[str, Sequence[dict[str, Value]]], section: str | None) -> str:
    """Write all that a new file holds."""
    lists = [f"{plural}:\n{_blocks(group, Style(), 2, 2)}" for plural, group in by_type.items()]
    return "\n\n".join([f"section: {section}"] * bool(section) + lists)


def _edits(
    file: Text, plural: str, group: Sequence[dict[str, Value]], section: str | None
) -> Iterator[Edit]:
    root = file.root
    style = style_of(file)
    if root is None:
        head = f"section: {section}\n" if section else ""
        yield _at_end(file, f"{head}{plural}:\n{_blocks(group, style, 2, 2)}")
        return
    if not isinstance(root, BlockMap):
        raise Unwritable("it does not begin with keys below each other")
    entry = next((one for one in root.entries if file.word(one.key) == plural), None)
    if entry is None:
        lists = (one.value for one in root.entries if isinstance(one.value, BlockList))
        dash = next((one.column for one in lists), 2)
        apart = "\n" if _keys_stand_apart(root) else ""
        yield _at_end(file, f"{apart}{plural}:\n{_blocks(group, style, dash, 2)}")
    elif isinstance(entry.value, BlockList):
        yield _after_last(file, entry.value, group, style)
    elif isinstance(entry.value, Leaf) and entry.value.style == "[":
        yield from _in_brackets(file, entry, entry.value, group, style)
    elif isinstance(entry.value, Leaf) and entry.value.start == entry.value.end:
        yield _new_lines(line_end(file.text, entry.key.end), _blocks(group, style, 2, 2))
    else:
        raise Unwritable(f"{plural} is no list")


def _block(values: dict[str, Value], style: Style, dash: int, gap: int) -> str:
    """Write a record behind a dash at a column; ``gap`` columns further its keys begin."""
    first, *rest = below(values, style, dash + gap)
    before, deeper = " " * dash + "-".ljust(gap), " " * (dash + gap)
    return "\n".join([before + first, *(deeper + line if line else "" for line in rest)])


def _blocks(group: Sequence[dict[str, Value]], style: Style, dash: int, gap: int) -> str:
    return "\n".join(_block(values, style, dash, gap) for values in group)


# -- where -----------------------------------------------------------------------------------


def line_end(text: str, at: int) -> int:
    """Where the line of a place ends, before its line feed."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _new_lines(at: int, lines: str) -> Edit:
    """Put lines below the line that ends at ``at``."""
    return Edit(at, at, f"\n{lines}")


def _at_end(file: Text, lines: str) -> Edit:
    """Put lines at the end of a file; one without a last line feed stays without."""
    text = file.text
    if text and not text.endswith("\n"):
        return Edit(len(text), len(text), f"\n{lines}")
    return Edit(len(text), len(text), f"{lines}\n")


def _after_last(
    file: Text, records: BlockList, group: Sequence[dict[str, Value]], style: Style
) -> Edit:
    text, last = file.text, records.items[-1]
    at = line_end(text, end_of(last.value) or last.dash)
    for end, line in _lines_after(text, at):  # comments that belong to the last record
        indented = len(line) - len(line.lstrip())
        if not line.strip():
            continue
        if not line.lstrip().startswith("#") or indented <= records.column:
            break
        at = end
    inner = last.value.column if isinstance(last.value, BlockMap) else records.column + 2
    apart = "\n" if _records_stand_apart(records) else ""
    gap = inner - records.column
    blocks = (apart + _block(values, style, records.column, gap) for values in group)
    return _new_lines(at, "\n".join(blocks))


def _lines_after(text: str, at: int) -> Iterator[tuple[int, str]]:
    while at < len(text):
        end = line_end(text, at + 1)
        yield end, text[at + 1 : end]
        at = end


def end_of(node: Node) -> int:
    """Where the last value of a node ends."""
    if isinstance(node, Leaf):
        return node.end
    if isinstance(node, BlockMap):
        last = node.entries[-1]
        return max(end_of(last.value), last.key.end)
    return max(end_of(node.items[-1].value), node.items[-1].dash)


def _in_brackets(
    file: Text, entry: Entry, leaf: Leaf, group: Sequence[dict[str, Value]], style: Style
) -> Iterator[Edit]:
    text, items = file.text, leaf.inner.items if leaf.inner else []
    if not items and not text[leaf.start + 1 : leaf.end - 1].strip():
        yield Edit(entry.key.end + 1, leaf.end, "")  # an empty list gives way to a dash
        yield _new_lines(line_end(text, leaf.end), _blocks(group, style, 2, 2))
        return
    if len(group) > 1:
        raise Unwritable("its list stands in brackets; 'reportkit add' appends to such a list")
    values = group[0]
    close = leaf.end - 1
    if not items:  # nothing but comments
        begin = text.rfind("\n", 0, close) + 1
        yield Edit(begin, begin, f"{' ' * (entry.key.column + 2)}{inline(values)}\n")
        return
    last = items[-1]
    comma = _comma_after(text, last.end, close)
    end, at = (last.end,) * 2 if comma is None else (comma + 1,) * 2
    before = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    alone = "\n" in text[leaf.start : leaf.end] and not before.strip(" -")
    new = f" {inline(values)}"
    if "#" in text[end:close] or alone:
        at = min(line_end(text, end), close) if text[end:close].strip() else end
        indent = last.column if alone else leaf.column + 1
        new = f"\n{' ' * indent}{inline(values)}{',' if comma is not None else ''}"
    if comma is None and at == end:
        yield Edit(end, end, f",{new}")
        return
    if comma is None:
        yield Edit(end, end, ",")
    yield Edit(at, at, new)


def _comma_after(text: str, start: int, end: int) -> int | None:
    """Find the comma that some people set behind the last item."""
    at = start
    while at < end:
        if text[at] == ",":
            return at
        at = line_end(text, at) if text[at] == "#" else at + 1
    return None


# -- the manner of the file ------------------------------------------------------------------


def style_of(file: Text) -> Style:
    """See whether lists of words stand in brackets or behind dashes, and how deep the dashes."""
    brackets = dashes = 0
    steps: list[int] = []
    for entry in _entries(file.root, inside=False):
        value = entry.value
        if isinstance(value, Leaf) and value.style == "[" and value.inner:
            brackets += bool(value.inner.items)
        elif isinstance(value, BlockList) and all(_is_word(i.value) for i in value.items):
            dashes += 1
            steps.append(value.column - entry.key.column)
    return Style(dashes <= brackets, min(steps, default=2))


def _is_word(node: Node) -> bool:
    return isinstance(node, Leaf) and not node.inner


def _entries(node: Node | None, *, inside: bool = True) -> Iterator[Entry]:
    """Give every key inside of the records of a file."""
    if isinstance(node, BlockMap):
        for entry in node.entries:
            if inside:
                yield entry
            yield from _entries(entry.value)
    elif isinstance(node, BlockList):
        for item in node.items:
            yield from _entries(item.value)


def _records_stand_apart(records: BlockList) -> bool:
    """Tell whether blank lines stand between the last records."""
    between = [any(not note.text for note in item.lead) for item in records.items[1:]]
    return len(between) > 0 and between[-1] and sum(between) * 2 > len(between)


def _keys_stand_apart(root: BlockMap) -> bool:
    return any(not note.text for entry in root.entries[1:] for note in entry.lead)


# -- nothing else may change -----------------------------------------------------------------


def _refuse_change(before: str, after: str, plural: str) -> None:
    """Read the file with the record and without: all else must be the same."""
    refuse_others(before, after, {plural: [None]})


def _lines(text: str, plural: str, id: str) -> tuple[int, int]:
    """Find the lines of the last record of a kind, counted from 1."""
    root = reading.read_yaml(text.encode(), "").root
    records = root.get(plural) if root else None
    if not isinstance(records, reading.Sequence):
        raise Unwritable(f"{id} is not where it was put")
    record = records.items[-1]
    file = read_text(text)
    first = record.mark.line
    entry = next(
        one
        for one in (file.root.entries if isinstance(file.root, BlockMap) else [])
        if file.word(one.key) == plural
    )
    end = end_of(entry.value)
    if isinstance(entry.value, Leaf) and entry.value.inner:
        end = entry.value.inner.items[-1].end
    return first, text.count("\n", 0, end) + 1

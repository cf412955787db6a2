"""One file of records to the records in it: under which key they stand, and where each id is."""

from __future__ import annotations

from reportkit.loading.binder import Binder
from reportkit.loading.scalars import SLUG, as_bound
from reportkit.loading.yaml_reader import Mapping, Node, Scalar, Sequence
from reportkit.model.base import Located
from reportkit.model.book import BY_PLURAL, RECORD_TYPES
from reportkit.model.envelope import Record, Slug
from reportkit.model.fields import spec_of
from reportkit.problems import Mark, did_you_mean

#: By id: the type of the record that has it, and where the id is written.
Defined = dict[str, tuple[str, Mark]]
#: Records that belong to the whole series, not to a section of the brief.
_EVERYWHERE = frozenset({"sources", "actors", "places", "corrections"})
#: So many keys of another kind are no slip of the hand: the record is in the wrong list.
_STRANGE_KEYS = 2

#: What seems to be missing when records could not be read.
FOLLOW_LOST_RECORDS = frozenset({"ref-unknown", "record-vanished"})
_FOLLOW_LOST_SECTION = frozenset({"section-missing"})


class _OfFile(Located):
    """What a file of records says of all of them."""

    section: Slug


def records_in(
    binder: Binder, root: Mapping, defined: Defined
) -> tuple[tuple[Record, ...], frozenset[str]]:
    """Read the records of one file, with the codes of what would only follow."""
    records: list[Record] = []
    waiting: frozenset[str] = frozenset()
    section = _section_of(binder, root)
    if section is None and root.get("section") is not None:
        waiting |= _FOLLOW_LOST_SECTION
    for key, node in root.entries:
        if key.text == "section":
            continue
        if (items := _items(binder, key, node)) is None:
            waiting |= FOLLOW_LOST_RECORDS
            continue
        for index, item in enumerate(items):
            declared = _declared(binder, BY_PLURAL[key.text], item, defined)
            if declared is None:
                waiting |= FOLLOW_LOST_RECORDS
            what = declared or f"{key.text}[{index}]"
            whole = item if key.text in _EVERYWHERE else _in_section(item, section)
            record = _record(binder, BY_PLURAL[key.text], whole, what)
            if record is not None:
                records.append(record)
    return tuple(records), waiting


def _section_of(binder: Binder, root: Mapping) -> Node | None:
    """Give the section that a file names for all its records; a bad one is told once."""
    section = root.get("section")
    if section is None:
        return None
    key = Scalar("section", plain=True, mark=section.mark)
    named = binder.bind(_OfFile, Mapping(((key, section),), section.mark), "the file's")
    return section if named else None


def _items(binder: Binder, key: Scalar, node: Node) -> tuple[Node, ...] | None:
    """Give the records under a key of a file; report what is no list of records."""
    if key.text not in BY_PLURAL:
        hint = did_you_mean(key.text, ("section", *BY_PLURAL)) or f"known: {', '.join(BY_PLURAL)}"
        binder.unknown_key(key, f"unknown kind of record '{key.text}'", hint)
    elif isinstance(node, Scalar) and not node.text.strip():
        hint = "begin each record below it with '- id:', or delete the line"
        binder.report("value-empty", f"{key.text} is empty", node.mark, hint)
    elif not isinstance(node, Sequence):
        hint = "begin each record with '- id:'"
        binder.report("value-type", f"{key.text} must be a list", node.mark, hint)
    else:
        return node.items
    return None


def _record(binder: Binder, model: type[Record], item: Node, what: str) -> Record | None:
    """Read one record; one that stands in the list of another kind is reported as such."""
    meant = _kinds_meant(model, item)
    if not meant:
        return binder.bind(model, item, what)
    kinds = " or ".join(f"'{kind.plural}:'" for kind in meant)
    hint = f"write a line {kinds} above it, in the column of '{model.plural}:'"
    message = f"{what} has the keys of another kind of record than {model.plural}"
    binder.report("record-misplaced", message, item.mark, hint)
    return None


def _kinds_meant(model: type[Record], item: Node) -> list[type[Record]]:
    """Give the other kinds whose keys a record has; none where it is a slip of the hand."""
    keys = {key.text for key, _ in item.entries} if isinstance(item, Mapping) else set()
    if len(keys - spec_of(model).keys()) < _STRANGE_KEYS:
        return []
    return [kind for kind in RECORD_TYPES if keys <= spec_of(kind).keys()]


def _declared(binder: Binder, model: type[Record], item: Node, defined: Defined) -> str | None:
    """Note a record's id, whether or not the rest of it can be read."""
    written = item.get("id") if isinstance(item, Mapping) else None
    id = as_bound(written.text) if isinstance(written, Scalar) else ""
    if not isinstance(written, Scalar) or not SLUG.match(id):
        return None
    define(binder, model, id, written.mark, defined)
    return id


def define(binder: Binder, model: type[Record], id: str, mark: Mark, defined: Defined) -> None:
    """Note an id and where it is written; ids are never shared."""
    if first := defined.get(id):
        hint = f"the first is at {first[1].file}:{first[1].line}; ids are never shared"
        binder.report("id-repeated", f"the id '{id}' is used twice", mark, hint)
    else:
        defined[id] = (model.type, mark)


def _in_section(item: Node, section: Node | None) -> Node:
    """A file may name the section once for all its records."""
    if section is None or not isinstance(item, Mapping) or item.get("section") is not None:
        return item
    key = Scalar("section", plain=True, mark=section.mark)
    return Mapping((*item.entries, (key, section)), item.mark)

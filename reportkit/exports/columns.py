"""The columns in which a type of record is laid flat, by one rule for all types. Pure.

A value inside a value has a column of its own (`period.start`). A list is one cell, its items
parted by "; "; a list of values has a column for each of their keys, its items in the same order
(`actors.actor`, `actors.role`). Beside an id stands what the record is called that it names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.model.base import Located, once_per_class
from reportkit.model.book import BY_TYPE
from reportkit.model.envelope import Record
from reportkit.model.evidence import Fact, Place
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.vocabulary.sources import GeoPrecision

#: What a cell can hold; None is an empty one.
Cell = str | int | bool | Decimal | date | None

#: Between the items of a list, and between those of a list inside it.
PARTED = ("; ", ", ")
#: What stands beside an id, by the type of the record that it names.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "place": (
        "name", "admin1", "admin2", "admin3", "pcode", "country", "lat", "lon", "geo_precision",
    ),
    "actor": ("name",),
    "event": ("summary", "date_start"),
    "source": ("publisher", "published", "url"),
}  # fmt: skip
#: Of less interest than what a record says: behind it, the id and its section apart.
_FIRST = ("id", "section")
_COORDINATES = frozenset({"lat", "lon"})


class Column(NamedTuple):
    """One column of a type of record."""

    key: str  # "date_start", "period.start", "place.name"
    read: Callable[[Record, EditionView], Cell]
    field: tuple[type[Located], str] | None = None  # which the model explains
    note: str = ""  # before that explanation, or in its place

    @property
    def about(self) -> str:
        """Say what it holds, as the model does."""
        if self.field is None:
            return self.note
        from reportkit.reference.comments import plain  # reads the code of the model
        from reportkit.reference.entries import comment_of

        return self.note + plain(comment_of(*self.field))


class _Leaf(NamedTuple):
    """A single value or list, and the keys that lead to it."""

    key: str
    steps: tuple[FieldSpec, ...]

    @property
    def spec(self) -> FieldSpec:
        return self.steps[-1]

    @property
    def lists(self) -> int:
        return sum(step.many for step in self.steps)


@once_per_class
def columns_of(kind: type[Located]) -> tuple[Column, ...]:
    """Give all columns of a type, filled or not, so that the same ones stand in each export."""
    if not issubclass(kind, Record):
        raise TypeError(f"{kind.__name__} is no type of record")
    leaves = [leaf for leaf in _leaves(kind) if leaf.key != "internal_note"]
    common = spec_of(Record).keys()
    first = [leaf for leaf in leaves if leaf.key in _FIRST]
    own = [leaf for leaf in leaves if leaf.key.split(".")[0] not in common]
    rest = [leaf for leaf in leaves if leaf not in first and leaf not in own]
    computed = (_POSITION,) if issubclass(kind, Fact) else ()
    return (*_columns(kind, (*first, *own)), *computed, *_columns(kind, rest))


def may_be_a_point(place: Place) -> bool:
    """Tell whether a place is known well enough to be drawn as a point (UCDP where_prec 1, 2)."""
    placed = place.lat is not None and place.lon is not None
    return placed and place.geo_precision <= GeoPrecision.WITHIN_25_KM


# -- from the model to columns ----------------------------------------------------------------


def _leaves(model: type[Located], above: tuple[FieldSpec, ...] = ()) -> Iterator[_Leaf]:
    for spec in spec_of(model).values():
        steps = (*above, spec)
        if issubclass(spec.item, Located):
            yield from _leaves(spec.item, steps)
        else:
            yield _Leaf(".".join(step.key for step in steps), steps)


def _columns(kind: type[Record], leaves: Iterable[_Leaf]) -> Iterator[Column]:
    for leaf in leaves:
        model = leaf.steps[-2].item if len(leaf.steps) > 1 else kind
        yield Column(leaf.key, _reader(leaf), (model, leaf.spec.name))
        yield from _beside(leaf)


def _reader(leaf: _Leaf) -> Callable[[Record, EditionView], Cell]:
    if leaf.key == "tlp":
        return lambda record, view: str(view.book.marking(record))
    return lambda record, _: _cell(record, leaf.steps)


def _cell(
    value: Any,
    steps: Sequence[FieldSpec],
    spelt: Callable[[Any], Cell] | None = None,
    depth: int = 0,
) -> Cell:
    """Follow the keys from a value and spell what they lead to; what is not set is None."""
    if not steps:
        return (spelt or _single)(value)
    step, *rest = steps
    held = getattr(value, step.name)
    if held is None or not step.many:
        return None if held is None else _cell(held, rest, spelt, depth)
    return joined((_cell(item, rest, spelt, depth + 1) for item in held), depth)


def _single(value: Any) -> Cell:
    cell: Cell = value.value if isinstance(value, Enum) else value
    return cell


def joined(items: Iterable[Cell], depth: int = 0) -> str | None:
    """Give the items of a list as one text; None where no item says anything.

    Its own sign is escaped inside an item, so that the items can be counted and taken apart.
    """
    sign = PARTED[depth]
    texts = ["" if item is None else text_of(item) for item in items]
    if not any(texts):
        return None
    return sign.join(text.replace(sign.strip(), f"\\{sign.strip()}") for text in texts)


def text_of(cell: Cell) -> str:
    """Give a cell as text: days as ISO 8601, truth values as in YAML."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell if cell is not None else "")


# -- beside an id -----------------------------------------------------------------------------


def _beside(leaf: _Leaf) -> Iterator[Column]:
    """Give what the records are called that a key names: one record, actors, or the sources."""
    if leaf.key == "section":
        yield Column("section.title", _section_title, note="the heading of that section")
    types = leaf.spec.refers_to.types if leaf.spec.refers_to else ()
    if len(types) != 1 or not (leaf.lists == 0 or types == ("actor",) or _are_sources(leaf)):
        return
    for name in _BESIDE.get(types[0], ()):
        about = (BY_TYPE[types[0]], name)
        yield Column(f"{leaf.key}.{name}", _named(leaf, name), about, f"of that {types[0]}: ")


def _are_sources(leaf: _Leaf) -> bool:
    """Tell the sources of the record itself from those of a part of it."""
    return leaf.key == "source_refs"


def _named(leaf: _Leaf, name: str) -> Callable[[Record, EditionView], Cell]:
    return lambda record, view: _cell(record, leaf.steps, lambda id: _of_record(id, name, view))


def _of_record(id: str | None, name: str, view: EditionView) -> Cell:
    record = view.records.get(id or "")
    if record is None:
        return None
    if isinstance(record, Place) and name in _COORDINATES and not may_be_a_point(record):
        return None
    return _single(getattr(record, name))


def _section_title(record: Record, view: EditionView) -> Cell:
    return view.book.section_title(record.section) if record.section else None


def _position(record: Record, view: EditionView) -> Cell:
    position = view.positions.get(record.id)
    return str(position) if position else None


_POSITION = Column("position", _position, note="computed: whether the claims behind it agree")

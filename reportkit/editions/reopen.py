"""A snapshot back to a book, so that an old edition can be made again from what it knew."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from typing import TypeVar

from reportkit.editions.snapshot import FACTS, Snapshot
from reportkit.loading.binder import Binder
from reportkit.loading.serialize import Plain
from reportkit.loading.yaml_reader import Mapping, Node, Scalar, Sequence
from reportkit.model.base import Placed
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.envelope import Record
from reportkit.model.series import Brief, Edition
from reportkit.problems import IntegrityBroken, Mark

T = TypeVar("T", bound=Placed)

_BY_TYPE = {kind.type: kind for kind in RECORD_TYPES}
_NOWHERE = Mark(FACTS, 1, 1)
_QUOTED = False  # how a scalar stood in YAML: a text "null" is no missing value


def reopen(snapshot: Snapshot) -> Book:
    """Read a snapshot as the seeds are read: the book at the edition's marking.

    Internal notes, records of a higher marking and the readers are not in it. Raises
    IntegrityBroken if today's model cannot read it.
    """
    binder = Binder()
    brief = _bound(binder, Brief, snapshot.brief, "brief")
    edition = _bound(binder, Edition, snapshot.edition, "edition")
    records = {id: _record(binder, id, plain) for id, plain in snapshot.records.items()}
    return Book(
        records,
        {id: record.type for id, record in records.items()},
        brief=brief,
        edition=edition,
        abridged=snapshot.abridged,
    )


def edition_in(snapshot: Snapshot) -> Edition:
    """Read what a snapshot says of its edition, and none of the records."""
    return _bound(Binder(), Edition, snapshot.edition, "edition")


def _record(binder: Binder, id: str, plain: Pairs[str, Plain]) -> Record:
    kind = _BY_TYPE.get(str(plain.get("type")))
    if kind is None:
        raise IntegrityBroken(f"{FACTS} cannot be read again: {id} has no known type")
    fields = {key: value for key, value in plain.items() if key != "type"}
    return _bound(binder, kind, fields, id)


def _bound(binder: Binder, model: type[T], plain: Pairs[str, Plain], what: str) -> T:
    value = binder.bind(model, _node(dict(plain)), what)
    if value is None:
        raise IntegrityBroken(f"{FACTS} cannot be read again: {binder.problems[0].message}")
    return value


def _node(plain: Plain) -> Node:
    if isinstance(plain, dict):
        return Mapping(
            tuple((Scalar(key, _QUOTED, _NOWHERE), _node(value)) for key, value in plain.items()),
            _NOWHERE,
        )
    if isinstance(plain, list):
        return Sequence(tuple(_node(item) for item in plain), _NOWHERE)
    if isinstance(plain, bool):
        return Scalar("true" if plain else "false", _QUOTED, _NOWHERE)
    return Scalar(str(plain), _QUOTED, _NOWHERE)

"""Two snapshots to what differs between them, by record id and field, and nothing else.

The order of records, of items in a list, of files and lines says nothing, nor how a number
is spelt. Only what a record says is compared.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reportkit.changes.field_schema import (
    TEXT,
    Kind,
    PlainRecord,
    PlainRecords,
    Shape,
    field_names,
    shapes_of_type,
)
from reportkit.loading.serialize import Plain
from reportkit.loading.snippets import REASON_WANTED
from reportkit.model.book import Records
from reportkit.model.vocabulary import Status
from reportkit.problems import Level, Mark, Problem, did_you_mean

#: Tells where a field of a record is written; the field "" is the record itself.
Locate = Callable[[str, str], Mark]

EDITION_FILE = Mark("seeds/edition.yaml", 1, 1)
#: With these a record ends: it stays in the seeds, but the edition no longer carries it.
ENDED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED})
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″]")
_DASHES = re.compile(r"\s*[‐‑‒–—―−-]+\s*")
#: Who a record is, not what it says.
_IDENTITY = frozenset({"id", "type", "formerly"})


class Difference(NamedTuple):
    """One field that two editions hold differently; a list is given whole, in sorted order."""

    record: str
    field: str  # "best", "confidence.level", "positions[pakistan, no sanctuary].red_line"
    was: Plain | None  # None: not said
    now: Plain | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, ordered by id and field."""

    added: tuple[str, ...]  # ids of now that the edition before did not have
    gone: tuple[str, ...]  # ids of the edition before that now lacks
    renamed: Mapping[str, str]  # id now to id before
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()


def compare(
    was: PlainRecords,
    now: PlainRecords,
    *,
    renamed: Mapping[str, str] | None = None,
    unknown_then: Collection[tuple[str, str]] = (),
    locate: Locate = lambda _record, _field: EDITION_FILE,
) -> Comparison:
    """Compare two editions' records as ``facts.plain`` gives them.

    ``renamed`` adds renames that lie between two editions further apart, id now to id then.
    ``unknown_then`` holds (type, field) pairs that only one of the two snapshot formats
    knows: a field that did not exist is no change.
    """
    before, problems = _predecessors(was, now, renamed or {}, locate)
    followed = {old: new for new, old in before.items()}
    moved = {old: new for old, new in followed.items() if old != new}
    differences: list[Difference] = []
    for id in sorted(before):
        old, new = was[before[id]], now[id]
        if old == new:
            continue
        if old.get("type") != new.get("type"):
            problems.append(_retyped(id, old, new, locate))
            continue
        differences += _differences_of(id, _translated(old, moved), new, unknown_then)
    gone = tuple(sorted(was.keys() - followed.keys()))
    added = tuple(sorted(now.keys() - before.keys()))
    problems += (
        _vanished(id, was[id], {other: now[other] for other in added})
        for id in gone
        if was[id].get("status") not in ENDED
    )
    return Comparison(
        added,
        gone,
        {new: old for old, new in sorted(moved.items())},
        tuple(differences),
        tuple(problems),
    )


def compare_values(
    type_: str, was: PlainRecord, now: PlainRecord, unknown_then: Collection[tuple[str, str]] = ()
) -> tuple[Difference, ...]:
    """Compare one value that is no record and has no id: the brief, named by its type."""
    return tuple(_differences_of(type_, was, {**now, "type": type_}, unknown_then))


def with_article(noun: str) -> str:
    """Say "a source", "an actor"."""
    return f"{'an' if noun[:1] in tuple('aeiou') else 'a'} {noun}"


def fold_typography(text: str) -> str:
    """Spell all quotes, dashes and spaces alike: texts that are then the same say the same."""
    return " ".join(_DASHES.sub("-", _QUOTES.sub("'", text)).split())


def marks_of(records: Records) -> Locate:
    """Tell places from bound records; a field that is not written is placed at its record."""

    def locate(record: str, field: str) -> Mark:
        found = records.by_id.get(record)
        return found.at(field_names(field)[0]) if found else EDITION_FILE

    return locate


# Which record became which ------------------------------------------------------------------


def _predecessors(
    was: PlainRecords, now: PlainRecords, renamed: Mapping[str, str], locate: Locate
) -> tuple[dict[str, str], list[Problem]]:
    """Match ids now with ids before: its own first, then the one it had formerly."""
    found = {id: id for id in now if id in was and id not in renamed}
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for id in sorted(now.keys() - found.keys()):
        formerly = now[id].get("formerly")
        old = renamed.get(id) or (str(formerly) if formerly else None)
        if old is None:
            continue
        if old not in was:
            problems.append(
                Problem(
                    "formerly-unknown",
                    f"{id} was formerly '{old}', which the edition before does not have",
                    locate(id, "formerly"),
                    did_you_mean(old, was.keys() - now.keys()),
                    Level.WARNING,
                )
            )
        elif old in found or old in taken:
            other = taken.get(old, old)
            problems.append(
                Problem(
                    "formerly-taken",
                    f"{id} was formerly '{old}', and so says '{other}'"
                    if old in taken
                    else f"{id} was formerly '{old}', which is still in use",
                    locate(id, "formerly"),
                    "one record follows one id; delete 'formerly' at the other",
                )
            )
        else:
            taken[old] = id
            found[id] = old
    return found, problems


def _vanished(id: str, old: PlainRecord, added: PlainRecords) -> Problem:
    twin = next(
        (
            other
            for other, record in sorted(added.items())
            if record.get("type") == old.get("type") and _says(record) == _says(old)
        ),
        None,
    )
    hint = (
        "put the record back as it was and paste below its id:\n"
        "    status: dropped  # withdrawn: we no longer stand behind it; superseded: by another\n"
        f"    status_reason: {REASON_WANTED}\n"
        "    # superseded_by: the id of the other"
    )
    if twin:
        hint = f"'{twin}' says the same: write 'formerly: {id}' there"
    return Problem(
        "record-vanished",
        f"{id} ({old.get('type')}) was published and is no longer in the seeds",
        EDITION_FILE,
        hint,
    )


def _says(record: PlainRecord) -> dict[str, Plain]:
    return {field: value for field, value in record.items() if field not in _IDENTITY}


def _retyped(id: str, old: PlainRecord, new: PlainRecord, locate: Locate) -> Problem:
    return Problem(
        "record-retyped",
        f"{id} was {with_article(str(old.get('type')))} when it was published and is now "
        f"{with_article(str(new.get('type')))}",
        locate(id, ""),
        "give the new record an id of its own; end the old one with 'status: superseded' and "
        "'superseded_by', or with withdrawn or dropped",
    )


# What a record says now and said before -----------------------------------------------------


def _differences_of(
    id: str, old: PlainRecord, new: PlainRecord, unknown_then: Collection[tuple[str, str]]
) -> Iterator[Difference]:
    type_ = str(new.get("type"))
    shapes = shapes_of_type(type_)
    for name in sorted((old.keys() | new.keys()) - _IDENTITY):
        if (type_, name) in unknown_then:
            continue
        shape = shapes.get(name, TEXT)
        held = (old.get(name, shape.default), new.get(name, shape.default))
        for field, was, now in _value(shape, name, *held):
            yield Difference(id, field, was, now)


_Found = Iterator[tuple[str, Plain | None, Plain | None]]


def _value(shape: Shape, path: str, was: Plain | None, now: Plain | None) -> _Found:
    if was == now:
        return
    if shape.many:
        listed = (_items(was), _items(now))
        yield from (_records if shape.kind is Kind.NESTED else _sets)(shape, path, *listed)
    elif shape.kind is Kind.NESTED and isinstance(was, dict) and isinstance(now, dict):
        yield from _fields(shape.fields or {}, f"{path}.", was, now)
    elif not (shape.kind is Kind.NUMBER and _equal_numbers(was, now)):
        yield path, was, now


def _fields(shapes: Mapping[str, Shape], prefix: str, was: PlainRecord, now: PlainRecord) -> _Found:
    for name in sorted(was.keys() | now.keys()):
        shape = shapes.get(name, TEXT)
        held = (was.get(name, shape.default), now.get(name, shape.default))
        yield from _value(shape, f"{prefix}{name}", *held)


def _sets(_shape: Shape, path: str, was: list[Plain], now: list[Plain]) -> _Found:
    before, after = ({_canonical(item): item for item in items} for items in (was, now))
    if before.keys() != after.keys():
        yield path, _listed(before), _listed(after)


def _listed(items: Mapping[str, Plain]) -> Plain | None:
    return [items[text] for text in sorted(items)] or None


def _records(shape: Shape, path: str, was: list[Plain], now: list[Plain]) -> _Found:
    before, after = _keyed(shape, was), _keyed(shape, now)
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        at = f"{path}[{key}]"
        if old is None or new is None:
            yield at, _plain(old), _plain(new)
        else:
            yield from _fields(shape.fields or {}, f"{at}.", old, new)


def _keyed(shape: Shape, items: list[Plain]) -> dict[str, PlainRecord]:
    """Name each item by what tells it apart; the second of one name is "name (2)"."""
    found: dict[str, PlainRecord] = {}
    seen: Counter[str] = Counter()
    for item in sorted((item for item in items if isinstance(item, dict)), key=_canonical):
        parts = [fold_typography(str(item.get(name, ""))) for name in shape.key]
        key = ", ".join(part for part in parts if part) or _canonical(item)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} ({seen[key]})"] = item
    return found


def _items(value: Plain | None) -> list[Plain]:
    return value if isinstance(value, list) else []


def _plain(value: PlainRecord | None) -> Plain | None:
    return None if value is None else dict(value)


def _canonical(value: Plain) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _equal_numbers(was: Plain | None, now: Plain | None) -> bool:
    """1.10 is 1.1 and 100 is 100.0; decimals, so that 0.1 + 0.2 is never in the way."""
    return was is not None and now is not None and Decimal(str(was)) == Decimal(str(now))


# References follow a renamed record ---------------------------------------------------------


def _translated(record: PlainRecord, moved: Mapping[str, str]) -> PlainRecord:
    """Name other records by their ids of now, so that a rename changes only its own record."""
    if not moved:
        return record
    shapes = shapes_of_type(record.get("type"))
    return {name: _renamed(shapes.get(name, TEXT), value, moved) for name, value in record.items()}


def _renamed(shape: Shape, value: Plain, moved: Mapping[str, str]) -> Plain:
    if isinstance(value, list):
        return [_renamed(shape, item, moved) for item in value]
    if isinstance(value, dict):
        inner = shape.fields or {}
        return {name: _renamed(inner.get(name, TEXT), item, moved) for name, item in value.items()}
    if shape.kind is Kind.REFERENCE and isinstance(value, str):
        return moved.get(value, value)
    return value

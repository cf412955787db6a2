"""Two editions to what differs between them, by record id and field, and nothing else.

The order of records, of items in a list, of files and lines says nothing, nor how a number
is spelt. Only what a record says is compared.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.changes.field_schema import (
    FieldSchema,
    Kind,
    Value,
    field_names,
    mapped,
    schema_of,
)
from reportkit.loading.serialize import plain_value
from reportkit.loading.snippets import REASON_WANTED
from reportkit.model.base import Located
from reportkit.model.book import ENDED, Records
from reportkit.model.envelope import Record
from reportkit.problems import Level, Mark, Problem, did_you_mean, with_article

ById = Mapping[str, Record]
#: Tells where a field of a record is written; the field "" is the record itself.
Locate = Callable[[str, str], Mark]

EDITION_FILE = Mark("seeds/edition.yaml", 1, 1)
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″]")
_DASHES = re.compile(r"\s*[‐‑‒–—―−-]+\s*")
#: Who a record is and what others call it, not what it says; what is the desk's own; how pictures
#: show it.
UNSAID = frozenset(
    {"id", "formerly", "external_ids", "names", "iso", "pcode", "internal_note", "milestone",
     "headline", "capital"}
)  # fmt: skip


class Difference(NamedTuple):
    """One field that two editions hold differently; a list is given whole, in sorted order."""

    record: str
    field: str  # "best", "confidence.level", "positions[pakistan, no sanctuary].red_line"
    was: Value
    now: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, ordered by id and field."""

    added: tuple[str, ...]  # ids of now that the edition before did not have
    gone: tuple[str, ...]  # ids of the edition before that now lacks
    renamed: Mapping[str, str]  # id now to id before
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()


def compare(
    was: ById,
    now: ById,
    *,
    renamed: Mapping[str, str] | None = None,
    unknown_then: Collection[tuple[str, str]] = (),
    locate: Locate = lambda _record, _field: EDITION_FILE,
) -> Comparison:
    """Compare two editions' records.

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
        if old.type != new.type:
            problems.append(_retyped(id, old, new, locate))
            continue
        differences += differences_of(id, with_new_ids(old, moved), new, unknown_then)
    gone = tuple(sorted(was.keys() - followed.keys()))
    added = tuple(sorted(now.keys() - before.keys()))
    problems += (
        _vanished(id, was[id], {other: now[other] for other in added})
        for id in gone
        if was[id].status not in ENDED
    )
    return Comparison(
        added,
        gone,
        {new: old for old, new in sorted(moved.items())},
        tuple(differences),
        tuple(problems),
    )


def differences_of(
    id: str, was: Located, now: Located, unknown_then: Collection[tuple[str, str]] = ()
) -> Iterator[Difference]:
    """Compare two values of one class: a record, or the brief under the id "brief"."""
    type_ = now.type if isinstance(now, Record) else id
    for key, schema in sorted(schema_of(type(now)).items()):
        if key not in UNSAID and (type_, key) not in unknown_then:
            held = getattr(was, schema.name), getattr(now, schema.name)
            for field, before, after in _value(schema, key, *held):
                yield Difference(id, field, before, after)


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
    was: ById, now: ById, renamed: Mapping[str, str], locate: Locate
) -> tuple[dict[str, str], list[Problem]]:
    """Match ids now with ids before: its own first, then the one it had formerly."""
    predecessors = {id: id for id in now if id in was and id not in renamed}
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for id in sorted(now.keys() - predecessors.keys()):
        old = renamed.get(id) or now[id].formerly
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
        elif old in predecessors or old in taken:
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
            predecessors[id] = old
    return predecessors, problems


def _vanished(id: str, old: Record, added: ById) -> Problem:
    twins = (other for other, record in sorted(added.items()) if _are_one_text(record, old))
    twin = next(twins, None)
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
        f"{id} ({old.type}) was published and is no longer in the seeds",
        EDITION_FILE,
        hint,
    )


def _are_one_text(one: Record, other: Record) -> bool:
    return type(one) is type(other) and not any(differences_of("", other, one))


def _retyped(id: str, old: Record, new: Record, locate: Locate) -> Problem:
    return Problem(
        "record-retyped",
        f"{id} was {with_article(old.type)} when it was published and is now "
        f"{with_article(new.type)}",
        locate(id, ""),
        "give the new record an id of its own; end the old one with 'status: superseded' and "
        "'superseded_by', or with withdrawn or dropped",
    )


# What a value says now and said before -------------------------------------------------------


_Found = Iterator[tuple[str, Value, Value]]


def _value(schema: FieldSchema, path: str, was: Value, now: Value) -> _Found:
    if was == now:
        return
    if isinstance(was, tuple) and isinstance(now, tuple):
        compare_lists = _records if schema.kind is Kind.NESTED else _sets
        yield from compare_lists(schema, path, was, now)
    elif isinstance(was, Located) and isinstance(now, Located):
        yield from _fields(schema, f"{path}.", was, now)
    else:
        yield path, was, now


def _fields(schema: FieldSchema, prefix: str, was: Located, now: Located) -> _Found:
    for key, inner in sorted((schema.fields or {}).items()):
        held = getattr(was, inner.name), getattr(now, inner.name)
        yield from _value(inner, f"{prefix}{key}", *held)


def _sets(_schema: FieldSchema, path: str, was: Sequence[Value], now: Sequence[Value]) -> _Found:
    before, after = ({_canonical(item): item for item in items} for items in (was, now))
    if before.keys() != after.keys():
        yield path, _listed(before), _listed(after)


def _listed(items: Mapping[str, Value]) -> Value:
    return tuple(items[text] for text in sorted(items)) or None


def _records(schema: FieldSchema, path: str, was: Sequence[Value], now: Sequence[Value]) -> _Found:
    before, after = _keyed(schema, was), _keyed(schema, now)
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        at = f"{path}[{key}]"
        if old is None or new is None:
            yield at, old, new
        else:
            yield from _fields(schema, f"{at}.", old, new)


def _keyed(schema: FieldSchema, items: Sequence[Value]) -> dict[str, Located]:
    """Name each item by what tells it apart; the second of one name is "name (2)"."""
    by_name: dict[str, Located] = {}
    seen: Counter[str] = Counter()
    for item in sorted((item for item in items if isinstance(item, Located)), key=_canonical):
        parts = [fold_typography(str(getattr(item, name) or "")) for name in schema.key]
        key = ", ".join(part for part in parts if part) or _canonical(item)
        seen[key] += 1
        by_name[key if seen[key] == 1 else f"{key} ({seen[key]})"] = item
    return by_name


def _canonical(value: Value) -> str:
    return json.dumps(plain_value(value), sort_keys=True, ensure_ascii=False)


# References follow a renamed record ---------------------------------------------------------


def with_new_ids(record: Record, moved: Mapping[str, str]) -> Record:
    """Name other records by their ids of now, so that a rename changes only its own record."""

    def renamed(schema: FieldSchema, held: Value) -> Value:
        if schema.kind is Kind.REFERENCE and isinstance(held, str):
            return moved.get(held, held)
        return held

    return mapped(record, renamed) if moved else record

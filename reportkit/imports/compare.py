"""One record three ways: what its data set said last, what it says now, what the seeds say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, cast

from reportkit.authoring.written import Value
from reportkit.loading.characters import UNPRINTABLE, why_unprintable
from reportkit.loading.scalars import MAX_TEXT
from reportkit.loading.serialize import Plain, from_plain, refuse_unreadable, to_plain
from reportkit.model.base import Located, required_of
from reportkit.model.envelope import Record
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.problems import did_you_mean

#: Says when it was read, not what was read: another day alone is no change.
_READ_ON = frozenset({"accessed"})
#: Values of so many characters at most are remembered once they were found good.
_REMEMBERED, _MOST = 60, 100_000


class Verdict(StrEnum):
    """What an import would do with a record, or why it does nothing."""

    NEW = "new"  # the seeds do not have it
    CHANGED = "changed"  # the data set says otherwise than last time, the desk changed nothing
    CONFLICT = "conflict"  # both changed the same key: shown, never written
    EDITED = "edited"  # the desk says otherwise, the data set what it said: kept
    ENDED = "ended"  # the desk withdrew or replaced it: kept
    DELETED = "deleted"  # imported once and deleted by the desk since: not written again
    SAME = "same"
    VANISHED = "vanished"  # imported once, and no longer in the file
    DUPLICATE = "duplicate"  # a row that stands there twice
    REFUSED = "refused"


class Difference(NamedTuple):
    """A key of a record that is not the same everywhere; None: it is not said."""

    key: str
    last: Plain | None  # what the data set said when it was last imported
    now: Plain | None  # what it says now
    seeds: Plain | None  # what the seeds say
    verdict: Verdict  # CHANGED, CONFLICT or EDITED


def fault_of(kind: type[Record], values: Mapping[str, Value]) -> tuple[str, str]:
    """Say why no record can say these values, with a hint; ("", "") if one can."""
    try:
        return _fault(kind, values)
    except TypeError as error:
        return str(error), ""


def _fault(model: type[Located], values: Mapping[str, Value]) -> tuple[str, str]:
    spec = spec_of(model)
    if lacking := required_of(model) - {spec[key].name for key in values if key in spec}:
        return f"has no {min(lacking)}", ""
    for key, value in values.items():
        if key not in spec:
            return f"has a key '{key}' that is not known", did_you_mean(key, spec)
        for one in value if isinstance(value, list) and spec[key].many else (value,):
            message, hint = _fault_of_one(model, spec[key], one)
            if message:
                return message, hint
    return "", ""


def _fault_of_one(model: type[Located], field: FieldSpec, value: Value) -> tuple[str, str]:
    """Look at one value of a field; most texts were met before, or are plain words."""
    if isinstance(value, dict) and issubclass(field.item, Located):
        message, hint = _fault(field.item, value)
        return (f"{field.key} {message}", hint) if message else ("", "")
    if isinstance(value, str):
        if (model, field.key, value) in _GOOD:
            return "", ""
        free = field.item is str and field.text_format is None and field.refers_to is None
        if free and len(value) <= MAX_TEXT and value.isascii() and value.isprintable():
            return "", ""
        if hidden := UNPRINTABLE.search(value):
            message, hint = why_unprintable(hidden[0])
            return f"{field.key} holds what no text may: {message}", hint
    refuse_unreadable(model, field.key, cast("Plain", [value] if field.many else value))
    if isinstance(value, str) and len(value) <= _REMEMBERED and len(_GOOD) < _MOST:
        _GOOD.add((model, field.key, value))
    return "", ""


_GOOD: set[tuple[type[Located], str, str]] = set()


def differences(
    record: Record, last: Mapping[str, Value] | None, now: Mapping[str, Value]
) -> tuple[Difference, ...]:
    """Give the keys on which data set and seeds do not agree, of those that the data set gives.

    ``last`` is None where no import is remembered: then nobody knows who changed what.
    """
    kind = type(record)
    seeds = to_plain(record)
    new = canonical(kind, now)
    old = canonical(kind, last) if last is not None else None
    keys = dict.fromkeys([*(old or {}), *new])
    found = (
        _difference(key, old, new.get(key), seeds.get(key))
        for key in keys
        if key != "id" and key not in _READ_ON
    )
    return tuple(one for one in found if one is not None)


def canonical(kind: type[Record], values: Mapping[str, Value]) -> dict[str, Plain]:
    """Give values as a record would hold them; what says no more than the default is left out."""
    needed: dict[str, Plain] = {
        field.key: [] for field in spec_of(kind).values() if field.required and field.many
    }
    return to_plain(from_plain(kind, {**needed, **cast("Mapping[str, Plain]", values)}, {}))


def _difference(
    key: str, old: Mapping[str, Plain] | None, now: Plain | None, seeds: Plain | None
) -> Difference | None:
    last = old.get(key) if old is not None else None
    if now == seeds:
        return None
    if old is None:
        return Difference(key, None, now, seeds, Verdict.CONFLICT)
    if now == last:
        return Difference(key, last, now, seeds, Verdict.EDITED)
    verdict = Verdict.CHANGED if seeds == last else Verdict.CONFLICT
    return Difference(key, last, now, seeds, verdict)

"""One record three ways: what its data set said last, what it says now, what the seeds say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, cast

from reportkit.authoring.written import Value
from reportkit.loading.characters import UNPRINTABLE, why_unprintable
from reportkit.loading.scalars import MAX_ID, MAX_TEXT, SLUG
from reportkit.loading.serialize import Plain, from_plain, refuse_unreadable, to_plain
from reportkit.model.base import Located, once_per_class, required_of
from reportkit.model.envelope import Record, TextFormat
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.vocabulary.events import VictimNaming
from reportkit.problems import counted, did_you_mean

#: Says when it was read, not what was read: another day alone is no change.
_READ_ON = frozenset({"accessed"})
#: Values of so many characters at most are remembered once they were found good.
_REMEMBERED, _MOST = 60, 20_000
_WITHHELD, _NO_NAME = str(VictimNaming.WITHHELD), "(withheld)"


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


class _Field(NamedTuple):
    """A field of the model, and which of its texts need no closer look."""

    field: FieldSpec
    free: bool  # any plain text may stand in it
    slug: bool
    model: type[Located] | None  # of what stands in it, if that has keys
    good: set[str]  # texts that were looked at

    def is_plain(self, text: str) -> bool:
        """Tell a text that shows by itself that it may stand here."""
        if self.slug:
            return len(text) <= MAX_ID and SLUG.match(text) is not None
        plain = self.free and text.isascii() and text.isprintable() and text.strip()
        return bool(plain) and len(text) <= MAX_TEXT


class _Shape(NamedTuple):
    """The fields of a model class, and sets of keys that a record may say together."""

    fields: dict[str, _Field]
    of_keys: dict[tuple[str, ...], tuple[_Field, ...]]  # the rows of a file say few sets


@once_per_class
def _shape(model: type[Located]) -> _Shape:
    return _Shape({key: _field(field) for key, field in spec_of(model).items()}, {})


def _field(field: FieldSpec) -> _Field:
    return _Field(
        field,
        field.item is str and field.text_format is None and field.refers_to is None,
        field.text_format is TextFormat.SLUG,
        field.item if issubclass(field.item, Located) else None,
        set(),
    )


def _fault(model: type[Located], values: Mapping[str, Value]) -> tuple[str, str]:
    shape, keys = _shape(model), tuple(values)
    fields = shape.of_keys.get(keys)
    if fields is None:
        fault = _fault_of_keys(model, shape, keys)
        if fault[0]:
            return fault
        fields = tuple([shape.fields[key] for key in keys])
        if len(shape.of_keys) < _MOST:
            shape.of_keys[keys] = fields
    for one, value in zip(fields, values.values(), strict=True):
        if type(value) is str and (value in one.good or one.is_plain(value)):
            continue
        items = value if type(value) is list and one.field.many else [value]
        for item in items:
            message, hint = _fault_of_one(model, one, item)
            if message:
                return message, hint
    return "", ""


def _fault_of_keys(model: type[Located], shape: _Shape, keys: tuple[str, ...]) -> tuple[str, str]:
    for key in keys:
        if key not in shape.fields:
            return f"has a key '{key}' that is not known", did_you_mean(key, shape.fields)
    lacking = required_of(model) - {shape.fields[key].field.name for key in keys}
    return (f"has no {min(lacking)}", "") if lacking else ("", "")


def _fault_of_one(model: type[Located], one: _Field, value: Value) -> tuple[str, str]:
    """Look at one value of a field; most texts were met before, or are plain words."""
    key = one.field.key
    if one.model is not None and isinstance(value, dict):
        message, hint = _fault(one.model, value)
        return (f"{key} {message}", hint) if message else ("", "")
    if isinstance(value, str):
        if value in one.good or one.is_plain(value):
            return "", ""
        if len(value) > MAX_TEXT:  # or the seeds would be refused when all is ready to be written
            return f"{key} has {counted(len(value), 'character')}", f"at most {MAX_TEXT:,} are read"
        if hidden := UNPRINTABLE.search(value):
            message, hint = why_unprintable(hidden[0])
            return f"{key} holds what no text may: {message}", hint
    refuse_unreadable(model, key, cast("Plain", [value] if one.field.many else value))
    if isinstance(value, str) and len(value) <= _REMEMBERED and len(one.good) < _MOST:
        one.good.add(value)
    return "", ""


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
    differing = (
        _difference(key, old, new.get(key), seeds.get(key))
        for key in keys
        if key != "id" and key not in _READ_ON
    )
    return tuple(_shown(one) for one in differing if one is not None)


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


def _shown(one: Difference) -> Difference:
    """Leave out names of victims that are withheld: what an import prints ends in logs."""
    if one.key != "victims":
        return one
    return one._replace(last=_unnamed(one.last), now=_unnamed(one.now), seeds=_unnamed(one.seeds))


def _unnamed(victims: Plain | None) -> Plain | None:
    if not isinstance(victims, list):
        return victims
    return [
        {**victim, "name": _NO_NAME}
        if isinstance(victim, dict) and victim.get("naming", _WITHHELD) == _WITHHELD
        else victim
        for victim in victims
    ]

"""In which order the keys of a record stand: that of the model, as people write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportkit.authoring.written import Value
from reportkit.model.base import Located, once_per_class
from reportkit.model.envelope import Record
from reportkit.model.fields import spec_of

#: What every record has and stands at its head.
_FIRST = ("id", "formerly", "section", "tlp", "attribution_rule")
#: And at its end.
_LAST = ("source_refs", "external_ids", "internal_note")
#: Own keys that people write earlier than the model tells them: first what happened, then where.
_EARLIER: Mapping[str, tuple[str, ...]] = {
    "event": ("place", "about"),
    "topic": ("verification",),
    "key": ("statement",),
    "question": ("statement",),
    "alert": ("statement",),
}
#: Of what every record has, before which of its own keys it stands; the first one it has counts.
_BEFORE: Mapping[str, tuple[str, ...]] = {
    "milestone": ("date_start", "venue", "due", "since", "verification"),
    "headline": ("date_start", "venue", "due", "since", "verification"),
    "status": ("standing", "vague_term", "claims", "note"),
    "superseded_by": ("standing", "vague_term", "claims", "note"),
    "status_reason": ("standing", "vague_term", "claims", "note"),
    "valid_from": ("range_kind", "claims", "note"),
    "valid_to": ("range_kind", "claims", "note"),
    "as_of": ("range_kind", "claims", "note"),
    "confirmed": ("range_kind", "claims", "note"),
    "stale_after": ("range_kind", "claims", "note"),
}


@once_per_class
def key_order(model: type[Located]) -> tuple[str, ...]:
    """Give the keys of a model class in the order in which they are written."""
    keys = list(spec_of(model))
    if not issubclass(model, Record):
        return tuple(keys)
    common = list(spec_of(Record))
    order = [key for key in keys if key not in common and key not in _LAST]
    for key, anchors in _EARLIER.items():
        before = next((own for own in anchors if own in order), None)
        if key in order and before:
            order.remove(key)
            order.insert(order.index(before), key)
    for key in common:
        if key not in (*_FIRST, *_LAST):
            before = next((own for own in _BEFORE.get(key, ()) if own in order), None)
            order.insert(order.index(before) if before else len(order), key)
    return (*_FIRST, *order, *(key for key in _LAST if key in keys))


def in_order(keys: Iterable[str], model: type[Located] | None) -> list[int]:
    """Give the places of some keys in the order in which they are written; unknown ones last."""
    written = list(keys)
    if model is None:
        return list(range(len(written)))
    order = {key: number for number, key in enumerate(key_order(model))}
    return sorted(range(len(written)), key=lambda at: (order.get(written[at], len(order)), at))


def ordered_values(values: Mapping[str, Value], model: type[Located]) -> dict[str, Value]:
    """Give what a record says in the order in which it is written, nested keys likewise."""
    keys = list(values)
    ordered: dict[str, Value] = {}
    for at in in_order(keys, model):
        key, value = keys[at], values[keys[at]]
        field = spec_of(model).get(key)
        if field and issubclass(field.item, Located):
            if isinstance(value, dict):
                value = ordered_values(value, field.item)
            elif isinstance(value, list):
                value = [ordered_values(v, field.item) if isinstance(v, dict) else v for v in value]
        ordered[key] = value
    return ordered

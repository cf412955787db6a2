"""Has a snapshot the fields that the model knows, each of its own kind?

Who reads one takes that for granted. A digest proves that nobody altered it since, and not that
it was written by us: whoever may write under reports/ can seal anything anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.loading.scalars import Unreadable, read_scalar
from reportkit.loading.serialize import Plain
from reportkit.loading.yaml_reader import Scalar
from reportkit.model.base import Placed
from reportkit.model.book import RECORD_TYPES
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.series import Brief, Edition
from reportkit.problems import Mark

_BY_TYPE = {kind.type: kind for kind in RECORD_TYPES}
_NOWHERE = Mark("", 1, 1)
_QUOTED = False  # as the values of JSON stand there


def refuse_odd(
    brief: Mapping[str, Plain],
    edition: Mapping[str, Plain],
    records: Mapping[str, Mapping[str, Plain]],
) -> None:
    """Raise TypeError, naming the field, for a value that the model cannot have written.

    A key that the model does not know is passed over: whoever needs the whole finds it.
    """
    _refuse_in(brief, Brief, "brief")
    _refuse_in(edition, Edition, "edition")
    for id, record in records.items():
        kind = record.get("type")
        model = _BY_TYPE.get(kind) if isinstance(kind, str) else None
        if model is None:
            raise TypeError(f"{id} has no known type")
        if record.get("id") != id:
            raise TypeError(f"{id} stands there under another id")
        _refuse_in(record, model, id)


def _refuse_in(plain: Plain | Mapping[str, Plain], model: type[Placed], what: str) -> None:
    if not isinstance(plain, Mapping):
        raise TypeError(f"{what} is no mapping")
    for key, field in spec_of(model).items():
        if key in plain:
            _refuse_value(plain[key], field, f"{what} {key}")
        elif field.required:
            raise TypeError(f"{what} has no {key}")


def _refuse_value(value: Plain, field: FieldSpec, what: str) -> None:
    if field.many and not isinstance(value, list):
        raise TypeError(f"{what} is no list")
    for item in value if field.many and isinstance(value, list) else [value]:
        if issubclass(field.item, Placed):
            _refuse_in(item, field.item, what)
        elif field.item is str:
            if not isinstance(item, str):
                raise TypeError(f"{what} is no text")
        else:
            _refuse_scalar(item, field, what)


def _refuse_scalar(item: Plain, field: FieldSpec, what: str) -> None:
    if isinstance(item, dict | list) or (isinstance(item, bool) and field.item is not bool):
        raise TypeError(f"{what} is no single value")
    written = str(item).lower() if isinstance(item, bool) else str(item)
    try:
        read_scalar(field.item, field.form, Scalar(written, _QUOTED, _NOWHERE))
    except Unreadable as error:
        raise TypeError(f"{what} {error.said}") from None

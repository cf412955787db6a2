"""Model values to plain data, which is what a snapshot holds, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast

from reportkit.loading.scalars import Unreadable, read_scalar
from reportkit.loading.yaml_reader import Scalar
from reportkit.model.base import Located, once_per_class, required_of
from reportkit.model.book import BY_TYPE, Book
from reportkit.model.envelope import Record, TextFormat
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.problems import Mark

#: JSON without floats: text, whole numbers, truth values, lists and mappings.
Plain = str | int | bool | list["Plain"] | dict[str, "Plain"]
T = TypeVar("T", bound=Located)
#: Reads one value; its places are those given.
Reader = Callable[[Plain, Mapping[str, Mark]], object]

_NOWHERE = Mark("", 1, 1)
_QUOTED = False  # as the values of JSON stand there
#: Texts that only people read: what was sealed stays readable when more is asked of them.
_FREE = frozenset({None, TextFormat.URL, TextFormat.EMAIL, TextFormat.HOST})


def record_to_plain(record: Record) -> dict[str, Plain]:
    """Give a record's type and every field it sets; ``internal_note`` stays with the desk.

    A field at its default is left out, so that a field which a later version adds is no
    change. Decimals and days are text, exactly as written.
    """
    plain = to_plain(record)
    plain.pop("internal_note", None)
    return {"type": record.type, **plain}


def to_plain(value: Located) -> dict[str, Plain]:
    """Give the fields that a value sets, nested values included, without their places."""
    return {name.rstrip("_"): plain_value(held) for name, held in value.set_fields().items()}


def book_to_plain(book: Book) -> dict[str, Plain]:
    """Give the whole book as plain data: what a snapshot keeps and its digest covers.

    The schedule is the desk's own affair: who is woken up is no part of what is known, nor
    is at which lower markings the edition appears as well, nor which single findings are silent.
    """
    brief = to_plain(book.brief)
    for own in ("schedule", "releases", "silenced"):
        brief.pop(own, None)
    return {
        "brief": brief,
        "edition": to_plain(book.edition),
        "records": {record.id: record_to_plain(record) for record in book},
    }


def plain_value(held: Any) -> Plain:
    """Give what a field holds as plain data: words by their value, days and decimals as text.

    None, what is not said, stays None.
    """
    if isinstance(held, Located):
        return to_plain(held)
    if isinstance(held, tuple):
        return [plain_value(item) for item in held]
    if isinstance(held, Enum):
        return str(held.value) if isinstance(held.value, str) else int(held.value)
    if isinstance(held, date):  # a datetime too
        return held.isoformat()
    if isinstance(held, Decimal):
        return str(held)
    return cast("Plain", held)  # text, whole number or truth value


# And back -------------------------------------------------------------------------------------


def record_from_plain(id: str, plain: Plain, marks: Mapping[str, Mark]) -> Record:
    """Read what ``record_to_plain`` gave; raises TypeError, see ``from_plain``."""
    kind = plain.get("type") if isinstance(plain, Mapping) else None
    model = BY_TYPE.get(kind) if isinstance(kind, str) else None
    if model is None or not isinstance(plain, Mapping):
        raise TypeError(f"{id} has no known type")
    if plain.get("id") != id:
        raise TypeError(f"{id} stands there under another id")
    try:
        return from_plain(model, plain, marks)
    except TypeError as error:
        raise TypeError(f"{id} {error}") from None


def from_plain(model: type[T], plain: Plain, marks: Mapping[str, Mark]) -> T:
    """Read a value of the model as ``to_plain`` gave it; ``marks`` become its places.

    Whoever may write the file can write anything: raises TypeError, which names the field, for
    a value that the model cannot have written. A key that the model does not know is passed over.
    """
    if not isinstance(plain, Mapping):
        raise TypeError("is no mapping")
    readers = _readers_of(model)
    values: dict[str, object] = {}
    for key, held in plain.items():
        if reader := readers.get(key):
            values[reader[0]] = _read(reader, key, held, marks)
    if missing := required_of(model) - values.keys():
        raise TypeError(f"has no {min(missing)}")
    return model(marks=marks, **values)


def refuse_unreadable(model: type[Located], key: str, held: Plain) -> None:
    """Raise TypeError where a value cannot be one of a field; see ``from_plain``."""
    _read(_readers_of(model)[key], key, held, {})


def _read(
    reader: tuple[str, bool, Reader], key: str, held: Plain, marks: Mapping[str, Mark]
) -> object:
    _, many, read = reader
    try:
        if not many:
            return read(held, marks)
        if isinstance(held, list):
            return tuple([read(item, marks) for item in held])
    except TypeError as error:
        raise TypeError(f"{key} {error}") from None
    raise TypeError(f"{key} is no list")


@once_per_class
def _readers_of(model: type[Located]) -> dict[str, tuple[str, bool, Reader]]:
    """Give each field by its key: its name, whether it is a list, how one of its values is read."""
    return {
        key: (field.name, field.many, _reader_of(field)) for key, field in spec_of(model).items()
    }


def _reader_of(field: FieldSpec) -> Reader:
    item, form = field.item, field.text_format
    if item is str and form in _FREE:
        return _free_text
    if issubclass(item, Located):
        return lambda plain, marks: from_plain(item, plain, marks)
    if issubclass(item, Enum):
        words = {str(member.value): member for member in item}
        return lambda plain, _: _word(words, plain) or _scalar(field, plain)
    return lambda plain, _: _scalar(field, plain)


def _word(words: Mapping[str, Enum], plain: Plain) -> Enum | None:
    """Give a word that is there as it stands; most are."""
    return words.get(plain) if isinstance(plain, str) else None


def _free_text(plain: Plain, _: Mapping[str, Mark]) -> object:
    if not isinstance(plain, str):
        raise TypeError("is no text")
    return plain


def _scalar(field: FieldSpec, plain: Plain) -> object:
    item = field.item
    if isinstance(plain, dict | list) or (isinstance(plain, bool) and item is not bool):
        raise TypeError("is no single value")
    if item is str and not isinstance(plain, str):
        raise TypeError("is no text")
    written = str(plain).lower() if isinstance(plain, bool) else str(plain)
    try:
        return read_scalar(item, field.text_format, Scalar(written, _QUOTED, _NOWHERE))
    except Unreadable as error:
        raise TypeError(error.message) from None

"""What a field of plain data is, read from the model: a number, a reference, a list of records.

A snapshot is plain text and lists. To compare two of them by meaning one must know that
"1.10" is a number, that "kabul.ministry" names a record, and by what the items of a list are
told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum, auto

from reportkit.loading.serialize import Plain
from reportkit.model.analysis import Alternative, Dissent, Implication, Likelihood
from reportkit.model.base import Placed, default_of, once_per_class
from reportkit.model.book import RECORD_TYPES
from reportkit.model.diplomacy import Delegation, Demand, Text, Violation
from reportkit.model.evidence import AiUse, Alias, Figure, Participant
from reportkit.model.fields import spec_of
from reportkit.model.series import (
    Abbreviation,
    Brief,
    Edition,
    MailingList,
    Metric,
    Naming,
    Section,
    SectionTrend,
)

PlainRecord = Mapping[str, Plain]
PlainRecords = Mapping[str, PlainRecord]


class Kind(Enum):
    """How one value is compared, and whether a change of it can be a matter of wording."""

    TEXT = auto()
    WORD = auto()  # of the vocabulary, a day, a whole number, true or false
    NUMBER = auto()  # decimal, compared as a number
    REFERENCE = auto()  # the id of a record
    NESTED = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of a model class."""

    kind: Kind
    many: bool = False
    fields: Mapping[str, Shape] | None = None  # of a nested value
    key: tuple[str, ...] = ()  # by which the nested items of a list are told apart
    default: Plain | None = None  # what a field left out of plain data means
    words: str = ""  # the list of the vocabulary that its values are of
    is_form: bool = False  # an address, a zone, a colour: every sign of it counts


TEXT = Shape(Kind.TEXT)

#: Items that are the same although something else about them changed.
_KEYS: Mapping[type, tuple[str, ...]] = {
    Abbreviation: ("short",),
    AiUse: ("tool", "step"),
    Alias: ("term",),
    Alternative: ("statement",),
    Delegation: ("party",),
    Demand: ("party", "demand"),
    Dissent: ("by",),
    Implication: ("audience",),
    MailingList: ("id",),
    Metric: ("id",),
    Naming: ("term",),
    Participant: ("actor",),
    Section: ("id",),
    SectionTrend: ("section",),
    Text: ("title",),
    Violation: ("event",),
}
#: References that the model holds as plain slugs.
_REFERENCES = {(Figure, "parts")}

_MODELS: Mapping[str, type] = {
    **{kind.type: kind for kind in RECORD_TYPES},
    "brief": Brief,
    "edition": Edition,
}


def shapes_of_type(type_: Plain | None) -> Mapping[str, Shape]:
    """Give the fields of a type of record; nothing is known of a type that is gone."""
    model = _MODELS.get(str(type_))
    return shapes_of(model) if model else {}


@once_per_class
def shapes_of(model: type) -> Mapping[str, Shape]:  # a model class, read once
    """Give the fields of a model class by their names in YAML."""
    found = {}
    for spec in spec_of(model).values():
        item: type = spec.item
        default = _default(default_of(model, spec.name))
        if issubclass(item, Placed):
            nested: type = item
            key = _KEYS.get(nested, ())
            found[spec.key] = Shape(Kind.NESTED, spec.many, shapes_of(nested), key, default)
        elif spec.refers is not None or (model, spec.key) in _REFERENCES:
            found[spec.key] = Shape(Kind.REFERENCE, spec.many)
        else:
            words = _words(model, spec.key, item)
            found[spec.key] = Shape(
                _kind(item),
                spec.many,
                default=default,
                words=words,
                is_form=spec.form is not None,
            )
    return found


def shape_at(type_: Plain | None, path: str) -> Shape:
    """Give the shape of a field path such as "confidence.level" or "positions[a, b].red_line"."""
    shapes = shapes_of_type(type_)
    shape = TEXT
    for name in field_names(path):
        shape = shapes.get(name, TEXT)
        shapes = shape.fields or {}
    return shape


def field_names(path: str) -> tuple[str, ...]:
    """Take the names out of a field path; the keys in brackets may hold dots."""
    names = [""]
    depth = 0
    for character in path:
        depth += (character == "[") - (character == "]")
        if depth == 0 and character == ".":
            names.append("")
        elif depth == 0 and character != "]":
            names[-1] += character
    return tuple(names)


def _kind(kind: type) -> Kind:
    if kind is Decimal:
        return Kind.NUMBER
    if kind in (int, bool, date, datetime) or issubclass(kind, Enum):
        return Kind.WORD
    return Kind.TEXT


def _words(model: type, key: str, item: type) -> str:
    """Terms of likelihood are words of a scale that the brief chooses."""
    if model is Likelihood and key == "term":
        return "likelihood"
    return item.__name__ if issubclass(item, StrEnum) else ""


def _default(default: object) -> Plain | None:
    if isinstance(default, Placed):
        return {}  # left out, it means a value of defaults
    if isinstance(default, Enum):
        default = default.value
    return default if isinstance(default, (str, int, bool)) else None

"""What a field is when two editions are compared, read from the model.

A number, a reference, a list of records: to compare two records by meaning one must know which
texts are sentences, and by what the items of a list are told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum, auto
from typing import TypeVar

from reportkit.model.analysis import Alternative, Dissent, Implication, Likelihood
from reportkit.model.base import Located, fields_of, once_per_class
from reportkit.model.book import RECORD_TYPES
from reportkit.model.diplomacy import Delegation, Demand, Text, Violation
from reportkit.model.evidence import AiUse, Alias, Participant, SourceNote, Victim
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

#: What a field of a record holds; None: it is not said.
Value = str | int | bool | Decimal | date | StrEnum | Located | tuple["Value", ...] | None
LocatedValue = TypeVar("LocatedValue", bound=Located)


class Kind(Enum):
    """How one value is compared, and whether a change of it can be a matter of wording."""

    TEXT = auto()
    WORD = auto()  # of the vocabulary, a day, a whole number, true or false
    NUMBER = auto()  # decimal
    REFERENCE = auto()  # the id of a record
    NESTED = auto()


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """One field of a model class."""

    name: str  # of the attribute: "class_", where YAML says "class"
    kind: Kind
    many: bool = False
    fields: Mapping[str, FieldSchema] | None = None  # of a nested value
    key: tuple[str, ...] = ()  # attributes by which the nested items of a list are told apart
    words: str = ""  # the list of the vocabulary that its values are of
    is_form: bool = False  # an address, a zone, a colour: every sign of it counts


TEXT = FieldSchema("", Kind.TEXT)

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
    SourceNote: ("source",),
    Text: ("title",),
    Victim: ("name",),
    Violation: ("event",),
}
#: Of a judgement: its terms are words of a scale that the brief chooses.
_LIKELIHOOD = (Likelihood, "term")

_MODELS: Mapping[str, type[Located]] = {
    **{kind.type: kind for kind in RECORD_TYPES},
    "brief": Brief,
    "edition": Edition,
}


@once_per_class
def schema_of(model: type[Located]) -> Mapping[str, FieldSchema]:
    """Give the fields of a model class by their names in YAML."""
    schemas = {}
    for spec in spec_of(model).values():
        item: type = spec.item
        if issubclass(item, Located):
            nested: type[Located] = item
            schemas[spec.key] = FieldSchema(
                spec.name, Kind.NESTED, spec.many, schema_of(nested), _KEYS.get(nested, ())
            )
        elif spec.refers_to is not None:
            schemas[spec.key] = FieldSchema(spec.name, Kind.REFERENCE, spec.many)
        else:
            words = item.__name__ if issubclass(item, StrEnum) else ""
            words = "likelihood" if (model, spec.key) == _LIKELIHOOD else words
            is_form = spec.text_format is not None
            schemas[spec.key] = FieldSchema(
                spec.name, _kind(item), spec.many, words=words, is_form=is_form
            )
    return schemas


def field_schema(type_: str, path: str) -> FieldSchema:
    """Give the schema of a field path such as "confidence.level", "positions[a, b].red_line".

    Of a type of record or a field that no model has (a computed one), that of a text.
    """
    model = _MODELS.get(type_)
    fields: Mapping[str, FieldSchema] = schema_of(model) if model else {}
    schema = TEXT
    for name in field_names(path):
        schema = fields.get(name, TEXT)
        fields = schema.fields or {}
    return schema


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


def mapped(value: LocatedValue, change: Callable[[FieldSchema, Value], Value]) -> LocatedValue:
    """Give a value with ``change`` made to everything that it, and what it nests, holds.

    None in the place of an item takes it out of its list, or leaves its field unsaid.
    """
    required = fields_of(type(value))
    changed: dict[str, Value] = {}
    for schema in schema_of(type(value)).values():
        held: Value = getattr(value, schema.name)
        if held is None:
            continue
        new: Value
        if isinstance(held, tuple):
            items = (_mapped_item(schema, item, change) for item in held)
            new = tuple(item for item in items if item is not None)
        else:
            new = _mapped_item(schema, held, change)
        if new != held:
            changed[schema.name] = "" if new is None and required[schema.name] else new
    return value.replace(**changed) if changed else value


def _mapped_item(
    schema: FieldSchema, held: Value, change: Callable[[FieldSchema, Value], Value]
) -> Value:
    return mapped(held, change) if isinstance(held, Located) else change(schema, held)


def _kind(kind: type) -> Kind:
    if kind is Decimal:
        return Kind.NUMBER
    if kind in (int, bool, date, datetime) or issubclass(kind, Enum):
        return Kind.WORD
    return Kind.TEXT

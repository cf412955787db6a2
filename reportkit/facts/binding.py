"""Nodes to model values: every field is read by its type, every failure has its place.

The model classes are the schema. This module reads their annotations once and then turns a
mapping node into an instance, reporting unknown, repeated, missing and impossible values
with the place of each; nothing is repaired and nothing is left out in silence.
"""

from __future__ import annotations

import types
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from reportkit.facts.envelope import Form, Refers
from reportkit.facts.scalars import Unreadable, read_scalar
from reportkit.facts.value import Placed, fields_of, once_per_class
from reportkit.facts.yamltext import Mapping, Node, Scalar, Sequence
from reportkit.problems import Mark, Problem, did_you_mean

T = TypeVar("T", bound=Placed)


class FieldSpec(NamedTuple):
    """One field of a model class, as YAML spells it."""

    key: str  # as in YAML: "class"
    name: str  # as in Python: "class_"
    kind: Any  # the annotation without "| None" and without Annotated
    item: type  # what it holds, or what each item of a list is
    many: bool
    form: Form | None
    refers: Refers | None  # of the field, or of the items of a tuple
    required: bool


@once_per_class
def spec_of(model: type[Placed]) -> dict[str, FieldSpec]:
    """Read a model class once: YAML key to field, in the order of the class."""
    hints = get_type_hints(model, include_extras=True)
    spec = {}
    for name, required in fields_of(model).items():
        kind, form, refers = _unwrap(hints[name])
        key = name.rstrip("_")
        many = get_origin(kind) is tuple
        item = _unwrap(get_args(kind)[0])[0] if many else kind
        spec[key] = FieldSpec(key, name, kind, item, many, form, refers, required)
    return spec


def _unwrap(hint: Any) -> tuple[Any, Form | None, Refers | None]:
    """Peel ``X | None``, ``Annotated[X, ...]`` and find what a tuple's items refer to."""
    form: Form | None = None
    refers: Refers | None = None
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        form = next((note for note in notes if isinstance(note, Form)), None)
        refers = next((note for note in notes if isinstance(note, Refers)), None)
    if get_origin(hint) is tuple:
        _, form, refers = _unwrap(get_args(hint)[0])
    return hint, form, refers


class Binder:
    """Turns nodes into model values and keeps the problems met on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def bind(self, model: type[T], node: Node, what: str) -> T | None:
        """Read ``node`` as ``model``; None when a problem makes it unusable.

        ``what`` names the thing in messages: "facts", "figures[3]", "brief".
        """
        if not isinstance(node, Mapping):
            self.report("value-type", f"{what} must be keys with values", node.mark)
            return None
        before = len(self.problems)
        spec = spec_of(model)
        marks: dict[str, Mark] = {"": node.mark}
        values: dict[str, Any] = {}
        for key, value in node.entries:
            field = spec.get(key.text)
            if field is None:
                self.report(
                    "key-unknown",
                    f"'{key.text}' is no key of {what}",
                    key.mark,
                    did_you_mean(key.text, spec) or f"known keys: {', '.join(spec)}",
                )
                continue
            marks[key.text] = value.mark
            values[field.name] = self._value(field, value, f"{what} {key.text}", marks)
        for field in spec.values():
            if field.required and field.key not in marks:
                self.report(
                    "key-missing", f"{what} has no '{field.key}'", node.mark, f"add '{field.key}:'"
                )
        if len(self.problems) > before:
            return None
        return model(marks=marks, **values)

    def _value(self, field: FieldSpec, node: Node, what: str, marks: dict[str, Mark]) -> Any:
        if not field.many:
            return self._single(field.item, field.form, node, what)
        if not isinstance(node, Sequence):
            self.report(
                "value-type",
                f"{what} must be a list",
                node.mark,
                "write [one, two], or one '- ' line each",
            )
            return None
        for index, item in enumerate(node.items):
            marks[f"{field.key}.{index}"] = item.mark
        return tuple(self._single(field.item, field.form, item, what) for item in node.items)

    def _single(self, kind: type, form: Form | None, node: Node, what: str) -> Any:
        if issubclass(kind, Placed):
            return self.bind(kind, node, what)
        if not isinstance(node, Scalar):
            self.report("value-type", f"{what} must be a single value", node.mark)
            return None
        try:
            return read_scalar(kind, form, node)
        except Unreadable as error:
            self.report(error.code, f"{what} {error.said}", node.mark, error.hint)
            return None

    def report(self, code: str, message: str, mark: Mark, hint: str = "") -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(code, message, mark, hint))

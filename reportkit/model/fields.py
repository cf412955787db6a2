"""The fields of the model, read from its classes: what each holds, is called and refers to."""

from __future__ import annotations

import types
from functools import cache
from inspect import get_annotations
from sys import modules
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from reportkit.model.base import Located, fields_of, once_per_class
from reportkit.model.envelope import RefersTo, TextFormat


class FieldSpec(NamedTuple):
    """One field of a model class, as YAML spells it."""

    key: str  # as in YAML: "class"
    name: str  # as in Python: "class_"
    kind: Any  # the annotation without "| None" and without Annotated
    item: type  # what it holds, or what each item of a list is
    many: bool
    text_format: TextFormat | None
    refers_to: RefersTo | None  # of the field, or of the items of a tuple
    required: bool


@once_per_class
def spec_of(model: type[Located]) -> dict[str, FieldSpec]:
    """Read a model class once: YAML key to field, in the order of the class."""
    written = {
        name: (part.__module__, annotation)
        for part in reversed(model.__mro__)
        for name, annotation in get_annotations(part).items()
    }
    spec = {}
    for name, required in fields_of(model).items():
        kind, form, refers = _unwrap(_evaluated(*written[name]))
        key = name.rstrip("_")
        many = get_origin(kind) is tuple
        item = _unwrap(get_args(kind)[0])[0] if many else kind
        spec[key] = FieldSpec(key, name, kind, item, many, form, refers, required)
    return spec


@cache
def _evaluated(module: str, annotation: str) -> Any:
    """Give the type that an annotation of a module names.

    ``get_type_hints`` would read what a class inherits again for each class.
    """
    return eval(annotation, vars(modules[module]))  # noqa: S307  # written in the model itself


def _unwrap(hint: Any) -> tuple[Any, TextFormat | None, RefersTo | None]:
    """Peel ``X | None``, ``Annotated[X, ...]`` and find what a tuple's items refer to."""
    form: TextFormat | None = None
    refers: RefersTo | None = None
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        form = next((note for note in notes if isinstance(note, TextFormat)), None)
        refers = next((note for note in notes if isinstance(note, RefersTo)), None)
    if get_origin(hint) is tuple:
        _, form, refers = _unwrap(get_args(hint)[0])
    return hint, form, refers

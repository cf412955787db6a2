"""Values of the model: made by keyword, never changed, equal when they say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import get_annotations
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn, Self, TypeVar, dataclass_transform

from reportkit.problems import Mark

A = TypeVar("A")

_REQUIRED = object()
NO_MARKS: Mapping[str, Mark] = MappingProxyType({})


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Located:
    """A value that knows where it is written; its place is no part of what it says.

    Behaves as a frozen dataclass. Sixty real ones cost more at each start than reading all
    the seeds, because each has its methods compiled anew; here they are written once.
    """

    #: "" is the value itself, "best" a field of it, "source_refs.0" an item of a list.
    marks: Mapping[str, Mark] = NO_MARKS

    #: What to tell those who wrote something else in its place; "" shows its needed keys.
    how_to_write: ClassVar[str] = ""

    _defaults: ClassVar[Mapping[str, Any]] = {}
    _needed: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        told: dict[str, str] = get_annotations(cls)
        own = {
            name: cls.__dict__.get(name, _REQUIRED)
            for name, annotation in told.items()
            if not annotation.startswith("ClassVar")
        }
        cls._defaults = {**cls._defaults, **own}
        cls._needed = frozenset(
            name for name, default in cls._defaults.items() if default is _REQUIRED
        )

    def __init__(self, **values: Any) -> None:
        if not self._needed <= values.keys() or not values.keys() <= {"marks", *self._defaults}:
            odd = self._needed ^ (values.keys() & self._needed) or values.keys() - self._defaults
            raise TypeError(f"{type(self).__name__} lacks or does not know: {', '.join(odd)}")
        self.__dict__.update(values)  # what is not given stays with the class

    def at(self, field_path: str = "") -> Mark:
        """Tell where a field is written; a field left out is placed where its owner is."""
        return self.marks.get(field_path) or self.marks.get("") or Mark("", 1, 1)

    def replace(self, **values: Any) -> Self:
        """Give the same value with some fields changed."""
        return type(self)(**{**self.__dict__, **values})

    def set_fields(self) -> dict[str, Any]:
        """Give the fields that differ from their default, in the order of the class."""
        return {
            name: held
            for name, default in self._defaults.items()
            if (held := getattr(self, name)) != default
        }

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} never changes; use but({name}=...)")

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        # A pickle may ask it of the class itself, which has no state to be set: then it fails.
        self.__dict__.update(state)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return False
        for name in self.__dict__.keys() | other.__dict__.keys():  # the rest is the class's
            if name != "marks" and getattr(self, name) != getattr(other, name):
                return False
        return True

    def __hash__(self) -> int:
        return hash((type(self), *self._said()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={held!r}" for name, held in self.set_fields().items())
        return f"{type(self).__name__}({said})"

    def _said(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._defaults)


def default_of(model: type[Located], field: str) -> Any:
    """Give what a field holds when it is left out; None for a field that must be given."""
    found = model._defaults[field]  # noqa: SLF001  # this module's own
    return None if found is _REQUIRED else found


def fields_of(model: type[Located]) -> dict[str, bool]:
    """Name the fields of a model class in order, each with whether it must be given."""
    return {name: name in model._needed for name in model._defaults}  # noqa: SLF001


def required_of(model: type[Located]) -> frozenset[str]:
    """Name the fields of a model class that must be given."""
    return model._needed  # noqa: SLF001  # as above


def once_per_class(ask: Callable[[type[Located]], A]) -> Callable[[type[Located]], A]:
    """Keep the answer to a question about a model class; classes are few and never change."""
    answers: dict[type[Located], A] = {}

    def answer(model: type[Located]) -> A:
        if model not in answers:
            answers[model] = ask(model)
        return answers[model]

    return answer

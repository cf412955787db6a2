"""Nodes to model values: every field is read by its type, every failure has its place.

The model classes are the schema. This module reads their annotations once and then turns a
mapping node into an instance, reporting unknown, repeated, missing and impossible values
with the place of each; nothing is repaired and nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from reportkit.loading.characters import first_unseen, named
from reportkit.loading.scalars import (
    SLUG,
    Unreadable,
    as_bound,
    moment_in,
    read_scalar,
    refuse_unseen,
)
from reportkit.loading.snippets import quoted
from reportkit.loading.yaml_reader import Mapping, Node, Scalar, Sequence
from reportkit.model.base import Located, fields_of
from reportkit.model.envelope import Record, TextFormat
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.problems import Level, Mark, Problem, did_you_mean, with_article

T = TypeVar("T", bound=Located)


class Binder:
    """Turns nodes into model values and keeps the problems met on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.zone: tzinfo | None = None  # of the series, once its brief is read
        self._errors = 0

    def bind(self, model: type[T], node: Node, what: str) -> T | None:
        """Read ``node`` as ``model``; None when a problem makes it unusable.

        ``what`` names the thing in messages: "facts", "figures[3]", "brief".
        """
        if not isinstance(node, Mapping):
            self._no_mapping(model, node, what)
            return None
        before = self._errors
        spec = spec_of(model)
        marks: dict[str, Mark] = {"": node.mark}
        values: dict[str, Any] = {}
        missing = [
            member for member in spec.values() if member.required and not node.get(member.key)
        ]
        for key, value in node.entries:
            field = spec.get(key.text)
            if field is None:
                hint = _no_key(model, key, value, missing)
                missing = [each for each in missing if hint != f"did you mean '{each.key}'?"]
                self.unknown_key(key, f"unknown key '{key.text}' in {what}", hint)
                continue
            marks[key.text] = value.mark
            values[field.name] = self._value(
                field, value, f"{what} {key.text}", marks, quantity="operator" in spec
            )
        if missing:
            said = f"{what} lacks {_listed(member.key for member in missing)}"
            self.report("key-missing", said, node.mark, _add(missing, node))
        if self._errors > before:
            return None
        return model(marks=marks, **values)

    def _value(
        self, field: FieldSpec, node: Node, what: str, marks: dict[str, Mark], *, quantity: bool
    ) -> Any:
        if not field.many:
            return self._single(field, node, what, quantity=quantity)
        if isinstance(node, Scalar) and not node.text.strip():
            hint = f"give a list, or leave the key out; {_as_list(field, node)}"
            self.report("value-empty", f"{what} is empty", node.mark, hint)
            return None
        if not isinstance(node, Sequence):
            self.report("value-type", f"{what} must be a list", node.mark, _as_list(field, node))
            return None
        for index, item in enumerate(node.items):
            marks[f"{field.key}.{index}"] = item.mark
        return tuple(self._single(field, item, what, quantity=quantity) for item in node.items)

    def _single(self, field: FieldSpec, node: Node, what: str, *, quantity: bool) -> Any:
        if issubclass(field.item, Located):
            return self.bind(field.item, node, what)
        if not isinstance(node, Scalar):
            self.report("value-type", f"{what} must be a single value", node.mark)
            return None
        try:
            if field.refers_to is not None:
                refuse_unseen(node.text)
            read = read_scalar(field.item, field.text_format, node, quantity=quantity)
        except Unreadable as error:
            mark = node.mark
            if node.plain:  # in quotes an escape may have been longer than what it stands for
                mark = mark._replace(column=mark.column + error.offset)
            own = moment_in(self.zone, node.text) if self.zone and field.item is datetime else ""
            hint = f"write it by the clock of the series: {own}" if own else error.hint
            self.report(error.code, f"{what} {error.message}", mark, hint)
            return None
        if field.item is str and field.text_format is None and field.refers_to is None:
            self._warn_of_cut(node, what)
        return read

    def _warn_of_cut(self, node: Scalar, what: str) -> None:
        """Tell of a text that ends at a # which may have been meant to be read.

        Two spaces, the sign and another space are how a comment is written on purpose.
        """
        if node.comment.startswith(" #") or node.comment.strip()[1:2].strip():
            self.problems.append(
                Problem(
                    "text-cut",
                    f"{what} ends before '{node.comment.strip()[:40]}'",
                    node.mark,
                    "after a space, # begins a comment: put the text in quotes, or the comment on "
                    "a line of its own",
                    Level.WARNING,
                )
            )

    def _no_mapping(self, model: type[Located], node: Node, what: str) -> None:
        empty = isinstance(node, Scalar) and not node.text.strip()
        fault = "is empty" if empty else "must be a mapping (key: value)"
        needed = [field for field in spec_of(model).values() if field.required]
        lines = list(_to_paste(needed, "  "))
        if isinstance(node, Scalar) and not empty and len(needed) == 1:  # it is what was meant
            lines = [line.replace(":", f": {quoted(as_bound(node.text))}", 1) for line in lines]
        hint = model.how_to_write or "\n".join(("write:", *lines))
        self.report("value-empty" if empty else "value-type", f"{what} {fault}", node.mark, hint)

    def unknown_key(self, key: Scalar, message: str, hint: str) -> None:
        """Note a key that the model does not have; a character that nobody sees is named."""
        at = first_unseen(key.text)
        if at is None:
            self.report("key-unknown", message, key.mark, hint)
            return
        column = key.mark.column + at * key.plain
        message += f": {named(key.text[at])} at column {column}"
        self.report("key-unknown", message, key.mark._replace(column=column), f"delete it; {hint}")

    def report(self, code: str, message: str, mark: Mark, hint: str = "") -> None:
        """Note an error and go on."""
        self._errors += 1
        self.problems.append(Problem(code, message, mark, hint))


# -- hints -----------------------------------------------------------------------------------


def _no_key(model: type[Located], key: Scalar, value: Node, missing: list[FieldSpec]) -> str:
    """Say what may have been meant by a key that the model does not have."""
    spec = spec_of(model)
    if isinstance(value, Scalar) and not value.text and not SLUG.match(key.text):
        return "put a text that holds a comma in quotes"  # in braces it ends there
    near = "" if key.text in _all_keys() else did_you_mean(key.text, spec)
    if near:
        return near
    if model.how_to_write:
        return model.how_to_write
    own = [name for name in spec if name not in fields_of(Record)]
    known = f"known keys: {', '.join((*own, *(name for name in spec if name not in own)))}"
    if len(missing) == 1:
        return f"perhaps '{missing[0].key}', which is missing; {known}"
    return known


@cache
def _all_keys() -> frozenset[str]:
    """Every key of every model: what is a word of its own elsewhere is no slip of the hand."""
    models, keys = [Located], set()
    while models:
        model = models.pop()
        models += model.__subclasses__()
        keys |= {name.rstrip("_") for name in fields_of(model)}
    return frozenset(keys)


_ITEM = re.compile(r"[\w:.@+-]+\Z")  # stands in brackets as it is


def _as_list(field: FieldSpec, node: Node) -> str:
    """Show the list that is wanted, with what was written where it can be taken over."""
    if issubclass(field.item, Located):
        return "\n".join(("write:", *_to_paste([field], "")))
    written = [part.strip() for part in node.text.split(",")] if isinstance(node, Scalar) else []
    if written and all(map(_ITEM.match, written)):
        return f"write [{', '.join(written)}]"
    return "write [one, two], or one '- ' line each"


def _add(missing: list[FieldSpec], node: Mapping) -> str:
    """Say what to add, in the form in which the rest is written."""
    if not node.inline:
        return "\n".join(("add:", *_to_paste(missing, " " * (node.mark.column - 1))))
    return f"add in the braces: {', '.join(map(_in_braces, missing))}"


def _in_braces(field: FieldSpec) -> str:
    """Give a key as it stands in braces, with what its value has to be."""
    value = f"({_wanted(field)})"
    if issubclass(field.item, Located):
        inner = (each for each in spec_of(field.item).values() if each.required)
        value = f"{{{', '.join(map(_in_braces, inner))}}}"
    return f"{field.key}: {f'[{value}]' if field.many else value}"


def _to_paste(fields: Iterable[FieldSpec], indent: str) -> Iterator[str]:
    """Give the lines of YAML in which only the values are missing."""
    for field in fields:
        if not issubclass(field.item, Located):
            value = f" []  # {_wanted(field)}, ..." if field.many else f"  # {_wanted(field)}"
            yield f"{indent}{field.key}:{value}"
            continue
        yield f"{indent}{field.key}:"
        inner = [each for each in spec_of(field.item).values() if each.required]
        begin = f"{indent}  - " if field.many else f"{indent}  "
        for line in _to_paste(inner, " " * len(begin)):
            yield begin + line.lstrip() if field.many and begin.strip() else line
            begin = " " * len(begin)


def _wanted(field: FieldSpec) -> str:
    """Say in a few words what a field holds."""
    if field.refers_to is not None:
        wanted = " or ".join(field.refers_to.types) or "record"
        return f"id of {with_article(wanted)}"
    if issubclass(field.item, Enum):
        return f"one of: {', '.join(str(word.value) for word in field.item)}"
    kinds = {
        date: "2025-10-19",
        datetime: "2025-11-16T18:00+04:30",
        bool: "true or false",
        int: "a whole number",
        Decimal: "a number",
    }
    forms = {
        TextFormat.SLUG: "lower-case letters, digits, . - _",
        TextFormat.URL: "https://...",
        TextFormat.EMAIL: "desk@example.org",
        TextFormat.LANGUAGE: "en, ur, fa-AF, ...",
        TextFormat.ZONE: "Asia/Kabul, UTC, ...",
        TextFormat.CLOCK: '"18:00"',
        TextFormat.COLOUR: '"#0b4f6c"',
        TextFormat.SPAN: "30 days",
        TextFormat.DAY_OR_SPAN: "2025-10-19 or 30 days",
        TextFormat.ISO: "AF, AFG, AF-KAN, ...",
        TextFormat.PCODE: "AF0101",
    }
    return kinds.get(field.item) or (forms[field.text_format] if field.text_format else "text")


def _listed(keys: Iterable[str]) -> str:
    *most, last = (f"'{key}'" for key in keys)
    return f"{', '.join(most)} and {last}" if most else last

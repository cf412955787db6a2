"""``key=value`` as given on a command line, put together to what a record says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from reportkit.authoring.written import Value
from reportkit.loading.yaml_reader import Mapping, Node, Scalar, read_yaml
from reportkit.model.base import Located
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.problems import did_you_mean, with_article


class WrongSetting(Exception):
    """A setting names no key of the record; the text says which would."""


def values_of(settings: Iterable[str], model: type[Located]) -> dict[str, Value]:
    """Put settings together: ``a=x``, ``likelihood.term=likely``, lists by repeating or commas.

    In a list of mappings the second ``actors.role=`` begins the second one; ``actors.1.role=``
    names it. A value in brackets or braces is read as YAML. Raises WrongSetting.
    """
    values: dict[str, Value] = {}
    times: Counter[str] = Counter()
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals:
            raise WrongSetting(f"'{setting}' is no setting; write key=value")
        times[path] += 1
        _put(values, path.strip().split("."), value, model, times[path] - 1)
    return values


def _put(
    values: dict[str, Value], path: list[str], value: str, model: type[Located], number: int
) -> None:
    field = field_named(path[0], model)
    rest: list[str] = path[1:]
    if not issubclass(field.item, Located):
        if rest:
            raise WrongSetting(f"'{path[0]}' holds no keys of its own, such as '{rest[0]}'")
        _put_value(values, field, value, repeated=number > 0)
        return
    if not rest:
        parsed = parsed_value(value)
        if isinstance(parsed, str):
            keys = ", ".join(f"{path[0]}.{key}" for key in spec_of(field.item))
            raise WrongSetting(f"'{path[0]}' has keys of its own; set {keys}")
        more = parsed if isinstance(parsed, list) else [parsed]
        held: Any = values.get(field.key, [])
        values[field.key] = [*held, *more] if field.many else parsed
        return
    if not field.many:
        inner: Any = values.setdefault(field.key, {})
        _put(inner, rest, value, field.item, number)
        return
    if rest[0].isdecimal():
        number, rest = int(rest[0]), rest[1:]
    items: Any = values.setdefault(field.key, [])
    if number > len(items) or not rest:
        raise WrongSetting(f"'{'.'.join(path)}': the items count from 0, each with its keys")
    if number == len(items):
        items.append({})
    _put(items[number], rest, value, field.item, 0)


def _put_value(values: dict[str, Value], field: FieldSpec, value: str, *, repeated: bool) -> None:
    if not field.many:
        if repeated:
            raise WrongSetting(f"'{field.key}' is given twice, and holds one value")
        values[field.key] = value
        return
    held: Any = values.get(field.key, [])
    values[field.key] = [*held, *as_list(value, field)]


def as_list(value: str, field: FieldSpec) -> list[Value]:
    """Split what was given for a list; a comma in a text is part of it."""
    parsed = parsed_value(value)
    if isinstance(parsed, list):
        return parsed
    if field.item is str and field.text_format is None and field.refers_to is None:
        return [value]
    return [part for part in re.split(r"[,\s]+", value.strip()) if part]


def field_named(key: str, model: type[Located]) -> FieldSpec:
    """Give a field by its key; raises WrongSetting with a hint."""
    spec = spec_of(model)
    if key not in spec:
        what = getattr(model, "type", model.__name__.lower())
        hint = did_you_mean(key, spec) or f"known: {', '.join(spec)}"
        raise WrongSetting(f"there is no key '{key}' in {with_article(what)}; {hint}")
    return spec[key]


def parsed_value(value: str) -> Value:
    """Read a value in brackets or braces as YAML; any other is text."""
    value = value.strip()
    if not value.startswith(("[", "{")):
        return value
    document = read_yaml(f"a: {value}".encode(), "")
    node = document.root.get("a") if document.root and not document.problems else None
    return _plain(node) if node is not None else value


def _plain(node: Node) -> Value:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: _plain(value) for key, value in node.entries}
    return [_plain(item) for item in node.items]

"""A file of seeds as a YAML 1.2 reader has it: what editors hold against a schema."""

from __future__ import annotations

import re
from typing import Any

from reportkit.loading.yaml_reader import Mapping, Node, Sequence, read_yaml

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")


def core(text: str) -> Any:
    """Read YAML by the core schema, in which a day is text."""
    document = read_yaml(text.encode(), "seeds.yaml")
    assert document.root is not None, document.problems
    return _value(document.root)


def _value(node: Node) -> Any:  # noqa: PLR0911  # a kind each
    if isinstance(node, Mapping):
        return {key.text: _value(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if not node.plain:
        return node.text
    if node.text in ("", "~", "null", "Null", "NULL"):
        return None
    if node.text.lower() in ("true", "false") and node.text in ("true", "True", "false", "False"):
        return node.text.lower() == "true"
    if _INTEGER.match(node.text):
        return int(node.text)
    return float(node.text) if _FLOAT.match(node.text) else node.text

"""What a key or a word means, in a line or two: the comment at it in the model."""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
import tokenize
from collections.abc import Iterator, Mapping
from functools import cache

_LEFT_OUT = re.compile(r"\b[Nn]one: ")
_SPELLING = re.compile(r"``\w+`` in YAML\.?\s*")


def meanings_of(model: type) -> Mapping[str, str]:
    """Give the comment of each field or word of a class, inherited ones included.

    It stands behind it, or above it after ``#:``. A word goes by its name in the source;
    where there is no source, there is nothing to tell.
    """
    meanings: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if one.__module__.startswith("reportkit.model"):
            meanings |= _comments_of(one.__module__).get(one.__name__, {})
    return meanings


@cache
def _comments_of(module: str) -> Mapping[str, Mapping[str, str]]:
    """Read a module once: its classes, and the comments of their members."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (OSError, TypeError):
        return {}
    comments = {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_members(node, comments)) for node in classes}


def _members(defined: ast.ClassDef, comments: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for node in defined.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if not isinstance(target, ast.Name):
            continue
        first = node.lineno
        while comments.get(first - 1, "").startswith("#:"):
            first -= 1
        above = [comments[line] for line in range(first, node.lineno)]
        behind = comments.get(node.end_lineno or node.lineno, "")
        text = " ".join(part.lstrip("#: ") for part in (*above, behind) if part)
        if text:
            yield target.id.rstrip("_"), _readable(text)


def _readable(comment: str) -> str:
    """Give a comment for those who write seeds, not code."""
    text = _LEFT_OUT.sub("left out: ", _SPELLING.sub("", comment))
    return text.replace("`", "")

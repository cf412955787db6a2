"""What the source of the model says of its classes: docstrings, and the comment of each field.

A comment stands behind its field, or above it in lines that begin with ``#:``. It is read from
the source at run time, so that command, docs and editors tell what the code says.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from reportkit.problems import MachineUnable

#: As the program sees it, where a writer of seeds leaves the key out.
_LEFT_OUT = re.compile(r"\b[Nn]one: ")
#: For readers of the code: "class_" is a word of Python.
_SPELLING = re.compile(r"``\w+`` in YAML\.?\s*")


class Commented(NamedTuple):
    """A class as its source explains it, in Markdown."""

    doc: str  # its docstring, paragraphs as lines; "" where it has none
    members: Mapping[str, str]  # field or word to its comment


def commented(model: type) -> Commented:
    """Read what the source says of a class; raises MachineUnable where there is no source."""
    return _commented(model.__module__, model.__name__)


@cache
def _commented(module: str, name: str) -> Commented:
    lines, classes = _module(module)
    defined = classes[name]
    doc = inspect.cleandoc(ast.get_docstring(defined) or "")
    paragraphs = (" ".join(part.split()) for part in doc.split("\n\n"))
    return Commented(_markdown("\n".join(paragraphs)), dict(_members(defined, lines)))


@cache
def _module(name: str) -> tuple[Sequence[str], Mapping[str, ast.ClassDef]]:
    """Read a module of the model once: its lines, and its classes by name."""
    try:
        source = inspect.getsource(sys.modules[name])
    except (OSError, TypeError):
        raise MachineUnable(
            f"reportkit is not whole: the source of {name} is missing, "
            "which holds the explanations; install it again"
        ) from None
    nodes = ast.parse(source).body
    return source.splitlines(), {
        node.name: node for node in nodes if isinstance(node, ast.ClassDef)
    }


def plain(markdown: str) -> str:
    """Give a comment as a terminal or an editor shows it."""
    return markdown.replace("`", "'")


def _members(defined: ast.ClassDef, lines: Sequence[str]) -> Iterable[tuple[str, str]]:
    comments = _comments(lines[defined.lineno - 1 : defined.end_lineno], defined.lineno)
    for node in defined.body:
        names = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if not isinstance(names[0], ast.Name):
            continue
        above = node.lineno - 1
        while comments.get(above, "").startswith("#:"):
            above -= 1
        told = [comments[line] for line in range(above + 1, node.lineno)]
        told += [comments[at] for at in {node.end_lineno or node.lineno} if at in comments]
        said = _SPELLING.sub("", " ".join(comment.lstrip("#: ") for comment in told))
        if said:
            yield names[0].id, _LEFT_OUT.sub(_left_out, _markdown(said))


def _left_out(found: re.Match[str]) -> str:
    return "Left out: " if found.string[: found.start()].endswith(". ") else "left out: "


def _comments(lines: Iterable[str], first: int) -> dict[int, str]:
    """Give the comments of some lines by their number in the file."""
    tokens = tokenize.generate_tokens(io.StringIO("\n".join(lines) + "\n").readline)
    return {
        token.start[0] + first - 1: token.string
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _markdown(text: str) -> str:
    return text.replace("``", "`")

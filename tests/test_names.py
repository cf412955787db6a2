"""The field's own words, held by a linter: a name that a new engineer would guess."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
FILES = sorted(
    path for folder in ("reportkit", "tests", "bench") for path in (TOP / folder).rglob("*.py")
)
#: Good for a line or two; over a whole function nobody knows what such a name holds.
FLEETING = frozenset({"told", "found", "said", "each"})
MOST_LINES = 3
#: Words of the first version that nobody outside would guess, and what the field says instead.
UNGUESSABLE = {
    "apparatus": "citations",
    "diary": "run report",
    "furniture": "UI strings",
    "shelf": "drawing cache, listing",
    "slim": "compress",
    "stray": "unmatched, unused",
    "telltale": "sensitive term",
    "tongue": "locale",
    "upcoming": "candidate",
    "wish": "request",
    "workshop": "scratch folder",
}


def functions(tree: ast.AST, name: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Give each function that stands in a module or a class, with its name in full."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield name + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{name}{node.name}.")


def lines_of_names(function: ast.FunctionDef) -> dict[str, list[int]]:
    """Give the lines on which each name of a function stands."""
    lines: dict[str, list[int]] = defaultdict(list)
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            lines[node.id].append(node.lineno)
        elif isinstance(node, ast.arg):
            lines[node.arg].append(node.lineno)
    return lines


def long_lived(source: str) -> list[str]:
    """Name the fleeting names of a module that live over more than three lines."""
    return [
        f"{function}: {name}"
        for function, node in functions(ast.parse(source))
        for name, lines in lines_of_names(node).items()
        if name in FLEETING and max(lines) - min(lines) > MOST_LINES
    ]


def defined(source: str) -> Iterator[str]:
    """Give the names that a module defines: classes, functions, parameters, fields, variables."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def words(name: str) -> set[str]:
    """Split a name: ``Telltales`` and ``_telltale_of`` both hold "telltale"."""
    parts = re.split(r"_|(?<=[a-z0-9])(?=[A-Z])", name)
    return {part.lower().removesuffix("s") for part in parts}


def test_a_fleeting_name_lives_over_three_lines_at_most() -> None:
    names = {str(path.relative_to(TOP)): long_lived(path.read_text()) for path in FILES}

    assert {} == {path: found for path, found in names.items() if found}


def test_a_name_is_one_that_a_new_engineer_would_guess() -> None:
    unguessable = {
        f"{path.relative_to(TOP)}: {name}": UNGUESSABLE[word]
        for path in FILES
        for name in defined(path.read_text())
        for word in words(name) & UNGUESSABLE.keys()
    }

    assert {} == unguessable


def test_a_fleeting_name_that_stays_is_noticed() -> None:
    held = "def f(found):\n    a = 1\n    b = 2\n    c = 3\n    return found\n"

    assert ["f: found"] == long_lived(held)
    assert [] == long_lived(held.replace("    c = 3\n", ""))


def test_a_word_within_a_name_is_noticed() -> None:
    assert "telltale" in words("_Telltales")
    assert "shelf" in words("shelf_of_plans")
    assert "stray" not in words("strayed")

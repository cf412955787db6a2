"""UTF-8 whatever the machine's locale: the encoding of a text is named wherever one is opened."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for folder in ("reportkit", "bench", "tools")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix == ".py"
    or (path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env python"))
]

#: What turns bytes into text by the locale, and which of its arguments is the encoding.
_BY_LOCALE = {"read_text": 0, "write_text": 1, "TextIOWrapper": 1, "FileHandler": 2}
_TEXT_IF_ASKED = {"run", "Popen", "check_output", "call", "check_call"}
_OPENING = {"open", "fdopen", "NamedTemporaryFile", "TemporaryFile"}


def unnamed(tree: ast.AST) -> Iterator[ast.Call]:
    """Give the calls that leave the encoding of a text to the machine."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        keywords = {word.arg: word.value for word in call.keywords}
        if "encoding" in keywords:
            continue
        asked = name in _TEXT_IF_ASKED and {"text", "universal_newlines"} & keywords.keys()
        if asked or len(call.args) <= _BY_LOCALE.get(name, -1):
            yield call
        elif name in _OPENING:
            words = [*call.args, *(keywords[key] for key in ("mode",) if key in keywords)]
            modes = [
                word.value
                for word in words
                if isinstance(word, ast.Constant)
                and isinstance(word.value, str)
                and set(word.value) <= set("rwaxbt+")
            ]
            plain = isinstance(call.func, ast.Name) and not modes  # open(path)
            if plain or any("b" not in mode for mode in modes):
                yield call


@pytest.mark.parametrize(
    "code",
    [
        "path.read_text()",
        "path.read_text(errors='replace')",
        "path.write_text(text)",
        "path.open('w')",
        "open(path)",
        "open(path, mode='a')",
        "os.fdopen(handle, 'w')",
        "subprocess.run(command, text=True)",
        "io.TextIOWrapper(stream)",
    ],
)
def test_the_lint_sees_an_encoding_that_is_not_named(code: str) -> None:
    assert len(list(unnamed(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "path.read_text('utf-8')",
        "path.write_text(text, 'utf-8')",
        "path.write_text(text, encoding='utf-8')",
        "path.open('rb')",
        "os.fdopen(handle, 'wb')",
        "os.open(path, flags)",
        "subprocess.run(command, capture_output=True)",
        "self.open()",
    ],
)
def test_the_lint_leaves_the_rest_alone(code: str) -> None:
    assert [] == list(unnamed(ast.parse(code)))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_file_is_opened_with_its_encoding_named(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert [] == [f"{path}:{call.lineno}" for call in unnamed(tree)]

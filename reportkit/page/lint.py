"""What can be known wrong with templates before anything is set in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit import __version__
from reportkit.page.assets import Design
from reportkit.page.html import CONTEXT, TEMPLATE, environment_of
from reportkit.problems import Mark, Problem, did_you_mean

if TYPE_CHECKING:
    from jinja2 import Environment

# {{ inside an attribute without quotes: a space in the value would begin a new attribute.
_UNQUOTED = re.compile(r"<[a-zA-Z][^<>]*?\s[\w:-]+=\{\{")
_IN_STYLE = re.compile(r"<(style|script)\b[^>]*>(?:(?!</\1).)*?\{\{", re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def lint_once(design: Design, cache: Path | None) -> list[Problem]:
    """Lint a design unless the same one was found good before.

    Templates change seldom and reading them takes longer than all the rules together. The
    note in ``cache`` is an empty file named by their digest; deleting it costs a moment.
    """
    whole = sha256(__version__.encode())
    for name, source in sorted(design.templates().items()):
        whole.update(f"{name}\0{source}\0".encode())
    note = cache / f"templates-{whole.hexdigest()[:32]}" if cache else None
    if note and note.exists():
        return []
    problems = lint(design)
    if note and not problems:
        with suppress(OSError):  # a home that cannot be written costs time, not correctness
            note.parent.mkdir(parents=True, exist_ok=True)
            note.touch()
    return problems


def lint(design: Design) -> list[Problem]:
    """Find what can be known wrong with templates before anything is set in them."""
    from jinja2 import TemplateSyntaxError, meta

    environment = environment_of(design)
    sources = design.templates()
    problems: list[Problem] = []
    if TEMPLATE not in sources:
        problems.append(
            Problem(
                "template-missing", f"there is no templates/{TEMPLATE}", Mark("templates", 1, 1)
            )
        )
    for name, source in sources.items():
        file = f"templates/{name}"
        try:
            tree = environment.parse(source, name, file)
            environment.compile(tree, name, file, raw=True)  # knows filters and tests
        except TemplateSyntaxError as error:
            problems.append(
                Problem(
                    "template-syntax", error.message or "no template", Mark(file, error.lineno, 1)
                )
            )
            continue
        except RecursionError:
            problems.append(Problem("template-syntax", "nested too deeply", Mark(file, 1, 1)))
            continue
        problems += [
            Problem(
                "template-missing",
                f"{file} includes '{other}', which is not there",
                _first(file, source, other),
                did_you_mean(other, sources),
            )
            for other in meta.find_referenced_templates(tree)
            if other is not None and other not in sources
        ]
        problems += _unknown_names(file, source, meta.find_undeclared_variables(tree), environment)
        problems += _unsafe_places(file, source)
    return problems


def _unknown_names(
    file: str, source: str, names: set[str], environment: Environment
) -> Iterator[Problem]:
    for name in sorted(names - {CONTEXT} - set(environment.globals)):
        yield Problem(
            "template-name",
            f"'{name}' is given to no template",
            _first(file, source, name),
            f"everything hangs on '{CONTEXT}'",
        )


def _unsafe_places(file: str, source: str) -> Iterator[Problem]:
    """Find interpolations that escaping cannot make safe."""
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), source)
    for pattern, what in (
        (_UNQUOTED, "a value stands in an attribute without quotes"),
        (_IN_STYLE, "a value stands inside <style> or <script>"),
    ):
        for found in pattern.finditer(bare):
            yield Problem(
                "template-unsafe",
                what,
                _mark(file, bare, found.end() - 2),
                'write name="{{ value }}"',
            )


def _first(file: str, source: str, word: str) -> Mark:
    return _mark(file, source, max(source.find(word), 0))


def _mark(file: str, source: str, at: int) -> Mark:
    before = source[:at].split("\n")
    return Mark(file, len(before), len(before[-1]) + 1)

"""What the engine warns of, at the line of the style sheet that it means.

The engine tells line and column without the file; that is the sheet of the design in which what
it names stands there, or the style of a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.page.assets import Design
from reportkit.page.preflight.messages import PAGE
from reportkit.problems import Mark, Problem

_OF_CSS = re.compile(
    r"(?:Ignored|Deprecated) `(?P<name>[^:`]+):.*? at (?P<line>\d+):(?P<column>\d+)"
    r"|(?:Parse error|Unknown|Invalid|Unsupported|Empty|Missing|@import).*? at"
    r" (?P<at_line>\d+):(?P<at_column>\d+)",
    re.DOTALL,
)
_STYLE = re.compile(r"<style[^<>]*>", re.IGNORECASE)


def warning(message: str, design: Design) -> Problem:
    """Make a problem of a warning."""
    return Problem(
        "render-warning",
        f"the engine warns: {message[:300]}",
        _place(message, design) or PAGE,
        "an edition is refused on any warning",
    )


def _place(message: str, design: Design) -> Mark | None:
    match = _OF_CSS.match(message)
    if match is None:
        return None
    line = int(match["line"] or match["at_line"])
    column = int(match["column"] or match["at_column"])
    places = list(_places(match["name"] or "", line, column, design))
    # Without a name any sheet that is so long will do; then only one may be.
    return places[0] if places and (match["name"] or len(places) == 1) else None


def _places(name: str, line: int, column: int, design: Design) -> Iterator[Mark]:
    for file, content in sorted(design.files.items()):
        if file.endswith(".css"):
            starts = [(1, 1)]
        elif file.endswith(".j2"):
            starts = list(_styles(content.decode()))
        else:
            continue
        lines = content.decode().split("\n")
        for first, before in starts:
            at = Mark(file, first + line - 1, column + (before - 1 if line == 1 else 0))
            if at.line <= len(lines) and lines[at.line - 1].startswith(name, at.column - 1):
                yield at


def _styles(template: str) -> Iterator[tuple[int, int]]:
    """Give line and column at which each <style> of a template begins."""
    for found in _STYLE.finditer(template):
        before = template[: found.end()].split("\n")
        yield len(before), len(before[-1]) + 1

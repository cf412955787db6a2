"""The theme: inks, faces and sizes as custom properties in one style sheet, read for checking.

Reads only what it must know: ``--name: value`` wherever it stands. A theme may hold other
rules too, which are the engine's and the browser's to understand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportkit.page.design.colour import HEX
from reportkit.problems import Mark, Problem, did_you_mean

#: The file that a series copies to change the look.
THEME = "styles/theme.css"
PARTIES = ("party-1", "party-2", "party-3", "party-4")
#: What text is set in; each can be read on the paper.
TEXT_COLOURS = ("ink", "grey", "accent", *PARTIES, "party-0")
INKS = (*TEXT_COLOURS, "rule", "pale", "paper")
FACES = ("text-face", "data-face", "head-face", "arabic-face")
SIZES = ("text-size", "lead-size", "title-size")
#: The same inks on a dark screen.
NIGHT = "night-"

#: Patterns and no parser: pictures and mails read a theme outside of any limits, and of a sheet of
#: 16 MB a parser makes gigabytes of objects.
_COMMENT_OR_STRING = re.compile(
    r"/\*.*?(?:\*/|\Z)"  # a comment without an end ends the sheet
    r"|\"(?:\\.|[^\"\\\n])*+\"?|'(?:\\.|[^'\\\n])*+'?",
    re.DOTALL,
)
_PROPERTY = re.compile(r"(?<![\w-])--([\w-]+)\s*:\s*([^;{}]*)")
_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)?pt\Z")


@dataclass(frozen=True)
class Theme:
    """Values of a theme by name, without the dashes, and where each is written."""

    values: Mapping[str, str]
    marks: Mapping[str, Mark]

    def at(self, name: str) -> Mark:
        """Tell where a value is written."""
        return self.marks.get(name) or Mark(THEME, 1, 1)


def read_theme(css: str) -> tuple[Theme, list[Problem]]:
    """Read a theme; a name that is missing, written twice or no colour is a Problem.

    What has a Problem is not among the values.
    """
    bare = _blanked(css, strings=False)
    starts = [0, *(match.end() for match in re.finditer("\n", bare))]
    values: dict[str, str] = {}
    marks: dict[str, Mark] = {}
    problems: list[Problem] = []
    for match in _PROPERTY.finditer(_blanked(css)):
        name, value = match[1], bare[slice(*match.span(2))].strip()
        line = bisect_right(starts, match.start())
        mark = Mark(THEME, line, match.start() - starts[line - 1] + 1)
        if name in marks:
            message = f"--{name} is written twice"
            hint = f"the first is on line {marks[name].line}; keep one"
            problems.append(Problem("theme-value", message, mark, hint))
            continue
        marks[name] = mark
        if wanted := _unlike(name, value):
            message = f"--{name} is '{value[:40]}'"
            problems.append(Problem("theme-value", message, mark, f"write {wanted}"))
        else:
            values[name] = value
    return Theme(values, marks), [*problems, *_missing(marks)]


def with_values(css: str, values: Mapping[str, str]) -> str:
    """Put other values in the place of a theme's own; names that it has not are left out."""
    parts, end = [], 0
    for found in _PROPERTY.finditer(_blanked(css)):
        if found[1] in values:
            parts += [css[end : found.start(2)], values[found[1]]]
            end = found.end(2)
    return "".join([*parts, css[end:]])


def _blanked(css: str, *, strings: bool = True) -> str:
    """Put spaces in the place of comments, and dots in that of what is in strings."""

    def blank(match: re.Match[str]) -> str:
        written = match[0]
        if written[0] == "/":
            return re.sub(r"[^\n]", " ", written)
        return re.sub(r"[^\n\"']", ".", written) if strings else written

    return _COMMENT_OR_STRING.sub(blank, css)


def _unlike(name: str, value: str) -> str:
    """Say what a value must look like when it does not."""
    if name.removeprefix(NIGHT) in INKS:
        return "" if HEX.match(value) else "a colour as #rrggbb"
    if name in SIZES:
        return "" if _SIZE.match(value) else "a size such as 9.5pt"
    if name in FACES and not value:
        return "one or more families of styles/fonts/"
    return ""


def _missing(marks: Mapping[str, Mark]) -> Iterator[Problem]:
    wanted = [*INKS, *(f"{NIGHT}{ink}" for ink in INKS), *FACES, *SIZES]
    unknown = sorted(marks.keys() - set(wanted))
    for name in wanted:
        if name not in marks:
            near = did_you_mean(name, unknown)
            yield Problem(
                "theme-name",
                f"the theme has no --{name}",
                Mark(THEME, 1, 1),
                near.replace("'", "'--", 1) if near else "copy it from the theme that ships",
            )

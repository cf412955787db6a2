"""What a page of the documentation asks a reader to do: files to write, commands to type.

A command stands in a block `console` behind "$ ", its output below it; "..." stands for lines
that are not shown. A file stands in a block `yaml` below a line that begins with its path in
backquotes and ends with a colon. HTML comments, which no reader sees, say the rest:

    <!-- run in: the shipped series -->   from here on in a copy of it; else in an empty folder
    <!-- exits with 1 -->                 what the last command of the next block leaves with
    <!-- not run: it mails in earnest --> why the next block is not run
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Command(NamedTuple):
    """One command with the lines that the page shows of its output."""

    line: int
    typed: str
    shown: tuple[str, ...]


class Folder(NamedTuple):
    """Where the page goes on."""

    name: str


class File(NamedTuple):
    """A file that the reader writes."""

    name: str
    text: str


class Session(NamedTuple):
    """A block of commands; ``skipped`` says why it is not run, "" that it is."""

    commands: tuple[Command, ...]
    leaves_with: int
    skipped: str


Step = Folder | File | Session
_FENCE = re.compile(r"```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!-- (run in|not run|exits with):? (.+?) -->", re.DOTALL)
_PATH = re.compile(r"^`([\w./-]+)`[^\n]*:\n\n\Z", re.MULTILINE)


def steps_of(page: str) -> Iterator[Step]:
    """Give the steps of a page in its order."""
    end = 0
    for fence in _FENCE.finditer(page):
        between, end = page[end : fence.start()], fence.end()
        directives = dict(_COMMENT.findall(between))
        if "run in" in directives:
            yield Folder(directives["run in"])
        language, text = fence.groups()
        if language == "console":
            first = page.count("\n", 0, fence.start()) + 2
            commands = tuple(_commands(text, first))
            yield Session(
                commands, int(directives.get("exits with", 0)), directives.get("not run", "")
            )
        elif language == "yaml" and (path := _PATH.search(between)):
            yield File(path[1], text)


def languages_of(page: str) -> Iterator[tuple[str, str]]:
    """Give each fenced block with the language that it is said to be in."""
    yield from (fence.groups() for fence in _FENCE.finditer(page))  # type: ignore[misc]


def _commands(text: str, first: int) -> Iterator[Command]:
    typed, shown, begun = "", list[str](), first
    for number, line in enumerate(text.splitlines(), first):
        if line.startswith("$ "):
            if typed:
                yield Command(begun, typed, tuple(shown))
            typed, shown, begun = line[2:], [], number
        elif typed.endswith("\\"):
            typed = f"{typed}\n{line}"
        else:
            shown.append(line)
    if typed:
        yield Command(begun, typed, tuple(shown))


def matches(shown: tuple[str, ...], printed: str) -> bool:
    """Tell whether an output is what the page shows of it; sizes vary with the fonts' versions."""
    if not shown:
        return True
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else f"{_loose(line)}\n" for line in map(str.rstrip, shown)
    )
    lines = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch(pattern, lines) is not None


def _loose(line: str) -> str:
    return re.sub(r"[\d,]+\\ (kB|bytes)", r"[\\d,]+ \1", re.escape(line))

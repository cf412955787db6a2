"""YAML text to nodes with their places; nothing is guessed, nothing is expanded.

Scalars stay text until the model asks for a number or a date, because YAML 1.1 would turn
``no`` into False, ``12:30`` into 750 and ``1.10`` into 1.1 before anyone could object.
Tags, anchors, aliases and merge keys are refused: they can run code or explode, and a
person reading a fact should see the fact.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, NoReturn

import yaml

from reportkit.loading.characters import UNPRINTABLE, why_unprintable
from reportkit.loading.limits import MAX_BYTES as MAX_BYTES  # noqa: PLC0414  # for those who read YAML
from reportkit.loading.yaml_errors import Stopped, cause_of, merge_conflict
from reportkit.problems import Mark, Problem

#: The model is eight levels deep; libyaml itself dies by signal on 100,000.
MAX_DEPTH = 24
MAX_NODES = 100_000
#: Past this many a file is not YAML of ours at all; the first ones tell the story.
MAX_PROBLEMS = 100


#: libyaml's parser and its events; their stubs know less than they have.
Parser = Any
Event = Any


class Scalar(NamedTuple):
    """One value as written; ``plain`` tells that it stood without quotes."""

    text: str
    plain: bool
    mark: Mark
    comment: str = ""  # what follows it on its line, from the space before # on


class Sequence(NamedTuple):
    """A list; ``mark`` is its first character."""

    items: tuple[Node, ...]
    mark: Mark


class Mapping(NamedTuple):
    """Keys and values in the order written, each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    inline: bool = False  # written in braces: {key: value, key: value}

    def get(self, key: str) -> Node | None:
        """Return the value under ``key``, if it is there."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class Document(NamedTuple):
    """What a file holds: its top-level mapping (None if unreadable) and its problems."""

    root: Mapping | None
    problems: tuple[Problem, ...]


_BREAK = re.compile("\r\n|\r|\n")
_COMMENT = re.compile(r"[ \t]+#.*")
ODD_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})


def read_yaml(content: bytes, file: str) -> Document:
    """Read one file of seeds. Bad input is a Problem, never an exception."""
    if len(content) > MAX_BYTES:
        return Document(None, (too_large(file, len(content)),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        return _refused(
            "encoding", "the file is not UTF-8 text", _place(file, before), "save it as UTF-8"
        )
    text = text.translate(ODD_BREAKS)
    unprintable = [
        _unprintable(found[0], _place(file, text[: found.start()]))
        for found, _ in zip(UNPRINTABLE.finditer(text), range(MAX_PROBLEMS), strict=False)
    ]
    if unprintable:
        return Document(None, tuple(unprintable))
    return _Reader(file).read(text)


def too_large(file: str, size: int) -> Problem:
    """Tell of a file that is not read because of its size in bytes."""
    return Problem(
        "file-too-large",
        f"the file has {size / 1024 / 1024:.1f} MB; at most 1 MB is read",
        Mark(file, 1, 1),
        "split it: every .yaml file in seeds/ is read",
    )


class _Refused(Exception):
    """Reading cannot go on; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Builds nodes from the parser's events, so that depth and size are known as they grow."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.nodes = 0
        self.problems: list[Problem] = []
        self.lines: list[str] = []

    def read(self, text: str) -> Document:
        self.lines = _BREAK.split(text)
        if conflict := merge_conflict(self.lines):
            mark = Mark(self.file, conflict.line, conflict.column)
            return _refused("merge-conflict", conflict.message, mark, conflict.hint)
        try:
            root = self._document(text)
        except _Refused as refused:
            self.problems.append(refused.problem)
            root = None
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._syntax(error))
            root = None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self._report("yaml-syntax", f"the file is not YAML: {error}", Mark(self.file, 1, 1))
            root = None
        return Document(root, tuple(self.problems))

    def _document(self, text: str) -> Mapping | None:
        loader: Parser = yaml.CSafeLoader(text)
        try:
            return self._top(loader)
        finally:
            loader.dispose()

    def _top(self, loader: Parser) -> Mapping | None:
        loader.get_event()  # the stream's start
        event = loader.get_event()
        if isinstance(event, yaml.StreamEndEvent):
            self._report(
                "file-empty",
                "the file holds nothing",
                Mark(self.file, 1, 1),
                "write at least one key, or delete the file",
            )
            return None
        if event.tags:
            self._refuse("yaml-tag", "%TAG lines are not allowed", event)
        first = loader.get_event()
        if not isinstance(first, yaml.MappingStartEvent):
            if isinstance(first, yaml.ScalarEvent):  # what should be a key may be broken
                loader.get_event(), loader.get_event()
            what = "a list" if isinstance(first, yaml.SequenceStartEvent) else "a single value"
            self._refuse(
                "file-shape",
                f"the file holds {what}; it must be a mapping (key: value)",
                first,
                "begin with a key such as 'facts:'",
            )
        root = self._node(loader, first, 1)
        loader.get_event()  # the document's end
        after = loader.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(
                "file-shape",
                "a second document begins here",
                after,
                "keep one document in a file: delete the '---'",
            )
        return root if isinstance(root, Mapping) else None

    def _node(self, loader: Parser, event: Event, depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH:
            self._refuse("yaml-depth", f"nested more than {MAX_DEPTH} levels deep", event)
        if self.nodes > MAX_NODES:
            self._refuse(
                "yaml-size",
                f"more than {MAX_NODES:,} values in one file",
                event,
                "split it: every .yaml file in seeds/ is read",
            )
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                "yaml-alias",
                f"the alias '*{event.anchor}' is not allowed",
                event,
                "write the value out; give it an id if several records need it",
            )
        if event.anchor:
            self._refuse(
                "yaml-alias",
                f"the anchor '&{event.anchor}' is not allowed",
                event,
                "write the value out",
            )
        if event.tag:
            self._refuse(
                "yaml-tag",
                f"the tag '{_short_tag(event.tag)}' is not allowed",
                event,
                "delete it; the model knows the types",
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loader, event, depth)
        return self._mapping(loader, event, depth)

    def _scalar(self, event: Event) -> Scalar:
        mark = self._mark(event)
        text = event.value
        if event.style == '"' and (hidden := UNPRINTABLE.search(text)):  # an escape such as "\0"
            message, hint = why_unprintable(hidden[0])
            self._report("character", message, mark, hint)
        if not text.isascii():
            text = text.translate(ODD_BREAKS)
        if event.style:
            return Scalar(text, plain=False, mark=mark)
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""  # the end of the file
        comment = _COMMENT.match(line, end.column)
        return Scalar(text, plain=True, mark=mark, comment=comment[0] if comment else "")

    def _sequence(self, loader: Parser, event: Event, depth: int) -> Sequence:
        items = []
        while not isinstance(item := loader.get_event(), yaml.SequenceEndEvent):
            items.append(self._node(loader, item, depth + 1))
        return Sequence(tuple(items), self._mark(event))

    def _mapping(self, loader: Parser, event: Event, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(at := loader.get_event(), yaml.MappingEndEvent):
            key = self._node(loader, at, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse("key-shape", "a key must be a single word", at)
            value = self._node(loader, loader.get_event(), depth + 1)
            if key.text == "<<" and key.plain:
                self._report(
                    "yaml-alias",
                    "the merge key '<<' is not allowed",
                    key.mark,
                    "write the keys out",
                )
            elif first := entries.get(key.text):
                if key.text == "id" and not event.flow_style:  # all that follows would be repeated
                    self._refuse(
                        "yaml-syntax",
                        f"a second record begins here without '-'; the first is on line "
                        f"{first[0].mark.line}",
                        at,
                        "write '- id:', with the '-' under that of the record above; if this is "
                        "the same record, keep one 'id'",
                    )
                self._report(
                    "key-repeated",
                    f"'{key.text}' is written twice",
                    key.mark,
                    f"the first is on line {first[0].mark.line}; keep one",
                )
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), self._mark(event), bool(event.flow_style))

    def _mark(self, event: Event) -> Mark:
        return Mark(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _report(self, code: str, message: str, mark: Mark, hint: str = "") -> None:
        self.problems.append(Problem(code, message, mark, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Refused(Problem("problems-many", "the rest of this file is not read", mark))

    def _refuse(self, code: str, message: str, event: Event, hint: str = "") -> NoReturn:
        raise _Refused(Problem(code, message, self._mark(event), hint))

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        at = error.problem_mark or error.context_mark
        if at is None:
            return Problem("yaml-syntax", f"the file is not YAML: {error}", Mark(self.file, 1, 1))
        opened = error.context_mark
        stopped = Stopped(
            error.problem or "",
            error.context or "",
            at.line + 1,
            at.column + 1,
            (opened.line + 1, opened.column + 1) if opened else None,
        )
        cause = cause_of(stopped, self.lines)
        mark = Mark(self.file, cause.line, cause.column)
        return Problem("yaml-syntax", cause.message, mark, cause.hint)


def _refused(code: str, message: str, mark: Mark, hint: str) -> Document:
    return Document(None, (Problem(code, message, mark, hint),))


def _place(file: str, before: str) -> Mark:
    """Turn the text that stands before a character into that character's mark."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Mark(file, len(lines), len(lines[-1]) + 1)


def _unprintable(character: str, mark: Mark) -> Problem:
    message, hint = why_unprintable(character)
    return Problem("character", message, mark, hint)


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")

"""JSON Lines of ``export``: each line a record, whole, as a snapshot holds it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

from reportkit.authoring.written import Value
from reportkit.exports.jsonl import CHANGES, RECORDS, VERSION
from reportkit.files.plain import open_plain
from reportkit.imports.candidate import Candidate, Refusal
from reportkit.model.book import BY_TYPE, Book
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Mark, Problem, SeedsRejected, did_you_mean

#: A longer line is no record: no file of seeds could hold it.
_LONGEST = 4 * 1024 * 1024
_HOW = "write it with 'reportkit export --format jsonl'"


class Head(NamedTuple):
    """The first line: of which series and edition the records are."""

    series: str
    edition: str
    marking: Tlp


class _Unreadable(Exception):
    """A line, or a value in it, that is no record; with what to do, and the column, from 1."""

    def __init__(self, message: str, hint: str = "", column: int = 1) -> None:
        self.message, self.hint, self.column = message, hint, column
        super().__init__(message)


def head_of(path: Path) -> Head:
    """Read the first line. Raises SeedsRejected where the file is none of ``export``'s."""
    with open_plain(path) as file:
        line = file.readline(_LONGEST)
    try:
        return _head(_read(line.removeprefix(b"\xef\xbb\xbf")))
    except _Unreadable as error:
        raise SeedsRejected([_problem(error, str(path), 1)]) from None


def record_candidates(path: Path, head: Head, book: Book) -> Iterator[Candidate | Refusal]:
    """Give each record of the file; a line that holds none is refused.

    What has no marking of its own is marked as its series; in another series that is marked
    lower it would be given away, so there it gets the marking of the file.
    """
    foreign = head.series != book.brief.id
    higher = foreign and head.marking.rank > book.brief.tlp.rank
    with open_plain(path) as file:
        file.readline(_LONGEST)
        number = 1
        while line := file.readline(_LONGEST + 1):
            number += 1
            if not line.strip():
                continue
            try:
                kind, values = _record(_read(line))
            except _Unreadable as error:
                yield Refusal(_problem(error, str(path), number))
                if len(line) > _LONGEST:
                    return  # what follows is the rest of this line
                continue
            if higher:
                values.setdefault("tlp", head.marking.value)
            yield Candidate(kind, str(values["id"]), values, number)


def _head(values: dict[str, object]) -> Head:
    form, version = values.get("format"), values.get("version")
    if form == CHANGES:
        raise _Unreadable("it holds changes and no records", "export it without --changes")
    if form != RECORDS:
        raise _Unreadable("its first line does not say that records of reportkit follow", _HOW)
    if version != str(VERSION):
        hint = "read it with the reportkit that wrote it, or a newer one"
        raise _Unreadable(f"it is of version {version}, and {VERSION} is read", hint)
    marking = str(values.get("marking"))
    if marking not in frozenset(Tlp):
        hint = "since 2022 it is called TLP:CLEAR" if marking == "TLP:WHITE" else _HOW
        raise _Unreadable(f"its marking '{marking}' is not known", hint)
    return Head(str(values.get("series", "")), str(values.get("edition", "")), Tlp(marking))


def _record(values: dict[str, object]) -> tuple[type, dict[str, Value]]:
    type_ = values.pop("type", None)
    kind = BY_TYPE.get(type_) if isinstance(type_, str) else None
    if kind is None:
        shown = f"the type '{str(type_)[:40]}'" if type_ is not None else "no type"
        hint = did_you_mean(str(type_), BY_TYPE) or f"known: {', '.join(BY_TYPE)}"
        raise _Unreadable(f"the record has {shown}, which is no type of record", hint)
    if not isinstance(values.get("id"), str):
        raise _Unreadable("the record has no id", "each record is found again by its id")
    try:
        return kind, {key: _written(key, held) for key, held in values.items()}
    except RecursionError:
        raise _Unreadable("the line is nested too deep") from None


def _written(key: str, held: object) -> Value:
    """Give a value as seeds hold it: texts, lists and keys."""
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, str):  # numbers too, as they are written there
        return held
    if isinstance(held, list):
        return [_written(key, one) for one in held]
    if isinstance(held, dict):
        return {name: _written(f"{key}.{name}", one) for name, one in held.items()}
    raise _Unreadable(f"{key} is null", "leave the key out")


def _read(line: bytes) -> dict[str, object]:
    """Read a line without guessing: decimals stay as written, no key stands there twice."""
    if len(line) > _LONGEST:
        raise _Unreadable(f"the line is longer than {_LONGEST:,} bytes", "a record is one line")
    try:
        text = line.decode().rstrip()
        held = json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=str,
            parse_int=str,
            parse_constant=_no_number,
        )
    except UnicodeDecodeError as error:
        raise _Unreadable("the line is not UTF-8", _HOW, error.start + 1) from None
    except json.JSONDecodeError as error:
        hint = "one record is one line" if error.pos >= len(line.strip()) else ""
        raise _Unreadable(f"the line is no JSON: {error.msg.lower()}", hint, error.colno) from None
    except RecursionError:
        raise _Unreadable("the line is nested too deep") from None
    if not isinstance(held, dict):
        raise _Unreadable("the line is no record", "a record begins with { and ends with }")
    return cast("dict[str, object]", held)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise _Unreadable(f"the key '{twice[:40]}' stands there twice", "keep one of them")
    return keys


def _no_number(text: str) -> object:
    raise _Unreadable(f"{text} is no number")


def _problem(error: _Unreadable, file: str, line: int) -> Problem:
    return Problem("records-unreadable", error.message, Mark(file, line, error.column), error.hint)

"""Names for findings that stay when lines move: by what is at fault, and not by where or how."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportkit.loading.serialize import Plain, plain_value, to_plain
from reportkit.model.base import Located
from reportkit.model.book import Book, Records
from reportkit.model.fields import spec_of
from reportkit.problems import Mark, Problem

_LENGTH = 32
_SECTION = "section"
#: What a message tells of the edition and not of the record: days, ages, editions, markings.
_PASSING = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\+\d\d:\d\d|Z)?)?"
    r"|[\d,]+ (?:days?|weeks?)\b|\bNo\. \d+(?: rev\. \d+)?"
    r"|\b(?:on line |line |[\w./-]+:)\d+(?::\d+)?"
)
#: Numbers, and whatever may be the id of a record: of all words of a message these are its values.
_VALUE = re.compile(r"\d[\d,.]*(?<=\d)%?|[a-z0-9][a-z0-9._-]*[a-z0-9]")


class _Place(NamedTuple):
    """The value that stands at a mark."""

    owner: str  # id of the record, or the file: "brief"
    path: str  # of the field: "positions.demand"; no place in a list
    value: Plain


def fingerprints(
    problems: Sequence[Problem], records: Records, book: Book | None = None
) -> Iterator[str]:
    """Give each problem 32 signs, which are others as soon as the value at fault is another.

    They rest on the code, the record, the key, the value that stands there, and the numbers and
    ids in the message; so they stay when lines or files move, when keys change places and when
    a message is worded otherwise. Where nothing of the model stands at the mark (in a template,
    in a file that cannot be read), they rest on the file and the message. Problems that are
    alike in all this are counted.
    """
    places = _places_of({problem.mark for problem in problems}, records, book)
    seen = Counter[str]()
    for problem in problems:
        basis = json.dumps(_basis(problem, places, records), ensure_ascii=False, sort_keys=True)
        seen[basis] += 1
        named = f"{basis}\0{seen[basis]}".encode("utf-8", "surrogatepass")
        yield hashlib.sha256(named).hexdigest()[:_LENGTH]


def _basis(problem: Problem, places: Mapping[Mark, _Place], records: Records) -> list[Plain]:
    if place := places.get(problem.mark):
        values = list[Plain](_values_in(problem.message, records))
        return [problem.code, place.owner, place.path, place.value, values]
    return [problem.code, problem.mark.file, _PASSING.sub("", problem.message)]


def _values_in(message: str, records: Records) -> list[str]:
    """Give the numbers and the ids that a message tells, in an order of their own."""
    written = _VALUE.findall(_PASSING.sub(" ", message))
    return sorted(one for one in written if one[0].isdigit() or one in records.defined)


# -- what stands at a mark ---------------------------------------------------------------------


def _places_of(marks: set[Mark], records: Records, book: Book | None) -> dict[Mark, _Place]:
    heads: Iterable[tuple[str, Located]] = ()
    if book is not None:
        heads = (
            ("brief", book.brief),
            ("edition", book.edition),
            ("distribution", book.distribution),
        )
    files = {mark.file for mark in marks}
    places: dict[Mark, _Place] = {}
    for owner, value in (*heads, *((record.id, record) for record in records)):
        if value.at().file not in files:
            continue
        for mark, place in _inside(owner, "", value, marks):
            places.setdefault(mark, place)
    return places


def _inside(
    owner: str, path: str, value: Located, marks: set[Mark]
) -> Iterator[tuple[Mark, _Place]]:
    """Give the places of a value that are among the marks, the outer ones first."""
    specs = spec_of(type(value))
    for field, mark in value.marks.items():
        if mark not in marks:
            continue
        key, _, index = field.partition(".")
        if not field or key not in specs:
            yield mark, _Place(owner, path, _itself(value) if path else "")
            continue
        held = getattr(value, specs[key].name)
        if index.isdigit() and isinstance(held, tuple) and int(index) < len(held):
            held = held[int(index)]
        # A file may name one section for all its records, and it is nobody's own.
        named = "" if field == _SECTION else owner
        yield mark, _Place(named, f"{path}{key}", _plain(held))
    for key, spec in specs.items():
        if not issubclass(spec.item, Located):
            continue
        held = getattr(value, spec.name)
        for item in held if spec.many else () if held is None else (held,):
            yield from _inside(owner, f"{path}{key}.", item, marks)


def _itself(value: Located) -> Plain:
    """Name a value as a whole: by its id where it has one, else by all that it says."""
    id = getattr(value, "id", None)
    return id if isinstance(id, str) else _plain(value)


def _plain(held: object) -> Plain:
    return to_plain(held) if isinstance(held, Located) else plain_value(held)

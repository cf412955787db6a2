"""RIS: records to references, with the line of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.imports.candidate import Refusal
from reportkit.imports.references import Reference, day_text, person
from reportkit.problems import Mark, Problem

_BEGINS, _ENDS = re.compile(r"TY  ?- ?"), re.compile(r"ER  ?-")
_TITLES = ("primary_title", "title")
_PUBLISHERS = (
    "secondary_title", "journal_name", "alternate_title3", "alternate_title2", "publisher",
)  # fmt: skip
#: What these appear in brought them out; of others it is a series or a book, and who printed
#: that comes first.
_PERIODICAL = frozenset(
    {"NEWS", "MGZN", "JOUR", "EJOUR", "JFULL", "ELEC", "WEB", "BLOG", "ICOMM", "MPCT", "SOUND"}
)
_DAYS = ("date", "publication_year", "year")


class _Block(NamedTuple):
    line: int
    text: str
    closed: bool


def ris_references(text: str, file: str) -> Iterator[Reference | Refusal]:
    """Read each record from its TY to its ER; one that is not closed is refused with its line."""
    import rispy

    for block in _blocks(text):
        if not block.closed:
            problem = Problem(
                "reference-unreadable",
                "the record does not end with a line 'ER  -'",
                Mark(file, block.line, 1),
                "end it before the next 'TY  -'",
            )
            yield Refusal(problem)
            continue
        for record in rispy.loads(block.text):
            yield _reference(record, block.line)


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    first = 0
    for number, written in enumerate(text.split("\n"), 1):
        line = written.rstrip("\r").lstrip("\ufeff")
        if _BEGINS.match(line):
            if lines:
                yield _Block(first, "", closed=False)
            lines, first = [], number
        elif not lines:
            continue
        lines.append(line)
        if _ENDS.match(line):
            yield _Block(first, "\n".join([*lines[:-1], "ER  - ", ""]), closed=True)
            lines = []
    if lines:
        yield _Block(first, "", closed=False)


def _reference(record: Mapping[str, object], line: int) -> Reference:
    names = [*_listed(record, "first_authors"), *_listed(record, "authors")]
    days = [day_text(_text(record, key)) for key in _DAYS]
    form = _text(record, "type_of_reference").upper()
    printed = _PUBLISHERS if form in _PERIODICAL else ("publisher", *_PUBLISHERS)
    urls, notes = _listed(record, "urls"), _listed(record, "notes")
    return Reference(
        line=line,
        called=_text(record, "id"),
        form=form,
        title=next(filter(None, (_text(record, key) for key in _TITLES)), ""),
        authors=tuple(map(person, names)),
        offices=tuple(person(name) for name in names if name.endswith(",") or "," not in name),
        publishers=tuple(filter(None, (_text(record, key) for key in printed))),
        url=urls[0].strip() if urls else "",
        doi=_text(record, "doi"),
        archived=" ".join([_text(record, "accession_number"), *urls[1:], *notes]),
        published=max(days, key=len),
        accessed=day_text(_text(record, "access_date")),
        language=_text(record, "language"),
        tags=(*_listed(record, "keywords"), *notes, _text(record, "note")),
    )


def _text(record: Mapping[str, object], key: str) -> str:
    return " ".join(str(record.get(key, "")).split())


def _listed(record: Mapping[str, object], key: str) -> list[str]:
    held = record.get(key, [])
    return [" ".join(str(one).split()) for one in held] if isinstance(held, list) else [str(held)]

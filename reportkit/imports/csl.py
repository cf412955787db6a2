"""CSL-JSON, as Zotero exports it: items to references, with the line of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from reportkit.imports.candidate import Refusal
from reportkit.imports.references import Reference, day_parts, day_text
from reportkit.problems import Mark, Problem

_PUBLISHERS = ("container-title", "publisher", "authority", "archive")
#: In a book, which is no publisher.
_IN_BOOKS = frozenset(
    {"chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"}
)
_SPACE = re.compile(r"[ \t\r\n]*")
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>")
#: JSON of this field that is no list of references, and a word by which it is known.
_OTHERS = (
    ('"spec_version"', "a STIX bundle"),
    ('"bundle--', "a STIX bundle"),
    ('"csaf_version"', "a CSAF advisory"),
    ('"tracking"', "a CSAF advisory"),
    ('"FeatureCollection"', "GeoJSON"),
)
_HEAD = 100_000


def csl_references(text: str, file: str) -> Iterator[Reference | Refusal]:
    """Read each item of the list; from where it is no JSON on, nothing is read."""
    read = json.JSONDecoder().raw_decode
    at, line = _after_space(text, 0), 1
    if text[at : at + 1] != "[":
        message = "it is no list of references as Zotero exports it in CSL JSON"
        hint = "in Zotero choose 'Export Library' and the format 'CSL JSON'"
        if kind := next((name for sign, name in _OTHERS if sign in text[:_HEAD]), ""):
            message = f"it is {kind}, which is not read"
            hint = "add it as a source; what it says of an event is for the desk to write"
        yield Refusal(Problem("reference-unreadable", message, Mark(file, 1, 1), hint))
        return
    counted, at = 0, _after_space(text, at + 1)
    while text[at : at + 1] not in ("]", ""):
        line += text.count("\n", counted, at)
        counted = at
        try:
            item, at = read(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            yield Refusal(_no_json(error, file, line))
            return
        if isinstance(item, dict) and isinstance(item.get("type"), str):
            yield _reference(item, line)
        else:
            message, hint = "it has no type of text", "CSL JSON gives each item a 'type'"
            yield Refusal(Problem("reference-unreadable", message, Mark(file, line, 1), hint))
        at = _after_space(text, at)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
    if not text[at : at + 1]:
        message = "the list is not closed: the file was cut off"
        yield Refusal(Problem("reference-unreadable", message, Mark(file, line, 1)))


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _no_json(error: json.JSONDecodeError | RecursionError, file: str, line: int) -> Problem:
    if isinstance(error, RecursionError):
        return Problem("reference-unreadable", "it is nested too deep", Mark(file, line, 1))
    mark = Mark(file, error.lineno, error.colno)
    return Problem("reference-unreadable", f"it is no JSON: {error.msg.lower()}", mark)


def _reference(item: Mapping[str, object], line: int) -> Reference:
    names = [one for one in _list(item.get("author")) if isinstance(one, dict)]
    literal = {id(one): _text(one.get("literal")) for one in names}
    in_book = item.get("type") in _IN_BOOKS
    printed = ("publisher", *_PUBLISHERS) if in_book else _PUBLISHERS
    called = [literal[id(one)] or _person(one) for one in names]
    return Reference(
        line=line,
        called=_text(item.get("id")),
        form=_text(item.get("type")),
        title=_text(item.get("title")),
        authors=tuple(filter(None, called)),
        offices=tuple(filter(None, literal.values())),
        publishers=tuple(filter(None, (_text(item.get(key)) for key in printed))),
        url=_text(item.get("URL")),
        doi=_text(item.get("DOI")),
        archived=" ".join(map(_lines, (item.get("archive_location"), item.get("note")))),
        published=_day(item.get("issued")),
        accessed=_day(item.get("accessed")),
        language=_text(item.get("language")),
        tags=tuple(_lines(item.get(key)) for key in ("keyword", "note")),
    )


def _person(name: Mapping[str, object]) -> str:
    parts = ("given", "non-dropping-particle", "family", "suffix")
    return " ".join(filter(None, (_text(name.get(part)) for part in parts)))


def _day(date: object) -> str:
    """Give a CSL date: {"date-parts": [["2025", 10, 17]]}, {"raw": "2025-10-17"}."""
    if not isinstance(date, dict):
        return ""
    parts = _list(date.get("date-parts"))
    first = _list(parts[0]) if parts else []
    return day_parts(*map(str, first)) or day_text(_text(date.get("raw") or date.get("literal")))


def _list(held: object) -> list[object]:
    return held if isinstance(held, list) else []


def _text(held: object) -> str:
    return " ".join(_MARKUP.sub("", _lines(held)).split())


def _lines(held: object) -> str:
    return str(held) if isinstance(held, str | int) else ""

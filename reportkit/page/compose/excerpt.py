"""A part of an edition on its own: what it leads to is in it, or is no link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from reportkit.model.book import Book
from reportkit.model.evidence import Source
from reportkit.page.compose.annexes_model import Source as SourceView
from reportkit.page.compose.log_model import Log, LogLine, Notice
from reportkit.page.compose.page_model import KeyFigure, Page
from reportkit.page.compose.profiles_model import ShortSource
from reportkit.page.compose.view_model import Anchor, ChangeMark, Cite, Link
from reportkit.page.labels import commas, short_day

T = TypeVar("T")


def self_contained(value: T) -> T:
    """Give the same value with every link into what it does not hold taken out.

    Sources stay linked: whoever makes such a part lists those that it cites.
    """
    return _cut(value, frozenset(_anchors(value)))  # type: ignore[no-any-return]  # same type


def short_sources(book: Book, page: Page, part: object) -> tuple[ShortSource, ...]:
    """Name the sources that a part cites in a few words each, under their numbers."""
    year = book.edition.period.end.year
    short = []
    for source in _cited_in(page, part):
        record = book.get(Source, source.anchor.removeprefix("src-"))
        day = [short_day(record.published, year)] if record and record.published else []
        text = commas([source.publisher, *day])
        short.append(ShortSource(source.anchor, source.number, text, source.url))
    return tuple(short)


def _cited_in(page: Page, part: object) -> tuple[SourceView, ...]:
    """Give the sources that a part of a page cites, those inside a range too, in order."""
    numbers = {number for run in _runs(part) for number in _numbers(run)}
    return tuple(each for each in page.annexes.sources if int(each.number) in numbers)


def _runs(value: Any) -> Iterator[tuple[Cite, ...]]:
    if isinstance(value, tuple) and value and all(isinstance(item, Cite) for item in value):
        yield value
    else:
        for part in _parts(value):
            yield from _runs(part)


def _numbers(run: tuple[Cite, ...]) -> Iterator[int]:
    last = 0
    for cite in run:
        number = int(cite.number)
        yield from range(last + 1, number) if cite.before == "–" else ()
        yield number
        last = number


def _anchors(value: Any) -> Iterator[str]:
    if isinstance(value, Anchor):
        yield value.fragment
    if isinstance(value, ShortSource | LogLine):
        yield value.anchor
    if isinstance(value, Notice):
        yield value.place
    if isinstance(value, Log):
        yield "annex-log"
    for part in _parts(value):
        yield from _anchors(part)


def _cut(value: Any, there: frozenset[str]) -> Any:
    if isinstance(value, ChangeMark | Link):
        return value if value.anchor in there else value._replace(anchor="")
    if isinstance(value, tuple) and not isinstance(value, Cite):
        items = [_cut(item, there) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    cut = {item.name: _cut(getattr(value, item.name), there) for item in fields(value)}
    if isinstance(value, KeyFigure) and value.target not in there:
        cut["target"] = ""
    return replace(value, **cut)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, item.name) for item in fields(value))

"""Editing the texts of the shipped series changes no fact: numbers, days, quotations, sources.

``replay/facts.json`` holds those of each record of the five weeks as they were before the texts
were edited. What a text says in addition must stand in a record that it names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from reportkit.loading.loader import load
from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Quote
from reportkit.model.fields import spec_of
from reportkit.rules.texts import texts_of
from reportkit.rules.written_days import without_days, written_days
from reportkit.rules.written_numbers import written_numbers

REPLAY = Path(__file__).parent / "replay"
KEPT = REPLAY / "facts.json"
WEEKS = (1, 2, 3, 4, 5)
KINDS = ("numbers", "days", "quotes", "sources")
T = TypeVar("T")
_CLOCK = re.compile(r"(?<![\d:])\d\d:\d\d(?![\d:])")
_QUOTED = re.compile(r'"([^"]+)"')

#: What a text does not say any more, or says now, on purpose: record, what it is, and why.
ON_PURPOSE = {
    ("spin-boldak-6-nov.exchange", "numbers - 3"): '"the third round", where "round three" stood',
    ("kabul-15-oct.hospital-killed", "numbers - 10"): "the fact about it says so already",
    ("kabul-15-oct.hospital-killed", "numbers - 40"): "the fact about it says so already",
    ("unama-earlier.casualties", "numbers - 15"): "the facts about it say so already",
    ("unama-earlier.casualties", "numbers - 2"): "the facts about it say so already",
    ("ghulam-khan.all", "numbers - 23"): "confirmed on 25 October; the page of the 23rd is cited",
    ("kharlachi.all", "numbers - 23"): "confirmed on 25 October; the page of the 23rd is cited",
}


class Facts(NamedTuple):
    """What a record says that an editor must not change."""

    numbers: frozenset[str]
    days: frozenset[str]
    quotes: frozenset[str]
    sources: frozenset[str]


def facts_of(book: Book) -> dict[str, Facts]:
    """Give what each record of a week holds, in its fields and in its words."""
    return {record.id: _facts(book, record) for record in book}


def week(number: int, shipped: Path) -> Book:
    """Read the seeds of one week; the last week's are the series itself."""
    folder = REPLAY / f"no-{number}"
    book = load(folder if folder.is_dir() else shipped).book
    assert book is not None
    return book


@pytest.mark.parametrize("number", WEEKS)
def test_no_fact_of_a_record_was_lost_or_invented(number: int, shipped_series: Path) -> None:
    differences = _differences(week(number, shipped_series), _kept(number))

    assert [] == [one for one in differences if one not in ON_PURPOSE]


def test_each_difference_listed_is_one(shipped_series: Path) -> None:
    """A reason for what is the same again would hide the next mistake."""
    weeks = ((week(number, shipped_series), _kept(number)) for number in WEEKS)
    found = {one for book, kept in weeks for one in _differences(book, kept)}

    assert set() == set(ON_PURPOSE) - found


def _kept(number: int) -> dict[str, Facts]:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {
        id: Facts(*(frozenset(held.get(kind, ())) for kind in KINDS))
        for id, variants in kept.items()
        for held in variants
        if number in held["weeks"]
    }


def _differences(book: Book, before: dict[str, Facts]) -> Iterator[tuple[str, str]]:
    now = facts_of(book)
    for id, facts in before.items():
        for word in _different(facts, now.get(id), _near(book, id, before, now)):
            yield id, word


def _different(before: Facts, now: Facts | None, near: Facts) -> Iterator[str]:
    if now is None:
        yield "record"
        return
    for kind, had, has, known in zip(KINDS, before, now, near, strict=True):
        for word in sorted(had - has):
            yield f"{kind} - {word}"
        for word in sorted(has - had - known):
            yield f"{kind} + {word}"


def _near(book: Book, id: str, before: dict[str, Facts], now: dict[str, Facts]) -> Facts:
    """Give what stands in the records that a record names, and these name: it may be told too.

    A night of two days is told by numbers: "11 to 12 October".
    """
    names, reached = [id], {id}
    for _ in range(2):
        names = [named.id for one in names if one in book.by_id
                 for named in book.mentions(book.by_id[one])]  # fmt: skip
        reached |= set(names)
    facts = [held[one] for one in reached for held in (before, now) if one in held]
    own = now.get(id)
    days = frozenset().union(*(one.days for one in facts if one is not own))
    numbers = frozenset().union(*(one.numbers for one in facts if one is not own))
    quotes = frozenset().union(*(one.quotes for one in facts if one is not own))
    return Facts(numbers | {str(int(day[-2:])) for day in days}, days, quotes, frozenset())


def _facts(book: Book, record: Record) -> Facts:
    texts = [printed.text for printed in texts_of(record)]
    near = book.edition.period.end
    days = {str(day) for day in _values(record, date)}
    days |= {str(written.day) for text in texts for written in written_days(text, near)}
    numbers = {f"{one.normalize():f}" for one in _values(record, Decimal)}
    numbers |= {
        f"{one.value.normalize():f}"
        for text in texts
        for one in written_numbers(without_days(text, near))
        if one.value > 1  # "one of them"
    }
    numbers |= {clock for text in texts for clock in _CLOCK.findall(text)}
    quotes = {quoted for text in texts for quoted in _QUOTED.findall(text)}
    quotes |= {quote.text for quote in _values(record, Quote)}
    sources = {named.id for named in book.mentions(record) if "source_refs" in named.field}
    return Facts(*map(frozenset, (numbers, days, quotes, sources)))


def _values(value: Located, kind: type[T]) -> Iterator[T]:
    """Give the values of a kind that a record holds, at any depth."""
    for spec in spec_of(type(value)).values():
        held = getattr(value, spec.name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, kind):
                yield item
            elif isinstance(item, Located):
                yield from _values(item, kind)

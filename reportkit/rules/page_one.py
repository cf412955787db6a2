"""Do the sentences of page one say what their records say, and of this period?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Judgement
from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.diplomacy import Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Figure, Span
from reportkit.model.fields import spec_of
from reportkit.model.series import Statement
from reportkit.problems import Code, Example, Level, Part, Problem
from reportkit.rules.counts import SMALLEST, values_of
from reportkit.rules.resting import is_whole, rested_on
from reportkit.rules.rule import rule
from reportkit.rules.texts import sentences_of_page_one, texts_of
from reportkit.rules.written_days import without_days, written_days
from reportkit.rules.written_numbers import WrittenNumber, written_numbers

#: A number that compares: "19 more than", "19 people fewer", "up 19", "rose by 19".
_MORE = re.compile(r"(?:\s+[\w-]+){0,2}\s+(?:more|fewer|less|higher|lower)\b", re.IGNORECASE)
_UP_BY = re.compile(
    r"(?:\b(?:up|down|by|plus|minus|another|further|(?:the )?difference (?:is|of))|[+−])\s*$",
    re.IGNORECASE,
)
_YEARS = range(1900, 2101)
_BOTTOM_LINE = "bottom_line: {text: The bridge is shut., basis: [bridge-shut]}"


@rule(
    Code(
        "statement-baseless",
        "ICD 206",
        "Every sentence of page one names the records it rests on, so that it can be "
        "traced to sources and re-examined when one of them changes.",
        (
            Example(
                "bottom_line: {text: The bridge is shut.}",
                _BOTTOM_LINE,
                "edition",
                _BOTTOM_LINE,
            ),
        ),
    )
)
def page_one_rests_on_records(book: Book) -> Iterator[Problem]:
    """Every sentence of page one names the records it rests on (ICD 206)."""
    for what, statement in sentences_of_page_one(book):
        if not statement.basis:
            yield Problem(
                "statement-baseless",
                f"{what} names no basis",
                statement.at("text"),
                "add 'basis:' with the ids of facts, figures or judgements",
            )


@rule(
    Code(
        "number-unsupported",
        "ICD 206",
        "Each number in the bottom line, a highlight or a trend's reason is in a record "
        "that the sentence rests on, exactly or rounded, in digits or in words; what is called "
        '"19 more" may be the difference of two of them. Numbers below 10, years and days are '
        "not looked at.",
        (
            Example(
                "bottom_line: {text: 'About 80,000 people fled.', basis: [fled]}",
                "bottom_line: {text: 'About 71,000 people fled.', basis: [fled]}",
                "edition",
                _BOTTOM_LINE,
                (Part("figures: [{id: fled, metric: displaced, best: 70894}]"),),
            ),
        ),
        level=Level.WARNING,
        thresholds=(SMALLEST,),
    )
)
def numbers_stand_in_the_records(book: Book) -> Iterator[Problem]:
    """Each number in a sentence of page one is in a record that the sentence rests on.

    It may be rounded: "about 71,000" for 70,894.
    """
    near, english = book.edition.period.end, base_of(book.brief.written_in) == "en"
    smallest = book.brief.threshold("number-unsupported", SMALLEST)
    for what, statement in sentences_of_page_one(book):
        if not english or not statement.basis or not is_whole(book, statement.basis):
            continue
        given = _numbers_under(book, statement.basis)
        for number in written_numbers(without_days(statement.text, near)):
            if number.value < smallest or number.value in _YEARS:
                continue
            if any(number.can_be(one) for one in given) or _is_reckoned(statement, number, given):
                continue
            yield Problem(
                "number-unsupported",
                f"{what} says {number.written}, and no record that it rests on does",
                statement.at("text"),
                "correct the number, or add the record that gives it to 'basis:'",
                Level.WARNING,
            )


@rule(
    Code(
        "day-unsupported",
        "ICD 206",
        "Each day that the bottom line, a highlight or a trend's reason names is in a "
        "record that the sentence rests on: as its day, within its first and last, or in "
        "its words.",
        (
            Example(
                "bottom_line: {text: They fought on 12 October., basis: [siege]}",
                "bottom_line: {text: They fought on 16 October., basis: [siege]}",
                "edition",
                _BOTTOM_LINE,
                (Part("events: [{id: siege, date_start: 2025-10-14, date_end: 2025-10-18}]"),),
            ),
        ),
        level=Level.WARNING,
    )
)
def days_stand_in_the_records(book: Book) -> Iterator[Problem]:
    """Each day in a sentence of page one is in a record that the sentence rests on.

    It may lie between the first and the last day of one, as the second day of a siege.
    """
    edition, english = book.edition, base_of(book.brief.written_in) == "en"
    near = edition.period.end
    own = {edition.period.start, near, edition.cut_off.date()}  # "by 16 November"
    for what, statement in sentences_of_page_one(book):
        if not english or not statement.basis or not is_whole(book, statement.basis):
            continue
        records = list(rested_on(book, statement.basis))
        given = own | {day for record in records for day in _days_of(record, near)}
        spans = [span for record in records if (span := _span_of(record))]
        for written in written_days(statement.text, near):
            if written.day in given or any(start <= written.day <= end for start, end in spans):
                continue
            yield Problem(
                "day-unsupported",
                f"{what} names {written.day}, and no record that it rests on does",
                statement.at("text"),
                "correct the day, or add the record that gives it to 'basis:'",
                Level.WARNING,
            )


def _numbers_under(book: Book, basis: tuple[str, ...]) -> set[Decimal]:
    """Gather the numbers of the records named, and of what these rest on in turn."""
    records = (one for one in rested_on(book, basis) if not isinstance(one, Judgement))
    return {number for record in records for number in _numbers_of(record)}


def _is_reckoned(statement: Statement, number: WrittenNumber, given: set[Decimal]) -> bool:
    """Tell whether a number is said to be a difference, and two of the records' are so far apart.

    "19 more than a week before", of 214 and 195.
    """
    behind = statement.text[number.start + len(number.written) :]
    compared = _MORE.match(behind) or _UP_BY.search(statement.text[: number.start])
    return bool(compared) and any(number.value + one in given for one in given)


def _days_of(record: Record, near: date) -> Iterator[date]:
    """Give the days of a record: in its fields, in what these hold, and in its words."""
    yield from _days_in(record)
    for printed in texts_of(record):
        yield from (written.day for written in written_days(printed.text, near))


def _days_in(value: Located) -> Iterator[date]:
    for spec in spec_of(type(value)).values():
        held = getattr(value, spec.name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Located):
                yield from _days_in(item)
            elif isinstance(item, date):
                yield item


def _span_of(record: Record) -> tuple[date, date] | None:
    match record:
        case Event(date_start=start, date_end=date() as end):
            return start, end
        case Measure(since=date() as start, until=date() as end):
            return start, end
        case Round(start=date() as start, end=date() as end):
            return start, end
        case Figure(period=Span(start=start, end=end)):
            return start, end
    return None


def _numbers_of(record: Record) -> Iterator[Decimal]:
    if isinstance(record, Figure):
        yield from values_of(record)
    for printed in texts_of(record):
        yield from (number.value for number in written_numbers(printed.text))


RULES = (
    page_one_rests_on_records,
    numbers_stand_in_the_records,
    days_stand_in_the_records,
)

"""Do the sentences of page one say what their records say, and of this period?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Indicator, Judgement
from reportkit.model.book import EVIDENCE, Book
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.vocabulary import Trend
from reportkit.problems import Level, Problem
from reportkit.rules.texts import sentences_of_page_one, texts_of
from reportkit.rules.written_days import without_days

_GAP = "[ ,\u00a0\u202f]"  # between thousands
_NUMBER = re.compile(rf"(?<![\w.,:-])\d+(?:{_GAP}\d{{3}})*(?:\.\d+)?(?![\w:-]|[.,]\d)")
#: A smaller number is a day, a count on one hand or an ordinal as often as a figure.
_SMALLEST = 10
_YEARS = range(1900, 2101)


def trends_rest_on_the_period(book: Book) -> Iterator[Problem]:
    """What made things better or worse happened in the period of the arrow (CrisisWatch).

    That they are unchanged may well rest on what stands from before.
    """
    edition, period = book.edition, book.edition.period
    trends = [(edition.trend, edition.trend_rationale)]
    trends += [(part.trend, part.rationale) for part in edition.section_trends]
    for rationale in (reason for trend, reason in trends if trend is not Trend.UNCHANGED):
        for index, id in enumerate(rationale.basis):
            last = _last_day(book, id)
            if last is not None and last < period.start:
                yield Problem(
                    "trend-reason-old",
                    f"a trend of {period.start} to {period.end} rests on {id} of {last}",
                    rationale.at(f"basis.{index}"),
                    "name what happened in the period; what came before explains no change",
                    Level.WARNING,
                )


def numbers_stand_in_the_records(book: Book) -> Iterator[Problem]:
    """Each number in a sentence of page one is in a record that the sentence rests on.

    It may be rounded: "about 71,000" for 70,894.
    """
    near, english = book.edition.period.end, base_of(book.brief.written_in) == "en"
    for what, statement in sentences_of_page_one(book):
        if not english or not statement.basis:
            continue
        given = _numbers_under(book, statement.basis)
        for number, written in _numbers(without_days(statement.text, near)):
            if number < _SMALLEST or number in _YEARS or any(_is(number, one) for one in given):
                continue
            yield Problem(
                "number-unsupported",
                f"{what} says {written}, and no record that it rests on does",
                statement.at("text"),
                "correct the number, or add the record that gives it to 'basis:'",
                Level.WARNING,
            )


def _last_day(book: Book, id: str) -> date | None:
    """Give the last day of what a record tells; None where it has no day or goes on."""
    match record := book.by_id.get(id):
        case Fact(date=None, event=str(event)):
            last = _last_day(book, event)
        case Fact(date=day) | Claim(date=day) | Round(end=day) | Measure(until=day):
            last = day
        case Event():
            last = record.date_end or record.date_start
        case Figure():
            last = record.as_of or (record.period.end if record.period else None)
        case Commitment():
            last = record.due or record.made_on
        case Indicator():
            last = record.last_checked
        case _:
            last = None
    return last


def _numbers_under(book: Book, basis: tuple[str, ...]) -> set[Decimal]:
    """Gather the numbers of the records named, and of what these rest on in turn."""
    found: set[Decimal] = set()
    waiting, seen = list(basis), set()
    while waiting:
        record = book.by_id.get(waiting.pop())
        if record is None or record.id in seen or isinstance(record, Judgement):
            continue
        seen.add(record.id)
        found.update(_numbers_of(record))
        waiting += [named.id for named in book.mentions(record) if named.field in EVIDENCE]
    return found


def _numbers_of(record: Record) -> Iterator[Decimal]:
    if isinstance(record, Figure):
        yield from (one for one in (record.low, record.best, record.high) if one is not None)
    for printed in texts_of(record):
        yield from (number for number, _ in _numbers(printed.text))


def _numbers(text: str) -> Iterator[tuple[Decimal, str]]:
    for match in _NUMBER.finditer(text):
        yield Decimal(re.sub(_GAP, "", match[0])), match[0]


def _is(said: Decimal, given: Decimal) -> bool:
    """Tell whether a number is another one, as given or rounded to its own last digit."""
    if said == given:
        return True
    digits = str(said).rstrip("0") if said == said.to_integral_value() else ""
    step = Decimal(10) ** (len(str(said)) - len(digits)) if digits else Decimal(0)
    return step > 1 and len(digits) > 1 and abs(given - said) * 2 <= step


RULES = (trends_rest_on_the_period, numbers_stand_in_the_records)

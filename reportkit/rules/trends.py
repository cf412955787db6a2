"""Do arrows and highlights tell what happened in the period?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.diplomacy import Commitment, Measure
from reportkit.model.series import Statement
from reportkit.model.vocabulary.diplomacy import MeasureStatus
from reportkit.model.vocabulary.series import Trend
from reportkit.problems import Code, Example, Level, Mark, Part, Problem
from reportkit.rules.resting import last_day
from reportkit.rules.rule import rule
from reportkit.rules.written_days import written_days

_SHUT = "basis: [shut]"
_UNCHANGED = "trend: unchanged"
_WORSE = "trend: deteriorated"
_REASON = "trend_rationale: {text: The bridge is shut to trade., basis: [bridge-shut]}"
_STEP = "trend_rationale: {text: The bridge is shut to trade., basis: [step]}"
_KEY = "key_figures: [toll]"
_HIGHLIGHT = "highlights:\n  - {text: The road in the hills is cut off"
_SINCE = re.compile(r"\b(?:since|until|still)\b", re.IGNORECASE)
_NOT_YET = frozenset({MeasureStatus.THREATENED, MeasureStatus.ANNOUNCED})


@rule(
    Code(
        "trend-reason-old",
        "CrisisWatch",
        "The arrow tells what became better or worse in the period. Its reasons are "
        "records of the period, and its words name no earlier day alone; what came before "
        "was the last edition's news. A measure that has been in force since before explains "
        "no change by itself.",
        (
            Example(
                "facts: [{id: road-shut, date: 2025-10-12, statement: North shut the road.}]",
                "facts: [{id: road-shut, date: 2025-10-13, statement: North shut the road.}]",
                given=(
                    Part(
                        "trend_rationale: {text: The road is shut to trade., basis: "
                        "[road-shut]}  # of 13-19 October",
                        "edition",
                        "trend_rationale: {text: The bridge is shut to trade., basis: "
                        "[bridge-shut]}",
                    ),
                ),
            ),
            Example(
                f"trend_rationale: {{text: The bridge has been shut since 12 October., {_SHUT}}}",
                f"trend_rationale: {{text: The bridge was shut again on 14 October., {_SHUT}}}",
                "edition",
                _REASON,
                (
                    Part(
                        "facts: [{id: shut, date: 2025-10-14,\n"
                        "  statement: 'North shut it on 12 October, and again on 14 October.'}]"
                    ),
                ),
            ),
        ),
        level=Level.WARNING,
    )
)
def trends_rest_on_the_period(book: Book) -> Iterator[Problem]:
    """What made things better or worse happened in the period of the arrow (CrisisWatch).

    That they are unchanged may well rest on what stands from before.
    """
    period, english = book.edition.period, base_of(book.brief.written_in) == "en"
    for reason in (reason for trend, reason in _trends(book) if trend is not Trend.UNCHANGED):
        old = list(_of_before(book, reason))
        for index, id, last in old:
            yield _old(
                f"a trend of {period.start} to {period.end} rests on {id} of {last}",
                reason.at(f"basis.{index}"),
            )
        days = _days_in(reason, period.end) if english else []
        if not old and days and max(days) < period.start:
            yield _old(
                f"the reason for a trend of {period.start} to {period.end} names no later day than "
                f"{max(days)}",
                reason.at("text"),
            )
        elif not old and reason.basis and all(_began_before(book, id) for id in reason.basis):
            yield _old(
                f"a trend of {period.start} to {period.end} rests on nothing that began in it",
                reason.at("basis"),
            )


@rule(
    Code(
        "trend-unchanged",
        "CrisisWatch",
        "An arrow that says unchanged does not rest on steps of the period alone: a measure that "
        "was taken or lifted in it, or a promise made in it, is a change. Name what stayed as it "
        "was, or set the arrow.",
        (
            Example(
                f"{_UNCHANGED}\n{_STEP}",
                f"{_WORSE}\n{_STEP}",
                "edition",
                f"{_WORSE}\n{_REASON}",
                (Part("measures: [{id: step, since: 2025-10-14}]"),),
            ),
        ),
        level=Level.WARNING,
    )
)
def what_is_unchanged_did_not_change(book: Book) -> Iterator[Problem]:
    """The reason for an unchanged trend names more than steps that were taken in the period."""
    period = book.edition.period
    for trend, reason in _trends(book):
        if trend is not Trend.UNCHANGED or not reason.basis:
            continue
        days = [_step_of(book, id) for id in reason.basis]
        if all(day is not None and period.start <= day <= period.end for day in days):
            yield Problem(
                "trend-unchanged",
                f"an unchanged trend rests on {' and '.join(reason.basis)} of the period alone",
                reason.at("basis"),
                "name what stayed as it was, or set deteriorated or improved",
                Level.WARNING,
            )


@rule(
    Code(
        "highlight-old",
        "OCHA",
        "A highlight is news of the period. One whose records were over before it, and whose "
        "words name earlier days alone, was the last edition's highlight. What still stands "
        'says so: "since 12 October", or no day.',
        (
            Example(
                f"{_HIGHLIGHT} on 12 October., basis: [road]}}\n{_KEY}",
                f"{_HIGHLIGHT} since 12 October., basis: [road]}}\n{_KEY}",
                "edition",
                _KEY,
                (Part("facts: [{id: road, date: 2025-10-12, statement: North shut it.}]"),),
            ),
        ),
        level=Level.WARNING,
    )
)
def highlights_are_of_the_period(book: Book) -> Iterator[Problem]:
    """A highlight tells something of the period, or that goes on (OCHA)."""
    period, english = book.edition.period, base_of(book.brief.written_in) == "en"
    for number, highlight in enumerate(book.edition.highlights, 1):
        days = _days_in(highlight, period.end) if english else []
        all_over = len(list(_of_before(book, highlight))) == len(highlight.basis) > 0
        if all_over and days and max(days) < period.start and not _SINCE.search(highlight.text):
            yield Problem(
                "highlight-old",
                f"highlight {number} tells of {max(days)}; the period begins on {period.start}",
                highlight.at("text"),
                "name what happened in the period, say what still stands, or leave it out",
                Level.WARNING,
            )


def _days_in(statement: Statement, near: date) -> list[date]:
    return [written.day for written in written_days(statement.text, near)]


def _trends(book: Book) -> list[tuple[Trend, Statement]]:
    edition = book.edition
    sections = ((part.trend, part.rationale) for part in edition.section_trends)
    return [(edition.trend, edition.trend_rationale), *sections]


def _of_before(book: Book, statement: Statement) -> Iterator[tuple[int, str, date]]:
    """Give the records of a basis that ended before the period: place in it, id, last day."""
    for index, id in enumerate(statement.basis):
        last = last_day(book, id)
        if last is not None and last < book.edition.period.start:
            yield index, id, last


def _began_before(book: Book, id: str) -> bool:
    """Tell whether a record is a step that was taken before the period and goes on."""
    step = _step_of(book, id)
    return step is not None and step < book.edition.period.start


def _step_of(book: Book, id: str) -> date | None:
    """Give the day of a step: a measure's last move that has a day, or that of a promise."""
    match book.by_id.get(id):
        case Measure() as measure if measure.measure_status not in _NOT_YET:
            return measure.until or measure.since
        case Commitment() as commitment:
            return commitment.made_on
    return None


def _old(message: str, mark: Mark) -> Problem:
    return Problem(
        "trend-reason-old",
        message,
        mark,
        "name what happened in the period; what came before explains no change",
        Level.WARNING,
    )


RULES = (
    trends_rest_on_the_period,
    what_is_unchanged_did_not_change,
    highlights_are_of_the_period,
)

"""Until when does a record that goes on hold without another look? Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from reportkit.model.book import Book, is_live
from reportkit.model.days import days_of
from reportkit.model.diplomacy import Commitment, Measure
from reportkit.model.envelope import Record
from reportkit.model.evidence import Fact, Figure, Source
from reportkit.model.vocabulary.diplomacy import ENDED_MEASURES, CommitmentStatus
from reportkit.model.vocabulary.events import Scope
from reportkit.model.vocabulary.series import Standing
from reportkit.model.vocabulary.sources import SourceStatus

#: A promise of which nothing more is to be learnt.
_SETTLED = frozenset(
    {
        CommitmentStatus.MET,
        CommitmentStatus.BREACH_CONFIRMED,
        CommitmentStatus.LAPSED,
        CommitmentStatus.NOT_CONCLUDED,
    }
)
_DAYS = {"day": 1, "week": 7}


def span_of(written: str) -> timedelta | None:
    """Read "30 days" or "4 weeks"; None of a day such as "2026-01-08"."""
    number, _, unit = written.partition(" ")
    return timedelta(int(number) * _DAYS[unit.removesuffix("s")]) if unit else None


def last_confirmed(book: Book, record: Record) -> date | None:
    """Give the last day on which a record is known to have been so; None if nothing tells it.

    That is its ``confirmed``, else its ``as_of``; a figure has no other. Of the others it is the
    day of the newest source under it that still counts, or the record's own day if that is later.
    """
    own = record.confirmed or record.as_of
    if own is not None or isinstance(record, Figure):
        return own
    return max(_read_on(book, record), default=None)


def good_until(book: Book, record: Record) -> date | None:
    """Give the day after which a record must have been confirmed again; None if there is none.

    A span runs from the day on which the record was last confirmed. What brief.yaml says of its
    type holds for a record that goes on and says nothing itself.
    """
    written = record.stale_after or _of_the_series(book, record)
    if not written or _is_over(record):
        return None
    span = span_of(written)
    if span is None:
        return date.fromisoformat(written)
    since = last_confirmed(book, record)
    return since + span if since else None


def is_stale(book: Book, record: Record) -> bool:
    """Tell whether a record was to be confirmed again by the cut-off, and was not."""
    until = good_until(book, record)
    return until is not None and until < book.edition.cut_off.date() and is_live(record)


def unconfirmed_since(book: Book, record: Record) -> date | None:
    """Give the day since which nobody looked at it again, where a reader has to know; else None.

    So it is with what is stale, and with what names its day of confirmation and stands on from
    before the period. A figure's ``as_of`` is printed anyway.
    """
    if not is_live(record) or _is_over(record):
        return None
    day = record.confirmed
    if day is None and isinstance(record, Figure):
        return None
    if day is not None and day < book.edition.period.start:
        return day
    return last_confirmed(book, record) if is_stale(book, record) else None


def _read_on(book: Book, record: Record) -> Iterator[date]:
    last = book.edition.cut_off.date()
    days = days_of(record, book)
    for id in book.sources_under(record.id):
        source = book.get(Source, id)
        if source and source.published and source.source_status is SourceStatus.OK:
            yield source.published
    if days:  # what is to end later is not known to
        yield days.end if days.end and days.end <= last else days.start


def _of_the_series(book: Book, record: Record) -> str:
    for rule in book.brief.freshness:
        if _is_one(record, rule.type):
            return rule.after
    return ""


def _is_one(record: Record, type_: Standing) -> bool:
    """Tell whether a record is of a type, and goes on: what is of one day only does not age."""
    match type_:
        case Standing.FACT:
            return isinstance(record, Fact) and record.standing
        case Standing.FIGURE:
            return isinstance(record, Figure) and record.scope is not Scope.PERIOD
        case Standing.MEASURE:
            return isinstance(record, Measure)
        case Standing.COMMITMENT:
            return isinstance(record, Commitment)
    assert_never(type_)


def _is_over(record: Record) -> bool:
    match record:
        case Measure():
            return record.measure_status in ENDED_MEASURES
        case Commitment():
            return record.commitment_status in _SETTLED
    return False

"""What a person must look at before the next edition is published, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from reportkit.editions.snapshot import Snapshot
from reportkit.model.analysis import Correction, Gap, Judgement
from reportkit.model.book import ENDED, Book, is_live
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Fact, Source
from reportkit.model.freshness import last_confirmed
from reportkit.model.vocabulary.analysis import GapStatus
from reportkit.model.vocabulary.diplomacy import ENDED_MEASURES, NextRoundStatus
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.problems import Mark
from reportkit.rules.due import PROMISED, indicators_were_checked, records_are_not_stale
from reportkit.rules.texts import sentences_of_page_one

#: A state that nobody confirmed for so long may well have ended.
LONG = timedelta(days=28)
_SHOWN = 70  # letters of a sentence


class Group(Enum):
    """Why a thing must be looked at; the value is the heading above it."""

    PAGE_ONE = "Page 1 still says what the last edition said"
    DUE = "Falls due in this period, or did before"
    OLD = "Old, or not confirmed for long"
    INDICATORS = "Indicators that nobody has looked at in this period"
    GAPS = "Open questions"
    ENDED = "Ended: told once, and kept on file"
    CORRECTIONS = "Corrections whose notice is published, kept on file"
    SET_ASIDE = "Silenced or overruled in brief.yaml: do the reasons still hold?"


class Item(NamedTuple):
    """One thing to look at."""

    group: Group
    name: str  # the record's id; of page 1, which sentence
    message: str
    mark: Mark


def look_at(book: Book, before: Snapshot) -> tuple[Item, ...]:
    """List what must be looked at in a book whose edition is the one that follows."""
    items = [
        *_page_one(book, before),
        *_due(book),
        *_old(book),
        *_indicators(book),
        *_gaps(book),
        *_ended(book),
        *_corrections(book, before),
        *_set_aside(book),
    ]
    order = list(Group)
    return tuple(sorted(items, key=lambda item: (order.index(item.group), item.mark)))


def _page_one(book: Book, before: Snapshot) -> Iterator[Item]:
    edition, was = book.edition, before.edition
    said = {statement.text for _, statement in sentences_of_page_one(before.book)}
    for what, statement in sentences_of_page_one(book):
        if statement.text in said:
            yield Item(Group.PAGE_ONE, what, _short(statement.text), statement.at("text"))
    if edition.alerts and edition.alerts == was.alerts:
        words = ", ".join(alert.value for alert in edition.alerts)
        yield Item(Group.PAGE_ONE, "the alerts", words, edition.at("alerts"))
    if edition.source_summary and edition.source_summary == was.source_summary:
        text = _short(edition.source_summary)
        yield Item(Group.PAGE_ONE, "the summary of sources", text, edition.at("source_summary"))


def _due(book: Book) -> Iterator[Item]:
    """Find what has its day by the end of the period: forecasts, promises, rounds, measures."""
    last = book.edition.period.end
    for judgement in book.all(Judgement):
        resolution = judgement.resolution
        open_ = is_live(judgement) and resolution is not None and resolution.outcome is None
        if open_ and resolution is not None and resolution.due <= last:
            message = f"forecast to be resolved by {resolution.due}: did it come true?"
            yield Item(Group.DUE, judgement.id, message, resolution.at("due"))
    for promise in book.all(Commitment):
        open_ = is_live(promise) and promise.commitment_status in PROMISED
        if open_ and promise.due is not None and promise.due <= last:
            message = f"promised by {promise.due}: was it kept?"
            yield Item(Group.DUE, promise.id, message, promise.at("due"))
    for measure in book.all(Measure):
        open_ = is_live(measure) and measure.measure_status not in ENDED_MEASURES
        if open_ and measure.until is not None and measure.until <= last:
            message = f"was to end on {measure.until}: did it?"
            yield Item(Group.DUE, measure.id, message, measure.at("until"))
    yield from _next_rounds(book, last)


def _next_rounds(book: Book, last: date) -> Iterator[Item]:
    """Find the meetings that were agreed; a round that was held since has answered that."""
    newest = {round_.track: round_.number for round_ in sorted(book.all(Round), key=_number)}
    for round_ in book.all(Round):
        planned = round_.next_round
        if planned is None or planned.date is None or planned.status is NextRoundStatus.NONE:
            continue
        if is_live(round_) and round_.number == newest[round_.track] and planned.date <= last:
            message = f"the next round was {planned.status} for {planned.date}: did they meet?"
            yield Item(Group.DUE, round_.id, message, planned.at("date"))


def _number(round_: Round) -> int:
    return round_.number


def _old(book: Book) -> Iterator[Item]:
    """Find records that have become stale, and states that nobody confirmed for weeks."""
    stale = set[str]()
    for problem in records_are_not_stale(book):
        id, _, message = problem.message.partition(" ")
        stale.add(id)
        yield Item(Group.OLD, id, message, problem.mark)
    period = book.edition.period
    for record in (one for one in book if one.id not in stale and is_live(one)):
        day = last_confirmed(book, record)
        if day is None:
            continue
        if _is_said_each_week(record) and day < period.end - LONG:
            yield Item(Group.OLD, record.id, f"last confirmed on {day}", record.at("id"))
        elif record.id in book.edition.key_figures and day < period.start:
            yield Item(Group.OLD, record.id, f"a key figure, as of {day}", record.at("as_of"))


def _is_said_each_week(record: Record) -> bool:
    if isinstance(record, Measure):
        return record.measure_status not in ENDED_MEASURES
    return isinstance(record, Fact) and record.standing


def _indicators(book: Book) -> Iterator[Item]:
    for problem in indicators_were_checked(book):
        id, _, message = problem.message.partition(" ")
        yield Item(Group.INDICATORS, id, message.partition(",")[0], problem.mark)


def _gaps(book: Book) -> Iterator[Item]:
    for gap in book.all(Gap):
        if is_live(gap) and gap.gap_status is GapStatus.OPEN:
            yield Item(Group.GAPS, gap.id, _short(gap.question), gap.at("question"))


def _ended(book: Book) -> Iterator[Item]:
    for record in book:
        if record.status in ENDED:
            yield Item(Group.ENDED, record.id, record.status.value, record.at("status"))
        elif isinstance(record, Source) and record.source_status is not SourceStatus.OK:
            message = f"source is {record.source_status.value}"
            yield Item(Group.ENDED, record.id, message, record.at("source_status"))


def _corrections(book: Book, before: Snapshot) -> Iterator[Item]:
    for correction in book.all(Correction):
        if correction.id in before.records and is_live(correction):
            message = f"of {correction.record}; its notice stood in No. {before.name.spoken}"
            yield Item(Group.CORRECTIONS, correction.id, message, correction.at("id"))


def _set_aside(book: Book) -> Iterator[Item]:
    day = book.edition.published.date()
    for silence in book.brief.silenced:
        ends = f"ended on {silence.until}" if silence.until < day else f"until {silence.until}"
        message = f"silent, {ends}: {_short(silence.reason)}"
        yield Item(Group.SET_ASIDE, f"{silence.rule} {silence.finding}", message, silence.at())
    for setting in book.brief.rules:
        yield Item(Group.SET_ASIDE, setting.rule, _short(setting.reason), setting.at())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"

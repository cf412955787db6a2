"""Do the days make sense: ends after starts, nothing after the cut-off, nothing stale?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Indicator, Judgement
from reportkit.model.base import Located, once_per_class
from reportkit.model.book import Book, is_live
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.diplomacy import Commitment, Measure
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.fields import spec_of
from reportkit.model.vocabulary import (
    CommitmentStatus,
    IndicatorStatus,
    MeasureStatus,
    Method,
    Modality,
)
from reportkit.problems import Level, Mark, Problem
from reportkit.rules.cadence import in_cadence
from reportkit.rules.texts import any_of, without_quotes
from reportkit.rules.written_days import written_days

#: Wherever a value has both, the second is not before the first.
_PAIRS = (
    ("start", "end"),
    ("date_start", "date_end"),
    ("since", "until"),
    ("valid_from", "valid_to"),
    ("made_on", "due"),
    ("published", "accessed"),
)
#: Words with which a text speaks of a day that was still to come.
_AHEAD = any_of((
    "will", "would", "shall", "is to", "are to", "was to", "were to", "due", "set", "sets",
    "plan", "plans", "planned", "scheduled", "agree", "agreed", "announced", "announces",
    "invited", "promised", "promises", "proposed", "expected", "extended", "until", "next",
    "deadline", "from", "hope", "hopes", "hoped", "ask", "asks", "asked", "want", "wants", "wanted",
))  # fmt: skip
_PROMISED = frozenset(
    {
        CommitmentStatus.ANNOUNCED,
        CommitmentStatus.AGREED_IN_PRINCIPLE,
        CommitmentStatus.IN_FORCE,
        CommitmentStatus.PARTLY_MET,
    }
)
_NOT_YET = frozenset({MeasureStatus.THREATENED, MeasureStatus.ANNOUNCED})


class _Dated(NamedTuple):
    """One day in a record that had come when the edition was written."""

    day: date
    field: str
    mark: Mark


def ends_follow_starts(book: Book) -> Iterator[Problem]:
    """No end lies before its start, wherever in the seeds the two stand."""
    for owner, value in (("the edition", book.edition), *((each.id, each) for each in book)):
        yield from _in_order(owner, value)
    for judgement in book.all(Judgement):
        resolution, horizon = judgement.resolution, judgement.horizon
        if resolution is not None and horizon is not None and resolution.due < horizon:
            yield _backwards(
                judgement.id,
                ("due", resolution.due),
                ("horizon", horizon),
                resolution.at("due"),
            )


def nothing_is_newer_than_the_cut_off(book: Book) -> Iterator[Problem]:
    """No record is dated after the cut-off; what came later waits for the next edition (ISW)."""
    last = book.edition.cut_off.date()
    for record in book:
        for dated in _days_past(record):
            if dated.day > last:
                yield Problem(
                    "record-after-cut-off",
                    f"{record.id} has {dated.field} {dated.day}, the cut-off is {last}",
                    dated.mark,
                    "leave it for the next edition, or move the cut-off",
                )


def the_edition_keeps_its_own_time(book: Book) -> Iterator[Problem]:
    """The period covers the cut-off, and publication follows it (OCHA, WHO)."""
    edition = book.edition
    if not edition.period.start <= edition.cut_off.date() <= edition.period.end:
        yield Problem(
            "cut-off-outside-period",
            f"the cut-off {edition.cut_off.date()} is not in "
            f"the period {edition.period.start} to {edition.period.end}",
            edition.at("cut_off"),
            "the period holds the day of the cut-off",
        )
    if edition.published < edition.cut_off:
        yield Problem(
            "published-before-cut-off",
            "the edition is published before its cut-off",
            edition.at("published"),
            f"the cut-off is {edition.cut_off.isoformat()}",
        )
    if edition.next_due is not None and edition.next_due <= edition.published.date():
        yield Problem(
            "next-due-past",
            f"the next edition is due on {edition.next_due}, not after this one",
            edition.at("next_due"),
            "leave it out: the cadence tells it",
        )


def the_cadence_can_be_kept(book: Book) -> Iterator[Problem]:
    """A weekly series names its weekday, and its time zone exists (IANA)."""
    yield from in_cadence(book.brief.cadence)


def records_are_not_stale(book: Book) -> Iterator[Problem]:
    """A record past its ``stale_after`` was confirmed again or is no longer carried (OCHA)."""
    day = book.edition.cut_off.date()
    for record in book:
        if record.stale_after is not None and record.stale_after < day and is_live(record):
            yield _advice(
                "record-stale",
                f"{record.id} was good until {record.stale_after}",
                record.at("stale_after"),
                "confirm it and move the day, or drop it",
            )


def indicators_were_checked(book: Book) -> Iterator[Problem]:
    """Every indicator that is watched was looked at in this period."""
    for indicator in book.all(Indicator):
        watched = indicator.indicator_status is not IndicatorStatus.NOT_MONITORED
        if watched and indicator.last_checked < book.edition.period.start:
            yield _advice(
                "indicator-unchecked",
                f"{indicator.id} was last checked on {indicator.last_checked}, before the period",
                indicator.at("last_checked"),
                "check it, or set not_monitored",
            )


def forecasts_are_resolved_when_due(book: Book) -> Iterator[Problem]:
    """A forecast whose day has come is resolved (ICD 203: accuracy can be assessed)."""
    day = book.edition.cut_off.date()
    for judgement in book.all(Judgement):
        resolution = judgement.resolution
        if resolution is not None and resolution.outcome is None and resolution.due < day:
            yield _advice(
                "forecast-due",
                f"{judgement.id} was to be resolved by {resolution.due}",
                resolution.at("due"),
                "add 'outcome:' and 'on:'",
            )


def promises_are_followed_up(book: Book) -> Iterator[Problem]:
    """A promise whose day has passed is met, overdue or broken."""
    day = book.edition.cut_off.date()
    for commitment in book.all(Commitment):
        due = commitment.due
        if due is not None and due < day and commitment.commitment_status in _PROMISED:
            yield _advice(
                "commitment-due",
                f"{commitment.id} was due on {due} and is {commitment.commitment_status}",
                commitment.at("commitment_status"),
                "set met, overdue, lapsed or breach_alleged",
            )


def nothing_runs_ahead_of_its_day(book: Book) -> Iterator[Problem]:
    """A fact, a claim or an event tells of no later day than its own, but for what is planned."""
    if base_of(book.brief.written_in) != "en":
        return
    for record in book:
        told = _told_on(record)
        if told is None or not is_live(record):
            continue
        day, field, said = told
        said = without_quotes(said)
        later = [each.day for each in written_days(said, day) if each.day > day]
        if later and not _AHEAD.search(said):
            yield _advice(
                "fact-runs-ahead",
                f"{record.id} is of {day} and tells of {max(later)}",
                record.at(field),
                "give it the day of what it tells; what was only planned says so",
            )


def _told_on(record: Record) -> tuple[date, str, str] | None:
    """Give the last day of what a record tells as done, the field that says it, and the words."""
    match record:
        case Fact(date=date() as day):
            return day, "date", record.statement
        case Claim(date=day, modality=modality) if modality in SAYS_SO | {Modality.DENIES}:
            return day, "date", record.statement
        case Event(date_end=date() as day):
            return day, "date_end", record.summary
        case Event(date_start=day):
            return day, "date_start", record.summary
    return None


def _days_past(record: Record) -> Iterator[_Dated]:
    """Give the days of a record that cannot lie in the future when it is written."""
    names = ("as_of", *record.past_days)
    if isinstance(record, Measure) and record.measure_status in _NOT_YET:
        names = ("as_of",)
    for name in names:
        day = getattr(record, name)
        if day is not None:
            yield _Dated(day, name, record.at(name))
    if isinstance(record, Figure) and record.period and record.method is not Method.PROJECTION:
        yield _Dated(record.period.end, "period end", record.period.at("end"))
    if isinstance(record, Judgement) and record.resolution and record.resolution.on:
        yield _Dated(record.resolution.on, "resolution", record.resolution.at("on"))


def _in_order(owner: str, value: Located) -> Iterator[Problem]:
    pairs, nested = _spans(type(value))
    for first, last in pairs:
        start, end = getattr(value, first), getattr(value, last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            yield _backwards(owner, (last, end), (first, start), value.at(last))
    for name in nested:
        held = getattr(value, name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Located):
                yield from _in_order(owner, item)


@once_per_class
def _spans(model: type[Located]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Name a model's own starts and ends, and the fields that may hold more of them."""
    spec = spec_of(model)
    pairs = tuple(pair for pair in _PAIRS if spec.keys() >= set(pair))
    return pairs, tuple(each.name for each in spec.values() if issubclass(each.item, Located))


def _backwards(owner: str, end: tuple[str, date], start: tuple[str, date], mark: Mark) -> Problem:
    return Problem(
        "period-order",
        f"{owner} has {end[0]} {end[1]} before {start[0]} {start[1]}",
        mark,
        "are the two swapped?",
    )


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    ends_follow_starts,
    nothing_is_newer_than_the_cut_off,
    the_edition_keeps_its_own_time,
    the_cadence_can_be_kept,
    records_are_not_stale,
    indicators_were_checked,
    forecasts_are_resolved_when_due,
    promises_are_followed_up,
    nothing_runs_ahead_of_its_day,
)

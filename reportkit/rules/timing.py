"""Do the days make sense: ends after starts, nothing after the cut-off, nothing stale?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportkit.model.analysis import Judgement
from reportkit.model.base import Located, once_per_class
from reportkit.model.book import Book
from reportkit.model.diplomacy import Measure
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Figure
from reportkit.model.fields import spec_of
from reportkit.model.vocabulary.diplomacy import MeasureStatus
from reportkit.model.vocabulary.events import Method
from reportkit.problems import Code, Example, Mark, Problem
from reportkit.rules.cadence import CADENCE, in_cadence
from reportkit.rules.rule import rule

#: Wherever a value has both, the second is not before the first.
_PAIRS = (
    ("start", "end"),
    ("date_start", "date_end"),
    ("since", "until"),
    ("valid_from", "valid_to"),
    ("made_on", "due"),
    ("published", "accessed"),
    ("as_of", "confirmed"),
    ("since", "confirmed"),
    ("made_on", "confirmed"),
    ("date", "confirmed"),
)
_NOT_YET = frozenset({MeasureStatus.THREATENED, MeasureStatus.ANNOUNCED})


#: What several examples hold.
_CUT_OFF = "cut_off: 2025-10-19T18:00+00:00"
_PUBLISHED = "published: 2025-10-20T06:00+00:00"


class _Dated(NamedTuple):
    """One day in a record that had come when the edition was written."""

    day: date
    field: str
    mark: Mark


@rule(
    Code(
        "period-order",
        "house rule: nothing is guessed",
        "No period, measure or event ends before it starts; nothing is confirmed before it is so.",
        (
            Example(
                "measures: [{since: 2025-10-14, until: 2025-10-13}]",
                "measures: [{since: 2025-10-14, until: 2025-10-14}]",
            ),
            Example(
                "commitments: [{ceasefire: {form: verbal, sides: bilateral, class: preliminary,\n"
                "  start: 2025-10-15, end: 2025-10-14}}]",
                "commitments: [{ceasefire: {form: verbal, sides: bilateral, class: preliminary,\n"
                "  start: 2025-10-15, end: 2025-10-17}}]",
            ),
            Example(
                "judgements: [{horizon: 2025-12-31, resolution: {criteria: Seen., "
                "due: 2025-12-30}}]",
                "judgements: [{horizon: 2025-12-31, resolution: {criteria: Seen., "
                "due: 2026-01-15}}]",
            ),
            Example(
                "measures: [{since: 2025-10-14, confirmed: 2025-10-13}]",
                "measures: [{since: 2025-10-14, confirmed: 2025-10-14}]",
            ),
            Example("end: 2025-10-12", "end: 2025-10-20", file="edition", was="end: 2025-10-19"),
        ),
    )
)
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


@rule(
    Code(
        "record-after-cut-off",
        "ISW",
        "The edition says that information received after the cut-off is not included; a "
        "record dated later waits for the next edition.",
        (
            Example(
                "# the cut-off is on 19 October\nfacts: [{date: 2025-10-20}]",
                "# the cut-off is on 19 October\nfacts: [{date: 2025-10-19}]",
            ),
            Example(
                "sources: [{published: 2025-10-20}]",
                "sources: [{published: 2025-10-19, accessed: 2025-10-25}]",
            ),
            Example(
                "figures: [{period: {start: 2025-10-13, end: 2025-10-20}}]",
                "figures: [{period: {start: 2025-10-13, end: 2025-10-20}, method: projection}]",
            ),
            Example(  # it was on one of these days, so on one before the cut-off
                "events: [{date_start: 2025-10-14, date_end: 2025-10-20}]",
                "events: [{date_start: 2025-10-14, date_end: 2025-10-20, date_precision: week}]",
            ),
            Example(
                "measures: [{since: 2025-11-01, measure_status: in_force}]",
                "measures: [{since: 2025-11-01, measure_status: announced}]",
            ),
            Example(
                "cut_off: 2025-10-17T18:00",
                "cut_off: 2025-10-18T18:00",
                file="edition",
                was="cut_off: 2025-10-19T18:00",
            ),
        ),
    )
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


@rule(
    Code(
        "cut-off-outside-period",
        "OCHA, WHO",
        "The reference period holds the day of the cut-off, or the masthead contradicts itself.",
        (
            Example(
                f"period: {{start: 2025-10-13, end: 2025-10-18}}\n{_CUT_OFF}",
                f"period: {{start: 2025-10-13, end: 2025-10-20}}\n{_CUT_OFF}",
                "edition",
                f"period: {{start: 2025-10-13, end: 2025-10-19}}\n{_CUT_OFF}",
            ),
        ),
    ),
    Code(
        "published-before-cut-off",
        "OCHA, WHO",
        "An edition cannot be published before the last moment from which it took information.",
        (
            Example(
                f"{_CUT_OFF}\npublished: 2025-10-19T19:00+05:00",
                f"{_CUT_OFF}\npublished: 2025-10-19T23:30+05:00",
                "edition",
                f"{_CUT_OFF}\npublished: 2025-10-20T06:00+00:00",
            ),
        ),
    ),
    Code(
        "next-due-past",
        "OCHA",
        "The next edition comes after this one; left out, its day is computed from the cadence.",
        (
            Example(
                f"{_PUBLISHED}\nnext_due: 2025-10-20",
                f"{_PUBLISHED}\nnext_due: 2025-10-21",
                "edition",
                _PUBLISHED,
            ),
        ),
    ),
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


@rule(*CADENCE)
def the_cadence_can_be_kept(book: Book) -> Iterator[Problem]:
    """A weekly series names its weekday, and its time zone exists (IANA)."""
    yield from in_cadence(book.brief.cadence)


def _days_past(record: Record) -> Iterator[_Dated]:
    """Give the days of a record that cannot lie in the future when it is written."""
    names = ("as_of", "confirmed", *record.past_days)
    if isinstance(record, Measure) and record.measure_status in _NOT_YET:
        names = ("as_of", "confirmed")
    if isinstance(record, Event) and record.is_rough:
        names = tuple(name for name in names if name != "date_end")  # the last that it can be
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


RULES = (
    ends_follow_starts,
    nothing_is_newer_than_the_cut_off,
    the_edition_keeps_its_own_time,
    the_cadence_can_be_kept,
)

"""What is old, and what fell due?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Indicator, Judgement
from reportkit.model.book import Book, is_live
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.diplomacy import Commitment
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact
from reportkit.model.freshness import good_until, is_stale, last_confirmed, span_of
from reportkit.model.vocabulary.analysis import IndicatorStatus
from reportkit.model.vocabulary.diplomacy import CommitmentStatus
from reportkit.model.vocabulary.events import Modality
from reportkit.problems import Code, Example, Level, Mark, Part, Problem
from reportkit.rules.rule import rule
from reportkit.rules.texts import any_of, without_quotes
from reportkit.rules.written_days import written_days

#: Words with which a text speaks of a day that was still to come.
_AHEAD = any_of((
    "will", "would", "shall", "is to", "are to", "was to", "were to", "due", "set", "sets",
    "plan", "plans", "planned", "scheduled", "agree", "agreed", "announced", "announces",
    "begins", "starts", "opens", "ends", "closes", "expires", "begin", "expire", "must",
    "forecast", "forecasts",
    "invited", "promised", "promises", "proposed", "expected", "extended", "next",
    "deadline", "hope", "hopes", "hoped", "ask", "asks", "asked", "want", "wants", "wanted",
))  # fmt: skip
#: Right before a day these tell when somebody spoke, and plan nothing for it.
_ACTED = re.compile(
    r"\b(?:asked|announced|promised|proposed|invited|hoped|wanted) on (?:the )?$", re.IGNORECASE
)
#: What is called for a day, goes on to it, or was on one of two: "on 29 or 30 October".
_FOR = re.compile(
    r"\b(?:for|from|until|till|\d{1,2} or|from [\w ]{1,20} (?:to|until)) (?:the )?$",
    re.IGNORECASE,
)
#: A promise that is still to be kept.
PROMISED = frozenset(
    {
        CommitmentStatus.ANNOUNCED,
        CommitmentStatus.AGREED_IN_PRINCIPLE,
        CommitmentStatus.IN_FORCE,
        CommitmentStatus.PARTLY_MET,
    }
)


@rule(
    Code(
        "record-stale",
        "OCHA",
        "The day up to which the record was good has passed: its own `stale_after`, or what "
        "`freshness` of brief.yaml says of records that go on. Look at it again and move the "
        "day, or drop it. Old news that looks fresh misleads; the page says when it was last "
        "confirmed.",
        (
            Example(
                "# the cut-off is on 19 October\nfacts: [{stale_after: 2025-10-18}]",
                "# the cut-off is on 19 October\nfacts: [{stale_after: 2025-10-19}]",
            ),
            Example(
                "# the cut-off is on 19 October\n"
                "measures: [{stale_after: 4 days, confirmed: 2025-10-14}]",
                "# the cut-off is on 19 October\n"
                "measures: [{stale_after: 4 days, confirmed: 2025-10-15}]",
            ),
            Example(
                "freshness: [{type: measure, after: 1 week}]",
                "freshness: [{type: measure, after: 8 days}]",
                "brief",
                "authors: [A. Writer]",
                (Part("# the cut-off is on 19 October\nmeasures: [{since: 2025-10-11}]"),),
            ),
        ),
        level=Level.WARNING,
    )
)
def records_are_not_stale(book: Book) -> Iterator[Problem]:
    """What goes on was confirmed again in good time, or is no longer carried (OCHA)."""
    for record in book:
        if not is_stale(book, record):
            continue
        day, since = good_until(book, record), last_confirmed(book, record)
        if record.stale_after and not span_of(record.stale_after):
            message, move = f"was good until {day}", "move the day"
        else:
            message, move = f"was last confirmed on {since}, good until {day}", "set 'confirmed:'"
        yield _advice(
            "record-stale",
            f"{record.id} {message}",
            record.at("confirmed" if record.confirmed else "stale_after"),
            f"look whether it is still so and {move}, or drop it",
        )


@rule(
    Code(
        "indicator-unchecked",
        "ICD 203, standard 2",
        "An indicator that nobody looked at in this period is no indicator; check it or "
        "set not_monitored.",
        (
            Example(
                "# the period begins on 13 October\nindicators: [{last_checked: 2025-10-12}]",
                "# the period begins on 13 October\nindicators: [{last_checked: 2025-10-13}]",
            ),
        ),
        level=Level.WARNING,
    )
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


@rule(
    Code(
        "forecast-due",
        "ICD 203, standard 8",
        "The day on which the forecast was to be resolved has passed: say whether it occurred. "
        "Until then every edition says that what came of it is open.",
        (
            Example(
                "# the cut-off is on 19 October\n"
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18}}]",
                "# the cut-off is on 19 October\n"
                "judgements: [{resolution: {criteria: Seen., due: 2025-10-18,\n"
                "  outcome: unresolvable}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def forecasts_are_resolved_when_due(book: Book) -> Iterator[Problem]:
    """A forecast whose day has come is resolved (ICD 203: accuracy can be assessed)."""
    day = book.edition.cut_off.date()
    for judgement in book.all(Judgement):
        resolution = judgement.resolution
        if resolution is None or resolution.outcome is not None:
            continue
        # Due before its own horizon: 'period-order' asks which of the two is wrong.
        swapped = judgement.horizon is not None and resolution.due < judgement.horizon
        if resolution.due < day and not swapped:
            yield _advice(
                "forecast-due",
                f"{judgement.id} was to be resolved by {resolution.due}",
                resolution.at("due"),
                f"say what came of it: reportkit resolve {judgement.id}",
            )


@rule(
    Code(
        "commitment-due",
        "house rule: a record agrees with itself",
        "The day of a promise has passed and it still stands as promised: set met, "
        "overdue, lapsed or breach_alleged.",
        (
            Example(
                "# the cut-off is on 19 October\n"
                "commitments: [{due: 2025-10-18, commitment_status: announced}]",
                "# the cut-off is on 19 October\n"
                "commitments: [{due: 2025-10-18, commitment_status: overdue}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def promises_are_followed_up(book: Book) -> Iterator[Problem]:
    """A promise whose day has passed is met, overdue or broken."""
    day = book.edition.cut_off.date()
    for commitment in book.all(Commitment):
        due = commitment.due
        swapped = due and commitment.made_on and due < commitment.made_on  # 'period-order' asks
        if due and due < day and not swapped and commitment.commitment_status in PROMISED:
            yield _advice(
                "commitment-due",
                f"{commitment.id} was due on {due} and is {commitment.commitment_status}",
                commitment.at("commitment_status"),
                "set met, overdue, lapsed or breach_alleged",
            )


@rule(
    Code(
        "fact-runs-ahead",
        "time of the record",
        "A fact, a claim and an event are dated on the last day that they tell of. A fact "
        "of 7 November that says what had not happened by 16 November would stand in the "
        "wrong week. What was planned or promised for a later day says so.",
        (
            Example(
                "facts: [{date: 2025-10-14, statement: No one had come by 18 October.}]",
                "facts: [{date: 2025-10-18, statement: No one had come by 18 October.}]",
            ),
            Example(
                "facts: [{date: 2025-10-14, statement: They met on 18 October.}]",
                "facts: [{date: 2025-10-14, statement: They agreed to meet on 18 October.}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def nothing_runs_ahead_of_its_day(book: Book) -> Iterator[Problem]:
    """A fact, a claim or an event tells of no later day than its own, but for what is planned."""
    if base_of(book.brief.written_in) != "en":
        return
    cut_off = book.edition.cut_off.date()
    for record in book:
        done = _told_on(record)
        if done is None or not is_live(record):
            continue
        day, field, statement = done
        text = without_quotes(statement)
        later = [
            written
            for written in written_days(text, day)
            if written.day > day and not _FOR.search(text[: written.start])
        ]
        acted = any(_ACTED.search(text[: written.start]) for written in later)
        if later and (acted or not _AHEAD.search(text)):
            last = max(written.day for written in later)
            yield _advice(
                "fact-runs-ahead",
                f"{record.id} is of {day} and tells of {last}",
                record.at(field),
                "give it the day of what it tells; what was only planned says so"
                if last <= cut_off
                else "it lies after the cut-off: say that it is planned, or leave it out",
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


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    records_are_not_stale,
    indicators_were_checked,
    forecasts_are_resolved_when_due,
    promises_are_followed_up,
    nothing_runs_ahead_of_its_day,
)

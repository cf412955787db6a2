"""All checks, one after the other: none stops the others, none goes on for ever."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable
from types import FrameType
from typing import NamedTuple, NoReturn

from reportkit.doctor import (
    installation,
    machine_checks,
    mail,
    mail_server,
    published,
    series_checks,
    timer,
)
from reportkit.doctor.context import Context, ReportsUnreadable
from reportkit.doctor.row import Check, Group, Row, Status, failure, skip, warning
from reportkit.problems import Busy, ReportkitError, SeedsRejected

UNABLE, WRONG, ALTERED = 3, 1, 7
#: Every check, in the order in which it is told.
GROUPS: tuple[Group, ...] = (
    Group("machine", (*installation.CHECKS, *machine_checks.CHECKS), UNABLE),
    Group("series", series_checks.CHECKS, WRONG, of_series=True),
    Group("published", published.CHECKS, WRONG, of_series=True),
    Group("schedule", timer.CHECKS, WRONG, of_series=True),
    Group("mail", mail.CHECKS, WRONG, of_series=True),
    Group("mail server", mail_server.CHECKS, UNABLE, of_series=True),
)
#: Of several that fail the gravest decides: what was published comes before all.
_GRAVITY = (ALTERED, UNABLE, WRONG)


class Answer(NamedTuple):
    """One row as it is told."""

    group: str
    what: str
    row: Row


class _TimeOver(BaseException):  # no Exception: a check must not take it for its own
    """The time of a check is over."""


def examine(context: Context, groups: tuple[Group, ...] = GROUPS) -> tuple[Answer, ...]:
    """Ask every check. The machine is asked last, for the engine is at work meanwhile."""
    rows = {group.name: _rows(group, context) for group in reversed(groups)}
    return tuple(
        Answer(group.name, check.what, row)
        for group in groups
        for check, row in zip(group.checks, rows[group.name], strict=True)
    )


def exit_code(answers: Iterable[Answer], groups: tuple[Group, ...] = GROUPS) -> int:
    """Give the code of the gravest that fails; 0 where nothing does."""
    codes = {group.name: group.code for group in groups}
    failed = {
        answer.row.code or codes[answer.group]
        for answer in answers
        if answer.row.status is Status.FAIL
    }
    return next((code for code in _GRAVITY if code in failed), 0)


def worth_a_look(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Keep what warns or fails."""
    return tuple(answer for answer in answers if answer.row.status in (Status.WARN, Status.FAIL))


def counts(answers: Iterable[Answer]) -> dict[Status, int]:
    """Count the rows of each status, those that there are none of too."""
    numbers = Counter(answer.row.status for answer in answers)
    return {status: numbers[status] for status in Status}


def _rows(group: Group, context: Context) -> list[Row]:
    if group.of_series and context.series is None:
        return [skip("no series here", "reportkit init my-series") for _ in group.checks]
    return [_asked(check, context) for check in group.checks]


def _asked(check: Check, context: Context) -> Row:
    """Ask one check; whatever it ends with becomes its row."""
    remedy = context.say(check.words) if check.words else ""
    try:
        return _in_time(check, context)
    except _TimeOver:
        return failure(f"no answer in {check.seconds:g} s", remedy, UNABLE)
    except ReportkitError as error:
        return _refused(error, remedy)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return failure(f"{where}{(error.strerror or str(error)).lower()}", remedy, UNABLE)
    except Exception as error:  # noqa: BLE001  # a bug in a check hides no other row
        return skip(f"this check does not work here: {type(error).__name__}: {error}", remedy)


def _refused(error: ReportkitError, remedy: str) -> Row:
    """Tell what the command would have ended with."""
    if isinstance(error, Busy):
        return warning(str(error), remedy)
    if isinstance(error, ReportsUnreadable):
        return skip(f"waits for the row 'reports': {error}")
    if isinstance(error, SeedsRejected):
        first = error.problems[0]
        return failure(f"{first.mark.file}:{first.mark.line}: {first.message}", remedy)
    code = error.exit_code if error.exit_code in _GRAVITY else 0
    return failure(str(error), remedy, code)


def _in_time(check: Check, context: Context) -> Row:
    """Ask a check for so long and no longer."""
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, check.seconds)
    try:
        return check.ask(context)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _TimeOver

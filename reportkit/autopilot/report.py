"""What a run notes of itself as it goes along, however it ends."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportkit.editions.journal import Outcome, Owed, Run, SlotDecision, note_run
from reportkit.loading.loader import load_brief
from reportkit.model.series import Brief
from reportkit.periods import Slot
from reportkit.problems import (
    Busy,
    Problem,
    ReportkitError,
    SeedsRejected,
    Terminated,
    errors_in,
    without_addresses,
)
from reportkit.rules.cadence import in_cadence

PARTLY, BUG, INTERRUPTED = 5, 70, 130
_LIMIT = (
    "Each run goes on where the one before it was. If it is a time limit, as of systemd's "
    "TimeoutStartSec, 'reportkit runs' tells how far they came."
)
_MOST_LETTERS = 400


@dataclass(kw_only=True)
class RunReport:
    """What is to be noted of this run, as it goes along."""

    steps: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    decisions: list[SlotDecision] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    owner_told: list[str] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    outcome: Outcome = Outcome.IDLE
    code: int = 0
    slot: str = ""
    next: Slot | None = None
    is_noted: bool = False  # stands in the journal

    def note(self, said: str, outcome: Outcome = Outcome.DONE, code: int = 0) -> None:
        """Remember a step; the gravest outcome is that of the run."""
        self.steps.append(said)
        if _GRAVITY.index(outcome) > _GRAVITY.index(self.outcome):
            self.outcome = outcome
        if code and self.code in (0, PARTLY):
            self.code = code

    def run(self, at: datetime, began: float) -> Run:
        """Close the report; ``began`` is of the clock that only goes forward.

        A run that mailed the owner is not idle: what it told must be remembered.
        """
        heard = self.owner_told or self.owed
        return Run(
            at=at,
            outcome=Outcome.DONE if heard and self.outcome is Outcome.IDLE else self.outcome,
            code=self.code,
            milliseconds=round((time.monotonic() - began) * 1000),
            slot=self.slot,
            steps=tuple(self.steps),
            problems=tuple(self.problems),
            decisions=tuple(self.decisions),
            sent=tuple(self.sent),
            owner_told=tuple(self.owner_told),
            owed=tuple(self.owed),
        )


_GRAVITY = (
    Outcome.IDLE,
    Outcome.DONE,
    Outcome.WAITING,
    Outcome.PARTLY,
    Outcome.FAILED,
    Outcome.INTERRUPTED,
)


@contextmanager
def recorded_run(reports: Path, now: datetime, began: float, report: RunReport) -> Iterator[None]:
    """Note the run, however it ends; one that found a lock held did nothing.

    That the system stopped it is owed to the owner: a time limit would stop each run so, and
    the next one tells before it goes on.
    """
    try:
        yield
    except Busy:
        raise
    except KeyboardInterrupt as stopped:
        report.note("stopped by a signal", Outcome.INTERRUPTED, INTERRUPTED)
        if isinstance(stopped, Terminated):
            about = f"stopped {report.slot or f'{now:%G-W%V}'}"
            report.owed.append(Owed(about, "the system stopped a scheduled run", _LIMIT))
        _close(reports, now, began, report)
        raise
    except Exception as error:
        report.note(f"a bug: {type(error).__name__}", Outcome.FAILED, BUG)
        _close(reports, now, began, report)
        raise
    _close(reports, now, began, report)


def _close(reports: Path, now: datetime, began: float, report: RunReport) -> None:
    note_run(reports, report.run(now, began))
    report.is_noted = True


def readable_brief(series: Path, report: RunReport) -> Brief | None:
    """Read the brief, without which nobody knows what is due; note why it cannot be read."""
    brief, problems = load_brief(series)
    problems = (*problems, *(in_cadence(brief.cadence) if brief else ()))
    if brief is None or problems:
        report.problems += places(problems)
        report.note("brief.yaml cannot be read; nothing was published", Outcome.FAILED, 1)
        return None
    return brief


#: Another person mends these, and who wrote the edition has nothing to do.
_REVIEWS = {
    "review-missing": "its review by somebody who did not write it",
    "review-outdated": "a new review: it was changed after the last one",
    "review-early": "a review of what came up to its cut-off",
}


def awaited(problems: Iterable[Problem]) -> tuple[str, int] | None:
    """Say what an edition waits for, and the run's exit code; None where something is wrong."""
    codes = {problem.code for problem in problems}
    if codes == {"edition-later"}:
        return "waits for the hour in edition.yaml", 0
    if codes <= {"edition-later", *_REVIEWS}:
        reasons = [reason for code, reason in _REVIEWS.items() if code in codes]
        return f"waits for {reasons[0]}", 1
    return None


def in_brief(error: ReportkitError) -> str:
    """Say in a line why a step failed; the log holds no address and no text of a record."""
    if isinstance(error, SeedsRejected):
        return ", ".join(places(errors_in(error.problems)))
    first = str(error).partition("\n")[0]
    return without_addresses(first)[:_MOST_LETTERS] or type(error).__name__


def places(problems: Iterable[Problem]) -> list[str]:
    """Name problems by code and place: their words may quote what is marked above the mail."""
    return [f"{each.code} {each.mark.file}:{each.mark.line}" for each in problems]

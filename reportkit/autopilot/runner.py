"""What a timer calls: whatever is due, once. Safe to call every hour, and after any crash.

Build and seal the edition of the newest slot, hand it to the mail, try again what was
deferred, and finish what an earlier run left half way. What cannot be published or mailed is
told to the owner once, and the last good edition stands. A dry run goes the same way, up to
whatever would write or mail something.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.autopilot.mailer import Mailer
from reportkit.autopilot.mailing import Mailing
from reportkit.autopilot.owner import (
    Owner,
    addressee,
    clear_reminders,
    notify_without_log,
    reminders,
)
from reportkit.autopilot.publishing import Publishing
from reportkit.autopilot.report import (
    RunReport,
    readable_brief,
    recorded_run,
)
from reportkit.autopilot.steps import CHECK, RUN, RUNS, Asked, Call, Make, Steps
from reportkit.delivery.reconcile import refuse_lost
from reportkit.editions.journal import (
    LOCK,
    Fate,
    Journal,
    Outcome,
    Run,
    SlotDecision,
    note_run,
    read_journal,
)
from reportkit.files import disk
from reportkit.model.vocabulary.series import Missed
from reportkit.periods import Slot
from reportkit.problems import (
    Busy,
    MachineUnable,
    ReportkitError,
)
from reportkit.schedule.due import Due, due, refuse_doubtful_clock


class Ran(NamedTuple):
    """What a run did, and when the next slot is due; None where the brief cannot be read."""

    run: Run
    next: Slot | None


def run(  # noqa: PLR0913  # what a run is given
    series: Path,
    *,
    now: datetime,
    make: Make,
    mailer: Mailer,
    asked: Asked,
    cache: Path | None = None,
) -> Ran:
    """Do what is due, and note it in the journal.

    Raises Busy when another run or a build holds a lock, having changed nothing that the next
    run would not find. Every other failure is noted, and told to the owner once for a slot;
    what cannot even be noted, of whatever kind, is told as well, and raised.
    """
    began = time.monotonic()
    call = Call(series, now, make, mailer, asked, RunReport(), reminders(series, cache))
    if asked.dry:
        _go(call, read_journal(call.reports), killed="")
    else:
        with _notify_if_unrecorded(call):
            _locked(call, began)
    return Ran(call.report.run(now, began), call.report.next)


@contextmanager
def _notify_if_unrecorded(call: Call) -> Iterator[None]:
    try:
        yield
    except Busy:
        raise
    except Exception as error:
        if call.report.is_noted:  # what went wrong was told on the way
            raise
        known = bool(call.report.owner_told)
        untold = notify_without_log(
            call.series, call.mailer, call.now, error, known=known, reminders=call.reminders
        )
        if untold and isinstance(error, MachineUnable):
            raise MachineUnable(f"{error}; the owner could not be told ({untold})") from error
        raise


def _locked(call: Call, began: float) -> None:
    reports = call.reports
    if not reports.is_dir():
        disk.ensure_folder(reports)
    note = f"process {os.getpid()}, since {call.now.isoformat(timespec='seconds')}\n"
    with disk.locked(reports / LOCK, note, 0.0) as held:
        journal = read_journal(reports)
        with recorded_run(reports, call.now, began, call.report):
            _go(call, journal, killed=held.left_by)
        clear_reminders(call.reminders)


def _go(call: Call, journal: Journal, *, killed: str) -> None:
    """Read the brief and take the steps; whatever ends them, the owner hears of it."""
    owner = Owner(
        addressee(call.series), call.mailer, call.now, journal, call.report, call.reminders,
        dry=call.asked.dry,
        mute=not call.asked.mail,
    )  # fmt: skip
    week = f"{call.now:%G-W%V}"
    try:
        owner.notify_owed()  # first: this run may be stopped as well
        brief = readable_brief(call.series, call.report)
        if brief is None:
            headline = "brief.yaml cannot be read, and nothing is published"
            owner.notify(f"brief {week}", headline, call.report.problems, ask=CHECK)
            _report_killed(call, owner, killed)
        else:
            _Runner(call, brief, journal, owner).go(killed)
    except Busy:
        raise
    except Exception as error:
        about = f"crash {call.report.slot or week} {type(error).__name__}"
        headline = f"the run ended with an error of reportkit itself ({type(error).__name__})"
        owner.notify(about, headline, ask=f"{RUN} shows where; please report it.")
        raise


def _report_killed(call: Call, owner: Owner, killed: str) -> None:
    """Tell that the run before came to no end, and note it at once: so may this one.

    ``killed`` is what the lock held, which only this run sees: however it goes on, it tells.
    """
    if not killed:
        return
    line = f"an earlier run was killed ({killed})"
    already = len(call.report.owner_told)
    owner.notify(
        f"killed {call.report.slot or f'{call.now:%G-W%V}'}",
        "a scheduled run was killed before its end",
        [line],
        ask=f"This one goes on where it was. {RUNS}",
    )
    told = tuple(call.report.owner_told[already:])
    run = Run(
        at=call.now, outcome=Outcome.INTERRUPTED, slot=call.report.slot, steps=(line,),
        owner_told=told,
    )  # fmt: skip
    note_run(call.reports, run)


@dataclass(frozen=True)
class _Runner(Steps):
    """One run, step by step."""

    def go(self, killed: str) -> None:
        """Take the steps in order; a step that fails does not undo those before it."""
        publishing = Publishing(self.call, self.brief, self.journal, self.owner)
        cadence, asked, now = self.brief.cadence, self.call.asked, self.call.now
        every_slot = asked.every_slot or self.brief.schedule.missed is Missed.EACH
        try:
            refuse_lost(self.store)
            refuse_doubtful_clock(
                self.store, cadence, self.journal, now, accepted=asked.accept_clock
            )
            slots = due(self.store, cadence, self.journal, now, every_slot=every_slot)
        except ReportkitError as error:
            since = f"since No. {self.last_edition()}"
            publishing.failed(error, f"nothing is published {since}", about=since)
            _report_killed(self.call, self.owner, killed)  # else nobody ever hears of it
            return
        self.report.slot, self.report.next = slots.newest.key, slots.next
        if not self.journal.runs and not asked.dry:
            self._begin(slots)
        else:
            self.report.decisions += slots.decisions
        _report_killed(self.call, self.owner, killed)
        self._report_decisions(slots.decisions)
        published = publishing.publish_all(slots)
        Mailing(self.call, self.brief, self.journal, self.owner).mail(slots, published)

    def _begin(self, slots: Due) -> None:
        """Note what was there before the schedule, before anything is published under it.

        If this run comes to no end, the next one knows by it whose the new edition is.
        """
        last = self.last_edition()
        told = f"the schedule begins{f' after No. {last}' if last != '0' else ''}"
        begun = Run(
            at=self.call.now, outcome=Outcome.DONE, steps=(told,), decisions=slots.decisions
        )
        note_run(self.call.reports, begun)

    def _report_decisions(self, decisions: Sequence[SlotDecision]) -> None:
        for entry in decisions:
            if entry.fate is Fate.DONE:
                self.report.note(f"{entry.slot} {self.words.is_done} with No. {entry.edition}")
            else:
                self.report.note(f"{entry.slot} {self.words.is_missed} ({entry.why})")

"""What a timer calls: whatever is due, once. Safe to call every hour, and after any crash.

Build and seal the edition of the newest slot, hand it to the mail, try again what was
deferred, and finish what an earlier run left half way. What cannot be published or mailed is
told to the owner once, and the last good edition stands. A dry run goes the same way, up to
whatever would write or mail something.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.autopilot.mailer import Mailer, SendCounts
from reportkit.autopilot.owner import (
    Owner,
    addressee,
    clear_reminders,
    notify_without_log,
    reminders,
)
from reportkit.autopilot.report import (
    PARTLY,
    RunReport,
    awaited,
    in_brief,
    places,
    readable_brief,
    recorded_run,
)
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
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.model.series import Brief
from reportkit.model.vocabulary import Missed, Unchanged
from reportkit.periods import Slot
from reportkit.problems import (
    Busy,
    IntegrityBroken,
    MachineUnable,
    Problem,
    ReportkitError,
    SeedsRejected,
    counted,
    errors_in,
)
from reportkit.publish.built import Built, Options
from reportkit.schedule.assignment import Target
from reportkit.schedule.due import Due, due, refuse_doubtful_clock
from reportkit.zones import zone_named

#: Builds an edition: ``reportkit.publish.build.build``, bound to what the caller knows.
Make = Callable[[Options], Built]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a run is wanted."""

    every_slot: bool = False  # every slot that went by, not only the newest
    accept_clock: bool = False  # a person looked at the clock
    dry: bool = False  # say what would be done, and do nothing
    mail: bool = True  # else nobody is mailed, and what the owner is to hear is owed


class Words(NamedTuple):
    """How a run speaks of its steps, before it takes them or after."""

    published: str
    is_done: str
    is_skipped: str
    is_missed: str
    mailed: str
    tried_again: str


_DONE = Words("published", "is done", "is skipped", "is missed", "mailed", "tried again")
_WOULD = Words(
    "would publish", "is done", "would be skipped", "would be missed", "would mail",
    "would try again",
)  # fmt: skip


class Ran(NamedTuple):
    """What a run did, and when the next slot is due; None where the brief cannot be read."""

    run: Run
    next: Slot | None


@dataclass(frozen=True)
class _Call:
    """One call of ``run``: what it was given, and what is to be noted of it."""

    series: Path
    now: datetime
    make: Make
    mailer: Mailer
    asked: Asked
    report: RunReport
    reminders: tuple[Path, ...]

    @property
    def reports(self) -> Path:
        return self.series / "reports"


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
    call = _Call(series, now, make, mailer, asked, RunReport(), reminders(series, cache))
    if asked.dry:
        _go(call, read_journal(call.reports), killed="")
    else:
        with _notify_if_unrecorded(call):
            _locked(call, began)
    return Ran(call.report.run(now, began), call.report.next)


@contextmanager
def _notify_if_unrecorded(call: _Call) -> Iterator[None]:
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


def _locked(call: _Call, began: float) -> None:
    reports = call.reports
    if not reports.is_dir():
        disk.ensure_folder(reports)
    note = f"process {os.getpid()}, since {call.now.isoformat(timespec='seconds')}\n"
    with disk.locked(reports / LOCK, note, 0.0) as held:
        journal = read_journal(reports)
        with recorded_run(reports, call.now, began, call.report):
            _go(call, journal, killed=held.left_by)
        clear_reminders(call.reminders)


def _go(call: _Call, journal: Journal, *, killed: str) -> None:
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
            owner.notify(f"brief {week}", headline, call.report.problems, ask=_CHECK)
        else:
            _Runner(call, brief, journal, owner).go(killed)
    except Busy:
        raise
    except Exception as error:
        about = f"crash {call.report.slot or week} {type(error).__name__}"
        headline = f"the run ended with an error of reportkit itself ({type(error).__name__})"
        owner.notify(about, headline, ask=f"{_RUN} shows where; please report it.")
        raise


@dataclass(frozen=True)
class _Runner:
    """One run, step by step."""

    call: _Call
    brief: Brief
    journal: Journal
    owner: Owner

    @property
    def store(self) -> Store:
        """The published editions."""
        return Store(self.call.reports)

    @property
    def report(self) -> RunReport:
        """What is noted of this run."""
        return self.call.report

    @property
    def words(self) -> Words:
        """How its steps are called."""
        return _WOULD if self.call.asked.dry else _DONE

    def go(self, killed: str) -> None:
        """Take the steps in order; a step that fails does not undo those before it."""
        cadence, asked, now = self.brief.cadence, self.call.asked, self.call.now
        every_slot = asked.every_slot or self.brief.schedule.missed is Missed.EACH
        try:
            refuse_lost(self.store)
            refuse_doubtful_clock(
                self.store, cadence, self.journal, now, accepted=asked.accept_clock
            )
            slots = due(self.store, cadence, self.journal, now, every_slot=every_slot)
        except ReportkitError as error:
            since = f"since No. {self._last_edition()}"
            self._failed(error, f"nothing is published {since}", about=since)
            return
        self.report.slot, self.report.next = slots.newest.key, slots.next
        if not self.journal.runs and not asked.dry:
            self._begin(slots)
        else:
            self.report.decisions += slots.decisions
        if killed:
            self._report_killed(killed)
        self._report_decisions(slots.decisions)
        published = self._publish_all(slots)
        self._mail(slots, published)

    # -- publishing ------------------------------------------------------------------------

    def _begin(self, slots: Due) -> None:
        """Note what was there before the schedule, before anything is published under it.

        If this run comes to no end, the next one knows by it whose the new edition is.
        """
        last = self._last_edition()
        told = f"the schedule begins{f' after No. {last}' if last != '0' else ''}"
        begun = Run(
            at=self.call.now, outcome=Outcome.DONE, steps=(told,), decisions=slots.decisions
        )
        note_run(self.call.reports, begun)

    def _report_killed(self, killed: str) -> None:
        """Tell that the run before came to no end, and note it at once: so may this one."""
        line = f"an earlier run was killed ({killed})"
        already = len(self.report.owner_told)
        self.owner.notify(
            f"killed {self.report.slot}", "a scheduled run was killed before its end", [line],
            ask=f"This one goes on where it was. {_RUNS}",
        )  # fmt: skip
        told = tuple(self.report.owner_told[already:])
        run = Run(
            at=self.call.now, outcome=Outcome.INTERRUPTED, slot=self.report.slot, steps=(line,),
            owner_told=told,
        )  # fmt: skip
        note_run(self.call.reports, run)

    def _report_decisions(self, decisions: Sequence[SlotDecision]) -> None:
        for entry in decisions:
            if entry.fate is Fate.DONE:
                self.report.note(f"{entry.slot} {self.words.is_done} with No. {entry.edition}")
            else:
                self.report.note(f"{entry.slot} {self.words.is_missed} ({entry.why})")

    def _publish_all(self, slots: Due) -> list[SlotDecision]:
        """Publish the open slots, oldest first; each edition names the gaps before it."""
        published: list[SlotDecision] = []
        gaps = list(slots.gaps)
        for slot in slots.open:
            try:
                decisions = self._publish(slot, tuple(gaps))
            except SeedsRejected as rejected:
                if slot != slots.newest:  # as the seeds are now, it never can be
                    codes = sorted({problem.code for problem in errors_in(rejected.problems)})
                    decisions = SlotDecision(slot.key, slot.due, Fate.MISSED, why=", ".join(codes))
                    self.report.note(f"{slot.key} {self.words.is_missed} ({decisions.why})")
                else:
                    self._refused(slot, rejected.problems)
                    break
            except Busy:
                raise
            except ReportkitError as error:
                self._failed(error, f"{slot.key} is not published", about=slot.key)
                break
            self.report.decisions.append(decisions)
            if decisions.fate is Fate.DONE:
                gaps = []
                published.append(decisions)
            else:
                gaps.append(decisions)
        return published

    def _publish(self, slot: Slot, gaps: tuple[SlotDecision, ...]) -> SlotDecision:
        options = Options(target=Target(slot, self.call.now, gaps), dry=self.call.asked.dry)
        built = build_due(self.call.make, options, self.brief.schedule.unchanged)
        if built.reason:
            self.report.note(f"{slot.key} {self.words.is_skipped}: no record changed")
            return SlotDecision(slot.key, slot.due, Fate.SKIPPED, why="no record changed")
        number = built.edition.lstrip("0")
        pages = f"{built.pages} page{'' if built.pages == 1 else 's'}, " if built.pages else ""
        changes = built.summary or "no record changed"
        lower = "".join(f", abridged at {each}" for each in built.lower)
        self.report.note(
            f"{self.words.published} No. {number} for {slot.key}: {pages}{changes}{lower}"
        )
        return SlotDecision(slot.key, slot.due, Fate.DONE, number)

    def _refused(self, slot: Slot, problems: tuple[Problem, ...]) -> None:
        """Say why the newest slot has no edition; the owner hears of it once."""
        errors = errors_in(problems)
        self.report.problems += places(errors)
        if found := awaited(errors):
            what, code = found
            self.report.note(f"{slot.key} {what}", Outcome.WAITING, code)
            if code:
                self.owner.notify(
                    f"review {slot.key}", f"{slot.key} {what}", places(errors), ask=_CHECK
                )
            return
        said = f"{slot.key} is not published: {counted(len(errors), 'problem')} in the series"
        self.report.note(said, Outcome.FAILED, 1)
        self.owner.notify(slot.key, said, places(errors), ask=_CHECK)

    def _failed(self, error: ReportkitError, said: str, *, about: str) -> None:
        self.report.note(f"{said}: {error}", Outcome.FAILED, error.exit_code)
        ask = _VERIFY if isinstance(error, IntegrityBroken) else _RUNS
        self.owner.notify(f"{about} {type(error).__name__}", said, [str(error)], ask=ask)

    # -- mailing ---------------------------------------------------------------------------

    def _mail(self, slots: Due, published: Sequence[SlotDecision]) -> None:
        """Mail what was deferred, then what is new; an old edition comes as no surprise."""
        if not self.brief.schedule.send_to or not self.call.asked.mail:
            return
        with self._mail_may_fail("the retry"):  # first: what is queued below is tried below
            self._retry()
        sent = {name.partition("-r")[0] for name in self.journal.sent}
        if self.call.asked.dry and published:  # there is nothing to hand over yet
            for each in published:
                self._would_mail(int(each.edition))
        else:
            for sealed in self._new(slots, published):
                if str(sealed.name.number) not in sent:  # a revision: whoever made it mails it
                    self._send(sealed)
        with self._mail_may_fail("the ledger"):
            self._report_unsent(slots.unsent)
            self._report_mail()

    def _new(self, slots: Due, published: Sequence[SlotDecision]) -> Iterator[Sealed]:
        """Give what this run published, else the edition of the newest slot."""
        numbers = {each.edition for each in published}
        if numbers:
            yield from (
                self.store.edition(name) for name in self.store.names() if name.spoken in numbers
            )
        elif slots.edition:
            yield slots.edition

    def _retry(self) -> None:
        mailer, now = self.call.mailer, self.call.now
        if not self.call.asked.dry:
            self._count(self.words.tried_again, mailer.retry(now))
        elif waiting := mailer.waiting(now):
            self.report.note(f"{self.words.tried_again}: {waiting} deferred")

    def _send(self, sealed: Sealed) -> None:
        name, mailer = sealed.name.spoken, self.call.mailer
        if self.call.asked.dry:
            self._would_mail(sealed.name.number)
            return
        with self._mail_may_fail(f"No. {name}"):
            try:
                posted = mailer.send(sealed, self.brief.schedule.send_to, self.call.now)
                self._count(f"{self.words.mailed} No. {name}", posted)
            finally:
                if mailer.has(sealed):  # queued: the retries see to the rest
                    self.report.sent.append(name)

    def _would_mail(self, number: int) -> None:
        lists = self.brief.schedule.send_to
        here = self.call.now.astimezone(zone_named(self.brief.cadence.zone))
        with self._mail_may_fail(f"No. {number}"):
            if count := self.call.mailer.recipients_to_come(number, lists, here):
                recipients = f"{count} reader{'' if count == 1 else 's'}"
                self.report.note(
                    f"{self.words.mailed} No. {number} to {', '.join(lists)}: {recipients}"
                )

    def _report_unsent(self, unsent: Sequence[Sealed]) -> None:
        for sealed in unsent:
            key = f"unsent {sealed.name.spoken}"
            if key not in self.journal.owner_knows and not self.call.mailer.has(sealed):
                headline = f"No. {sealed.name.spoken} was published and never mailed"
                self.report.note(f"{headline}; 'send' does it", Outcome.PARTLY, PARTLY)
                why = "its period is over, so the schedule does not mail it"
                ask = f"'reportkit send {sealed.name.spoken}' mails it."
                self.owner.notify(key, headline, [why], ask=ask)

    def _report_mail(self) -> None:
        """Tell of everybody who has not got what was sent under the schedule."""
        first = self.journal.runs[0].at if self.journal.runs else self.call.now
        troubles = self.call.mailer.troubles(first.replace(microsecond=0), self.call.now)
        for trouble in troubles:
            if trouble.about in self.journal.owner_knows:
                continue
            if not any(trouble.why in said for said in self.report.steps):
                self.report.note(f"{trouble.message} ({trouble.why})", Outcome.PARTLY, PARTLY)
            n = trouble.edition
            ask = (
                f"'reportkit deliveries {n}' lists them; once it is mended, "
                f"'reportkit send {n} --only-failed' mails those who were refused."
            )
            since = f"sent since {trouble.since.isoformat(sep=' ', timespec='minutes')}"
            self.owner.notify(trouble.about, trouble.message, [trouble.why, since], ask=ask)

    @contextmanager
    def _mail_may_fail(self, what: str) -> Iterator[None]:
        """The edition stands whatever the mail does; the next run tries again."""
        try:
            yield
        except Busy:
            self.report.note(f"{what} waits: somebody else is mailing")
        except ReportkitError as error:
            why = in_brief(error)
            self.report.note(f"{what} could not be mailed ({why})", Outcome.PARTLY, PARTLY)
            self.owner.notify(
                f"mail {what}: {why}", f"{what} could not be mailed", [why], ask=_RUNS
            )

    def _count(self, what: str, posted: SendCounts) -> None:
        if any(posted):
            outcome, code = (Outcome.PARTLY, PARTLY) if posted.wrong else (Outcome.DONE, 0)
            self.report.note(f"{what}: {posted.summary}", outcome, code)

    def _last_edition(self) -> str:
        try:
            names = self.store.names()
        except ReportkitError:
            return "?"
        return names[-1].spoken if names else "0"


def build_due(make: Make, options: Options, unchanged: Unchanged) -> Built:
    """Build the edition of a slot; one in which no record changed as the policy has it.

    The result's ``said`` is not empty where it is skipped.
    """
    built = make(options)
    if not built.reason or unchanged is Unchanged.SKIP or options.target is None:
        return built
    note = unchanged is Unchanged.NOTE
    return make(replace(options, target=options.target._replace(note=note), unchanged=True))


#: What the owner is asked to do.
_CHECK = "'reportkit check --due' shows it all, as the timer meets it."
_VERIFY = "'reportkit verify' tells what is not as it was sealed."
_RUN = "'reportkit run', called by hand,"
_RUNS = "'reportkit runs' tells what was tried."

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

from reportkit.autopilot.mailer import Post, Posted
from reportkit.autopilot.owner import (
    Owner,
    addressee,
    hears_past_the_log,
    log_is_written_again,
    reminders,
)
from reportkit.autopilot.report import (
    PARTLY,
    Diary,
    awaited,
    in_brief,
    noted,
    places,
    readable_brief,
)
from reportkit.delivery.reconcile import refuse_lost
from reportkit.editions import disk
from reportkit.editions.journal import (
    LOCK,
    Fate,
    Journal,
    Outcome,
    Run,
    Settled,
    note_run,
    read_journal,
)
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
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
from reportkit.publish.build import Built, Options
from reportkit.schedule.assignment import Wanted
from reportkit.schedule.due import Due, due, refuse_doubtful_clock
from reportkit.zones import zone_named

#: Builds an edition: ``reportkit.publish.build.build``, bound to what the caller knows.
Make = Callable[[Options], Built]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a run is wanted."""

    each: bool = False  # every slot that went by, not only the newest
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
    post: Post
    asked: Asked
    diary: Diary
    reminders: tuple[Path, ...]

    @property
    def reports(self) -> Path:
        return self.series / "reports"


def run(  # noqa: PLR0913  # what a run is given
    series: Path, *, now: datetime, make: Make, post: Post, asked: Asked, cache: Path | None = None
) -> Ran:
    """Do what is due, and note it in the journal.

    Raises Busy when another run or a build holds a lock, having changed nothing that the next
    run would not find. Every other failure is noted, and told to the owner once for a slot;
    what cannot even be noted, of whatever kind, is told as well, and raised.
    """
    began = time.monotonic()
    call = _Call(series, now, make, post, asked, Diary(), reminders(series, cache))
    if asked.dry:
        _go(call, read_journal(call.reports), killed="")
    else:
        with _told_if_unnoted(call):
            _locked(call, began)
    return Ran(call.diary.run(now, began), call.diary.next)


@contextmanager
def _told_if_unnoted(call: _Call) -> Iterator[None]:
    try:
        yield
    except Busy:
        raise
    except Exception as error:
        if call.diary.is_noted:  # what went wrong was told on the way
            raise
        known = bool(call.diary.told)
        untold = hears_past_the_log(
            call.series, call.post, call.now, error, known=known, reminders=call.reminders
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
        with noted(reports, call.now, began, call.diary):
            _go(call, journal, killed=held.left_by)
        log_is_written_again(call.reminders)


def _go(call: _Call, journal: Journal, *, killed: str) -> None:
    """Read the brief and take the steps; whatever ends them, the owner hears of it."""
    owner = Owner(
        addressee(call.series), call.post, call.now, journal, call.diary, call.reminders,
        dry=call.asked.dry,
        mute=not call.asked.mail,
    )  # fmt: skip
    week = f"{call.now:%G-W%V}"
    try:
        owner.hears_what_is_owed()  # first: this run may be stopped as well
        brief = readable_brief(call.series, call.diary)
        if brief is None:
            said = "brief.yaml cannot be read, and nothing is published"
            owner.hears(f"brief {week}", said, call.diary.problems, ask=_CHECK)
        else:
            _Runner(call, brief, journal, owner).go(killed)
    except Busy:
        raise
    except Exception as error:
        about = f"crash {call.diary.slot or week} {type(error).__name__}"
        said = f"the run ended with an error of reportkit itself ({type(error).__name__})"
        owner.hears(about, said, ask=f"{_RUN} shows where; please report it.")
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
    def diary(self) -> Diary:
        """What is noted of this run."""
        return self.call.diary

    @property
    def words(self) -> Words:
        """How its steps are called."""
        return _WOULD if self.call.asked.dry else _DONE

    def go(self, killed: str) -> None:
        """Take the steps in order; a step that fails does not undo those before it."""
        cadence, asked, now = self.brief.cadence, self.call.asked, self.call.now
        each = asked.each or self.brief.schedule.missed is Missed.EACH
        try:
            refuse_lost(self.store)
            refuse_doubtful_clock(
                self.store, cadence, self.journal, now, accepted=asked.accept_clock
            )
            found = due(self.store, cadence, self.journal, now, each=each)
        except ReportkitError as error:
            since = f"since No. {self._last_edition()}"
            self._failed(error, f"nothing is published {since}", about=since)
            return
        self.diary.slot, self.diary.next = found.newest.key, found.next
        if not self.journal.runs and not asked.dry:
            self._begin(found)
        else:
            self.diary.settled += found.settled
        if killed:
            self._tell_of_killed(killed)
        self._tell_of(found.settled)
        published = self._publish_all(found)
        self._mail(found, published)

    # -- publishing ------------------------------------------------------------------------

    def _begin(self, found: Due) -> None:
        """Note what was there before the schedule, before anything is published under it.

        If this run comes to no end, the next one knows by it whose the new edition is.
        """
        last = self._last_edition()
        told = f"the schedule begins{f' after No. {last}' if last != '0' else ''}"
        begun = Run(at=self.call.now, outcome=Outcome.DONE, did=(told,), settled=found.settled)
        note_run(self.call.reports, begun)

    def _tell_of_killed(self, killed: str) -> None:
        """Tell that the run before came to no end, and note it at once: so may this one."""
        said = f"an earlier run was killed ({killed})"
        already = len(self.diary.told)
        self.owner.hears(
            f"killed {self.diary.slot}", "a scheduled run was killed before its end", [said],
            ask=f"This one goes on where it was. {_RUNS}",
        )  # fmt: skip
        told = tuple(self.diary.told[already:])
        run = Run(
            at=self.call.now, outcome=Outcome.INTERRUPTED, slot=self.diary.slot, did=(said,),
            told=told,
        )  # fmt: skip
        note_run(self.call.reports, run)

    def _tell_of(self, settled: Sequence[Settled]) -> None:
        for each in settled:
            if each.fate is Fate.DONE:
                self.diary.note(f"{each.slot} {self.words.is_done} with No. {each.edition}")
            else:
                self.diary.note(f"{each.slot} {self.words.is_missed} ({each.why})")

    def _publish_all(self, found: Due) -> list[Settled]:
        """Publish the open slots, oldest first; each edition names the gaps before it."""
        published: list[Settled] = []
        gaps = list(found.gaps)
        for slot in found.open:
            try:
                settled = self._publish(slot, tuple(gaps))
            except SeedsRejected as rejected:
                if slot != found.newest:  # as the seeds are now, it never can be
                    codes = sorted({problem.code for problem in errors_in(rejected.problems)})
                    settled = Settled(slot.key, slot.due, Fate.MISSED, why=", ".join(codes))
                    self.diary.note(f"{slot.key} {self.words.is_missed} ({settled.why})")
                else:
                    self._refused(slot, rejected.problems)
                    break
            except Busy:
                raise
            except ReportkitError as error:
                self._failed(error, f"{slot.key} is not published", about=slot.key)
                break
            self.diary.settled.append(settled)
            if settled.fate is Fate.DONE:
                gaps = []
                published.append(settled)
            else:
                gaps.append(settled)
        return published

    def _publish(self, slot: Slot, gaps: tuple[Settled, ...]) -> Settled:
        options = Options(wanted=Wanted(slot, self.call.now, gaps), dry=self.call.asked.dry)
        built = build_due(self.call.make, options, self.brief.schedule.unchanged)
        if built.said:
            self.diary.note(f"{slot.key} {self.words.is_skipped}: no record changed")
            return Settled(slot.key, slot.due, Fate.SKIPPED, why="no record changed")
        number = built.edition.lstrip("0")
        pages = f"{built.pages} page{'' if built.pages == 1 else 's'}, " if built.pages else ""
        changes = built.summary or "no record changed"
        lower = "".join(f", abridged at {each}" for each in built.lower)
        self.diary.note(
            f"{self.words.published} No. {number} for {slot.key}: {pages}{changes}{lower}"
        )
        return Settled(slot.key, slot.due, Fate.DONE, number)

    def _refused(self, slot: Slot, problems: tuple[Problem, ...]) -> None:
        """Say why the newest slot has no edition; the owner hears of it once."""
        errors = errors_in(problems)
        self.diary.problems += places(errors)
        if found := awaited(errors):
            what, code = found
            self.diary.note(f"{slot.key} {what}", Outcome.WAITING, code)
            if code:
                self.owner.hears(
                    f"review {slot.key}", f"{slot.key} {what}", places(errors), ask=_CHECK
                )
            return
        said = f"{slot.key} is not published: {counted(len(errors), 'problem')} in the series"
        self.diary.note(said, Outcome.FAILED, 1)
        self.owner.hears(slot.key, said, places(errors), ask=_CHECK)

    def _failed(self, error: ReportkitError, said: str, *, about: str) -> None:
        self.diary.note(f"{said}: {error}", Outcome.FAILED, error.exit_code)
        ask = _VERIFY if isinstance(error, IntegrityBroken) else _RUNS
        self.owner.hears(f"{about} {type(error).__name__}", said, [str(error)], ask=ask)

    # -- mailing ---------------------------------------------------------------------------

    def _mail(self, found: Due, published: Sequence[Settled]) -> None:
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
            for sealed in self._new(found, published):
                if str(sealed.name.number) not in sent:  # a revision: whoever made it mails it
                    self._send(sealed)
        with self._mail_may_fail("the ledger"):
            self._tell_of_unsent(found.unsent)
            self._tell_of_mail()

    def _new(self, found: Due, published: Sequence[Settled]) -> Iterator[Sealed]:
        """Give what this run published, else the edition of the newest slot."""
        numbers = {each.edition for each in published}
        if numbers:
            yield from (
                self.store.edition(name) for name in self.store.names() if name.spoken in numbers
            )
        elif found.edition:
            yield found.edition

    def _retry(self) -> None:
        post, now = self.call.post, self.call.now
        if not self.call.asked.dry:
            self._count(self.words.tried_again, post.retry(now))
        elif waiting := post.waiting(now):
            self.diary.note(f"{self.words.tried_again}: {waiting} deferred")

    def _send(self, sealed: Sealed) -> None:
        name, post = sealed.name.spoken, self.call.post
        if self.call.asked.dry:
            self._would_mail(sealed.name.number)
            return
        with self._mail_may_fail(f"No. {name}"):
            try:
                posted = post.send(sealed, self.brief.schedule.send_to, self.call.now)
                self._count(f"{self.words.mailed} No. {name}", posted)
            finally:
                if post.has(sealed):  # queued: the retries see to the rest
                    self.diary.sent.append(name)

    def _would_mail(self, number: int) -> None:
        lists = self.brief.schedule.send_to
        here = self.call.now.astimezone(zone_named(self.brief.cadence.zone))
        with self._mail_may_fail(f"No. {number}"):
            if count := self.call.post.readers_to_come(number, lists, here):
                readers = f"{count} reader{'' if count == 1 else 's'}"
                self.diary.note(
                    f"{self.words.mailed} No. {number} to {', '.join(lists)}: {readers}"
                )

    def _tell_of_unsent(self, unsent: Sequence[Sealed]) -> None:
        for sealed in unsent:
            key = f"unsent {sealed.name.spoken}"
            if key not in self.journal.told and not self.call.post.has(sealed):
                said = f"No. {sealed.name.spoken} was published and never mailed"
                self.diary.note(f"{said}; 'send' does it", Outcome.PARTLY, PARTLY)
                why = "its period is over, so the schedule does not mail it"
                ask = f"'reportkit send {sealed.name.spoken}' mails it."
                self.owner.hears(key, said, [why], ask=ask)

    def _tell_of_mail(self) -> None:
        """Tell of everybody who has not got what was sent under the schedule."""
        first = self.journal.runs[0].at if self.journal.runs else self.call.now
        troubles = self.call.post.troubles(first.replace(microsecond=0), self.call.now)
        for trouble in troubles:
            if trouble.about in self.journal.told:
                continue
            if not any(trouble.why in said for said in self.diary.did):
                self.diary.note(f"{trouble.said} ({trouble.why})", Outcome.PARTLY, PARTLY)
            n = trouble.edition
            ask = (
                f"'reportkit deliveries {n}' lists them; once it is mended, "
                f"'reportkit send {n} --only-failed' mails those who were refused."
            )
            since = f"sent since {trouble.since.isoformat(sep=' ', timespec='minutes')}"
            self.owner.hears(trouble.about, trouble.said, [trouble.why, since], ask=ask)

    @contextmanager
    def _mail_may_fail(self, what: str) -> Iterator[None]:
        """The edition stands whatever the mail does; the next run tries again."""
        try:
            yield
        except Busy:
            self.diary.note(f"{what} waits: somebody else is mailing")
        except ReportkitError as error:
            why = in_brief(error)
            self.diary.note(f"{what} could not be mailed ({why})", Outcome.PARTLY, PARTLY)
            self.owner.hears(f"mail {what}: {why}", f"{what} could not be mailed", [why], ask=_RUNS)

    def _count(self, what: str, posted: Posted) -> None:
        if any(posted):
            outcome, code = (Outcome.PARTLY, PARTLY) if posted.wrong else (Outcome.DONE, 0)
            self.diary.note(f"{what}: {posted.said}", outcome, code)

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
    if not built.said or unchanged is Unchanged.SKIP or options.wanted is None:
        return built
    note = unchanged is Unchanged.NOTE
    return make(replace(options, wanted=options.wanted._replace(note=note), unchanged=True))


#: What the owner is asked to do.
_CHECK = "'reportkit check --due' shows it all, as the timer meets it."
_VERIFY = "'reportkit verify' tells what is not as it was sealed."
_RUN = "'reportkit run', called by hand,"
_RUNS = "'reportkit runs' tells what was tried."

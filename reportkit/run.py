"""What a timer calls: whatever is due, once. Safe to call every hour, and after any crash.

Build and seal the edition of the newest slot, hand it to the mail, try again what was
deferred, and finish what an earlier run left half way. What cannot be published is told to
the owner once, and the last good edition stands.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.build import Built, Options
from reportkit.calendar import Slot
from reportkit.dating import Wanted
from reportkit.diary import PARTLY, Diary, awaited, in_brief, noted, places, readable_brief
from reportkit.due import Due, due, refuse_doubtful_clock
from reportkit.editions import disk
from reportkit.editions.journal import (
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
from reportkit.facts.series import Brief
from reportkit.facts.words import Missed, Unchanged
from reportkit.post import Post, Posted
from reportkit.problems import Busy, Problem, ReportkitError, SeedsRejected, errors_in

LOCK = ".run.lock"

#: Builds an edition: ``reportkit.build.build``, bound to what the caller knows.
Make = Callable[[Options], Built]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a run is wanted."""

    each: bool = False  # every slot that went by, not only the newest
    accept_clock: bool = False  # a person looked at the clock


class Ran(NamedTuple):
    """What a run did, and when the next slot is due; None where the brief cannot be read."""

    run: Run
    next: Slot | None


def run(series: Path, *, now: datetime, make: Make, post: Post, asked: Asked) -> Ran:
    """Do what is due, and note it in the journal.

    Raises Busy when another run or a build holds a lock, having changed nothing that the next
    run would not find. Every other failure is noted, and told to the owner once for a slot.
    """
    reports = series / "reports"
    if not reports.is_dir():
        disk.ensure_folder(reports)
    began = time.monotonic()
    note = f"process {os.getpid()}, since {now.isoformat(timespec='seconds')}\n"
    with disk.locked(reports / LOCK, note, 0.0):
        diary = Diary()
        journal = read_journal(reports)
        with noted(reports, now, began, diary):
            brief = readable_brief(series, diary)
            if brief is not None:
                _Runner(series, now, make, post, asked, brief, journal, diary).go()
    return Ran(diary.run(now, began), diary.next)


@dataclass(frozen=True)
class _Runner:
    """One run, step by step."""

    series: Path
    now: datetime
    make: Make
    post: Post
    asked: Asked
    brief: Brief
    journal: Journal
    diary: Diary

    @property
    def store(self) -> Store:
        """The published editions."""
        return Store(self.series / "reports")

    def go(self) -> None:
        """Take the steps in order; a step that fails does not undo those before it."""
        cadence = self.brief.cadence
        each = self.asked.each or self.brief.schedule.missed is Missed.EACH
        try:
            refuse_doubtful_clock(
                self.store, cadence, self.journal, self.now, accepted=self.asked.accept_clock
            )
            found = due(self.store, cadence, self.journal, self.now, each=each)
        except ReportkitError as error:
            since = f"since No. {self._last_edition()}"
            self._failed(error, f"nothing is published {since}", about=since)
            return
        self.diary.slot, self.diary.next = found.newest.key, found.next
        if not self.journal.runs:
            self._begin(found)
        else:
            self.diary.settled += found.settled
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
        begun = Run(at=self.now, outcome=Outcome.DONE, did=(told,), settled=found.settled)
        note_run(self.series / "reports", begun)

    def _tell_of(self, settled: Sequence[Settled]) -> None:
        for each in settled:
            if each.fate is Fate.DONE:
                self.diary.note(f"{each.slot} is done with No. {each.edition}")
            else:
                self.diary.note(f"{each.slot} is missed ({each.why})")

    def _publish_all(self, found: Due) -> list[Sealed]:
        """Publish the open slots, oldest first; each edition names the gaps before it."""
        published: list[Sealed] = []
        gaps = list(found.gaps)
        for slot in found.open:
            try:
                settled = self._publish(slot, tuple(gaps))
            except SeedsRejected as rejected:
                if slot != found.newest:  # as the seeds are now, it never can be
                    codes = sorted({problem.code for problem in errors_in(rejected.problems)})
                    settled = Settled(slot.key, slot.due, Fate.MISSED, why=", ".join(codes))
                    self.diary.note(f"{slot.key} is missed ({settled.why})")
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
                published += [sealed] if (sealed := self.store.latest()) else []
            else:
                gaps.append(settled)
        return published

    def _publish(self, slot: Slot, gaps: tuple[Settled, ...]) -> Settled:
        wanted = Wanted(slot, self.now, gaps)
        built = self.make(Options(wanted=wanted))
        policy = self.brief.schedule.unchanged
        if not built.sealed and policy is not Unchanged.SKIP:
            note = policy is Unchanged.NOTE
            built = self.make(Options(wanted=wanted._replace(note=note), unchanged=True))
        if not built.sealed:
            self.diary.note(f"{slot.key} is skipped: no record changed")
            return Settled(slot.key, slot.due, Fate.SKIPPED, why="no record changed")
        number = built.edition.lstrip("0")
        changes = built.summary or "no record changed"
        pages = f"{built.pages} page{'' if built.pages == 1 else 's'}"
        lower = "".join(f", abridged at {each.marking}" for each in built.releases)
        self.diary.note(f"published No. {number} for {slot.key}: {pages}, {changes}{lower}")
        return Settled(slot.key, slot.due, Fate.DONE, number)

    def _refused(self, slot: Slot, problems: tuple[Problem, ...]) -> None:
        """Say why the newest slot has no edition; the owner hears of it once."""
        errors = errors_in(problems)
        self.diary.problems += places(errors)
        if found := awaited(errors):
            what, code = found
            self.diary.note(f"{slot.key} {what}", Outcome.WAITING, code)
            if code:
                self._tell(f"review {slot.key}", f"{slot.key} {what}", places(errors))
            return
        said = f"{slot.key} is not published: {len(errors)} problems in the series"
        self.diary.note(said, Outcome.FAILED, 1)
        self._tell(slot.key, said, places(errors))

    def _failed(self, error: ReportkitError, said: str, *, about: str) -> None:
        self.diary.note(f"{said}: {error}", Outcome.FAILED, error.exit_code)
        self._tell(about, said, [str(error)])

    # -- mailing ---------------------------------------------------------------------------

    def _mail(self, found: Due, published: list[Sealed]) -> None:
        """Mail what was deferred, then what is new; an old edition comes as no surprise."""
        if not self.brief.schedule.send_to:
            return
        with self._mail_may_fail("the retry"):  # first: what is queued below is tried below
            self._count("tried again", self.post.retry(self.now))
        sent = {name.partition("-r")[0] for name in self.journal.sent}
        wanted = published or ([found.edition] if found.edition else [])
        for sealed in wanted:
            if str(sealed.name.number) not in sent:  # a revision is mailed by whoever made it
                self._send(sealed)
        for sealed in found.unsent:
            key = f"unsent {sealed.name.spoken}"
            if key not in self.journal.told and not self.post.has(sealed):
                said = f"No. {sealed.name.spoken} was published and never mailed"
                self.diary.note(f"{said}; 'send' does it", Outcome.PARTLY, PARTLY)
                self._tell(key, said, ["its period is over, so the schedule does not mail it"])

    def _send(self, sealed: Sealed) -> None:
        name = sealed.name.spoken
        with self._mail_may_fail(f"No. {name}"):
            try:
                posted = self.post.send(sealed, self.brief.schedule.send_to, self.now)
                self._count(f"mailed No. {name}", posted)
            finally:
                if self.post.has(sealed):  # queued: the retries see to the rest
                    self.diary.sent.append(name)

    @contextmanager
    def _mail_may_fail(self, what: str) -> Iterator[None]:
        """The edition stands whatever the mail does; the next run tries again."""
        try:
            yield
        except Busy:
            self.diary.note(f"{what} waits: somebody else is mailing")
        except ReportkitError as error:
            said = f"{what} could not be mailed ({in_brief(error)})"
            self.diary.note(said, Outcome.PARTLY, PARTLY)

    def _count(self, what: str, posted: Posted) -> None:
        if any(posted):
            outcome, code = (Outcome.PARTLY, PARTLY) if posted.wrong else (Outcome.DONE, 0)
            self.diary.note(f"{what}: {posted.said}", outcome, code)

    # -- the owner -------------------------------------------------------------------------

    def _tell(self, about: str, said: str, lines: Sequence[str]) -> None:
        """Mail the owner, once for each matter; that this failed is noted, and tried again."""
        owner = self.brief.schedule.owner
        if about in self.journal.told:
            return
        if owner is None:  # the log and the exit code have to do
            self.diary.told.append(about)
            return
        subject = f"[{self.brief.id}] {said}"
        listed = "\n".join(f"  {line}" for line in lines[:_MOST_LINES])
        text = (
            f"The scheduled run of {self.brief.title} ({self.brief.id}) reports:\n\n"
            f"  {said}\n\n{listed}\n\n"
            f"The last edition stands. 'reportkit check' tells all, 'reportkit runs' what was "
            f"tried.\nYou are told once; the run tries again every time it is called.\n"
        )
        try:
            self.post.tell(owner, subject, text, self.now)
        except ReportkitError as error:
            self.diary.did.append(f"the owner could not be told ({in_brief(error)})")
        else:
            self.diary.told.append(about)
            self.diary.did.append("the owner was told")

    def _last_edition(self) -> str:
        try:
            names = self.store.names()
        except ReportkitError:
            return "?"
        return names[-1].spoken if names else "0"


_MOST_LINES = 30

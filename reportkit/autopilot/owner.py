"""What the owner of a series is mailed: each matter once, and again until it was taken."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.autopilot.mailer import Mailer
from reportkit.autopilot.report import PARTLY, RunReport, in_brief
from reportkit.editions.canonical import sha256
from reportkit.editions.journal import Journal, Outcome, Owed
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.loading.loader import load_brief, load_schedule
from reportkit.problems import MachineUnable, ReportkitError

_REMINDER = ".run.told"
_MOST_LINES = 30


class Addressee(NamedTuple):
    """Whom a series belongs to."""

    series: str  # its id
    title: str
    address: str | None  # None: nobody is to be mailed


@dataclass(frozen=True)
class Owner:
    """The owner of a series, as one run writes to them."""

    who: Addressee
    mailer: Mailer
    now: datetime
    journal: Journal
    report: RunReport
    reminders: tuple[Path, ...]
    dry: bool = False  # say that they would hear of it
    mute: bool = False  # leave it to a run that mails

    def notify(
        self, about: str, headline: str, lines: Sequence[str] = (), *, ask: str = ""
    ) -> None:
        """Mail a matter unless it was mailed before; one that nobody took is owed.

        ``about`` is what makes two failures one matter, ``ask`` the commands that tell more.
        """
        if about in self.journal.owner_knows or about in self.report.owner_told:
            return
        if self.dry:
            self.report.steps.append("the owner would be told")
            return
        if any(map(disk.is_there, self.reminders)):  # see ``notify_without_log``
            return
        if self.who.address is None:  # the log and the exit code have to do
            self.report.owner_told.append(about)
            return
        ask = ask or "'reportkit runs' tells what was tried."
        if self.mute:
            self._owe(Owed(about, headline, ask))
            return
        try:
            self.mailer.notify(
                self.who.address,
                f"[{self.who.series}] {headline}",
                self._text(headline, lines, ask),
                self.now,
            )
        except Exception as error:  # noqa: BLE001  # it must not hide what is being told of
            said_why = f"the owner could not be told ({_in_brief(error)})"
            self.report.note(said_why, Outcome.PARTLY, PARTLY)
            self._owe(Owed(about, headline, ask))
        else:
            self.report.owner_told.append(about)
            self.report.steps.append("the owner was told")

    def notify_owed(self) -> None:
        """Mail what earlier runs could not."""
        for about, said, ask in () if self.dry or self.mute else self.journal.owed:
            self.notify(about, said, ["An earlier run could not mail this."], ask=ask)

    def _owe(self, matter: Owed) -> None:
        owed = (*self.journal.owed, *self.report.owed)
        if matter.about not in [each.about for each in owed]:
            self.report.owed.append(matter)

    def _text(self, headline: str, lines: Sequence[str], ask: str) -> str:
        listed = "\n".join(f"  {line}" for line in lines[:_MOST_LINES])
        return (
            f"The scheduled run of {self.who.title} ({self.who.series}) reports:\n\n"
            f"  {headline}\n\n{listed}{chr(10) * 2 if listed else ''}"
            f"{ask}\n"
            f"You are told of this once; the run tries again every time it is called.\n"
        )


def addressee(series: Path) -> Addressee:
    """Find out whom to write to, also where brief.yaml cannot be read whole.

    Then the newest edition names the desk. Nobody is named where neither does.
    """
    owner = None
    with suppress(Exception):  # a fault in reading it is what they are to hear of
        brief, _ = load_brief(series)
        if brief is not None:
            return Addressee(brief.id, brief.title, brief.schedule.owner)
        owner = schedule.owner if (schedule := load_schedule(series)) else None
    with suppress(ReportkitError):
        store = Store(series / "reports")
        if latest := store.latest():
            sealed = read_snapshot(store.read(latest, FACTS)).brief
            return Addressee(sealed.id, sealed.title, owner or sealed.contact.email)
    return Addressee(series.name, series.name, owner)


def reminders(series: Path, cache: Path | None) -> tuple[Path, ...]:
    """Name the files that remember what the log cannot: that the owner knows of its trouble.

    Empty, so that a full disk takes one; the second one is for reports/ that is read-only.
    """
    beside = sha256(str(series.resolve()).encode())[:16]
    return (series / "reports" / _REMINDER, *([cache / f"told-{beside}"] if cache else ()))


def notify_without_log(  # noqa: PLR0913  # all that a mail past the log needs
    series: Path,
    mailer: Mailer,
    now: datetime,
    error: Exception,
    *,
    known: bool,
    reminders: tuple[Path, ...],
) -> str:
    """Mail that a run could not even be noted: the disk is full, or the log cannot be read.

    The first reminder that can be written remembers it until a run can be noted again.
    ``known`` says that this run has mailed the owner already. Gives why nobody could be
    mailed, "" if it was.
    """
    who = addressee(series)
    if any(map(disk.is_there, reminders)) or who.address is None:
        return ""
    headline = "the scheduled run cannot be noted"
    why = str(error) if isinstance(error, ReportkitError) else type(error).__name__
    text = (
        f"The scheduled run of {who.title} ({who.series}) reports:\n\n  {headline}: {why}\n\n"
        f"Nothing is certain until this is mended: 'reportkit run' tells how it stands.\n"
        f"You are told once, and of nothing else until a run can be noted again.\n"
    )
    if not known:
        try:
            mailer.notify(who.address, f"[{who.series}] {headline}", text, now)
        except Exception as trouble:  # noqa: BLE001  # it must not hide what is being told of
            return _in_brief(trouble)
    for reminder in reminders:
        with suppress(OSError):
            reminder.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            os.close(os.open(reminder, flags, 0o644))
            break
    return ""


def _in_brief(error: Exception) -> str:
    return in_brief(error) if isinstance(error, ReportkitError) else type(error).__name__


def clear_reminders(reminders: tuple[Path, ...]) -> None:
    """A run was noted: from now on the log remembers what the owner knows."""
    for reminder in reminders:
        with suppress(MachineUnable):
            disk.remove(reminder)

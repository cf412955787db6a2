"""What the steps of a run share: what it was asked, what it knows, and how it speaks of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.autopilot.mailer import Mailer
from reportkit.autopilot.owner import (
    Owner,
)
from reportkit.autopilot.report import (
    RunReport,
)
from reportkit.editions.journal import (
    Journal,
)
from reportkit.editions.store import Store
from reportkit.model.series import Brief
from reportkit.problems import (
    ReportkitError,
)
from reportkit.publish.built import Built, Options

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


@dataclass(frozen=True)
class Call:
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
        """The folder of the editions."""
        return self.series / "reports"


@dataclass(frozen=True)
class Steps:
    """Steps of one run: what they are taken with."""

    call: Call
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

    def last_edition(self) -> str:
        """Number the newest edition: "0" before the first, "?" where none can be read."""
        try:
            names = self.store.names()
        except ReportkitError:
            return "?"
        return names[-1].spoken if names else "0"


#: What the owner is asked to do.
CHECK = "'reportkit check --due' shows it all, as the timer meets it."
VERIFY = "'reportkit verify' tells what is not as it was sealed."
RUN = "'reportkit run', called by hand,"
RUNS = "'reportkit runs' tells what was tried."

"""When the series is due, how the last run went, and whether anything will wake it up."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportkit.editions.journal import Journal, Run
from reportkit.model.series import Cadence
from reportkit.periods import slot_due, slot_next
from reportkit.problems import MachineUnable
from reportkit.schedule.timers import cron, launchd, systemd
from reportkit.schedule.timers.job import Host, Job, TimerState, refuse_odd_paths

KINDS = ("systemd", "system", "cron", "launchd")
#: A timer that looks every hour has looked by then.
_GRACE = timedelta(minutes=75)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What ``schedule status`` says."""

    next_due: datetime
    slot: str  # the newest that is due
    overdue_since: datetime | None  # it is neither done nor skipped nor missed
    last: Run | None
    timers: tuple[TimerState, ...]  # those that are installed

    @property
    def wakes(self) -> bool:
        """At least one timer is known to ring."""
        return any(timer.active for timer in self.timers)


def overview(
    cadence: Cadence,
    journal: Journal,
    timers: Iterable[TimerState],
    now: datetime,
    *,
    has_edition: bool,
) -> Overview:
    """Look at calendar, journal and timers.

    ``has_edition`` tells whether the newest slot has one, or the series none at all: it begins
    with its first edition, and before that nothing is overdue.
    """
    newest = slot_due(cadence, now)
    decided = has_edition or any(each.slot == newest.key for each in journal.decisions)
    overdue = not decided and now > newest.due + _GRACE
    return Overview(
        next_due=slot_next(cadence, now).due,
        slot=newest.key,
        overdue_since=newest.due if overdue else None,
        last=journal.last,
        timers=tuple(timer for timer in timers if timer.installed),
    )


def states(name: str, host: Host) -> Iterable[TimerState]:
    """Ask every kind of timer."""
    yield systemd.state(name, host, system=False)
    yield systemd.state(name, host, system=True)
    yield cron.state(name, host)
    yield launchd.state(name, host)


def best_kind(host: Host, *, root: bool) -> str:
    """Choose the timer of this machine. Raises MachineUnable if it has none."""
    if sys.platform == "darwin" and launchd.answers(host):
        return "launchd"
    if systemd.answers(host, system=root):
        return "system" if root else "systemd"
    if cron.answers(host):
        return "cron"
    raise MachineUnable(
        "neither systemd nor cron answers here; 'schedule install --print cron' shows what "
        "another machine needs"
    )


def install(kind: str, job: Job, host: Host) -> tuple[str, ...]:
    """Install one kind of timer and take any other of this series away: one alarm is enough."""
    refuse_odd_paths(job)
    done: tuple[str, ...] = ()
    for other in states(job.name, host):
        if other.installed and other.kind != kind:
            done += remove_kind(other.kind, job.name, host)
    if kind in ("systemd", "system"):
        return (*done, *systemd.install(job, host, system=kind == "system"))
    return (*done, *(cron.install(job, host) if kind == "cron" else launchd.install(job, host)))


def remove(name: str, host: Host) -> tuple[str, ...]:
    """Take away every timer of a series."""
    return tuple(line for kind in KINDS for line in remove_kind(kind, name, host))


def remove_kind(kind: str, name: str, host: Host) -> tuple[str, ...]:
    """Take away one kind of timer, where there is one."""
    if kind in ("systemd", "system"):
        return systemd.remove(name, host, system=kind == "system")
    if kind == "cron":
        return cron.remove(name, host) if cron.state(name, host).installed else ()
    return launchd.remove(name, host)

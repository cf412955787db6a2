"""What the checks are given: paths, clock and environment as values, and what several read."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from reportkit.autopilot.forecast import check_carried
from reportkit.delivery.recipients import read_distribution
from reportkit.doctor.engine_child import EngineChild
from reportkit.doctor.remedies import Machine
from reportkit.editions.journal import Journal, read_journal
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.loading.loader import load_brief
from reportkit.model.series import Brief, Distribution
from reportkit.problems import MachineUnable, Problem, ReportkitError
from reportkit.publish.check import Checked, check_series
from reportkit.schedule.timers.job import Host

T = TypeVar("T")


class ReportsUnreadable(ReportkitError):
    """Nothing can be said of what was published: one row tells why, the others wait for it."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """The machine and the series as the command met them."""

    now: datetime
    series: Path | None  # absolute; None: there is none here
    command: str  # as it was called: "reportkit", or "reportkit -C DIR"
    here: Path  # the current folder
    environment: Mapping[str, str]
    temporary: Path | None  # the folder for temporary files; None: there is none to write to
    cache: Path | None
    encoding: str  # of what is printed
    online: bool
    host: Host | None  # for timers; None: this account has no home
    machine: Machine
    engine: EngineChild

    def say(self, words: str) -> str:
        """Spell a command of reportkit as it is to be pasted here."""
        return f"{self.command} {words}"

    @property
    def folder(self) -> Path:
        """The series, for checks that are asked only where there is one."""
        if self.series is None:
            raise LookupError("no series")
        return self.series

    @property
    def store(self) -> Store:
        """The editions of the series. Raises ReportsUnreadable where nobody can look."""
        store = Store(self.folder / "reports")
        try:
            disk.names(store.reports)
        except MachineUnable as error:
            raise ReportsUnreadable(str(error)) from error
        return store

    @property
    def checked(self) -> Checked:
        """The series as ``reportkit check`` sees it. Raises again what that raised."""
        return _again(self._checked)

    @property
    def journal(self) -> Journal:
        """What the scheduled runs did."""
        return _again(self._journal)

    @property
    def distribution(self) -> Distribution:
        """Lists, readers and transport, the environment laid over. Raises again what that did."""
        return _again(self._distribution)

    @cached_property
    def brief(self) -> tuple[Brief | None, tuple[Problem, ...]]:
        """brief.yaml alone; None if it cannot be read, and why."""
        return load_brief(self.folder)

    @cached_property
    def _checked(self) -> Checked | BaseException:
        return _once(self._check)

    @cached_property
    def _journal(self) -> Journal | BaseException:
        return _once(lambda: read_journal(self.store.reports))

    @cached_property
    def _distribution(self) -> Distribution | BaseException:
        return _once(lambda: read_distribution(self.folder, self.environment))

    def _check(self) -> Checked:
        _ = self.store  # it reads the editions, too
        checked = check_series(self.folder, cache=self.cache, today=self.now.date())
        return check_carried(self.folder, checked, self.now, cache=self.cache) or checked


def command_for(named: Path | None) -> str:
    """Spell how reportkit was called: with -C where the series was named."""
    return f"reportkit -C {shlex.quote(str(named))}" if named else "reportkit"


def _once(ask: Callable[[], T]) -> T | BaseException:
    """Keep what ended a reading, its time above all: it would end each other row that asks."""
    try:
        return ask()
    except BaseException as error:  # noqa: BLE001  # raised again by whoever asks
        return error


def _again(answer: T | BaseException) -> T:
    if isinstance(answer, BaseException):
        raise answer
    return answer

"""One series as a job: what travels to the process that does it, and what comes back.

A job can be done twice, because whoever did it may be lost with the answer. Nothing is
published or mailed twice by that: the store, the journal and the ledger know what is done. So
that the second answer tells what the lost one would have told, a job holds how the series
stood before the call.
"""

from __future__ import annotations

import gc
import os
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reportkit import __version__
from reportkit.autopilot.mailer import SeriesMailer
from reportkit.autopilot.report import BUG, INTERRUPTED
from reportkit.autopilot.runner import Ran, run
from reportkit.autopilot.steps import Asked
from reportkit.delivery.transports.registry import open_by_settings
from reportkit.editions.journal import Outcome, read_journal
from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.loading.loader import load_brief
from reportkit.page.pdf.engine import warm_engine
from reportkit.problems import (
    NOTHING_SET_ASIDE,
    Busy,
    MachineUnable,
    Problem,
    ReportkitError,
    SeedsRejected,
    SetAside,
)
from reportkit.publish.build import build
from reportkit.publish.built import Built, Options
from reportkit.zones import zone_or_none

_CHECKING = "checking"
_BETWEEN = 0.5  # seconds from one look at a lock to the next


class Standing(NamedTuple):
    """How far a series was when the call began."""

    edition: EditionName | None  # the newest
    runs: int  # in the journal


@dataclass(frozen=True, kw_only=True)
class BuildJob:
    """Build the next edition of a series."""

    series: Path  # absolute
    before: Standing | None  # None: it could not be looked at
    options: Options
    cache: Path | None = None
    patience: float = 0.0  # seconds to wait for a lock: a worker that was given up may hold it
    processors: int = 1  # on which its documents are set side by side
    version: str = __version__  # of reportkit, where the call was made


@dataclass(frozen=True, kw_only=True)
class RunJob:
    """Do what is due of a series."""

    series: Path
    before: Standing | None
    asked: Asked
    now: datetime | None = None  # of a rehearsal; without a zone by the clock of the series
    cache: Path | None = None
    patience: float = 0.0
    processors: int = 1
    version: str = __version__


Job = BuildJob | RunJob


@dataclass(frozen=True, kw_only=True)
class SeriesResult:
    """What became of one series; ``built`` or ``ran`` where its command came to its end."""

    series: Path
    code: int  # what the command for this series alone would have left with
    milliseconds: int = 0
    built: Built | None = None
    ran: Ran | None = None
    dry: bool = False  # it only says what a run would do
    meanwhile: bool = False  # sealed since the call began, by an attempt whose answer was lost
    problems: tuple[Problem, ...] = ()
    aside: SetAside = NOTHING_SET_ASIDE  # by a series that could not be published
    error: str = ""  # why it did not come to its end; "" where problems tell
    details: str = ""  # the traceback of a bug


def standing_of(series: Path) -> Standing | None:
    """Look how far a series is, proving nothing."""
    reports = series / "reports"
    try:
        names = Store(reports).names_found()
        return Standing(names[-1] if names else None, len(read_journal(reports).runs))
    except (ReportkitError, OSError):  # the job itself will tell
        return None


def done(job: Job) -> SeriesResult:
    """Do a job; however it ends, that is told and never raised."""
    began = time.monotonic()
    try:
        if job.version != __version__:
            raise MachineUnable(
                f"the worker has reportkit {__version__}, and was called by {job.version}; "
                "install the same version on both"
            )
        result = _with_patience(job, began)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # no series stops another
        result = _failed(job, error)
    return replace(result, milliseconds=round((time.monotonic() - began) * 1000))


def interrupted(job: Job) -> SeriesResult:
    """Say of a job that it was stopped, or never begun."""
    return SeriesResult(series=job.series, code=INTERRUPTED, error="interrupted")


def lost(job: Job, why: str) -> SeriesResult:
    """Say of a job that whoever did it is gone."""
    return SeriesResult(series=job.series, code=MachineUnable.exit_code, error=why)


def _with_patience(job: Job, began: float) -> SeriesResult:
    while True:
        try:
            return _built(job) if isinstance(job, BuildJob) else _ran(job)
        except Busy:
            if time.monotonic() - began >= job.patience:
                raise
            time.sleep(_BETWEEN)


def _built(job: BuildJob) -> SeriesResult:
    built = build(
        job.series,
        now=datetime.now(UTC),
        cache=job.cache,
        options=job.options,
        progress=_load_engine,
        workers=job.processors,
    )
    before, newest = job.before, EditionName.parse(built.edition)
    meanwhile = bool(built.reason and newest) and before is not None and newest != before.edition
    return SeriesResult(series=job.series, code=0, built=built, meanwhile=meanwhile)


def _ran(job: RunJob) -> SeriesResult:
    now, before = _moment(job), job.before
    noted = read_journal(job.series / "reports").runs

    def make(options: Options) -> Built:
        return build(
            job.series,
            now=now,
            cache=job.cache,
            options=options,
            progress=_load_engine,
            workers=job.processors,
        )

    ran = run(
        job.series,
        now=now,
        make=make,
        mailer=SeriesMailer(job.series, os.environ, open_by_settings),
        asked=job.asked,
        cache=job.cache,
    )
    meanwhile = ran.run.outcome is Outcome.IDLE and before is not None and len(noted) > before.runs
    if meanwhile and not job.asked.dry:
        ran = ran._replace(run=noted[-1])
    return SeriesResult(
        series=job.series, code=ran.run.code, ran=ran, dry=job.asked.dry, meanwhile=meanwhile
    )


def _moment(job: RunJob) -> datetime:
    """Give the moment of a run: each series of a call has its own, and its own clock."""
    if job.now is None:
        return datetime.now(UTC)
    if job.now.tzinfo:
        return job.now
    brief, _ = load_brief(job.series)
    return job.now.replace(tzinfo=(zone_or_none(brief.cadence.zone) if brief else None) or UTC)


def _failed(job: Job, error: BaseException) -> SeriesResult:
    if isinstance(error, KeyboardInterrupt):
        return interrupted(job)
    if isinstance(error, SeedsRejected):
        return SeriesResult(
            series=job.series,
            code=error.exit_code,
            problems=error.problems,
            aside=error.aside,
        )
    if isinstance(error, ReportkitError):
        return SeriesResult(series=job.series, code=error.exit_code, error=str(error))
    if isinstance(error, OSError):
        words = (error.strerror or str(error)).lower()
        return lost(job, f"{error.filename}: {words}" if error.filename else words)
    return SeriesResult(
        series=job.series,
        code=BUG,
        error=f"this is a bug in reportkit ({type(error).__name__})",
        details="".join(traceback.format_exception(error)),
    )


def _load_engine(stage: str) -> None:
    """Load the engine once for all series of this process, as soon as one is to be printed."""
    if stage != _CHECKING:
        _load_engine_once()


@cache
def _load_engine_once() -> None:
    with suppress(ReportkitError):  # told by the edition that needs it
        warm_engine()
        gc.freeze()

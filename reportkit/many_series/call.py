"""``build`` and ``run`` for many series: a job for each, done by whatever workers there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from reportkit.autopilot.steps import Asked
from reportkit.many_series.jobs import BuildJob, RunJob, SeriesResult, standing_of
from reportkit.many_series.workers import Workers, do_all
from reportkit.publish.built import Options

OnEnd = Callable[[SeriesResult], None]


def build_all(
    series: Sequence[Path],
    workers: Workers,
    *,
    options: Options,
    cache: Path | None = None,
    on_end: OnEnd,
) -> tuple[SeriesResult, ...]:
    """Build the next edition of each series; see ``do_all``. Paths are absolute."""
    jobs = [
        BuildJob(
            series=folder,
            before=standing_of(folder),
            options=options,
            cache=cache,
            patience=workers.patience,
            processors=workers.processors_of(place, len(series)),
        )
        for place, folder in enumerate(series)
    ]
    return do_all(jobs, workers, on_end)


def run_all(  # noqa: PLR0913  # what a run is given
    series: Sequence[Path],
    workers: Workers,
    *,
    asked: Asked,
    now: datetime | None = None,
    cache: Path | None = None,
    on_end: OnEnd,
) -> tuple[SeriesResult, ...]:
    """Do what is due of each series; ``now`` is of a rehearsal, else each takes its own."""
    jobs = [
        RunJob(
            series=folder,
            before=standing_of(folder),
            asked=asked,
            now=now,
            cache=cache,
            patience=workers.patience,
            processors=workers.processors_of(place, len(series)),
        )
        for place, folder in enumerate(series)
    ]
    return do_all(jobs, workers, on_end)


#: The codes of failures, the gravest first.
_GRAVITY = (130, 70, 7, 3, 1, 5, 6)


def gravest(results: Sequence[SeriesResult]) -> int:
    """Give the exit code that tells how the call went."""
    codes = {result.code for result in results}
    return next((code for code in _GRAVITY if code in codes), max(codes, default=0))

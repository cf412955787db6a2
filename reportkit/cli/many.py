"""``build --all`` and ``run --all``: the options that both share, and the way of a call."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reportkit.cli.shell import (
    cache_folder,
    print_json,
    print_lines,
    print_status,
    show_problems,
)

if TYPE_CHECKING:
    from datetime import datetime

    from reportkit.autopilot.steps import Asked
    from reportkit.many_series.call import OnEnd
    from reportkit.many_series.jobs import SeriesResult
    from reportkit.many_series.workers import Workers

#: What a call that was interrupted leaves.
_BUILDING = "nothing half done was kept"
_RUNNING = (
    "the next run goes on where this one was, and 'reportkit deliveries' tells of each series "
    "whether a message is unknown"
)


class ManySeries(NamedTuple):
    """What ``--all`` was given."""

    folders: tuple[Path, ...]  # none: those below the current one
    workers: int | None
    cluster: str | None  # the address of its scheduler


def many_series_options(command: Callable[..., int]) -> Callable[..., int]:
    """Let a command take --all; it is given ``many``, None where one series is meant."""

    @click.argument(
        "folders", nargs=-1, metavar="[DIR]...", type=click.Path(file_okay=False, path_type=Path)
    )
    @click.option(
        "--all",
        "all_series",
        is_flag=True,
        help="Of many series: each DIR, or those in it. Default: those in this folder.",
    )
    @click.option(
        "--workers",
        type=click.IntRange(1),
        metavar="N",
        help="With --all: so many series at once. Default: one for each core.",
    )
    @click.option(
        "--on", "cluster", metavar="ADDRESS", help="With --all: on the Dask cluster at tcp://..."
    )
    @functools.wraps(command)
    def with_many(
        series: Path | None,
        *,
        folders: tuple[Path, ...],
        all_series: bool,
        workers: int | None,
        cluster: str | None,
        **options: Any,
    ) -> int:
        if not all_series and (folders or workers or cluster):
            raise click.UsageError(
                "one series is named with -C DIR; DIR, --workers and --on go with --all"
            )
        if workers and cluster:
            raise click.UsageError(
                "--workers is of this machine; with --on the cluster has its own"
            )
        named = folders or ((series,) if series else ())
        many = ManySeries(named, workers, cluster) if all_series else None
        return command(series, many=many, **options)

    return with_many


def build_many(many: ManySeries, *, as_json: bool, **wanted: Any) -> int:
    """Build all series, tell of each as it ends, and sum up; ``wanted`` are its Options."""
    from reportkit.many_series.call import build_all
    from reportkit.publish.built import Options

    options = Options(**wanted)

    def call(series: Sequence[Path], workers: Workers, on_end: OnEnd) -> tuple[SeriesResult, ...]:
        return build_all(series, workers, options=options, cache=cache_folder(), on_end=on_end)

    return _call_for_all(many, call, as_json=as_json, quiet=False, left=_BUILDING)


def run_many(
    many: ManySeries, asked: Asked, now: datetime | None, *, as_json: bool, quiet: bool
) -> int:
    """Do what is due of all series, tell of each as it ends, and sum up."""
    from reportkit.many_series.call import run_all

    def call(series: Sequence[Path], workers: Workers, on_end: OnEnd) -> tuple[SeriesResult, ...]:
        return run_all(series, workers, asked=asked, now=now, cache=cache_folder(), on_end=on_end)

    return _call_for_all(many, call, as_json=as_json, quiet=quiet, left=_RUNNING)


def _call_for_all(
    many: ManySeries,
    call: Callable[[Sequence[Path], Workers, OnEnd], tuple[SeriesResult, ...]],
    *,
    as_json: bool,
    quiet: bool,
    left: str,
) -> int:
    from reportkit.cli.format.many import INTERRUPTED, result_json, result_table, total_line
    from reportkit.many_series.call import gravest
    from reportkit.many_series.folders import series_in

    series = series_in(many.folders or (Path(),))
    progress = _Progress(len(series), as_json=as_json)
    with _workers(many, len(series)) as workers:
        results = call(series, workers, progress)
    progress.close()
    code = gravest(results)
    if as_json:
        objects = [result_json(result) for result in results]
        print_json(ok=code == 0, code=code, series=objects)
    elif code or not quiet:
        print_lines(result_table([one for one in results if one.code or not quiet]))
        print_status(total_line(results), kind="error" if code else "done")
    if code == INTERRUPTED:
        print_status(f"reportkit: interrupted; {left}")
    return code


@contextmanager
def _workers(many: ManySeries, most: int) -> Iterator[Workers]:
    from reportkit.many_series.workers import LocalWorkers
    from reportkit.page.side_by_side import processors

    workers: Workers
    if many.cluster:
        from reportkit.many_series.cluster import ClusterWorkers

        workers = ClusterWorkers(many.cluster)
    else:
        workers = LocalWorkers(min(many.workers or processors(), most))
    try:
        yield workers
    finally:
        workers.close()


class _Progress:
    """Tells of each series as it ends: to who watches of all, else of what went wrong."""

    def __init__(self, total: int, *, as_json: bool) -> None:
        self._total, self._as_json = total, as_json
        self._ended, self._watched = 0, sys.stderr.isatty()
        self._show()

    def __call__(self, result: SeriesResult) -> None:
        from reportkit.cli.format.many import result_line

        self._ended += 1
        self._wipe()
        problems = result.built.warnings if result.built else result.problems
        more = result.details or result.error.partition("\n")[2]  # the first line is in the row
        tells = bool(problems or more) and not self._as_json
        if self._watched or tells:
            print_status(result_line(result), kind="error" if result.code else "done")
        if tells:
            show_problems(problems, result.series)
            if more:
                print_status(more)
        self._show()

    def close(self) -> None:
        """Take the last line away."""
        self._wipe()

    def _show(self) -> None:
        if self._watched and self._ended < self._total:
            click.echo(f"  {self._ended} of {self._total} series …", nl=False, err=True)

    def _wipe(self) -> None:
        if self._watched:
            click.echo("\r\x1b[K", nl=False, err=True)

"""A job for one series: done twice where the first answer was lost, it tells the same."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from reportkit.autopilot.steps import Asked
from reportkit.editions.journal import read_journal
from reportkit.many_series.call import gravest
from reportkit.many_series.jobs import BuildJob, RunJob, SeriesResult, done, standing_of
from reportkit.many_series.workers import LocalWorkers, do_all
from reportkit.problems import Busy, MachineUnable
from reportkit.publish.built import Options
from tests import tiny
from tests.building import build_quickly
from tests.editions.sealing import NOW
from tests.schedule.series import WEEK_2, at, desk_of, quick_engine, scheduled


def _build(series: Path, **more: object) -> BuildJob:
    known = {"before": standing_of(series), "options": Options(), **more}
    return BuildJob(series=series, **known)  # type: ignore[arg-type]


def test_an_edition_that_an_earlier_attempt_sealed_is_told_as_published(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    job = _build(series)
    build_quickly(series, now=NOW)  # by a worker that was lost before it could answer

    result = done(job)

    assert (0, True) == (result.code, result.meanwhile)
    assert result.built is not None
    assert "001" == result.built.edition


def test_an_edition_that_was_there_before_the_call_is_not(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    build_quickly(series, now=NOW)

    result = done(_build(series))

    assert not result.meanwhile
    assert result.built is not None
    assert "already published as No. 1" == result.built.reason


def test_a_run_that_an_earlier_attempt_finished_is_told_as_it_was_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = scheduled(tmp_path / "series" / "valley")
    quick_engine(monkeypatch)
    asked = Asked(mail=False)
    job = RunJob(series=series, before=standing_of(series), asked=asked, now=at(WEEK_2))
    desk_of(series).tick(WEEK_2, mail=False)  # and its answer was lost
    noted = read_journal(series / "reports").runs[-1]

    result = done(job)

    assert result.ran is not None
    assert (True, noted) == (result.meanwhile, result.ran.run)
    assert "published No. 1 for 2026-W02" in result.ran.run.line


def test_a_run_that_found_nothing_to_do_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = scheduled(tmp_path / "series" / "valley")
    quick_engine(monkeypatch)
    desk_of(series).tick(WEEK_2, mail=False)
    asked = Asked(mail=False)

    result = done(RunJob(series=series, before=standing_of(series), asked=asked, now=at(WEEK_2)))

    assert result.ran is not None
    assert (False, ()) == (result.meanwhile, result.ran.run.steps)


def test_an_hour_without_a_zone_is_by_the_clock_of_each_series(tmp_path: Path) -> None:
    series = scheduled(tmp_path)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: Asia/Kabul"))
    asked, hour = Asked(dry=True), at("2026-01-12T07:00")

    result = done(RunJob(series=series, before=None, asked=asked, now=hour))

    assert result.ran is not None
    assert "2026-01-12T07:00:00+04:30" == result.ran.run.at.isoformat()


def test_a_worker_of_another_version_does_nothing(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)

    result = done(_build(series, version="0.0.1"))

    assert 3 == result.code
    assert "was called by 0.0.1; install the same version on both" in result.error
    assert not (series / "reports").exists()


def test_what_goes_wrong_is_told_and_never_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the seeds' problems, nor a lock, nor a bug reaches the worker."""
    series = tiny.write(tmp_path)
    failures = [Busy("somebody is at work"), ZeroDivisionError("a bug"), PermissionError(13, "no")]

    def fail(*_: object, **__: object) -> None:
        raise failures.pop(0)

    monkeypatch.setattr("reportkit.many_series.jobs.build", fail)
    results = [done(_build(series)) for _ in range(3)]

    assert [6, 70, 3] == [result.code for result in results]
    assert ["somebody is at work", "this is a bug in reportkit (ZeroDivisionError)", "no"] == [
        result.error for result in results
    ]
    assert "ZeroDivisionError: a bug" in results[1].details


@pytest.mark.parametrize(
    ("at_once", "series", "shares"),
    [(4, 6, [2, 2, 2, 2, 4, 8]), (2, 2, [4, 8]), (8, 1, [8]), (16, 9, [1, 1, 1, 1, 1, 2, 2, 4, 8])],
)
def test_processors_that_no_other_series_needs_set_its_documents_side_by_side(
    at_once: int, series: int, shares: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.many_series.workers.processors", lambda: 8)
    workers = LocalWorkers(at_once)

    assert shares == [workers.processors_of(place, series) for place in range(series)]


def test_each_job_builds_on_the_processors_that_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []

    def note(*_: object, workers: int, **__: object) -> None:
        used.append(workers)
        raise Busy("enough is known")

    monkeypatch.setattr("reportkit.many_series.jobs.build", note)
    done(_build(tiny.write(tmp_path / "tiny"), processors=3))
    run = scheduled(tmp_path / "valley")
    done(RunJob(series=run, before=None, asked=Asked(mail=False), now=at(WEEK_2), processors=5))

    assert [3, 5] == used


def test_where_no_thread_can_be_begun_the_machine_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an account may have no more processes."""

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    workers = LocalWorkers(1)

    with pytest.raises(MachineUnable, match="no worker can be begun: can't start new thread"):
        do_all([_build(tmp_path)], workers, lambda _: None)


def test_what_a_cluster_gives_up_is_lost_and_not_interrupted(tmp_path: Path) -> None:
    """Dask cancels all where its scheduler is gone; nobody pressed Ctrl-C."""

    class GivingUp(ThreadPoolExecutor):
        def submit(self, *_: object, **__: object) -> Future[SeriesResult]:  # type: ignore[override]
            future = Future[SeriesResult]()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    workers = LocalWorkers(1)
    workers.executor = GivingUp(1)

    (result,) = do_all([_build(tmp_path)], workers, lambda _: None)

    assert (3, True) == (result.code, "scheduler of the cluster is gone" in result.error)


def test_the_gravest_code_tells_how_a_call_went() -> None:
    def call(*codes: int) -> int:
        return gravest([SeriesResult(series=Path("/s"), code=code) for code in codes])

    assert [0, 0, 1, 7, 5, 130] == [
        call(),
        call(0, 0),
        call(0, 1, 6, 5),
        call(1, 7, 3),
        call(5, 6),
        call(130, 70),
    ]

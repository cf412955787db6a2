"""The same on a Dask cluster of two worker processes, one of them lost on the way."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.many_series.cluster import ClusterWorkers
from reportkit.problems import MachineUnable
from tests import tiny
from tests.cli.series import environment_of, run

pytest.importorskip("distributed")

NAMES = ("atolls", "roads", "valley")
DASK = [sys.executable, "-m", "dask"]


@pytest.fixture
def all_series(tmp_path: Path) -> Path:
    """Three series of which nothing was published."""
    for name in NAMES:
        tiny.write(tmp_path / "all" / name)
    return tmp_path / "all"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A scheduler and two workers, each a process that does one job at a time."""
    note = tmp_path / "scheduler.json"
    with _started(tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0", note=note):
        _wait_until(note.exists)
        with _started(tmp_path, *_WORKER, note=note), _started(tmp_path, *_WORKER, note=note):
            yield json.loads(note.read_text())["address"]


_WORKER = ("worker", "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1")


@contextmanager
def _started(folder: Path, *words: str, note: Path) -> Iterator[None]:
    with (folder / "dask.log").open("ab") as log:
        process = subprocess.Popen(
            [*DASK, *words, "--scheduler-file", str(note), "--no-dashboard"],
            cwd=folder,
            env=environment_of(folder, DASK_TEMPORARY_DIRECTORY=str(folder)),
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


@contextmanager
def _called(folder: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "build", "--all", "--json", "--on", address],
        cwd=folder,
        env=environment_of(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _holders(folder: Path) -> list[int]:
    """Give the processes that hold the lock of a series."""
    notes = (lock.read_text() for lock in folder.glob("*/reports/.lock"))
    return [int(found[1]) for note in notes if (found := re.match(r"process (\d+),", note))]


def _parent_of(process: int) -> int:
    asked = ["ps", "-o", "ppid=", "-p", str(process)]
    return int(subprocess.run(asked, capture_output=True, check=True).stdout)


def test_a_lost_worker_loses_nothing_and_nothing_is_built_twice(
    all_series: Path, cluster: str
) -> None:
    with _called(all_series, cluster) as call:
        _wait_until(lambda: len(_holders(all_series)) == 2)
        worker = _parent_of(_holders(all_series)[0])
        assert worker not in (os.getpid(), 1)
        os.kill(worker, signal.SIGKILL)
        out, err = call.communicate(timeout=120)

    assert (0, "") == (call.returncode, err)
    results = json.loads(out)["series"]
    assert [*NAMES] == [Path(result["series"]).name for result in results]
    assert [(0, True, "1")] * 3 == [
        (result["code"], result["sealed"], result["edition"]) for result in results
    ]
    for name in NAMES:
        store = Store(all_series / name / "reports")
        assert ["001"] == [str(edition) for edition in store.names()]
        assert () == verify(store).findings


def test_ctrl_c_stops_what_the_workers_are_at(all_series: Path, cluster: str) -> None:
    with _called(all_series, cluster) as call:
        _wait_until(lambda: len(_holders(all_series)) == 2)
        call.send_signal(signal.SIGINT)
        out, _ = call.communicate(timeout=30)

    assert 130 == call.returncode
    assert ["interrupted"] * 3 == [result["what"] for result in json.loads(out)["series"]]
    assert [] == _holders(all_series)
    assert [] == [*all_series.glob("*/reports/0*")]


def test_an_address_at_which_nobody_answers_is_named(all_series: Path) -> None:
    ran = run(all_series, "build", "--all", "--on", "tcp://127.0.0.1:9")

    assert (3, "") == (ran.code, ran.out)
    assert "no cluster answers at tcp://127.0.0.1:9" in ran.err
    assert "Traceback" not in ran.err


def test_without_dask_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(MachineUnable, match=r"pip install 'reportkit\[dask\]'"):
        ClusterWorkers("tcp://127.0.0.1:9")

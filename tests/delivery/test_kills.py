"""Killed anywhere and called again: nobody gets an edition twice, nobody is forgotten (E11)."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportkit.delivery.ledger import open_ledger
from tests.delivery.killing import LISTS
from tests.delivery.posting import NOW, ledger_of, make_series, publish, write_lists
from tests.delivery.server import mail_server

#: Calls of the system before which strace can kill: all that leave something behind.
CALLS = "connect,sendto,recvfrom,fdatasync,fsync,pwrite64,write,unlink,ftruncate"
ROOT = Path(__file__).parents[2]  # where the programs of the tests are found
STRACE = shutil.which("strace")
SAMPLES = 8
#: Every second one of the some ninety calls of a run; "1" takes them all, in half a minute.
STEP = "2"


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path / "series")
    publish(made)
    return made


def test_killed_before_each_call_from_python(series: Path) -> None:
    """Network and disk, over a whole run; then two more runs."""
    with mail_server() as server:
        run = subprocess.run(
            [sys.executable, "-m", "tests.delivery.killing", series, str(server.port),
             "1", STEP, "1000"],
            capture_output=True, text=True, check=False, timeout=200, cwd=ROOT,
        )  # fmt: skip
        readers = Counter(server.readers)
    points = [json.loads(line) for line in run.stdout.splitlines()]

    assert "" == run.stderr
    assert not points[-1]["killed"]  # the loop came to the end of a run
    assert len(points) > 20
    judge([point["states"] for point in points], readers)


@pytest.mark.skipif(STRACE is None, reason="needs strace")
def test_killed_before_calls_of_the_system(series: Path) -> None:
    """A sample of those that SQLite makes itself, in the middle of its transactions."""
    ledgers: list[dict[str, str]] = []
    with mail_server() as server:
        count = _count(series, server.port)
        if count is None:
            pytest.skip("strace may not trace here")
        for point in range(1, count + 1, max(count // SAMPLES, 1)):
            folder = _copy(series, point)
            inject = f"inject={CALLS}:signal=SIGKILL:when={point}"
            _traced(folder, server.port, "-e", inject)
            again = [sys.executable, "-m", "tests.delivery.killing", "again"]
            subprocess.run([*again, folder, str(server.port)], check=True, cwd=ROOT)
            ledgers.append({line.address: str(line.state) for line in ledger_of(folder)})
        readers = Counter(server.readers)

    assert len(ledgers) >= SAMPLES
    judge(ledgers, readers)


@pytest.mark.parametrize(
    ("step", "state", "taken"),
    [
        ("before the attempt is recorded", "queued", 0),
        ("after the attempt is recorded", "unknown", 0),
        ("after the dot", "unknown", 1),
        ("after the answer", "unknown", 1),
        ("before the answer is committed", "unknown", 1),
        ("after the answer is committed", "accepted", 1),
    ],
)
def test_killed_at_a_step_of_the_second_message(
    series: Path, step: str, state: str, taken: int
) -> None:
    """The answer to the first is known, and the third waits, wherever it was."""
    with mail_server() as server:
        run = subprocess.run(
            [sys.executable, "-m", "tests.delivery.killing", "until", step, series,
             str(server.port)], check=False, cwd=ROOT,
        )  # fmt: skip
        wait_for(lambda: len(server.taken) == 1 + taken)
        readers = Counter(server.readers)
    with open_ledger(series / "reports", NOW) as ledger:
        states = [str(line.state) for line in ledger.deliveries()]

    assert -signal.SIGKILL == run.returncode
    assert ["accepted", state, "queued"] == states
    assert {"ann@example.org": 1} | ({"bob@example.org": 1} if taken else {}) == readers


def wait_for(happened: Callable[[], bool]) -> None:
    """Give a server of this process the time to take what was sent to it."""
    for _ in range(200):
        if happened():
            return
        time.sleep(0.01)


def judge(ledgers: list[dict[str, str]], readers: Counter[str]) -> None:
    """Hold what the ledgers say against what the server took."""
    states = {address: state for each in ledgers for address, state in each.items()}
    silent = [
        address
        for address, state in states.items()
        if readers[address] == 0 and state not in ("queued", "deferred", "rejected", "unknown")
    ]

    assert 2 * len(ledgers) == len(states)  # every reader of every run has a line
    assert [] == [address for address, count in readers.items() if count > 1]
    assert [] == silent
    assert {"accepted", "unknown"} >= set(states.values())  # after two more runs all is settled


def _copy(series: Path, point: int) -> Path:
    folder = Path(f"{series}-{point}")
    shutil.copytree(series, folder)
    write_lists(folder, LISTS.format(n=point))
    return folder


def _count(series: Path, port: int) -> int | None:
    """Count the calls of a whole run; None if this machine lets nobody trace."""
    run = _traced(_copy(series, 0), port, "-c", "-S", "calls")
    found = re.search(r"(\d+)\s+(?:\d+\s+)?total", run.stderr)
    return int(found[1]) if run.returncode == 0 and found else None


def _traced(folder: Path, port: int, *options: str) -> Any:
    return subprocess.run(
        [STRACE or "", "-f", "--seccomp-bpf", "-o", "/dev/stderr", "-e", f"trace={CALLS}",
         *options, sys.executable, "-m", "tests.delivery.killing", "once", folder, str(port)],
        capture_output=True, text=True, check=False, timeout=60, cwd=ROOT,
    )  # fmt: skip

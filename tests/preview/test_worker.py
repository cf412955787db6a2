"""The worker at the end of its pipe: what it makes of a request, and in which order it answers."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from reportkit.preview.messages import Check, Screen, Standing
from reportkit.preview.views import View
from tests import tiny

DAY = date(2026, 1, 12)
SCRIPT = """
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from reportkit.preview.worker import start
start(Connection(int(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[2]) / "cache")
"""


@contextmanager
def worker(series: Path) -> Iterator[tuple[Connection, int]]:
    """Run a worker; give its pipe and its number."""
    ours, theirs = Pipe()
    number = theirs.fileno()
    command = [sys.executable, "-c", SCRIPT, str(number), str(series)]
    with subprocess.Popen(command, pass_fds=[number]) as running, ours:
        theirs.close()
        try:
            yield ours, running.pid
        finally:
            running.send_signal(signal.SIGTERM)


def children_of(process: int) -> list[str]:
    """Name the children of a process."""
    found = Path(f"/proc/{process}/task/{process}/children")
    return found.read_text().split() if found.exists() else []


def save(series: Path, old: str, new: str) -> None:
    """Write the edition otherwise."""
    path = series / "seeds" / "edition.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_page_that_is_looked_at_comes_without_being_asked_for_again(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    with worker(series) as (pipe, _):
        pipe.send(Check(1, DAY, (View(),)))
        standing, page = pipe.recv(), pipe.recv()

    assert isinstance(standing, Standing)
    assert standing.shows
    assert isinstance(page, Screen)
    assert "Clashes in the valley" in page.html


def test_a_page_is_given_up_when_a_rule_is_broken(tmp_path: Path) -> None:
    """It is begun before the rules are asked: nothing of it may be left, or be sent."""
    series = tiny.write(tmp_path)
    with worker(series) as (pipe, process):
        pipe.send(Check(1, DAY, (View(),)))
        assert isinstance(pipe.recv(), Standing)
        assert isinstance(pipe.recv(), Screen)
        save(series, "key_figures: [toll]", "key_figures: [tol]")
        pipe.send(Check(2, DAY, (View(),)))
        broken = pipe.recv()
        left = children_of(process)
        save(series, "key_figures: [tol]", "key_figures: [toll]")
        pipe.send(Check(3, DAY, (View(),)))
        mended = [pipe.recv(), pipe.recv()]

    assert ["ref-unknown"] == [problem.code for problem in broken.problems]
    assert not broken.shows
    assert [] == left
    assert [3, 3] == [answer.save for answer in mended]

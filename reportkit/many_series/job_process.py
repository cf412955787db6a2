"""A process that does jobs, one after the other: it keeps the engine, and ends with its parent.

It is started anew and not forked, for its parent may have threads; itself it has, but for a
watch, only one, since children are forked from it. What kills it costs one job.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:  # the command that only hands out jobs does without
    from reportkit.many_series.jobs import Job, SeriesResult

_IDLE = 300.0  # seconds without a job, after which a process ends by itself
_LOOK = 1.0  # seconds between two looks whether the call was stopped
_PATIENCE = 5.0  # seconds for what was stopped to clear up behind itself


class ProcessLost(Exception):
    """The process ended before it answered."""


class JobProcess:
    """The parent's end: one job at a time, by one thread; ``stop`` may come from another."""

    def __init__(self) -> None:
        self._answers, theirs = Pipe()
        parent_lives, self._alive = os.pipe()  # the system closes the second if we are killed
        handles = (theirs.fileno(), parent_lives)
        # As multiprocessing's spawn does: the path of this process, whatever folder it is in.
        begin = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from reportkit.many_series.job_process import serve; serve{handles!r}"
        )
        self._process = subprocess.Popen(  # noqa: S603  # this very program
            [sys.executable, "-P", "-c", begin],
            pass_fds=handles,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # stdout holds the result of the command, and nothing else
            start_new_session=True,  # Ctrl-C is the parent's, who passes it on
        )
        self._listens = False  # to signals
        theirs.close()
        os.close(parent_lives)

    def do(self, job: Job, stopped: Callable[[], bool] = lambda: False) -> SeriesResult:
        """Have a job done. Raises ProcessLost, with how the process ended, where it did."""
        try:
            if not self._listens:
                self._answers.recv()
                self._listens = True
            self._answers.send(job)
            while not self._answers.poll(_LOOK):
                if stopped():
                    self.stop(signal.SIGINT)
            result: SeriesResult = self._answers.recv()
        except (EOFError, OSError):
            raise ProcessLost(_ending(self.end())) from None
        return result

    @property
    def is_alive(self) -> bool:
        """Whether it can be given a job: it ends when it was stopped, and when it was long idle."""
        return self._process.poll() is None

    def stop(self, number: signal.Signals) -> None:
        """Let it leave what it is at, and end; its answer, if there is one, can still be read."""
        with suppress(ProcessLookupError):
            deaf = not self._listens and number != signal.SIGKILL
            self._process.send_signal(signal.SIGTERM if deaf else number)

    def end(self) -> int:
        """Wait until it has ended, not for ever; gives its exit code."""
        try:
            return self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def close(self) -> None:
        """Have it end, and let go of it."""
        self._answers.close()
        self.end()
        os.close(self._alive)


def _ending(code: int) -> str:
    if code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process ended with {code}"


# -- in the process --------------------------------------------------------------------------


def serve(jobs: int, parent: int) -> NoReturn:
    """Do the jobs that come in, until there are no more: all that the process does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        pipe = Connection(jobs)
        pipe.send(None)  # from now on a signal unwinds
        _answer(pipe)
    sys.stderr.flush()
    os._exit(0)


def _answer(pipe: Connection) -> None:
    import gc

    from reportkit.autopilot.report import INTERRUPTED
    from reportkit.many_series.jobs import done

    gc.set_threshold(100_000, 20, 100)
    while pipe.poll(_IDLE):
        result = done(pipe.recv())
        pipe.send(result)
        if result.code == INTERRUPTED:
            break


def _watch(parent: int) -> None:
    os.read(parent, 1)  # nobody writes: it returns when the parent is gone
    os._exit(1)  # at once; the locks go with it, and the next run sweeps


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """Unwind once; what is at work below is ended on the way."""
    from reportkit.problems import Terminated

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    raise Terminated if number == signal.SIGTERM else KeyboardInterrupt

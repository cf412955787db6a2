"""The server's end of the pipe to its worker: requests out, answers in, without waiting."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from reportkit.preview.worker import start
from reportkit.problems import MachineUnable

_PATIENCE = 3.0  # seconds for the worker to end what it began


class Link:
    """A worker, forked before the server begins, and the pipe to it."""

    def __init__(self, series: Path, cache: Path | None) -> None:
        self._pipe, theirs = Pipe()
        self._worker = os.fork()
        if self._worker == 0:
            self._pipe.close()
            start(theirs, series, cache)
        theirs.close()

    def send(self, request: object) -> None:
        """Ask the worker for something. Raises MachineUnable when it is gone."""
        try:
            self._pipe.send(request)
        except OSError:
            raise MachineUnable("the process that composes has ended") from None

    def listen(self, answered: Callable[[object], None], gone: Callable[[], None]) -> None:
        """Have each answer handed to ``answered`` in the running loop; ``gone`` ends it."""
        loop = asyncio.get_running_loop()

        def read(pipe: Connection) -> None:
            with suppress(EOFError, OSError, RuntimeError):  # RuntimeError: the loop is closed
                while True:
                    loop.call_soon_threadsafe(answered, pipe.recv())
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(gone)

        threading.Thread(target=read, args=(self._pipe,), daemon=True).start()

    def close(self) -> None:
        """End the worker and what it has begun."""
        with suppress(ProcessLookupError):
            os.kill(self._worker, signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        with suppress(ChildProcessError):
            while not os.waitpid(self._worker, os.WNOHANG)[0]:
                if time.monotonic() > until:
                    os.kill(self._worker, signal.SIGKILL)
                time.sleep(0.01)
        self._pipe.close()

"""Work in a child of this process: it has all that is in memory, and can be ended at any time."""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from types import FrameType
from typing import Any, NoReturn

from reportkit.problems import Terminated

Tell = Callable[[object], None]
#: The child's work; what it tells is read by the parent, in that order.
Work = Callable[[Tell], None]
_PATIENCE = 2.0  # seconds for a child to clear up behind itself
_MOST_FILES = 1 << 20


class Forked:
    """A child at work. Only to be made where no other thread runs.

    ``answers`` is readable when the child has told something, and at its end. Of the parent's
    open files it has those to ``keep``, and the standard ones.
    """

    def __init__(self, work: Work, *, keep: Collection[int] = ()) -> None:
        self.answers, telling = Pipe(duplex=False)
        parent_lives, self._alive = os.pipe()  # the system closes the second if we are killed
        self._child = os.fork()
        if self._child == 0:
            _be_the_child(work, telling, parent_lives, keep)
        telling.close()
        os.close(parent_lives)

    def answer(self) -> Any:
        """Wait for what the child tells next. Raises EOFError when it has ended."""
        try:
            return self.answers.recv()
        except OSError:  # it was killed in the middle of what it told
            raise EOFError from None

    def close(self) -> None:
        """End the child, if it has not ended by itself, and let its folder be cleared."""
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while not (ended := os.waitpid(self._child, os.WNOHANG)[0]) and time.monotonic() < until:
            time.sleep(0.002)
        if not ended:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
        self._let_go()

    def kill(self) -> None:
        """End the child at once, wherever it is; the next scratch folder sweeps what it leaves."""
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        self._let_go()

    def _let_go(self) -> None:
        self.answers.close()
        os.close(self._alive)


def _be_the_child(
    work: Work, telling: Connection, parent_lives: int, keep: Collection[int]
) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGTERM, end_by_signal)
        _keep_only(telling.fileno(), parent_lives, *keep)

        def watch() -> None:
            os.read(parent_lives, 1)  # nobody writes: it returns when the parent is gone
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()
        work(telling.send)
        code = 0
    except BaseException:  # noqa: BLE001, S110  # nothing may reach the parent's frames
        pass
    finally:
        os._exit(code)


def end_by_signal(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Unwind, so that what is at work below is ended and its folder cleared."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated


def _keep_only(*handles: int) -> None:
    """Let go of the parent's files: its pipes must end with it."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    last = 2
    for handle in sorted(handles):
        os.closerange(last + 1, handle)
        last = handle
    os.closerange(last + 1, _MOST_FILES if most == resource.RLIM_INFINITY else most)

"""The process that prints: it is begun before it is known what, and loads what it needs meanwhile.

Reading and checking a series and loading the engine take about as long; side by side they cost
the time of one. It gets its order when the series is found good, and is ended unused otherwise.
"""

from __future__ import annotations

import gc
import signal
import tempfile
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any, Self

from reportkit.page.child_process import Forked, Tell, end_by_signal
from reportkit.page.confined import Progress, forget_secrets
from reportkit.problems import MachineUnable, ReportkitError
from reportkit.publish.printed import PrintedSet, PrintOrder


class Press:
    """A press for one order. Nothing of it goes on running when it is left, or its owner dies."""

    def __init__(self) -> None:
        self._at_work: tuple[Forked, Connection] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._at_work is not None:
            child, orders = self._at_work
            child.close()
            orders.close()

    def start(self) -> tuple[Forked, Connection]:
        """Begin to load, unless that was done. Only to be called where no other thread runs."""
        if self._at_work is None:
            orders, ours = Pipe(duplex=False)
            child = Forked(lambda tell: _print(orders, tell), keep=[orders.fileno()])
            orders.close()
            self._at_work = child, ours
        return self._at_work

    def print_set(self, order: PrintOrder, *, progress: Progress) -> PrintedSet:
        """Print what is ordered; raises what ``printing.print_set`` raises."""
        child, orders = self.start()
        with suppress(BrokenPipeError):  # the answer tells
            orders.send(order)
        while isinstance(answer := _next(child), str):
            progress(answer)
        if isinstance(answer, Exception):
            raise answer
        printed: PrintedSet = answer
        return printed


def _next(child: Forked) -> Any:
    try:
        return child.answer()
    except EOFError:
        return MachineUnable("the process that prints was ended from outside, or needs more memory")


# -- in the child ----------------------------------------------------------------------------


def _print(orders: Connection, tell: Tell) -> None:
    """Load, wait for the order, and tell each stage, then the result or why there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's, who ends this
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # there is nothing yet to clear up
    with suppress(OSError):  # told where it is needed
        tempfile.gettempdir()  # it may be named by what is forgotten now
    forget_secrets()
    _load()
    order: PrintOrder = orders.recv()
    signal.signal(signal.SIGTERM, end_by_signal)
    from reportkit.publish.printing import print_set

    try:
        tell(print_set(order, progress=tell))
    except (ReportkitError, OSError) as error:
        tell(error)
    except Exception as error:  # noqa: BLE001  # a bug is told
        tell(
            RuntimeError(
                "in the process that prints:\n" + "".join(traceback.format_exception(error))
            )
        )


def _load() -> None:
    """Load what composes, sets and inspects; the collector rests, for nothing of it is garbage."""
    from reportkit.page.pdf.engine import warm_engine

    gc.disable()
    with suppress(Exception):  # told by the first document
        import reportkit.publish.printing  # noqa: F401

        warm_engine()
    gc.freeze()
    gc.enable()

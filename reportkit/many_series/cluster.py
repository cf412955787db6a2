"""The workers of a Dask cluster: the same jobs, past one machine.

Every worker sees the folders of the series under the same paths. It does each job in a process
of its own beside it: a worker has threads, from which no page can be forked. If a worker is
lost, Dask has the job done by another one.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING
from uuid import uuid4

from reportkit.many_series.jobs import Job, SeriesResult, interrupted
from reportkit.many_series.workers import Processes
from reportkit.problems import MachineUnable

if TYPE_CHECKING:
    from distributed import Client, Event

_CONNECT = "10s"
_FIRST_WORKER = 30  # seconds to wait for one


class ClusterWorkers:
    """Workers of the cluster whose scheduler has an address such as tcp://host:8786."""

    #: A worker that is cut off goes on with its job while another one begins it.
    patience = 120.0

    def __init__(self, address: str) -> None:
        self._client = _client(address)
        self._call = f"reportkit-{uuid4().hex}"
        self.executor = self._client.get_executor()

    @property
    def do(self) -> Callable[[Job], SeriesResult]:
        """Give what a worker calls: it knows this call by its name alone."""
        return partial(do_on_worker, call=self._call)

    def processors_of(self, _place: int, _jobs: int) -> int:
        """Give one: nobody knows here what else a worker has to do."""
        return 1

    def stop(self, _number: signal.Signals) -> None:
        """Let all workers know; they look once a second."""
        self._stopped().set()

    def close(self) -> None:
        """Leave the cluster."""
        with suppress(Exception):  # it may be gone
            self._stopped().clear()
            self._client.close()

    def _stopped(self) -> Event:
        from distributed import Event

        return Event(self._call, client=self._client)


def do_on_worker(job: Job, *, call: str) -> SeriesResult:
    """Do a job, in a process beside the worker, unless its call was stopped."""
    from distributed import Event

    event = Event(call)

    def stopped() -> bool:
        try:
            return bool(event.is_set())
        except Exception:  # noqa: BLE001  # nobody can be asked: what was begun is brought to its end
            return False

    return interrupted(job) if stopped() else _processes().do(job, stopped)


@cache
def _processes() -> Processes:
    """Give the processes of this worker: as many as it has threads at work."""
    return Processes()


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise MachineUnable(
            f"Dask is not installed here ({error}): pip install 'reportkit[dask]'"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told below
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise MachineUnable(f"no cluster answers at {address}: {error}") from None
    try:
        client.wait_for_workers(1, timeout=_FIRST_WORKER)
    except TimeoutError:
        client.close()
        raise MachineUnable(
            f"the cluster at {address} has no workers: 'dask worker {address}' starts one"
        ) from None
    return client

"""Jobs given to an executor, and their results gathered as they end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import (
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    as_completed,
    wait,
)
from contextlib import suppress
from threading import Lock
from typing import Protocol

from reportkit.many_series.job_process import JobProcess, ProcessLost
from reportkit.many_series.jobs import Job, SeriesResult, interrupted, lost
from reportkit.page.side_by_side import processors
from reportkit.problems import MachineUnable, Terminated

_PATIENCE = 15.0  # seconds for those who were stopped to answer
_AFTER_THE_END = 5.0  # seconds for the end of those who did not to be known


class Workers(Protocol):
    """Who does the jobs."""

    @property
    def executor(self) -> Executor:
        """Takes the jobs."""

    @property
    def do(self) -> Callable[[Job], SeriesResult]:
        """Give what the executor is to call with each job."""

    @property
    def patience(self) -> float:
        """Seconds for which a job waits for a lock: a worker that was given up may hold it."""

    def processors_of(self, place: int, jobs: int) -> int:
        """Say how many processors a job has for its documents, at its place among so many."""

    def stop(self, number: signal.Signals) -> None:
        """Have every job end: those that are at work soon, and the others unbegun."""

    def close(self) -> None:
        """Let go of all."""


def do_all(
    jobs: Sequence[Job], workers: Workers, on_end: Callable[[SeriesResult], None]
) -> tuple[SeriesResult, ...]:
    """Have all jobs done side by side; gives the results in the order of the jobs.

    ``on_end`` is given each as it ends. Ctrl-C and SIGTERM stop all of them: what was published
    by then stays, of the others the result says that they were interrupted. Who does not answer
    in time, or before Ctrl-C is pressed again, is killed.
    """
    results: dict[int, SeriesResult] = {}
    futures: dict[Future[SeriesResult], int] = {}
    try:
        for place, job in enumerate(jobs):
            futures[_submitted(workers, job)] = place
        for future in as_completed(futures):
            place = futures[future]
            results[place] = _result_of(future, jobs[place], where_given_up=_lost_with_the_cluster)
            on_end(results[place])
    except KeyboardInterrupt as stopped:
        workers.stop(signal.SIGTERM if isinstance(stopped, Terminated) else signal.SIGINT)
        with suppress(KeyboardInterrupt):  # asked for twice: it is not waited for
            wait(futures, _PATIENCE)
        workers.stop(signal.SIGKILL)
        wait(futures, _AFTER_THE_END)
        for future, place in futures.items():
            if future.cancel() or future.done():
                results[place] = _result_of(future, jobs[place], where_given_up=interrupted)
    return tuple(results.get(place) or interrupted(job) for place, job in enumerate(jobs))


def _submitted(workers: Workers, job: Job) -> Future[SeriesResult]:
    try:
        return workers.executor.submit(workers.do, job)
    except RuntimeError as error:  # the account may have no more threads
        raise MachineUnable(f"no worker can be begun: {error}; try fewer '--workers'") from error


def _result_of(
    future: Future[SeriesResult], job: Job, *, where_given_up: Callable[[Job], SeriesResult]
) -> SeriesResult:
    try:
        return future.result()
    except CancelledError:
        return where_given_up(job)
    except Exception as error:  # noqa: BLE001  # an executor may fail in its own way
        return lost(job, f"its worker failed: {str(error) or type(error).__name__}")


def _lost_with_the_cluster(job: Job) -> SeriesResult:
    """Nobody stopped the call, so that its executor did: Dask does where its scheduler is gone."""
    return lost(job, "the scheduler of the cluster is gone; the next call finds what was published")


class Processes:
    """Processes that are kept from one job to the next; whoever needs one takes it."""

    def __init__(self) -> None:
        self._idle: list[JobProcess] = []
        self._at_work: set[JobProcess] = set()
        self._lock = Lock()
        self._stopped = False

    def do(self, job: Job, stopped: Callable[[], bool] = lambda: False) -> SeriesResult:
        """Have a job done; once more, in another process, where the first one was killed."""
        for last in (False, True):
            process = self._taken()
            if process is None:
                break
            try:
                result = process.do(job, stopped)
            except ProcessLost as ending:
                self._forget(process)
                if last:
                    return lost(job, f"{ending}, twice")
            else:
                self._give_back(process)
                return result
        return interrupted(job)

    def stop(self, number: signal.Signals) -> None:
        """Start none any more, and have those at work stop."""
        with self._lock:
            self._stopped = True
            for process in self._at_work:
                process.stop(number)

    def close(self) -> None:
        """End those that are idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.close()

    def _taken(self) -> JobProcess | None:
        with self._lock:
            if self._stopped:
                return None
            process = self._idle.pop() if self._idle else JobProcess()
            if not process.is_alive:
                process.close()
                process = JobProcess()
            self._at_work.add(process)
            return process

    def _give_back(self, process: JobProcess) -> None:
        with self._lock:
            self._at_work.discard(process)
            self._idle.append(process)

    def _forget(self, process: JobProcess) -> None:
        with self._lock:
            self._at_work.discard(process)
        process.close()


class LocalWorkers:
    """Workers on this machine: a thread hands each process its jobs, and waits."""

    patience = 0.0

    def __init__(self, most: int) -> None:
        self.executor = ThreadPoolExecutor(most)
        self._most = most
        self._processes = Processes()

    def processors_of(self, place: int, jobs: int) -> int:
        """Share the processors among those that begin from here on: the last has them all."""
        return max(processors() // min(self._most, jobs - place), 1)

    def do(self, job: Job) -> SeriesResult:
        """Have a job done by a process that is free."""
        return self._processes.do(job)

    def stop(self, number: signal.Signals) -> None:
        """Pass a signal on to the processes."""
        self._processes.stop(number)

    def close(self) -> None:
        """End the processes."""
        self.executor.shutdown(cancel_futures=True)
        self._processes.close()

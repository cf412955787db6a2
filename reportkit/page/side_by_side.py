"""Confined work of several children at once, on as many processors as there are."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reportkit.page.confined import Confined, Limits, Progress, Work, ended_among, unwatched
from reportkit.problems import ReportkitError


class Task(NamedTuple):
    """What one child is to do, in a folder of its own."""

    work: Work
    scratch: Path
    rank: int  # its place among all, if they were done one after another
    progress: Progress = unwatched


class Outcome(NamedTuple):
    """What a task gave, or why it gave nothing."""

    task: Task
    answer: Mapping[str, Any]
    failure: Exception | None = None


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # macOS has none
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def side_by_side(tasks: deque[Task], *, limits: Limits, workers: int) -> Iterator[Outcome]:
    """Do tasks in confined children, at most ``workers`` at once, and give each as it ends.

    They begin in their order; meanwhile ``tasks`` may grow and shrink. The limits are those of
    each child. Nothing goes on running when the iterator is closed.
    """
    running: dict[Confined, Task] = {}
    try:
        while tasks or running:
            while tasks and len(running) < workers:
                task = tasks.popleft()
                child = Confined(task.work, task.scratch, limits=limits, progress=task.progress)
                running[child] = task
            for child in ended_among(running):
                yield _outcome(running.pop(child), child)
    finally:
        for child in running:
            child.close()


def _outcome(task: Task, child: Confined) -> Outcome:
    try:
        return Outcome(task, child.answer())
    except (ReportkitError, RuntimeError) as failure:
        return Outcome(task, {}, failure)
    finally:
        child.close()

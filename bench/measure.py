"""Run a command and tell what it cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PYTHON = Path(sys.executable)
REPORTKIT = PYTHON.with_name("reportkit")


class Cost(NamedTuple):
    """What one process and those it waited for took."""

    wall: float  # seconds
    cpu: float  # seconds
    memory: float  # MB, the largest single process


def cost_of(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end; a failure ends the benchmark with its words."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    words = process.stderr.read() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {' '.join(map(str, command))} failed\n{words}")
    wall = time.perf_counter() - began
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def side_by_side(rounds: int, *ways: Callable[[], Cost]) -> list[list[Cost]]:
    """Run each way in turn, round after round, so that all meet the same machine."""
    for way in ways:
        way()  # byte code and file cache
    runs = [[way() for way in ways] for _ in range(rounds)]
    return [list(column) for column in zip(*runs, strict=True)]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Give the median of the ratios of each round."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def report(what: str, ours: list[Cost], theirs: list[Cost], bar: float | None = None) -> None:
    """Print one comparison: medians and the median ratio of the rounds."""
    wall = ratio([cost.wall for cost in ours], [cost.wall for cost in theirs])
    cpu = ratio([cost.cpu for cost in ours], [cost.cpu for cost in theirs])
    memory = ratio([cost.memory for cost in ours], [cost.memory for cost in theirs])
    held = f"  (bar {bar})" if bar else ""
    print(f"{what}: wall {wall:.2f}, cpu {cpu:.2f}, memory {memory:.2f}{held}")
    for name, costs in (("ours", ours), ("peer", theirs)):
        middle = Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))
        print(f"  {name}: {middle.wall:.2f} s wall, {middle.cpu:.2f} s cpu, {middle.memory:.0f} MB")

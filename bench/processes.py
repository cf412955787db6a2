"""What the processes that are running use, read from /proc; elsewhere nothing is known."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def tree_of(process: int) -> list[int]:
    """Give a process and all that descend from it; empty where it has ended."""
    children: dict[int, list[int]] = defaultdict(list)
    numbers = [int(entry.name) for entry in _PROC.glob("[0-9]*")]
    for number in numbers:
        if fields := _stat(number):
            children[int(fields[1])].append(number)
    if process not in numbers:
        return []
    tree = [process]
    for number in tree:  # grows while it is walked
        tree += children[number]
    return tree


def memory_of(tree: list[int]) -> float:
    """Give the MB that processes hold together; what they share counts once (PSS)."""
    return sum(_proportional(number) for number in tree) / 1024


def seconds_of(tree: list[int]) -> float:
    """Give the CPU seconds of processes and of those of their children that ended."""
    return sum(int(ticks) for number in tree for ticks in _stat(number)[11:15]) / _TICKS


def _stat(number: int) -> list[str]:
    """Give the fields of a process behind its name, which may hold anything."""
    text = _read(_PROC / str(number) / "stat")
    return text.rpartition(")")[2].split()


def _proportional(number: int) -> float:
    for line in _lines(_PROC / str(number) / "smaps_rollup"):
        if line.startswith("Pss:"):
            return float(line.split()[1])
    resident = _read(_PROC / str(number) / "statm").split()  # another account's, or confined
    return int(resident[1]) * _PAGE / 1024 if resident else 0.0


def _lines(file: Path) -> Iterator[str]:
    yield from _read(file).splitlines()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""

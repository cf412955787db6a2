"""Run a command and tell what it cost."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

ROOT = Path(__file__).resolve().parents[1]
PYTHON = Path(sys.executable)
REPORTKIT = PYTHON.with_name("reportkit")
#: What is kept from run to run: the archive, which takes minutes, and the last figures.
KEPT = ROOT / "build" / "bench"


class Cost(NamedTuple):
    """What a command and all that it started took."""

    wall: float  # seconds
    cpu: float  # seconds
    memory: float  # MB, the largest single process
    tree: float = 0.0  # MB, all processes together; 0 where nobody looked


class Way(Protocol):
    """A way to a result, which can be gone again and again."""

    def cost(self, *, watched: bool = False) -> Cost:
        """Go it once; ``watched`` looks at the memory of all processes, which costs time."""


def nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Command:
    """A command with what is done before each run of it, which is not measured."""

    words: Sequence[str | Path]
    folder: Path = ROOT
    before: Callable[[], object] = nothing
    environment: Mapping[str, str] = field(default_factory=dict)

    def cost(self, *, watched: bool = False) -> Cost:
        """Run it once."""
        self.before()
        return cost_of(self.words, self.folder, environment=self.environment, watched=watched)


def cost_of(
    words: Sequence[str | Path],
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    watched: bool = False,
) -> Cost:
    """Run a command to its end; a failure ends the benchmark with its words."""
    command = [str(word) for word in words]
    gauge = [PYTHON, "-S", "-m", "bench.gauge", folder, "yes" if watched else "no", *command]
    ran = subprocess.run(
        gauge,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    cost = json.loads(ran.stdout) if ran.returncode == 0 else {"code": ran.returncode}
    if cost.pop("code"):
        sys.exit(f"bench: {' '.join(command)} failed\n{ran.stderr}")
    return Cost(**cost)


def side_by_side(rounds: int, *ways: Way) -> list[list[Cost]]:
    """Go each way in turn, round after round, so that all meet the same machine.

    A first round counts for nothing but the memory of all processes: it makes byte code, fills
    the caches of files, and is slowed by being watched.
    """
    trees = [way.cost(watched=True).tree for way in ways]
    runs = [[way.cost() for way in ways] for _ in range(rounds)]
    return [
        [cost._replace(tree=tree) for cost in column]
        for tree, column in zip(trees, zip(*runs, strict=True), strict=True)
    ]


def middle(costs: Sequence[Cost]) -> Cost:
    """Give the median of each column."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))

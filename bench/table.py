"""What is measured and held: rows with their bars, and what came out."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from bench.measure import Cost


class Measure(StrEnum):
    """What of two costs is compared."""

    WALL = "wall"
    CPU = "CPU"
    MEMORY = "memory"
    RATE = "rate"  # so many a second: more is better
    SHARE = "share"  # counted, not timed; of a Result's ``shares``

    def of(self, cost: Cost) -> float:
        """Give it of one cost."""
        match self:
            case Measure.WALL:
                return cost.wall
            case Measure.CPU:
                return cost.cpu
            case Measure.MEMORY:
                return cost.memory
            case Measure.RATE:
                return 1 / cost.wall
            case Measure.SHARE:
                raise ValueError("a share is no cost")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One comparison; without a peer the measure itself is held, in seconds or MB."""

    key: str  # stands in the history, so it stays
    group: str
    what: str
    peer: str = ""
    measure: Measure = Measure.WALL
    at_most: float | None = None
    at_least: float | None = None
    aim: float | None = None
    reason: str = ""  # why it is not met, where it is not; docs/benchmarks.md shows the profile

    @property
    def unit(self) -> str:
        """Give the unit of its values: none for a ratio."""
        if self.peer or self.measure is Measure.SHARE:
            return ""
        return " MB" if self.measure is Measure.MEMORY else " s"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a row cost, round by round; ``missing`` says why nothing was measured."""

    row: Row
    ours: list[Cost] = field(default_factory=list)
    peers: list[Cost] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)  # of a row that counts and takes no time
    note: str = ""
    missing: str = ""

    @property
    def values(self) -> list[float]:
        """Give a value for each round: the ratio of what ran beside each other."""
        if self.row.measure is Measure.SHARE:
            return self.shares
        of = self.row.measure.of
        if not self.row.peer:
            return [of(cost) for cost in self.ours]
        return [of(one) / of(other) for one, other in zip(self.ours, self.peers, strict=True)]

    @property
    def median(self) -> float:
        """Give the value that counts."""
        return statistics.median(self.values)

    @property
    def is_met(self) -> bool | None:
        """Tell whether the bar is held; None where there is none, or nothing was measured."""
        low, high = self.row.at_least, self.row.at_most
        if self.missing or (low is None and high is None):
            return None
        value = round(self.median, 2)  # as it is printed
        return (low is None or value >= low) and (high is None or value <= high)

    @property
    def noise(self) -> list[float]:
        """Give the peer against itself a round later: what a ratio is worth."""
        of = self.row.measure.of
        return [of(one) / of(next_) for one, next_ in pairwise(self.peers)]


@dataclass(frozen=True)
class Group:
    """Rows that are measured together."""

    name: str
    what: str
    measure: Callable[[Path, int], Iterator[Result]]  # an empty folder, rounds

"""The table in words: a row with its bar, and beneath it what both sides cost."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence

from bench.measure import Cost, middle
from bench.table import Group, Result, Row

_WIDTH = 47  # of what a row says, so that figures stand below each other


def heading(group: Group) -> str:
    """Give the line above the rows of a group."""
    return f"\n{group.name}: {group.what}"


def printed(result: Result, before: float | None = None) -> Iterator[str]:
    """Give the lines of a row; ``before`` is its value in the history."""
    row = result.row
    yield f"  {outcome(result)}"
    if result.missing:
        return
    if result.ours:
        ours = row.what if _is_peer(row) else "reportkit"
        yield f"    {ours:<{_WIDTH - 2}} {_cost(result.ours)}"
    if result.peers:
        yield f"    {row.peer:<{_WIDTH - 2}} {_cost(result.peers)}"
        yield f"    {'ratios':<{_WIDTH - 2}} {_ratios(result)}"
    if result.noise:
        worth = f"{min(result.noise):.2f} to {max(result.noise):.2f}"
        yield f"    {'noise: the peer against itself a round later':<{_WIDTH - 2}} {worth}"
    if before is not None:
        yield f"    {'last saved':<{_WIDTH - 2}} {shown(row, before)}"
    if result.note:
        yield f"    {result.note}"
    if row.reason and result.is_met is False:
        yield f"    why: {row.reason}"


def overview(results: Sequence[Result]) -> Iterator[str]:
    """Give the table alone: a line for each row that has a bar."""
    for result in results:
        if result.row.at_most is not None or result.row.at_least is not None:
            yield f"{result.row.group:<9} {outcome(result)}"


def outcome(result: Result) -> str:
    """Give a row in one line: its value from lowest to highest, and its bar."""
    row = result.row
    if result.missing:
        return f"{row.what:<{_WIDTH}} {result.missing}"
    low, high = min(result.values), max(result.values)
    value = f"{shown(row, result.median)} ({shown(row, low)} to {shown(row, high)})"
    return f"{row.what:<{_WIDTH}} {value:<26} {verdict(result)}".rstrip()


def shown(row: Row, value: float) -> str:
    """Give a value of a row with its unit."""
    return f"{value:.0f}{row.unit}" if row.unit.endswith("MB") else f"{value:.2f}{row.unit}"


def verdict(result: Result) -> str:
    """Say what the bar is and whether it is held; "" where there is none."""
    row = result.row
    bars = [
        f"{words} {shown(row, bar)}"
        for words, bar in (
            ("at most", row.at_most), ("at least", row.at_least), ("aim", row.aim)
        )
        if bar is not None
    ]  # fmt: skip
    if result.is_met is None:
        return ""
    return f"{', '.join(bars)}: {'met' if result.is_met else 'NOT MET'}"


def summary(results: Sequence[Result]) -> str:
    """Say how many bars are held and name those that are not."""
    held = [result for result in results if result.is_met is not None]
    missed = [result.row.key for result in held if not result.is_met]
    absent = [result.row.key for result in results if result.missing]
    words = f"{len(held) - len(missed)} of {len(held)} bars met"
    if missed:
        words += f"; not met: {', '.join(missed)}"
    if absent:
        words += f"; not measured: {', '.join(absent)}"
    return words


def machine_line(machine: Mapping[str, object], versions: Mapping[str, str]) -> str:
    """Say on what was measured."""
    tools = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
    return (
        f"{machine['cores']} cores, {machine['memory_gb']} GB, {machine['cpu']}, "
        f"{machine['system']}, load {machine['load']:.1f}\n{tools}"
    )


def _is_peer(row: Row) -> bool:
    """Tell whether a row measures something else beside reportkit, not reportkit."""
    return row.key.startswith("peers-") or row.key == "start-noise"


def _ratios(result: Result) -> str:
    """Give the median ratio of each thing that was measured on both sides."""
    words = []
    for name, column in zip(("wall", "CPU", "memory", "together"), Cost._fields, strict=True):
        pairs = [
            (getattr(one, column), getattr(other, column))
            for one, other in zip(result.ours, result.peers, strict=True)
        ]
        if all(one and other for one, other in pairs):
            middle_ratio = statistics.median(one / other for one, other in pairs)
            words.append(f"{name} {middle_ratio:.2f}")
    return ", ".join(words)


def _cost(costs: Sequence[Cost]) -> str:
    cost = middle(costs)
    words = f"{cost.wall:7.3f} s, {cost.cpu:7.3f} s CPU"
    if cost.memory:
        words += f", {cost.memory:4.0f} MB"
    if cost.tree:
        words += f", {cost.tree:4.0f} MB together"
    return words

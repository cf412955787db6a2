"""Reading ten years of editions as a user does, with the index and without it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.bars import ARCHIVE, FLOOR, INSTANT, row
from bench.editions import EDITIONS, MILESTONES, RECORDS, TENTH, archive
from bench.measure import Command, Cost, middle, side_by_side
from bench.shipped import command
from bench.table import Result

_EDITION = re.compile(r"\d{3,}(?:-r\d+)?|\.designs")


def measure_archive(scratch: Path, rounds: int) -> Iterator[Result]:
    """Ask each question over 520 editions, over 52 beside it, and once with nothing kept."""
    made = archive()
    asked = {name: _asked(made.whole, scratch / "cache", name, EDITIONS) for name in ARCHIVE}
    for name, question in asked.items():
        _without_index(made.whole, scratch / "cache")
        yield Result(row=row(f"archive-{name}-first"), ours=[question.cost()])
    size = f"{EDITIONS} editions of {RECORDS:,} records"
    for name, question in asked.items():
        same, tenth = (
            _asked(series, scratch / "cache", name, TENTH) for series in (made.whole, made.tenth)
        )
        costs, ours, peers, bare = side_by_side(rounds, question, same, tenth, FLOOR)
        yield Result(row=row(f"archive-{name}"), ours=costs, note=size)
        if name in INSTANT:
            seconds = f"{middle(costs).wall:.2f} s"
            yield Result(row=row(f"archive-{name}-floor"), ours=costs, peers=bare, note=seconds)
        yield Result(row=row(f"archive-{name}-memory"), ours=ours, peers=peers)


def measure_history(_: Path, __: int) -> Iterator[Result]:
    """Tell what a build read of the editions before it while the archive was made."""
    spent = archive().spent
    costs = {count: [Cost(seconds, seconds, 0.0) for seconds in spent[count]] for count in spent}
    first, *between, last = MILESTONES
    note = ", ".join(f"of {count}: {min(spent[count]):.3f} s" for count in (first, *between, last))
    yield Result(row=row("history"), ours=costs[last], peers=costs[first], note=note)


def _asked(series: Path, cache: Path, name: str, last: int) -> Command:
    words = {
        "show": ["3"],
        "log": ["fact-7"],
        "diff": ["1", str(last)],
        "impact": ["paper"],
        "search": ["road", "closed in week", "7*"],
    }
    return command(series, cache, name, *words.get(name, []))


def _without_index(series: Path, cache: Path) -> None:
    """Leave seeds and editions alone: whatever else lies there was made to save time."""
    shutil.rmtree(cache, ignore_errors=True)
    for entry in (series / "reports").iterdir():
        if _EDITION.fullmatch(entry.name):
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()

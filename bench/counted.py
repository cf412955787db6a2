"""``build`` of events of a data set that are counted, beside a few that are listed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.bars import row
from bench.measure import Command, side_by_side
from bench.shipped import command, empty
from bench.table import Result
from tests.large import Large, write

_FEW = 2  # rounds of what takes long and spreads little
_LISTED = Large(events=40)


def measure_large(scratch: Path, rounds: int) -> Iterator[Result]:
    """Draft an edition of 1,500 events, of a week and of all 26, beside one of 40 events."""
    week, whole, few = side_by_side(
        min(rounds, _FEW),
        _draft(scratch / "week", Large()),
        _draft(scratch / "whole", Large(whole=True)),
        _draft(scratch / "few", _LISTED),
    )
    yield Result(row=row("large-week"), ours=week)
    yield Result(row=row("large-whole"), ours=whole)
    yield Result(row=row("large-few"), ours=week, peers=few)


def _draft(series: Path, large: Large) -> Command:
    """Give the draft of a series before which all that is kept is deleted, pictures too."""
    cache = series.with_name(f"{series.name}-cache")
    write(series, large)
    nothing_kept = partial(empty, cache / "reportkit")
    return command(series, cache, "build", "--draft", "--profile", "full", before=nothing_kept)

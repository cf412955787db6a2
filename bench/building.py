"""``build`` of the shipped No. 5 against the bare engine over the very page that the press sets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from bench.bare import bare_engine, candidate_of
from bench.bars import FLOOR, row
from bench.measure import Cost, side_by_side
from bench.shipped import FORMS, Series, command
from bench.table import Result
from reportkit.page.charts.chart import Drawing
from reportkit.page.compose.illustrations import illustrate

#: So long after an edition was sealed nothing is kept of what is found: docs/caches.md.
_SETTLED = 2.5


def measure_build(scratch: Path, rounds: int) -> Iterator[Result]:
    """Build cold with all forms and with the full one, beside the engine; then unchanged."""
    cache = scratch / "cache"
    alone, three = Series(scratch / "alone", cache, ["full"]), Series(scratch / "three", cache)
    bare = bare_engine(alone.folder, scratch / "bare")
    only_full, peers, all_forms = side_by_side(rounds, alone.cold(), bare, three.cold())
    yield Result(row=row("build-cold"), ours=all_forms, peers=peers)
    yield Result(row=row("build-cold-cpu"), ours=all_forms, peers=peers)
    yield Result(row=row("build-full"), ours=only_full, peers=peers)
    time.sleep(_SETTLED)
    again = command(three.folder, cache, "build")  # its No. 5 is there
    again.cost()  # keeps what it finds
    unchanged, floors = side_by_side(rounds, again, FLOOR)
    yield Result(row=row("build-unchanged"), ours=unchanged, peers=floors)


def measure_pictures(scratch: Path, rounds: int) -> Iterator[Result]:
    """Draw the pictures of No. 5, kept and all anew, beside the bare engine."""
    series = Series(scratch / "series", scratch / "cache", FORMS[:1])
    (peers,) = side_by_side(rounds, bare_engine(series.folder, scratch / "bare"))
    candidate, design = candidate_of(series.folder)

    def drawn(kept: dict[str, Drawing]) -> Cost:
        began, spent = time.perf_counter(), time.process_time()
        illustrate(candidate.book, candidate.history, design, kept)
        return Cost(time.perf_counter() - began, time.process_time() - spent, 0.0)

    kept: dict[str, Drawing] = {}
    drawn(kept)  # reads the shapes of the map
    again = [drawn(kept) for _ in range(rounds)]
    anew = [drawn({}) for _ in range(rounds)]
    yield Result(row=row("pictures-kept"), ours=again, peers=peers)
    yield Result(row=row("pictures-anew"), ours=anew, peers=peers)

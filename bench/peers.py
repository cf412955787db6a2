"""What a user would pick instead of reportkit, over the same content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import typesetters
from bench.bare import lay_out
from bench.bars import row
from bench.measure import side_by_side
from bench.shipped import Series
from bench.table import Result

_PEERS = {
    "weasyprint": typesetters.weasyprint,
    "typst": typesetters.typst,
    "chromium": typesetters.chromium,
}


def measure_peers(scratch: Path, rounds: int) -> Iterator[Result]:
    """Set No. 5 by each, beside ``build`` of the full form."""
    series = Series(scratch / "series", scratch / "cache", ["full"])
    page = scratch / "page"
    lay_out(series.folder, page)
    there = {name: way for name, way in _PEERS.items() if not typesetters.missing(name)}
    ours, *columns = side_by_side(rounds, series.cold(), *(way(page) for way in there.values()))
    pdf = next((series.folder / "reports" / "005").glob("*.pdf"))
    size = f"ours {typesetters.size_of(pdf)}"
    for name, costs in zip(there, columns, strict=True):
        made = typesetters.size_of(typesetters.pdf_of(page, name))
        yield Result(row=row(f"peers-{name}"), ours=costs, peers=ours, note=f"{made}; {size}")
    for name in _PEERS.keys() - there.keys():
        yield Result(row=row(f"peers-{name}"), missing=typesetters.missing(name))

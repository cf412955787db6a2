"""A series of as many records as a benchmark asks for."""

from __future__ import annotations

from pathlib import Path

from bench.measure import ROOT


def write_large_series(series: Path, count: int) -> None:
    """Write a series of that many sourced facts, a thousand to a file."""
    seeds = series / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for name in ("brief.yaml", "edition.yaml"):
        text = (ROOT / "bench" / "small" / name).read_text(encoding="utf-8")
        (seeds / name).write_text(text, encoding="utf-8")
    (seeds / "sources.yaml").write_text(
        "sources:\n  - {id: paper, publisher: Paper, kind: national_media, access: secondary}\n",
        encoding="utf-8",
    )
    for start in range(0, count, 1_000):
        facts = "".join(
            f"  - id: fact-{number}\n    statement: Road {number} was open on this day.\n"
            "    date: 2026-01-05\n    verification: single_origin\n    source_refs: [paper]\n"
            for number in range(start, min(start + 1_000, count))
        )
        records = f"section: roads\nfacts:\n{facts}"
        (seeds / f"roads-{start}.yaml").write_text(records, encoding="utf-8")

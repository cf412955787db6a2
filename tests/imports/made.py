"""Candidates as a file would give them, of an invented valley."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate
from reportkit.imports.compare import Verdict
from reportkit.imports.preview import Preview
from reportkit.imports.spool import Spool
from reportkit.imports.state import Header, read_state
from reportkit.imports.write import Placing, Plan, planned, write
from reportkit.loading.loader import load
from reportkit.model.evidence import Event, Figure, Source

SOURCE = "monitor"
HEADER = Header(file="events.csv", sha256="1", day="2026-01-12")


def source(**more: Value) -> Candidate:
    values: dict[str, Value] = {
        "id": SOURCE,
        "publisher": "Valley Monitor",
        "title": "Events of the valley",
        "kind": "dataset",
        "access": "secondary",
        "version": "2026-01-12",
        "accessed": "2026-01-12",
        "licence": "CC BY 4.0",
    }
    return Candidate(Source, SOURCE, {**values, **more}, 1)


def event(number: int, *, line: int = 0, row: str = "", **more: Value) -> Candidate:
    values: dict[str, Value] = {
        "id": f"monitor.v{number}",
        "external_ids": [{"scheme": "monitor", "id": f"V{number}"}],
        "summary": f"Shots at mill {number}",
        "event_type": "battle",
        "date_start": "2026-01-07",
        "place": "mill",
        "source_refs": [SOURCE],
    }
    at = line or number + 1
    return Candidate(
        Event, f"V{number}", {**values, **more}, at, row or f"row-{at} {sorted(more.items())}"
    )


def toll(number: int, best: str, **more: Value) -> Candidate:
    values: dict[str, Value] = {
        "id": f"monitor.v{number}.killed",
        "metric": "killed",
        "best": best,
        "event": f"monitor.v{number}",
        "provider": "observers",
        "method": "count",
        "source_refs": [SOURCE],
    }
    return Candidate(Figure, f"V{number}", {**values, **more}, number + 1)


def run(
    series: Path, opened: ExitStack, *stream: Candidate, withdraw: str = "", section: str = ""
) -> tuple[Preview, Plan]:
    """Import a file that gives these records, and write it."""
    state, content = read_state(series, "monitor")
    preview = Preview(
        "events.csv", load(series).records, state, HEADER, opened.enter_context(Spool())
    )
    preview.fill(stream)
    gone = {one.record: withdraw for one in preview.all(Verdict.VANISHED) if withdraw}
    plan = planned(
        preview, Placing(series, "monitor", section=section, state=content), withdraw=gone
    )
    write(plan)
    return preview, plan

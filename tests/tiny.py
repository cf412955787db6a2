"""A tiny series for tests of the whole way: few records, one page of seeds."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

BRIEF = """\
    format: 1
    id: valley
    title: The valley
    producer: Desk
    contact: {name: Desk, email: desk@example.org}
    tlp: "TLP:CLEAR"
    cadence: {every: week, on: monday, at: "06:00", zone: UTC}
    sections:
      - {id: clashes, title: Clashes}
    """

#: Two weeks; the second follows the first.
WEEKS = {
    1: """\
    period: {start: 2026-01-05, end: 2026-01-11}
    cut_off: 2026-01-11T18:00Z
    published: 2026-01-12T06:00Z
    """,
    2: """\
    period: {start: 2026-01-12, end: 2026-01-18}
    cut_off: 2026-01-18T18:00Z
    published: 2026-01-19T06:00Z
    """,
    3: """\
    period: {start: 2026-01-19, end: 2026-01-25}
    cut_off: 2026-01-25T18:00Z
    published: 2026-01-26T06:00Z
    """,
}
SAID = """\
    bottom_line: {text: Clashes in the valley left people dead., basis: [toll.reported]}
    highlights:
      - {text: The mission counts the dead., basis: [toll]}
      - {text: The road is shut., basis: [road.shut]}
    key_figures: [toll]
    trend: unchanged
    trend_rationale: {text: No new clash was reported., basis: [toll.reported]}
    """

RECORDS = """\
    section: clashes
    actors:
      - {id: mission, name: The mission, kind: io}
    sources:
      - id: note-1
        publisher: The mission
        kind: un_report
        access: primary
        published: 2026-01-08
    figures:
      - id: toll
        metric: killed
        population: civilian
        best: 16
        provider: mission
        method: count
        as_of: 2026-01-08
        series: mission-killed
        source_refs: [note-1]
    facts:
      - id: toll.reported
        statement: The mission reports on civilians killed in the valley.
        date: 2026-01-08
        about: [toll]
        verification: single_origin
        source_refs: [note-1]
      - id: road.shut
        statement: The road through the valley is shut.
        date: 2026-01-07
        verification: single_origin
        source_refs: [note-1]
    """


def write(
    series: Path, *, week: int = 1, records: str = RECORDS, changes: str = "", more: str = ""
) -> Path:
    """Write the seeds of a week; ``changes`` and ``more`` are YAML for edition and records."""
    seeds = series / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "brief.yaml").write_text(dedent(BRIEF))
    (seeds / "edition.yaml").write_text(dedent(WEEKS[week]) + dedent(SAID) + dedent(changes))
    (seeds / "clashes.yaml").write_text(dedent(records) + dedent(more))
    return series

"""A smallest good series, and a way to break it in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from reportkit.cli.codes import CODES
from reportkit.loading.loader import load
from reportkit.problems import Problem
from reportkit.rules.book import check

BRIEF = """\
format: 1
id: river
title: River crisis
producer: The desk
authors: [A. Writer]
contact: {name: Desk, email: desk@example.org}
tlp: TLP:CLEAR
cadence: {every: week, on: sunday, at: "18:00", zone: UTC}
sections:
  - {id: front, title: The front}
  - {id: talks, title: The talks}
naming_policy:
  - {term: bandits, prefer: fighters}
"""

EDITION = """\
period: {start: 2025-10-13, end: 2025-10-19}
cut_off: 2025-10-19T18:00+00:00
published: 2025-10-20T06:00+00:00
bottom_line: {text: The bridge is shut., basis: [bridge-shut]}
key_figures: [toll]
trend: deteriorated
trend_rationale: {text: The bridge is shut to trade., basis: [bridge-shut]}
"""

RECORDS = """\
section: front
actors:
  - {id: north, name: North, kind: state, party_to_conflict: true}
  - {id: south, name: South, kind: state, party_to_conflict: true}
  - {id: north-army, name: Army of the North, kind: state_force, party_to_conflict: true,
     part_of: north}
  - {id: observers, name: Observers, kind: io}
places:
  - {id: bridge, name: The bridge, kind: crossing, country: North/South, geo_precision: 1,
     lat: 34.1, lon: 71.1}
sources:
  - {id: paper, publisher: The Paper, kind: national_media, access: secondary}
  - {id: wire, publisher: Wire, kind: wire, access: secondary, descriptor: Of 19 October 2025.}
  - {id: copy, publisher: The Copy, kind: national_media, access: tertiary,
     originates_from: wire}
facts:
  - {id: bridge-shut, statement: North shut the bridge., verification: single_origin,
     source_refs: [paper]}
figures:
  - {id: toll, metric: killed, population: civilian, best: 3, as_of: 2025-10-18,
     provider: observers, method: count, source_refs: [wire]}
"""

#: What a record of a case has where the case does not say otherwise; "-" leaves a key out.
COMPLETE: dict[str, str] = {
    "sources": "{publisher: S, kind: wire, access: primary}",
    "actors": "{name: A, kind: ngo}",
    "places": "{name: P, kind: city, country: N, geo_precision: 1}",
    "events": "{summary: a clash, event_type: battle, date_start: 2025-10-14, place: bridge,"
    " source_refs: [wire]}",
    "figures": "{metric: killed, best: 3, as_of: 2025-10-18, provider: observers, method: count,"
    " source_refs: [wire]}",
    "claims": "{speaker: observers, modality: asserts, statement: it rained, date: 2025-10-14,"
    " source_refs: [wire]}",
    "facts": "{section: front, statement: It rained., verification: single_origin,"
    " source_refs: [wire]}",
    "assumptions": "{statement: It rains.}",
    "judgements": "{statement: It is likely so., likelihood: {term: likely},"
    " confidence: {level: low}, basis: [toll], none_found: true}",
    "gaps": "{question: 'Who was it?', why_it_matters: It would tell.}",
    "measures": "{section: front, statement: North shut it., kind: transit, by: north,"
    " measure_status: in_force, source_refs: [wire]}",
    "rounds": "{section: talks, track: t, number: 1, venue: bridge, start: 2025-10-14,"
    " outcome: deadlock, summary: No text., source_refs: [wire]}",
    "displacements": "{section: front, from: bridge, to: bridge, reason: fighting,"
    " source_refs: [wire]}",
    "commitments": "{section: talks, by: [north], to: [south], text: No fire.,"
    " commitment_status: announced, source_refs: [wire]}",
    "indicators": "{statement: Trucks roll., direction: de_escalatory,"
    " indicator_status: not_observed, last_checked: 2025-10-14}",
    "corrections": "{record: toll, field: best, editions_affected: [2, 2], was: 5, now: 3,"
    " cause: transcription, because: A slip., found_by: team, severity: minor, approved_by: E,"
    " date: 2025-10-18}",
}

Swap = tuple[str, str]
ProblemsIn = Callable[..., list[str]]


@pytest.fixture
def problems_in(tmp_path: Path) -> ProblemsIn:
    """Give the codes told about the good series with a case laid over it.

    ``problems_in(case, edition=(old, new))``: one more file of records, and one text of a file
    written otherwise.
    """

    def codes(case: str = "", **swaps: Swap | str) -> list[str]:
        return [problem.code for problem in _problems(tmp_path, case, **swaps)]

    return codes


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., tuple[Problem, ...]]:
    """Give the whole problems, for tests of marks, messages and hints."""

    def found(case: str = "", **swaps: Swap | str) -> tuple[Problem, ...]:
        return _problems(tmp_path, case, **swaps)

    return found


def _problems(series: Path, case: str, **swaps: Swap | str) -> tuple[Problem, ...]:
    seeds = series / "seeds"
    seeds.mkdir(exist_ok=True)
    files = {"brief": BRIEF, "edition": EDITION, "records": RECORDS, "case": _completed(case)}
    for name, swap in swaps.items():
        if isinstance(swap, str):
            files[name] = dedent(swap)
        else:
            assert swap[0] in files[name]
            files[name] = files[name].replace(*swap)
    for old in seeds.iterdir():
        old.unlink()
    for name, text in files.items():
        if text.strip():
            (seeds / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = check(load(series))
    assert set() == {problem.code for problem in found} - set(CODES)
    return found


def _completed(case: str) -> str:
    """Give the case with ids and with what its records do not say."""
    read = yaml.load(case, yaml.BaseLoader) or {}  # noqa: S506  # texts only, nothing is guessed
    for plural, records in read.items():
        if plural == "section":
            continue
        assert plural in COMPLETE, f"say in COMPLETE what each of the {plural} needs"
        for number, record in enumerate(records):
            usual = {"id": f"{plural}-{number}", **yaml.load(COMPLETE[plural], yaml.BaseLoader)}  # noqa: S506
            said = {**usual, **record}
            records[number] = {key: value for key, value in said.items() if value != "-"}
    return yaml.safe_dump(read, allow_unicode=True, sort_keys=False) if read else ""

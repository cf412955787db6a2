"""The schemas take what the loader takes, and refuse unknown keys and words."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from reportkit.loading.binder import Binder
from reportkit.loading.yaml_reader import Mapping, read_yaml
from reportkit.model.book import BY_PLURAL
from reportkit.reference.json_schema import NAMES, schema_of, schema_text
from tests.reference.core_yaml import core
from tests.shipped import ROOT

VALIDATORS = {name: jsonschema.Draft7Validator(schema_of(name)) for name in NAMES}
SERIES = [
    *sorted(path for path in (ROOT / "examples").iterdir() if (path / "seeds").is_dir()),
    *sorted((ROOT / "tests" / "replay").glob("no-*")),
]


def found_in(text: str, name: str = "records") -> list[str]:
    """Give what the schema finds wrong, as "place: keyword"."""
    errors = VALIDATORS[name].iter_errors(core(text))
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.validator}" for error in errors]


def wrong_in(series: Path) -> dict[str, list[str]]:
    """Hold each file of a series against its schema."""
    wrong = {}
    files = sorted((series / "seeds").glob("*.yaml")) or sorted(series.glob("*.yaml"))
    assert files
    for file in files:
        name = file.stem if file.stem in NAMES else "records"
        if problems := found_in(file.read_text("utf-8"), name):
            wrong[file.name] = problems
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_its_draft(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema_of(name))


@pytest.mark.parametrize("series", SERIES, ids=lambda path: path.name)
def test_seeds_that_are_read_pass(series: Path) -> None:
    assert {} == wrong_in(series)


def test_the_shipped_seeds_pass(shipped_series: Path) -> None:
    assert {} == wrong_in(shipped_series)


LACKING = ["figures.0: required"] * 3
JUDGED = "judgements: [{id: a, statement: b, confidence: {level: low}, likelihood: {term: %s}}]"
FIGURE = "figures: [{id: a, metric: killed, provider: un, method: count, %s}]"


@pytest.mark.parametrize(
    ("seeds", "name", "wrong"),
    [
        (FIGURE % "operater: about", "records", ["figures.0: additionalProperties"]),
        (FIGURE % "operator: abuot", "records", ["figures.0.operator: enum"]),
        (FIGURE % "best: 1_200", "records", ["figures.0.best: pattern"]),
        (FIGURE % "as_of: 12.10.2025", "records", ["figures.0.as_of: pattern"]),
        (FIGURE % "milestone: yes", "records", ["figures.0.milestone: pattern"]),
        (FIGURE % "note: ~", "records", ["figures.0.note: type"]),
        (FIGURE % "source_refs: wire", "records", ["figures.0.source_refs: type"]),
        (FIGURE % "period: {start: 2025-10-12}", "records", ["figures.0.period: required"]),
        (FIGURE % "tlp: TLP:WHITE", "records", ["figures.0.tlp: enum"]),
        ("figures: [{id: A B}]", "records", [*LACKING, "figures.0.id: pattern"]),
        ("figurs: []", "records", [": additionalProperties"]),
        (JUDGED % "likley", "records", ["judgements.0.likelihood.term: enum"]),
        ("colour: red", "distribution", [": additionalProperties"]),
        ("lists: [{id: a, name: b, max_tlp: RED}]", "distribution", ["lists.0.max_tlp: enum"]),
        ("transport: {sender: desk}", "distribution", ["transport.sender: pattern"]),
    ],
)
def test_what_the_loader_refuses_is_refused(seeds: str, name: str, wrong: list[str]) -> None:
    assert sorted(wrong) == sorted(found_in(seeds, name))


CLAIM = "id: a, speaker: b, modality: asserts, statement: c, date: 2025-10-12"
ROUND = "id: a, track: b, venue: c, start: 2025-10-12, outcome: unknown, summary: d"
SOURCE = "id: a, publisher: b, kind: wire, access: primary"
FACT = "id: a, verification: unverified"


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("figures", 'id: a, metric: killed, provider: un, method: count, best: "4"'),
        ("figures", "id: 2025, metric: killed, provider: 7, method: count, low: 12.50"),
        ("facts", f"{FACT}, statement: true, standing: 'true'"),
        ("facts", f"{FACT}, statement: 1.10, date: '2025-10-12'"),
        ("facts", f'{FACT}, statement: no, about: [], section: " a "'),
        ("places", "id: a, name: 'A', kind: city, country: b, geo_precision: '1', lat: -4"),
        ("places", "id: a, name: 12:30, kind: city, country: b, geo_precision: 1"),
        ("claims", f"{CLAIM}, grading: {{reliability: B, credibility: 2}}"),
        ("claims", f"{CLAIM}, grading: {{reliability: B, credibility: '2'}}"),
        ("claims", f"{CLAIM}, quote: {{text: d, language: no}}"),
        ("sources", f"{SOURCE}, url: 'https://example.org/a?b=c#d'"),
        ("rounds", f"{ROUND}, number: '1'"),
    ],
)
def test_what_the_loader_takes_is_taken(kind: str, record: str) -> None:
    """However it is quoted; and what YAML takes for a number may be text."""
    seeds = f"{kind}: [{{{record}}}]"
    root = read_yaml(seeds.encode(), "a.yaml").root
    assert root is not None
    binder = Binder()
    for _, node in root.entries:
        assert not isinstance(node, Mapping)
        assert binder.bind(BY_PLURAL[kind], getattr(node, "items")[0], kind)  # noqa: B009

    assert ([], []) == (binder.problems, found_in(seeds))


@pytest.mark.parametrize(
    "moment",
    ["2026-01-11T18:00Z", "2026-01-11T18:00+04:30", "2026-01-11 18:00:00-05:00", "20260111T1800Z"],
)
def test_a_moment_has_the_forms_that_are_read(moment: str) -> None:
    assert "cut_off: pattern" not in found_in(f"cut_off: '{moment}'", "edition")
    assert "cut_off: pattern" in found_in(f"cut_off: '{moment[:-6]}'", "edition")


def test_the_bytes_are_the_same_each_time() -> None:
    assert [schema_text(name) for name in NAMES] == [schema_text(name) for name in NAMES]
    assert json.loads(schema_text("brief")) == schema_of("brief")


def test_metrics_of_a_series_may_stand_beside_those_that_are_offered() -> None:
    metric = schema_of("records")["definitions"]["figure"]["properties"]["metric"]

    assert "killed" in metric["examples"]
    assert [] == found_in("figures: [{id: a, metric: sheep, provider: un, method: count}]")

"""A record that lacks keys is one problem, with a block to paste."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.model.book import RECORD_TYPES
from reportkit.model.envelope import Record
from reportkit.model.fields import spec_of
from tests.loading.test_seeds_refusals import at, told


def test_an_empty_record_is_one_problem_with_all_that_it_needs(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "events:\n  - id: e\n    date_start: 2025-10-14\n")

    assert at(problem) == ("key-missing", 2, 5)
    assert problem.message == "e lacks 'summary', 'event_type' and 'place'"
    assert problem.hint.startswith("add:\n    summary:  # text\n    event_type:  # one of: ")
    assert problem.hint.endswith("\n    place:  # id of a place")
    assert "battle, " in problem.hint


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.type)
def test_the_block_can_be_pasted_and_waits_for_values_alone(
    tmp_path: Path, kind: type[Record]
) -> None:
    """No key is still missing and none is unknown; each is told to be empty."""
    (problem,) = told(tmp_path, f"{kind.plural}:\n  - id: x\n")
    _, *block = problem.hint.split("\n")

    pasted = told(tmp_path, "\n".join((f"{kind.plural}:", "  - id: x", *block)))

    assert {problem.code for problem in pasted} <= {"value-empty"}
    wanted = {key for key, field in spec_of(kind).items() if field.required} - {"id"}
    assert wanted == {line.strip().split(":")[0] for line in block if line[4] != " "}


@pytest.mark.parametrize("value", ["30%", "unlikely", "", "[unlikely]"])
def test_a_likelihood_is_told_how_it_is_written(tmp_path: Path, value: str) -> None:
    found = told(tmp_path, f"judgements:\n  - id: j\n    likelihood: {value}\n")

    (problem,) = (p for p in found if p.message.startswith("j likelihood"))
    assert problem.hint.startswith("write {term: unlikely}; known: almost no chance, ")
    assert problem.hint.endswith("percent is computed")


def test_a_mapping_that_is_none_is_shown_its_keys(tmp_path: Path) -> None:
    found = told(tmp_path, "judgements:\n  - id: j\n    confidence: low\n  -\n")

    (confidence,) = (p for p in found if p.message.startswith("j confidence"))
    (empty,) = (p for p in found if p.message.startswith("judgements[1]"))
    assert confidence.message == "j confidence must be a mapping (key: value)"
    assert confidence.hint == "write:\n  level: low  # one of: low, moderate, high"
    assert empty.message == "judgements[1] is empty"
    assert "\n  likelihood:\n    term:  # text\n" in empty.hint

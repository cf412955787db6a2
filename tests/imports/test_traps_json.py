"""JSON of this field that is no list of references, and markings of the old TLP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportkit.imports.candidate import Refusal
from reportkit.imports.csl import csl_references
from reportkit.imports.json_lines import head_of
from reportkit.problems import SeedsRejected


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        ({"type": "bundle", "id": "bundle--4D1F", "objects": []}, "a STIX bundle"),
        (
            {"document": {"tracking": {"id": "A--1"}, "distribution": {"tlp": {"label": "WHITE"}}}},
            "a CSAF advisory",
        ),
        ({"type": "FeatureCollection", "features": []}, "GeoJSON"),
    ],
)
def test_json_of_another_sort_is_named(held: dict[str, object], kind: str) -> None:
    [refusal] = csl_references(json.dumps(held), "file.json")

    assert isinstance(refusal, Refusal)
    assert f"it is {kind}, which is not read" == refusal.problem.message


def test_the_old_name_of_the_lowest_marking_is_answered_with_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    head = {"format": "reportkit-records", "version": 1, "series": "x", "edition": "1"}
    path.write_text(json.dumps({**head, "marking": "TLP:WHITE"}) + "\n")

    with pytest.raises(SeedsRejected) as rejected:
        head_of(path)

    assert "since 2022 it is called TLP:CLEAR" == rejected.value.problems[0].hint

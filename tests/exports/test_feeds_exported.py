"""Calendars and bundles as the command hands them on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli import series
from tests.cli.series import run


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions, and the seeds of a third; to be read only."""
    folder = tmp_path_factory.mktemp("river")
    for week in (1, 2):
        series.write(folder, week)
        series.publish(folder)
    series.write(folder, 3)
    return folder


def test_a_calendar_of_the_seeds_is_a_draft(river: Path) -> None:
    ran = run(river, "export", "--format", "ical")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("BEGIN:VCALENDAR\r\n")
    assert "NAME:DRAFT River crisis\\, dates\r\n" in ran.out


def test_a_published_edition_is_told_in_its_own_version(river: Path) -> None:
    """The toll grew in the second edition; it is the same note, and newer."""
    first, second = (
        json.loads(run(river, "export", "--format", "stix", "--edition", name).out)["objects"]
        for name in ("1", "2")
    )
    (was,), (now,) = (
        [each for each in objects if each.get("labels") == ["figure"]]
        for objects in (first, second)
    )

    assert (was["id"], was["created"]) == (now["id"], now["created"])
    assert was["modified"] < now["modified"]


@pytest.mark.parametrize(
    ("name", "begins"), [("dates.ics", "BEGIN:VCALENDAR"), ("brief.stix.json", '{"type": "bundle"')]
)
def test_the_format_is_known_by_the_ending(
    river: Path, tmp_path: Path, name: str, begins: str
) -> None:
    ran = run(river, "export", "-o", tmp_path / name)

    assert ran.code == 0, ran.err
    assert (tmp_path / name).read_text().startswith(begins)


def test_without_the_library_a_bundle_is_refused_with_the_way_out(
    river: Path, tmp_path: Path
) -> None:
    (tmp_path / "stix2.py").write_text("raise ImportError")

    path = os.pathsep.join([str(tmp_path), os.getcwd()])  # noqa: PTH109
    ran = run(river, "export", "-o", tmp_path / "brief.stix.json", PYTHONPATH=path)

    assert ran.code == 3
    assert "install reportkit with its extra, 'reportkit[stix]'" in ran.err
    assert not (tmp_path / "brief.stix.json").exists()

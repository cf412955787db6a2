"""Zones that are none, and a machine that has none."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.schedule.series import rewrite, scheduled

COMMANDS = (
    ["check"],
    ["check", "--due"],
    ["run", "--dry-run", "--now", "2026-01-12T06:10"],
    ["run", "--draft", "--now", "2026-01-12T06:10"],
    ["schedule", "status"],
    ["build"],
)


def reportkit(series: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportkit", "-C", str(series), *words],
        capture_output=True, text=True, check=False, env={**os.environ, **more},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "code"),
    [("Europe", "zone-unknown"), ("Nowhere/Land", "zone-unknown"), ("localtime", "zone-unknown"),
     ("right/UTC", "zone-unknown"), ("../UTC", "value-form")],
)  # fmt: skip
def test_a_zone_that_is_none_ends_every_command_plainly(
    tmp_path: Path, zone: str, code: str
) -> None:
    """A folder of zones, an unknown one, one that is another on each machine."""
    series = scheduled(tmp_path / "series")
    rewrite(series, "brief.yaml", "zone: UTC", f"zone: {zone}")

    for words in COMMANDS:
        ran = reportkit(series, *words)
        assert 1 == ran.returncode, ran.stderr
        assert code in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr


@pytest.mark.skipif(find_spec("tzdata") is not None, reason="zones come with this Python")
def test_a_machine_without_zones_says_what_it_lacks(tmp_path: Path) -> None:
    series = scheduled(tmp_path / "series")
    ran = reportkit(series, "check", PYTHONTZPATH=str(tmp_path))

    assert 1 == ran.returncode
    assert "this machine knows no time zones at all: install tzdata" in ran.stdout

"""The contested figures of October 2025 as a series of three editions, and how traps are laid.

The values are those that were reported, with their sources; each is one that reports mistook.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from reportkit.publish.check import check_series
from tests.building import build_quickly

HERE = Path(__file__).parent
NOW = datetime(2026, 3, 1, tzinfo=UTC)
#: By the name of a file: texts with what stands in their place, or the whole file.
Swaps = Mapping[str, tuple[tuple[str, str], ...] | str]


def write(series: Path, week: int, swaps: Swaps | None = None) -> Path:
    """Lay the seeds of an edition, the right ones but for the swaps."""
    seeds = series / "seeds"
    shutil.rmtree(seeds, ignore_errors=True)
    shutil.copytree(HERE / "seeds", seeds)
    for later in range(2, week + 1):
        shutil.copytree(HERE / "weeks" / str(later), seeds, dirs_exist_ok=True)
    for name, swap in (swaps or {}).items():
        file = seeds / f"{name}.yaml"
        if isinstance(swap, str):
            file.write_text(swap, encoding="utf-8")
            continue
        text = file.read_text(encoding="utf-8")
        for old, new in swap:
            assert old in text, f"{name}.yaml does not say {old}"
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return series


def publish(series: Path, weeks: int) -> None:
    """Publish the first editions as they are right."""
    for week in range(1, weeks + 1):
        build_quickly(write(series, week), now=NOW)


def codes(series: Path) -> set[str]:
    """Give what a check finds, warnings and all."""
    return {problem.code for problem in check_series(series).problems}

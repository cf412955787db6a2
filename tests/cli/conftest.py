"""The published series, made once and read by many."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.series import publish, write


@pytest.fixture(scope="session")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No. 1 to 3, and seeds in which the toll of No. 4 has no reason yet; to be read only."""
    series = tmp_path_factory.mktemp("river")
    for week in (1, 2, 3):
        write(series, week)
        publish(series)
    write(series, 4)
    front = series / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("best: 3", "best: 4"))
    return series


@pytest.fixture
def own_river(river: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed at will."""
    return Path(shutil.copytree(river, tmp_path / "own"))

"""The series and the engine that the tests look at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.doctor.engine_child import EngineChild, start_engine
from tests.cli.conftest import own_river, river

__all__ = ["own_river", "river"]


@pytest.fixture(scope="session")
def engine() -> Iterator[EngineChild]:
    """The real engine, tried once."""
    child = start_engine(os.environ)
    yield child
    child.close()


@pytest.fixture
def own_seeds(own_river: Path) -> Path:
    """The seeds of a series of one's own, as they were sealed last: nothing is left to explain."""
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("best: 4", "best: 3"))
    return own_river / "seeds"

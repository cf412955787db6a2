"""The benchmark can be run as the package stands today, and its modules know no circle."""

from __future__ import annotations

from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

from tests.test_rooms import imports_of

BENCH = Path(__file__).resolve().parents[1] / "bench"
MODULES = {f"bench.{path.stem}": path for path in sorted(BENCH.glob("*.py"))}

pytestmark = pytest.mark.skipif(not MODULES, reason="the benchmark is not part of this archive")


@pytest.mark.parametrize("name", MODULES)
def test_each_module_finds_what_it_measures(name: str) -> None:
    assert name == import_module(name).__name__


def test_no_module_is_imported_by_one_that_it_imports() -> None:
    """Inside functions too, where a circle hides."""
    known = {name: {*imports_of(path)} & MODULES.keys() for name, path in MODULES.items()}

    order = list(TopologicalSorter(known).static_order())

    assert order.index("bench.measure") < order.index("bench.__main__")

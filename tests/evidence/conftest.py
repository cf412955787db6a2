"""The series that the tests of commands look at."""

from __future__ import annotations

from tests.cli.conftest import own_river, river

__all__ = ["own_river", "river"]

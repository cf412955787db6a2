"""The tests of the benchmark; an archive without the benchmark has none of them to run."""

from __future__ import annotations

from tests.shipped import ROOT

collect_ignore_glob = [] if (ROOT / "bench").is_dir() else ["test_*.py"]

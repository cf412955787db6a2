"""The fast tests are there, and stay fast: none can start an engine or a server."""

from __future__ import annotations

import importlib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fast import FAST, TESTS, TooSlow, may_hold_fast


@pytest.mark.parametrize("name", FAST)
def test_each_place_of_the_selection_holds_tests(name: str) -> None:
    place = TESTS / name

    assert [place] if place.suffix else list(place.glob("test_*.py"))
    assert place.exists()
    assert may_hold_fast(place.parent)


def test_the_selection_is_large_and_loads_no_engine() -> None:
    """What is collected is opened: an import of the engine at the head of a file would show."""
    script = (
        "import sys, pytest; code = pytest.main(['--fast', '--collect-only', '-q', '-p',"
        "'no:cacheprovider']); print('LOADED', 'weasyprint' in sys.modules); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=TESTS.parent, capture_output=True, text=True, check=True
    )
    files = {Path(line.split("::")[0]) for line in ran.stdout.splitlines() if "::" in line}

    assert "LOADED False" in ran.stdout
    assert 1_000 < ran.stdout.count("::test_")
    assert {Path("tests") / name for name in FAST if name.endswith(".py")} <= files
    assert Path("tests/delivery/test_session.py") not in files


def test_a_fast_test_cannot_load_the_engine() -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("weasyprint")


def test_a_fast_test_cannot_run_a_server() -> None:
    with socket.socket() as server, pytest.raises(TooSlow):
        server.bind(("127.0.0.1", 0))


def test_a_fast_test_cannot_publish() -> None:
    with pytest.raises(TooSlow):
        subprocess.run([sys.executable, "-m", "reportkit", "build"], check=True)

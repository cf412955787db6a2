"""Editions for tests: made once for a whole run, and without setting type where none is read.

An edition by the real engine costs seconds. Where a test reads a page, it is made by it, once
for all tests that only read it; where one only stands on what was published before, type is not
set for that.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from reportkit.publish.build import build
from reportkit.publish.built import Built, Options
from tests.schedule.series import quick_engine


def build_quickly(series: Path, *, now: datetime) -> Built:
    """Publish an edition whose page no test reads: all of it is real but the page."""
    with pytest.MonkeyPatch.context() as patch:
        quick_engine(patch)
        return build(series, now=now, options=Options())


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Give a folder that is filled once for a run, by the worker that first asks for it.

    The others wait for it; all of them only read it.
    """
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, mark = shared / f"once-{name}", shared / f"once-{name}.made"
    with (shared / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not mark.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed
            folder.mkdir()
            make(folder)
            mark.touch()
    return folder

"""The checks as tests ask them: on a real series, with the machine as the test says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportkit.doctor.context import Context
from reportkit.doctor.engine_child import EngineChild
from reportkit.doctor.examination import GROUPS, exit_code
from reportkit.doctor.examination import Answer as Row
from reportkit.doctor.examination import examine as examine_groups
from reportkit.doctor.remedies import Machine
from reportkit.schedule.timers.job import Answer, Host
from tests.cli.series import notes_folder

#: A week after No. 3 of the river.
NOW = datetime(2025, 11, 3, 12, 0, tzinfo=UTC)
DEBIAN = Machine(manager="apt-get", root="sudo ", python="/venv/bin/python")
NOBODY = 65534


@cache
def silent_engine() -> EngineChild:
    """A child that tries nothing, for rows that ask nothing of it."""
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", ""], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.communicate()
    return EngineChild(process, 10)


def context_of(series: Path | None, **changes: Any) -> Context:
    """Give a context on a machine without timers, at a day after what the tests publish."""
    home = (series or Path("/nowhere")) / ".home"
    context = Context(
        now=NOW,
        series=series,
        command="reportkit",
        here=Path("/"),
        environment={"PATH": os.environ["PATH"]},
        temporary=Path(os.environ.get("TMPDIR", "/tmp")),  # noqa: S108  # as the system has it
        cache=Path(notes_folder()),
        encoding="utf-8",
        online=False,
        host=Host(home=home, system=home, ask=lambda *_: Answer(127, "", "none here")),
        machine=DEBIAN,
        engine=silent_engine() if "engine" not in changes else changes["engine"],
    )
    return replace(context, **changes)


def asked(what: str, context: Context) -> tuple[str, str, str]:
    """Ask one check as the command does: its status, detail and remedy."""
    row = answer_of(what, context).row
    return row.status.value, row.detail, row.remedy


def code_of(what: str, context: Context) -> int:
    """Give the exit code that one check alone leads to."""
    return exit_code([answer_of(what, context)])


def answer_of(what: str, context: Context) -> Row:
    """Ask one check, with all that surrounds it."""
    alone = [
        group._replace(checks=tuple(check for check in group.checks if check.what == what))
        for group in GROUPS
    ]
    (answer,) = examine_groups(context, tuple(group for group in alone if group.checks))
    return answer


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be an account that owns nothing, as far as the disk is concerned."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a file system of a few bytes."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "small", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs root for a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607

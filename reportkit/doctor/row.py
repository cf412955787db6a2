"""What a check gives: one row, with what was seen and the command that mends it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from reportkit.doctor.context import Context


class Status(StrEnum):
    """How a row ends; only FAIL changes the exit code."""

    PASS = "PASS"  # noqa: S105  # no password
    WARN = "WARN"  # it works, and something should be looked at
    FAIL = "FAIL"
    SKIP = "SKIP"  # not looked at, or there is nothing to look at


class Row(NamedTuple):
    """What a check saw."""

    status: Status
    detail: str
    remedy: str = ""  # a command to paste; "" where nothing is to be mended
    code: int = 0  # the exit code of a FAIL; 0: that of its group


class Check(NamedTuple):
    """One question, and how long its answer may take."""

    what: str
    ask: Callable[[Context], Row]
    words: str = ""  # of the reportkit command that tells more, where the check itself fails
    seconds: float = 20


class Group(NamedTuple):
    """Checks that belong together."""

    name: str
    checks: tuple[Check, ...]
    code: int  # the exit code where one of them fails
    of_series: bool = False  # they ask about a series, and are skipped where there is none


def good(detail: str) -> Row:
    """Say what was seen, and that it is as it should be."""
    return Row(Status.PASS, detail)


def warning(detail: str, remedy: str) -> Row:
    """Say what works and should be looked at."""
    return Row(Status.WARN, detail, remedy)


def failure(detail: str, remedy: str, code: int = 0) -> Row:
    """Say what does not work."""
    return Row(Status.FAIL, detail, remedy, code)


def skip(why: str, remedy: str = "") -> Row:
    """Say why nothing was seen."""
    return Row(Status.SKIP, why, remedy)

"""What can be wrong, as data: a Problem is told to the person who can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_ADDRESS = re.compile(r"[^\s<>,;:]+@[^\s<>,;:]+")


class Mark(NamedTuple):
    """Where a value is written; line and column count from 1, as editors do.

    ``file`` is relative to the series' folder, with forward slashes.
    """

    file: str
    line: int
    column: int


class Level(StrEnum):
    """An error stops publication; a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend in the seeds, templates or configuration."""

    code: str  # stable and kebab-case: "source-unknown"; `reportkit explain` knows it
    message: str  # what is wrong, in the seeds' own words
    mark: Mark
    hint: str = ""  # the next step; empty when there is no honest one
    level: Level = Level.ERROR


class ReportkitError(Exception):
    """Ends a command; its text reaches the user, without a traceback.

    ReportkitError            exit code 1
    ├── SeedsRejected         1   problems in seeds, templates or configuration
    ├── MachineUnable         3   native library, font, disk, permission, limit
    ├── Busy                  6   another run holds the lock
    ├── IntegrityBroken       7   something sealed was altered, or a rebuild differs
    └── Interrupted         130   a person stopped it, and not all of it is known
    """

    exit_code = 1


class SeedsRejected(ReportkitError):
    """The series holds problems. All of them travel along, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__(f"{len(self.problems)} problems")


class MachineUnable(ReportkitError):
    """This machine cannot do it; the text names what is missing and the remedy."""

    exit_code = 3


class Busy(ReportkitError):
    """Another run holds the lock of this series."""

    exit_code = 6


class IntegrityBroken(ReportkitError):
    """A sealed edition is not what it was when it was sealed."""

    exit_code = 7


class Interrupted(ReportkitError):
    """Stopped by a signal while something was under way; the text says what."""

    exit_code = 130


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems as a person would mend them; the same one twice counts once."""
    return tuple(
        sorted(set(problems), key=lambda problem: (problem.mark, problem.code, problem.message))
    )


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Keep those that stop publication."""
    return [problem for problem in problems if problem.level is Level.ERROR]


def without_addresses(text: str) -> str:
    """Give a text without the mail addresses in it: logs are read by more people than lists."""
    return _ADDRESS.sub("(address)", text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Hint at the nearest known word, or say nothing rather than guess."""
    from difflib import get_close_matches  # only the unlucky pay for it

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""

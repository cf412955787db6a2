"""What a check has to report, before anybody chose a form for it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reportkit.problems import NOTHING_SET_ASIDE, Level, Problem, SetAside, Silenced, visible

_LONGEST = 1_500  # characters of a line


class CheckReport(NamedTuple):
    """All that a check found; ``error`` is why it could not look, or not to the end."""

    problems: tuple[Problem, ...]  # in file order
    files: tuple[str, ...] = ()  # that were read, relative to the series
    folder: str = ""  # of the series from the top of the repository, "" if it is the top
    unread: bool = False  # a file cannot be read, so that the rules were not asked
    strict: bool = False
    error: str = ""
    exit_code: int = 0
    aside: SetAside = NOTHING_SET_ASIDE

    def path(self, file: str) -> str:
        """Give a file of the series as the repository names it."""
        return posixpath.normpath(posixpath.join(self.folder, file))

    def fails(self, problem: Problem) -> bool:
        """Tell whether a problem keeps the series from being published."""
        return self.strict or problem.level is Level.ERROR


def named(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Give problems their fingerprints, where no whole check has done so."""
    bare = tuple(problem for problem in problems if not problem.fingerprint)
    if not bare:
        return tuple(problems)
    # Late: what is told of a machine that lacks a package must not need it.
    from reportkit.model.book import Records
    from reportkit.rules.fingerprints import fingerprints

    names = iter(fingerprints(bare, Records({})))
    return tuple(
        problem if problem.fingerprint else replace(problem, fingerprint=next(names))
        for problem in problems
    )


def silence_of(silenced: Silenced) -> str:
    """Say why a finding is silent, until when and by whose word."""
    by = f", by {silenced.by}" if silenced.by else ""
    return shown(f"silenced until {silenced.until}{by}: {silenced.reason}")


def words_of(problem: Problem) -> str:
    """Give message and hint as plain lines, with nothing that a viewer would obey."""
    hint = f"\nhint: {problem.hint}" if problem.hint else ""
    return shown(f"{problem.message}{hint}")


def shown(text: str) -> str:
    """Show lines as they are; what a viewer would obey, and what nobody reads on, apart."""
    return "\n".join(
        visible(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…")
        for line in text.split("\n")
    )

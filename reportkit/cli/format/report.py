"""What a check has to report, before anybody chose a form for it."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportkit.problems import Level, Problem, visible

_PLACE = re.compile(r"\b(on line |line |[\w./-]+:)\d+(:\d+)?")
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

    def path(self, file: str) -> str:
        """Give a file of the series as the repository names it."""
        return posixpath.normpath(posixpath.join(self.folder, file))

    def fails(self, problem: Problem) -> bool:
        """Tell whether a problem keeps the series from being published."""
        return self.strict or problem.level is Level.ERROR


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


def fingerprints(problems: Sequence[Problem]) -> Iterator[str]:
    """Give each problem a name that stays when lines move; equal ones are told apart by order."""
    seen = Counter[str]()
    for problem in problems:
        message = _PLACE.sub(r"\1", problem.message)
        same = f"{problem.code}\0{problem.mark.file}\0{message}"
        seen[same] += 1
        named = f"{same}\0{seen[same]}".encode("utf-8", "surrogatepass")
        yield hashlib.sha256(named).hexdigest()[:32]

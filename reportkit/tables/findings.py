"""Problems of a file of any length: the first of a kind in full, the others counted."""

from __future__ import annotations

from dataclasses import replace

from reportkit.problems import Problem

#: So many of one code are shown; what is wrong with a whole column is seen from fewer.
MOST = 20


class Findings:
    """What was odd on one way through a table; its memory does not grow with the rows."""

    def __init__(self) -> None:
        self._shown: dict[str, list[Problem]] = {}
        self._more: dict[str, int] = {}

    def add(self, problem: Problem) -> None:
        """Keep a problem, or count it if many of its code are kept already."""
        shown = self._shown.setdefault(problem.code, [])
        if len(shown) < MOST:
            shown.append(problem)
        else:
            self._more[problem.code] = self._more.get(problem.code, 0) + 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Give those that are shown, and a last one of each code that counts the others."""
        kept = [problem for shown in self._shown.values() for problem in shown]
        for code, more in self._more.items():
            last = self._shown[code][-1]
            kept.append(replace(last, message=f"and {more:,} more of this kind", hint=""))
        return tuple(kept)

"""A row that is left out, and what is said of it."""

from __future__ import annotations

from reportkit.problems import Problem


class Skipped(Exception):
    """A row of which no record is made; ``problem`` says why, None where nobody is to be told.

    ``asked`` says that the row is refused by a question that is put once for many rows.
    """

    def __init__(self, problem: Problem | None = None, *, asked: bool = False) -> None:
        self.problem, self.asked = problem, asked
        super().__init__(problem.message if problem else "left out")

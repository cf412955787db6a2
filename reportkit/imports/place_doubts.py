"""Places whose code and name do not agree: the rows are taken, and the disagreement is shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from reportkit.problems import Level, Mark, Problem, counted


class PlaceDoubts:
    """Disagreements of code and name, each once with its first line and the rows that have it."""

    def __init__(self) -> None:
        self._of: dict[Hashable, tuple[str, str]] = {}  # message and hint, by what a row says
        self._first: dict[tuple[str, str], Mark] = {}
        self._rows: dict[tuple[str, str], int] = {}

    def add_name(self, spot: Hashable, name: str, code: str, place: tuple[str, str]) -> None:
        """Note a name that its code denies; ``place`` has that code: its id and name."""
        self._of[spot] = (
            f"{code} is {place[1]} in the seeds and {name} in the file",
            f"the code counts; if both are right, list {name} under 'names:' of {place[0]}",
        )

    def add_code(self, spot: Hashable, code: str, place: tuple[str, str]) -> None:
        """Note a code that no place has; ``place`` was found by name: its id and its code."""
        self._of[spot] = (
            f"no place of the series has {code}; {place[0]}, found by name, has {place[1]}",
            "one of the codes is wrong or old, or it is another place of that name",
        )

    def count(self, spot: Hashable, mark: Mark) -> None:
        """Count a row that says again what was noted."""
        if self._of and (doubt := self._of.get(spot)):
            self._first.setdefault(doubt, mark)
            self._rows[doubt] = self._rows.get(doubt, 0) + 1

    def asks(self) -> Iterator[Problem]:
        """Show each disagreement."""
        for doubt, mark in self._first.items():
            message, hint = doubt
            rows = counted(self._rows[doubt], "row")
            yield Problem("import-place-name", f"{message}, in {rows}", mark, hint, Level.WARNING)

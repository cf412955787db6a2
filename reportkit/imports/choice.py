"""Which rows are taken, and what was asked for that no row is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from reportkit.imports.filters import Filters
from reportkit.imports.row_reader import Number
from reportkit.problems import Level, Mark, Problem, did_you_mean

_SHOWN = 12


class Choice:
    """Chooses rows by filters; it remembers which of them took anything."""

    def __init__(self, filters: Filters) -> None:
        self.filters = filters
        self._places: set[str] = set()
        self._types: set[str] = set()
        self._other_types: dict[str, None] = {}
        self._first, self._last = date.max, date.min  # of all rows
        self._in_days = self._in_size = False
        self._most = 0

    def takes_days(self, start: date, end: date) -> bool:
        """Tell whether days lie in the period, at least in part."""
        first, last = self.filters.start, self.filters.end
        if first is None and last is None:
            return True
        if (first and end < first) or (last and start > last):
            self._first, self._last = min(self._first, start), max(self._last, end)
            return False
        self._in_days = True
        return True

    def takes_place(self, id: str, codes: tuple[str, ...], names: tuple[str, ...]) -> bool:
        """Tell whether a place is asked for: itself, or what it lies in."""
        if not self.filters.places:
            return True
        asked = self.filters.places_of(id, codes, names)
        self._places |= asked
        return bool(asked)

    def takes_type(self, word: str) -> bool:
        """Tell whether a type of event, or a metric, is asked for."""
        if not self.filters.types:
            return True
        if word in self.filters.types:
            self._types.add(word)
            return True
        self._other_types.setdefault(word)
        return False

    def takes_size(self, numbers: Iterable[Number]) -> bool:
        """Tell whether an event has as many deaths as are asked for."""
        deaths = int(max((one.most for one in numbers), default=0))
        if deaths >= (self.filters.min_deaths or 0):
            self._in_size = True
            return True
        self._most = max(self._most, deaths)
        return False

    def asks(self, path: str, *, of_events: bool) -> Iterator[Problem]:
        """Tell what took nothing: who asked for it believes that the file has nothing of it."""
        if self.filters.min_deaths is not None and not of_events:
            message = "--min-deaths chooses events, and no row of this file is one"
            hint = "leave it out; all rows are taken"
            yield Problem("import-filter", message, Mark(path, 1, 1), hint, Level.WARNING)
        for option, hint in self._idle():
            message = f"{option} takes no row"
            yield Problem("import-filter", message, Mark(path, 1, 1), hint, Level.WARNING)

    def _idle(self) -> Iterator[tuple[str, str]]:
        filters = self.filters
        days = [("--from", filters.start), ("--until", filters.end)]
        asked = " ".join(f"{name} {day}" for name, day in days if day)
        if asked and not self._in_days and self._first <= self._last:
            yield asked, f"its rows are of {self._first} to {self._last}"
            return
        if not self._in_size and self._most:
            yield f"--min-deaths {filters.min_deaths}", f"the most of a row are {self._most}"
            return
        others = list(self._other_types)[:_SHOWN]
        for word in filters.types:
            if word not in self._types:
                near = did_you_mean(word, others)
                yield f"--type {word}", near or (f"it has {', '.join(others)}" if others else "")
        for place in filters.places:
            if place not in self._places:
                hint = "give its id, the beginning of its code, or a name as the file writes it"
                yield f"--place {place}", hint

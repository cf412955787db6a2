"""Which rows are taken: by period, place, type and size."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Filters(NamedTuple):
    """What a row must be to be taken; what is not asked for is not looked at."""

    start: date | None = None  # from this day on
    end: date | None = None  # until this day
    places: tuple[str, ...] = ()  # ids, codes that a row's code begins with, names of a province
    types: tuple[str, ...] = ()  # types of events, or metrics of figures
    min_deaths: int | None = None  # events with at least so many
    zeros: bool = False  # numbers of 0 too, which are many

    def places_of(self, id: str, codes: tuple[str, ...], names: tuple[str, ...]) -> set[str]:
        """Give which of the places that are asked for a place is, or lies in."""
        words = {name.casefold() for name in names if name}
        return {
            wanted
            for wanted in self.places
            if wanted == id
            or wanted.casefold() in words
            or any(code and code.startswith(wanted.upper()) for code in codes)
        }

    def described(self) -> dict[str, str]:
        """Give what is asked for by the names of the options, for the state of an import."""
        options = {
            "from": self.start.isoformat() if self.start else "",
            "until": self.end.isoformat() if self.end else "",
            "place": " ".join(sorted(self.places)),
            "type": " ".join(sorted(self.types)),
            "min-deaths": "" if self.min_deaths is None else str(self.min_deaths),
            "zeros": "yes" if self.zeros else "",
        }
        return {key: value for key, value in options.items() if value}

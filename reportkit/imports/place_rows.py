"""A row of a list of place codes: the place itself, and the wider ones that the row names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportkit.imports.place_reader import PlaceReader
from reportkit.imports.places import Places, Spot
from reportkit.imports.row_maker import Made, RowMaker
from reportkit.imports.row_reader import RowReader
from reportkit.imports.skipped import Skipped
from reportkit.model.evidence import Place
from reportkit.problems import Problem
from reportkit.tables.cells import join_key
from reportkit.tables.table import Row

if TYPE_CHECKING:
    from reportkit.imports.convert import Options
    from reportkit.imports.mapping import Mapping


class PlaceRows(RowMaker):
    """Makes a place of each code that a row names; one that the series has keeps its id."""

    def __init__(
        self, mapping: Mapping, reader: RowReader, places: Places, options: Options
    ) -> None:
        super().__init__(mapping, reader, places, options)
        self._levels = [PlaceReader(level, reader) for level in (*mapping.levels, mapping.place)]
        self._codes: set[str] = set()
        self._names: dict[str, str] = {}  # by code

    def records(self, row: Row) -> Iterator[Made]:
        """Give the places of a row, the widest first, each code once."""
        spots = [level.spot(row) for level in self._levels]
        if not any(spot.pcodes for spot in spots):
            raise Skipped(
                Problem(
                    "import-place",
                    "the row has no place code",
                    self.reader.mark(row),
                    "a list of places is joined by code; name the column under 'pcode:'",
                )
            )
        wanted = [
            spot for spot in spots if spot.pcodes and self._is_wanted(spot.pcodes, spot.admin1)
        ]
        if self.remarks.is_faulty(row, lambda: bool(wanted)):
            raise Skipped(asked=True)
        if any(not spot.country for spot in wanted):
            raise Skipped(self._without_country(row))
        for spot in wanted:
            code, name = spot.pcodes[0], join_key(spot.name)
            if self._names.setdefault(code, name) != name:
                raise Skipped(self._of_two_names(row, spot, code))
        if wanted:
            self.remarks.note_warning(row)
        for spot in wanted:
            code = spot.pcodes[0]
            if code in self._codes:
                continue
            self._codes.add(code)
            yield Made(Place, code, self.places.listed(spot).values or {})

    def _without_country(self, row: Row) -> Problem:
        return Problem(
            "import-place",
            "the row does not say in which country its place lies",
            self.reader.mark(row),
            "name the column, 'country: COLUMN', or say it of all: 'country_name: NAME'",
        )

    def _of_two_names(self, row: Row, spot: Spot, code: str) -> Problem:
        return Problem(
            "import-place",
            f"{code} is {spot.name} here and another place above",
            self.reader.mark(row),
            "one code is one place: ask who made the list which of them has it",
        )

    def _is_wanted(self, codes: tuple[str, ...], admin1: str) -> bool:
        return self.choice.takes_place("", codes, (admin1,))

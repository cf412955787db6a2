"""What a row says of its place: codes, names, what it lies in, and its point on the earth."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportkit.imports.columns import taker
from reportkit.imports.mapping import PlaceColumns
from reportkit.imports.places import Spot
from reportkit.imports.points import why_off_earth
from reportkit.imports.skipped import Skipped
from reportkit.problems import Problem
from reportkit.tables.table import Cell, Row

if TYPE_CHECKING:
    from reportkit.imports.row_reader import RowReader

_REMEMBERED = 20_000


class PlaceReader:
    """The columns of a place, or of one level of places."""

    def __init__(self, columns: PlaceColumns, reader: RowReader) -> None:
        self.columns, self._reader = columns, reader
        find = reader.columns.index
        self._pcodes = reader.columns.indexes(columns, "pcode", columns.pcode)
        self._names = [
            (index, one.language or "")
            for one in columns.names
            if (index := find(one, "column", one.column)) is not None
        ]
        fields = ("iso", "name", "admin1", "admin2", "admin3", "country", "lat", "lon", "precision")
        self._index = {name: find(columns, name, getattr(columns, name)) for name in fields}
        named = (index for index in self._index.values() if index is not None)
        self._read_of = (*self._pcodes, *(index for index, _ in self._names), *named)
        self._cells = taker(self._read_of)
        self._spots: dict[tuple[Cell, ...], Spot] = {}

    def spot(self, row: Row) -> Spot:
        """Read the place of a row; what stands in its columns again is read once."""
        key = self._cells(row.cells)
        spot = self._spots.get(key)
        if spot is None:
            if len(self._spots) >= _REMEMBERED:
                self._spots.clear()
            spot = self._spots[key] = self._spot(row)
        elif spot.precision is None:
            self._precision(row)  # a word that nobody knows is counted in each of its rows
        return spot

    def _spot(self, row: Row) -> Spot:
        reader = self._reader
        text = {
            name: reader.text(row, self._index[name])
            for name in ("iso", "name", "admin1", "admin2", "admin3", "country")
        }
        country = text["country"] or self.columns.country_name or ""
        name = text["name"] or text["admin3"] or text["admin2"] or text["admin1"]
        lat, lon = self._point(row)
        return Spot(
            pcodes=tuple(code for index in self._pcodes if (code := reader.text(row, index))),
            iso=text["iso"].upper(),
            name=name or (country if not self._pcodes else ""),
            names=tuple(
                (other, language)
                for index, language in self._names
                if (other := reader.text(row, index)) and other != name
            ),
            admin1=text["admin1"],
            admin2=text["admin2"],
            admin3=text["admin3"],
            country=country,
            lat=lat,
            lon=lon,
            precision=self._precision(row),
            kind=self.columns.kind,
        )

    def _point(self, row: Row) -> tuple[Decimal | None, Decimal | None]:
        """Read the degrees of a row. Raises Skipped where no place on earth has them."""
        reader = self._reader
        lat, lon = (reader.degrees(row, self._index[name]) for name in ("lat", "lon"))
        wrong, why, hint = why_off_earth(lat, lon)
        if wrong:
            index = self._index[wrong]
            name = reader.columns.name(index) if index is not None else wrong
            raise Skipped(Problem("import-cell", f"{name}: {why}", reader.mark(row, index), hint))
        return lat, lon

    @property
    def precision(self) -> int | None:
        """The column of how exact the point is."""
        return self._index["precision"]

    def _precision(self, row: Row) -> int | None:
        means = self._reader.word(row, self.precision) if self.precision is not None else None
        return int(means) if means and means.isdigit() else None

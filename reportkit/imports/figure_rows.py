"""A row that is a number of a place and a period; or rows that are counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate, Refusal
from reportkit.imports.ids import id_of, slug
from reportkit.imports.mapping import Counted, FigureColumns, Mapping
from reportkit.imports.places import Found
from reportkit.imports.row_maker import Made, RowMaker
from reportkit.imports.row_reader import Number
from reportkit.imports.skipped import Skipped
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.events import Method, Scope
from reportkit.problems import Level, Mark, Problem, counted
from reportkit.tables.cells import DayRead
from reportkit.tables.table import Row


class FigureRows(RowMaker):
    """Makes a figure of each number of a row."""

    def records(self, row: Row) -> Iterator[Made]:
        """Give the figures of a row; of those of 0 what is asked for, or was another number."""
        day = self.reader.day(row)
        filters, choice = self.options.filters, self.choice
        if day is not None and not choice.takes_days(day.start, day.end):
            raise Skipped
        numbers = [
            number
            for number in self.reader.numbers(row)
            if choice.takes_type(number.columns.metric)
        ]
        spot = self.reader.spot(row)
        if not any(one.most or filters.zeros for one in numbers):
            known = self.places.with_code(spot) if self.options.standing else None
            numbers = [
                one
                for one in numbers
                if known and self.is_wanted(one, self._id(row, one, known, day)[1])
            ]
        if not numbers:
            raise Skipped
        if self.mapping.key is not None:
            self.reader.key(row)  # before its place is made, which a refused row has none of
        place = self.placed(row, spot)
        yield from self.new_place(place)
        for number in numbers:
            key, id = self._id(row, number, place.id, day)
            if self.is_wanted(number, id):
                yield self._made(number, key, id, place, day)

    def _id(self, row: Row, number: Number, place: str, day: DayRead | None) -> tuple[str, str]:
        """Give the key of a number, and the id that is made of it."""
        if self.mapping.key is not None:
            key = self.reader.key(row)
        else:
            parts = (place, day.start.isoformat() if day else "", slug(number.label))
            key = ".".join(part for part in parts if part)
        metric, whom = number.columns.metric, number.columns.population
        ends = [metric] if whom == "unspecified" else [metric, whom]
        return key, id_of(self.prefix, ".".join([key, *(slug(one) for one in ends)]))

    def _made(self, number: Number, key: str, id: str, place: Found, day: DayRead | None) -> Made:
        of = (_of_days(number.columns, day) or self.of_access()) | {"place": place.id}
        values = self.figure(number, id, of)
        if self.mapping.key is not None:
            values["external_ids"] = self.external(key)
        return Made(Figure, key, values)


class _Group(NamedTuple):
    """Rows that are counted together."""

    place: str
    label: str
    first: date | None
    last: date | None
    line: int
    counted: set[str]
    is_dated: bool = True  # no row of it is without a day


class CountedRows(RowMaker):
    """Counts rows, or what is named in them, by place and what else the mapping says."""

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]  # as every maker
        columns, count = self.reader.columns, _count_of(self.mapping)
        self._metric = count.metric
        self._by = columns.indexes(count, "by", count.by)
        self._distinct = columns.index(count, "distinct", count.distinct)
        self._label = columns.text(count, "label", count.label)
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._undated: dict[str, Mark] = {}  # months without a year
        self._undated_rows = 0

    def records(self, row: Row) -> Iterator[Made]:
        """Count a row; of itself it gives no more than its place."""
        undated = self.reader.undated(row)
        day = self.reader.day(row) if undated is None else None
        if day is not None and not self.choice.takes_days(day.start, day.end):
            raise Skipped
        place = self.placed(row, self.reader.spot(row))
        yield from self.new_place(place)
        what = str(row.line) if self._distinct is None else self.reader.text(row, self._distinct)
        if not what:
            return
        if undated is not None:
            self._undated.setdefault(undated[1], undated[0])
            self._undated_rows += 1
        by = tuple(self.reader.text(row, index) for index in self._by)
        group = self._groups.get((place.id, *by))
        if group is None:
            group = _Group(place.id, self._label(row.cells), None, None, row.line, set())
        group.counted.add(" ".join(what.split()).casefold())
        self._groups[place.id, *by] = _wider(group, day)

    def asks(self) -> Iterator[Problem]:
        """Say of months without a year that the counts are of no period."""
        yield from super().asks()
        if not self._undated:
            return
        months = ", ".join(filter(None, self._undated))
        what = f"{months} without a year" if months else "no month"
        accessed = self.options.accessed
        yield Problem(
            "import-undated",
            f"{what}, in {counted(self._undated_rows, 'row')}: counted as of the day of access"
            f"{f', {accessed}' if accessed else ''}, all months together",
            next(iter(self._undated.values())),
            "where you know the year, say it in a mapping of your own: 'like: 3w' and "
            "'day: {year_is: 2025}'",
            Level.WARNING,
        )

    def rest(self) -> Iterator[Candidate | Refusal]:
        """Give the counts, in the order in which they were met."""
        columns = FigureColumns(metric=self._metric, method=Method.COUNT)
        for key, group in self._groups.items():
            number = Decimal(len(group.counted))
            number_of_group = Number(columns, {"best": str(number)}, number, group.label)
            stem = ".".join(filter(None, map(slug, key)))
            id = id_of(self.prefix, f"{stem}.{slug(self._metric)}")
            of: dict[str, Value] = {"place": group.place}
            if group.is_dated and group.first and group.last:
                period: dict[str, Value] = {
                    "start": group.first.isoformat(), "end": group.last.isoformat(),
                }  # fmt: skip
                of = {"period": period, **of}
            else:
                of = self.of_access() | of
            yield Candidate(Figure, stem, self.figure(number_of_group, id, of), group.line)


def _count_of(mapping: Mapping) -> Counted:
    """Give what is counted; a maker of counts is only made for a mapping that says it."""
    if mapping.count is None:
        raise TypeError("the mapping counts nothing")
    return mapping.count


def _of_days(columns: FigureColumns, day: DayRead | None) -> dict[str, Value]:
    """Say of which days a number is."""
    if day is None:
        return {}
    if columns.scope is Scope.PERIOD:
        return {"period": {"start": day.start.isoformat(), "end": day.end.isoformat()}}
    return {"scope": str(columns.scope), "as_of": day.end.isoformat()}


def _wider(group: _Group, day: DayRead | None) -> _Group:
    if day is None:
        return group._replace(is_dated=False)
    first = min(filter(None, (group.first, day.start)))
    last = max(filter(None, (group.last, day.end)))
    return group._replace(first=first, last=last)

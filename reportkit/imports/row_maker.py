"""What all makers of records share: how a row becomes records of one sort."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate, Refusal
from reportkit.imports.choice import Choice
from reportkit.imports.places import Found, Places, Spot
from reportkit.imports.remarks import Remarks
from reportkit.imports.row_reader import Number
from reportkit.imports.skipped import Skipped
from reportkit.model.envelope import Record
from reportkit.model.evidence import Place
from reportkit.problems import Problem
from reportkit.tables.table import Row

if TYPE_CHECKING:
    from reportkit.imports.convert import Options
    from reportkit.imports.mapping import Mapping
    from reportkit.imports.row_reader import RowReader


class Made(NamedTuple):
    """A record that a row makes."""

    kind: type[Record]
    key: str  # of the provider
    values: dict[str, Value]


class RowMaker(ABC):
    """Makes records of rows; a kind of file has a maker of its own."""

    def __init__(
        self, mapping: Mapping, reader: RowReader, places: Places, options: Options
    ) -> None:
        self.mapping, self.reader = mapping, reader
        self.places, self.options = places, options
        self.prefix = mapping.prefix or mapping.source.id
        self.remarks = Remarks(mapping, reader)
        self.choice = Choice(options.filters)
        self._unwritten: dict[str, dict[str, Value]] = {}  # places made of rows not asked for

    @abstractmethod
    def records(self, row: Row) -> Iterator[Made]:
        """Give the records of a row. Raises Skipped where it makes none."""

    def no_actors(self, actors: AbstractSet[str]) -> Iterator[Problem]:  # noqa: ARG002
        """Refuse words that the mapping takes for actors that are not there."""
        return iter(())

    def rest(self) -> Iterator[Candidate | Refusal]:
        """Give what is known only when all rows were read."""
        return iter(())

    def asks(self) -> Iterator[Problem]:
        """Ask for the words that the mapping does not know."""
        return self.reader.vocabulary.asks()

    def placed(self, row: Row, spot: Spot) -> Found:
        """Give the place of a row. Raises Skipped where it is not known, or not asked for."""
        names = (spot.name, spot.admin1, spot.admin2, spot.admin3, spot.country)
        takes = self.choice.takes_place
        coded = self.places.with_code
        if self.remarks.has_errors and self.remarks.is_faulty(
            row, lambda: takes(coded(spot) or "", spot.pcodes, names)
        ):
            raise Skipped(asked=True)
        place = self.places.find(spot, self.reader.mark(row))
        if place is None:
            raise Skipped(asked=True)
        if place.values is not None:
            self._unwritten[place.id] = place.values
        if not takes(place.id, spot.pcodes, names):
            raise Skipped
        self.remarks.note_warning(row)
        return place._replace(values=self._unwritten.pop(place.id, None))

    def new_place(self, found: Found) -> Iterator[Made]:
        """Give the record of a place that was not there before, once."""
        if found.values is not None:
            yield Made(Place, found.id, found.values)

    def figure(self, number: Number, id: str, of: dict[str, Value]) -> dict[str, Value]:
        """Give a figure as the provider counts it; ``of`` says of what it is the number."""
        columns = number.columns
        values: dict[str, Value] = {"id": id, **self.section}
        values["metric"] = columns.metric
        if columns.population != "unspecified":
            values["population"] = columns.population
        if number.label:
            values["label"] = number.label
        values |= number.values | _operator(number)
        if columns.unit:
            values["unit"] = columns.unit
        values |= of
        values["provider"] = self.mapping.provider.id if self.mapping.provider else ""
        values["method"] = str(columns.method)
        if columns.range_kind and {"low", "high"} <= number.values.keys():
            values["range_kind"] = str(columns.range_kind)
        values["source_refs"] = [self.mapping.source.id]
        return values

    def is_wanted(self, number: Number, id: str) -> bool:
        """Tell whether a number is taken: one of 0 where it is asked for, or where it was more."""
        return bool(number.most) or self.options.filters.zeros or id in self.options.standing

    def of_access(self) -> dict[str, Value]:
        """Say of a number without day that it was so when the file was fetched."""
        accessed = self.options.accessed
        return {"scope": "moment", "as_of": accessed.isoformat()} if accessed else {}

    @property
    def section(self) -> dict[str, Value]:
        """The section to which the records belong, if one is named."""
        return {"section": self.options.section} if self.options.section else {}

    def external(self, key: str) -> list[Value]:
        """Give the provider's number as a record holds it."""
        return [{"scheme": self.prefix, "id": key}]


def _operator(number: Number) -> dict[str, Value]:
    """Say how a number is meant that has bounds alone."""
    keys = number.values.keys()
    if "best" in keys:
        return {}
    if keys == {"low", "high"}:
        return {"operator": "between"}
    return {"operator": "at_least" if "low" in keys else "at_most"}

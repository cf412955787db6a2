"""A row that is an event: what happened, its toll, and what the data set wrote of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from reportkit.authoring.written import Value
from reportkit.i18n.sentences import abbreviated
from reportkit.imports.ids import id_of
from reportkit.imports.places import Places, Spot
from reportkit.imports.remembered import Remembered
from reportkit.imports.row_maker import Made, RowMaker
from reportkit.imports.row_reader import Number, RowReader
from reportkit.imports.skipped import Skipped
from reportkit.imports.vocabulary import LEAVE_OUT, Vocabulary
from reportkit.loading.scalars import MAX_ID
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.events import DatePrecision, EventType
from reportkit.model.vocabulary.sources import PlaceKind
from reportkit.phrasing.places import known_as
from reportkit.problems import Level, Mark, Problem, counted
from reportkit.tables.cells import DayRead
from reportkit.tables.table import Row

if TYPE_CHECKING:
    from reportkit.imports.convert import Options
    from reportkit.imports.mapping import Mapping

_TYPES = tuple(str(word) for word in EventType)
_IN_WORDS = {
    "battle": "Armed clash", "explosion_remote": "Explosion or remote violence",
    "violence_against_civilians": "Violence against civilians", "protest": "Protest",
    "riot": "Riot", "strategic_development": "Strategic development",
}  # fmt: skip
#: Of a record the longest text, and what a cell that was cut ends with.
_MOST = 4_000
_CUT = " [cut here]"


class EventRows(RowMaker):
    """Makes an event of each row, and a figure of each number that it gives."""

    def __init__(
        self, mapping: Mapping, reader: RowReader, places: Places, options: Options
    ) -> None:
        super().__init__(mapping, reader, places, options)
        columns = reader.columns
        self._type = columns.index(mapping, "event_type", mapping.event_type)
        self._notes = columns.index(mapping, "notes", mapping.notes)
        self._cited = columns.index(mapping, "cited", mapping.cited)
        self._clarity = columns.index(mapping, "clarity", mapping.clarity)
        self._actors = columns.indexes(mapping, "actors", mapping.actors)
        self._sub_type = columns.text(mapping, "sub_type", mapping.sub_type)
        self._summary = columns.text(mapping, "summary", mapping.summary)
        #: words that are no reason to refuse a row
        self._parties = Vocabulary(mapping, columns, self._actors)
        self._names = Remembered(self._named_in)
        # Of this import alone: how a place is called depends on the language.
        self._placed = Remembered(_placed_as_known)
        self._cut: list[tuple[Mark, str]] = []
        reader.problems.extend(self._wrong_types())

    def records(self, row: Row) -> Iterator[Made]:
        """Give the event of a row, before it its place where that is new, behind it its tolls."""
        key, day = self.reader.key(row), self.reader.day(row)
        if day is None or not self.choice.takes_days(day.start, day.end):
            raise Skipped
        numbers = list(self.reader.numbers(row))
        least = self.options.filters.min_deaths
        if least is not None and not self.choice.takes_size(numbers):
            raise Skipped
        event_type = self._type_of(row)
        spot = self.reader.spot(row)
        id = id_of(self.prefix, key)
        values: dict[str, Value] = {"id": id, **self.section}
        values |= self._what(row, event_type, spot)
        values |= _when(day)
        who = self._who_says_so(row, id)
        place = self.placed(row, spot)  # last: of a row that is refused no place is made
        yield from self.new_place(place)
        values["place"] = place.id
        values |= who
        values["external_ids"] = self.external(key)
        if cited := self._cited_by(row):
            values["internal_note"] = cited
        yield Made(Event, key, values)
        yield from self._tolls(numbers, id, key)

    def no_actors(self, actors: AbstractSet[str]) -> Iterator[Problem]:
        """Refuse words that the mapping takes for actors that are not there."""
        return self._parties.expects_ids(self._actors, actors)

    def asks(self) -> Iterator[Problem]:
        """Ask for types, and list actors that the events are without."""
        yield from self.reader.vocabulary.asks()
        yield from self._parties.asks(refused=False)
        for mark, id in self._cut:
            message = f"the notes of {id} are longer than {counted(_MOST, 'character')}; cut"
            yield Problem("import-cut", message, mark, "", Level.WARNING)

    # -- parts of an event -------------------------------------------------------------------

    def _what(self, row: Row, event_type: str, spot: Spot) -> dict[str, Value]:
        sub_type = self._sub_type(row.cells)
        summary = self._summary(row.cells) or f"{sub_type or _IN_WORDS[event_type]}, {spot.name}"
        summary = self._placed[summary, spot]
        values: dict[str, Value] = {"summary": summary, "event_type": event_type}
        return values | ({"sub_type": sub_type} if sub_type else {})

    def _who_says_so(self, row: Row, id: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        if actors := self._actors_of(row):
            values["actors"] = actors
        clarity = self.reader.number(row, self._clarity)
        if clarity is not None and clarity == int(clarity):
            values["clarity"] = str(int(clarity))
        source, language = self.mapping.source.id, self.mapping.source.language
        if note := self._note(row, id):
            quoted: dict[str, Value] = {"text": note, "source": source}
            values["source_notes"] = [quoted | ({"language": language} if language != "en" else {})]
        return values | {"source_refs": [source]}

    def _tolls(self, numbers: list[Number], id: str, key: str) -> Iterator[Made]:
        for number in numbers:
            columns = number.columns
            whom = "" if columns.population == "unspecified" else f"-{columns.population}"
            figure = f"{id}.{columns.metric}{whom}".replace("_", "-")
            if len(figure) > MAX_ID:
                figure = id_of(self.prefix, f"{key}.{columns.metric}{whom}")
            if self.is_wanted(number, figure):
                yield Made(Figure, key, self.figure(number, figure, {"event": id}))

    def _type_of(self, row: Row) -> str:
        if self._type is None:
            return self.mapping.type_is or ""
        means = self.reader.word(row, self._type)
        if means is None or means == LEAVE_OUT or not self.choice.takes_type(means):
            raise Skipped
        return means

    def _actors_of(self, row: Row) -> list[Value]:
        """Give who took part, by the table of words; on no side, for the data set takes none."""
        taken: dict[str, Value] = {}
        for index in self._actors:
            if cell := self.reader.text(row, index):
                mark = partial(self.reader.mark, row, index)
                for means in self._parties.meanings(index, cell, mark):
                    if means != LEAVE_OUT:
                        taken[means] = {"actor": means, "role": "other"}
        return list(taken.values())

    def _note(self, row: Row, id: str) -> str:
        note = self.reader.text(row, self._notes)
        if "  " in note or not note.isprintable():  # nearly all are as they should be
            note = " ".join(note.split())
        if len(note) <= _MOST:
            return note
        self._cut.append((self.reader.mark(row, self._notes), id))
        return note[: _MOST - len(_CUT)].rstrip() + _CUT

    def _cited_by(self, row: Row) -> str:
        """Note for the desk whom the data set names: on how many origins it rests is not ours."""
        text = self.reader.text(row, self._cited)
        return self._names[text] if text else ""

    def _named_in(self, text: str) -> str:
        names = dict.fromkeys(filter(None, map(str.strip, text.split(";"))))
        return (
            f"{abbreviated(self.mapping.source.publisher or '')} cites: {'; '.join(names)}"
            if names
            else ""
        )

    def _wrong_types(self) -> Iterator[Problem]:
        mapping = self.mapping
        if mapping.event_type is None and mapping.type_is is None:
            message = "the mapping says no type of its events"
            hint = "add 'event_type: COLUMN', or 'type_is: battle' for all of them"
            yield Problem("import-mapping", message, mapping.at("records"), hint)
        if self._type is not None:
            yield from self.reader.vocabulary.expects(self._type, _TYPES)
        if mapping.type_is and mapping.type_is not in _TYPES:
            hint = f"one of: {', '.join(_TYPES)}"
            yield Problem("import-mapping", "no such type", mapping.at("type_is"), hint)
        if mapping.key is None or mapping.day.start is None:
            message = "events need 'key:' and 'day: {start: ...}'"
            yield Problem("import-mapping", message, mapping.at("records"))


def _placed_as_known(named: tuple[str, Spot]) -> str:
    """Say of a town that stands for its district or province what is known, not the town."""
    summary, spot = named
    if not spot.name or spot.name not in summary or spot.kind is not PlaceKind.CITY:
        return summary
    whole = [*re.finditer(rf"(?<!\w){re.escape(spot.name)}(?!\w)", summary)]
    if not whole:  # "Mill" in "Millers"
        return summary
    start, end = whole[-1].span()
    known = known_as(spot.name, spot.precision or 1, spot.admin2, spot.admin1)
    return f"{summary[:start]}{known}{summary[end:]}"


@lru_cache(maxsize=8_192)
def _when(day: DayRead) -> dict[str, Value]:
    values: dict[str, Value] = {"date_start": day.start.isoformat()}
    if day.end != day.start:
        values["date_end"] = day.end.isoformat()
    if day.precision is not DatePrecision.DAY:
        values["date_precision"] = str(day.precision)
    return values

"""Rows of a table to the records that they would make, in one walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate, LeftOut, Refusal
from reportkit.imports.event_rows import EventRows
from reportkit.imports.figure_rows import CountedRows, FigureRows
from reportkit.imports.filters import Filters
from reportkit.imports.ids import slug
from reportkit.imports.mapping import Mapping, Provider, Records, Unknown
from reportkit.imports.place_rows import PlaceRows
from reportkit.imports.places import Places
from reportkit.imports.points import Points
from reportkit.imports.row_maker import RowMaker
from reportkit.imports.row_reader import RowReader
from reportkit.imports.skipped import Skipped
from reportkit.model.book import Records as Known
from reportkit.model.evidence import Actor, Figure, Place, Source
from reportkit.problems import Mark, Problem
from reportkit.tables.cells import text_of
from reportkit.tables.table import Row, Table

_DIGEST = 8  # bytes
#: What a mapping for many publishers leaves to the source in the seeds.
_SAID = (
    "publisher", "title", "url", "version", "licence", "language", "kind", "access", "descriptor",
)  # fmt: skip


class Options(NamedTuple):
    """How a file is taken in."""

    filters: Filters = Filters()
    section: str | None = None  # to which the records belong
    source: str | None = None  # id of the source. None: that of the mapping
    accessed: date | None = None  # the day on which the file was fetched
    version: str | None = None  # of the data set. None: that of the mapping
    standing: frozenset[str] = frozenset()  # ids in the seeds: of them 0 is news, not a blank


#: The makers of records, by what a row is.
_MAKERS: dict[Records, Callable[[Mapping, RowReader, Places, Options], RowMaker]] = {
    Records.EVENTS: EventRows,
    Records.FIGURES: FigureRows,
    Records.PLACES: PlaceRows,
}


def candidates(
    table: Table, mapping: Mapping, known: Known, options: Options
) -> Iterator[Candidate | Refusal | LeftOut]:
    """Give the records that a table would make, first its source, and what is refused.

    A column that the mapping names and the table lacks refuses the whole: nothing else is given.
    Words and places that are not known are asked for at the end, each once with its rows.
    """
    mapping = _completed(_of_source(mapping, options), known)
    if mapping.source.publisher is None:
        yield Refusal(_nameless(mapping))
        return
    reader = RowReader(mapping, table)
    places = Places(known.all(Place), make=mapping.place.unknown is Unknown.MAKE)
    options = options._replace(standing=_ids(known))
    make = CountedRows if mapping.count is not None else _MAKERS[mapping.records]
    maker = make(mapping, reader, places, options)
    reader.problems.extend(maker.no_actors(_actors(mapping, known)))
    if reader.problems:
        yield from map(Refusal, reader.problems)
        return
    yield _source(mapping, options)
    yield from _provider(mapping, known)
    points = Points(known.all(Place))
    for row in table.rows():
        yield from _of_row(row, maker, reader, points)
    yield from maker.rest()
    yield from map(Refusal, places.asks())
    yield from map(Refusal, points.asks())
    yield from map(Refusal, maker.asks())
    yield from map(Refusal, maker.remarks.asks())
    yield from map(
        Refusal, maker.choice.asks(table.path, of_events=mapping.records is Records.EVENTS)
    )
    yield from map(Refusal, table.problems)


def _actors(mapping: Mapping, known: Known) -> set[str]:
    """Give the ids of who may be joined to an event: the series' actors, and the provider."""
    ids = {id for one in known.all(Actor) for id in (one.id, one.formerly) if id}
    return ids | ({mapping.provider.id} if mapping.provider else set())


def _of_row(
    row: Row, maker: RowMaker, reader: RowReader, points: Points
) -> Iterator[Candidate | Refusal | LeftOut]:
    try:
        made = list(maker.records(row))
    except Skipped as skipped:
        if (key := reader.key_or_nothing(row)) or skipped.problem is not None or skipped.asked:
            yield LeftOut(key, row.line)
        if skipped.problem is not None:
            yield Refusal(skipped.problem)
        return
    digest = _digest(row)
    for kind, key, values in made:
        if kind is Place:
            points.add(values, reader.mark(row))
        yield Candidate(kind, key, values, row.line, digest)


def _ids(known: Known) -> frozenset[str]:
    figures = known.all(Figure)
    return frozenset(id for one in figures for id in (one.id, one.formerly) if id)


def _digest(row: Row) -> str:
    texts = [cell if type(cell) is str else text_of(cell) for cell in row.cells]
    whole = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=_DIGEST).hexdigest()


def _of_source(mapping: Mapping, options: Options) -> Mapping:
    if options.source is None:
        return mapping
    return mapping.replace(source=mapping.source.replace(id=options.source))


def _completed(mapping: Mapping, known: Known) -> Mapping:
    """Take from the seeds who brings the file out, where the mapping is one for many publishers."""
    source = known.by_id.get(mapping.source.id)
    if mapping.source.publisher is None and isinstance(source, Source):
        said = {key: getattr(source, key) for key in _SAID}
        mapping = mapping.replace(source=mapping.source.replace(**said))
    publisher = mapping.source.publisher
    if mapping.provider is None and publisher:
        mapping = mapping.replace(provider=_provider_named(publisher, known, mapping))
    return mapping


def _provider_named(publisher: str, known: Known, mapping: Mapping) -> Provider:
    """Find the publisher among the actors; one who is not there has to be made."""
    for actor in known.all(Actor):
        if publisher in (actor.name, actor.short):
            return Provider(id=actor.id, name=actor.name, kind=actor.kind)
    id = slug(publisher) or f"{mapping.source.id}-publisher"
    id = f"{id}-publisher" if id == mapping.source.id else id
    return Provider(id=id, name=publisher)


def _nameless(mapping: Mapping) -> Problem:
    return Problem(
        "import-source",
        f"nothing says who brings out {mapping.source.id}",
        mapping.source.at("id"),
        "write 'publisher:' beside it in a mapping of your own, or add the file to the sources of "
        "the seeds and name it: --source ID",
    )


def _source(mapping: Mapping, options: Options) -> Candidate:
    """Make the one source that all records of the file cite."""
    source = mapping.source
    values: dict[str, Value] = {"id": source.id, "publisher": source.publisher or ""}
    version = options.version or source.version
    accessed = options.accessed.isoformat() if options.accessed else None
    parts = {
        "title": source.title, "url": source.url, "accessed": accessed, "language": source.language,
        "kind": str(source.kind), "access": str(source.access), "descriptor": source.descriptor,
        "version": version, "licence": source.licence,
    }  # fmt: skip
    values |= {key: value for key, value in parts.items() if value}
    return Candidate(Source, source.id, values, 0)


def _provider(mapping: Mapping, known: Known) -> Iterator[Candidate | Refusal]:
    """Make the actor who gives the numbers, where the series has none."""
    provider = mapping.provider
    if provider is None or not (mapping.figures or mapping.count):
        return
    taken = known.by_id.get(provider.id)
    if taken is None:
        values: dict[str, Value] = {
            "id": provider.id, "name": provider.name, "kind": str(provider.kind),
        }  # fmt: skip
        yield Candidate(Actor, provider.id, values, 0)
    elif not isinstance(taken, Actor):
        message = f"the provider {provider.id} is a {taken.type} in the seeds"
        yield Refusal(Problem("import-mapping", message, _mark(mapping), "give it another id"))


def _mark(mapping: Mapping) -> Mark:
    return mapping.provider.at("id") if mapping.provider else mapping.at()

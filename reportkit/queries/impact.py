"""What rests on a source: what to mend, and what readers hold, when it turns out wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, lines_naming, read_line
from reportkit.editions.store import Store
from reportkit.model.base import Located
from reportkit.model.book import ENDED, EVIDENCE, Records
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Fact, Figure, Source
from reportkit.model.series import Edition, Statement

_EVIDENCE = EVIDENCE - {"about", "event"}


class Resting(NamedTuple):
    """A record that rests on the source."""

    record: str
    type: str
    section: str | None
    alone: bool  # on nothing else: without the source it stands on air


class Printed(NamedTuple):
    """A published edition in which records rest on the source."""

    edition: EditionName
    records: int  # that name the source, or one that repeats it


class Impact(NamedTuple):
    """All that rests on a source, directly or through what it rests on."""

    source: str
    repeated_by: tuple[str, ...]  # sources that originate from it
    records: tuple[Resting, ...]  # of the seeds, judgements apart
    judgements: tuple[Resting, ...]
    statements: tuple[str, ...]  # of the edition in work: "bottom_line"
    sections: tuple[str, ...]
    editions: tuple[Printed, ...]


def impact_of(source: str, records: Records, edition: Edition | None, store: Store) -> Impact:
    """Find what rests on a source: in the seeds as they stand, and in every edition.

    A source that originates from it counts as it, for ten outlets that quote one agency are
    one origin. What was superseded, withdrawn or dropped no longer rests on anything.
    """
    own = {source, *_repeating(source, records)}
    resting = tuple(_resting(own, records))
    ids = {dependent.record for dependent in resting}
    sections = dict.fromkeys(dependent.section for dependent in resting if dependent.section)
    return Impact(
        source,
        tuple(sorted(own - {source})),
        tuple(dependent for dependent in resting if dependent.type != "judgement"),
        tuple(dependent for dependent in resting if dependent.type == "judgement"),
        tuple(_statements(edition, ids)) if edition else (),
        tuple(sections),
        tuple(_editions(source, store)),
    )


def _repeating(source: str, records: Records) -> Iterator[str]:
    for other in records.all(Source):
        seen: set[str] = set()
        step: Source | None = other
        while step is not None and step.id not in seen:
            seen.add(step.id)
            if step.originates_from == source:
                yield other.id
                break
            step = records.get(Source, step.originates_from)


def _resting(own: set[str], records: Records) -> Iterator[Resting]:
    under: dict[str, frozenset[str]] = {}
    for record in records:
        if not isinstance(record, Source) and record.status not in ENDED:
            sources = _sources_under(record, records, under)
            if sources & own:
                yield Resting(record.id, record.type, record.section, sources <= own)


def _sources_under(
    record: Record, records: Records, under: dict[str, frozenset[str]]
) -> frozenset[str]:
    """All sources that a record rests on; a circle of records adds nothing."""
    if record.id not in under:
        under[record.id] = frozenset()  # what is asked again on the way round
        source_ids: set[str] = set()
        for id in _evidence(record, records):
            other = records.by_id.get(id)
            if isinstance(other, Source):
                source_ids.add(id)
            elif other is not None:
                source_ids |= _sources_under(other, records, under)
        under[record.id] = frozenset(source_ids)
    return under[record.id]


def _evidence(record: Record, records: Records) -> Iterator[str]:
    """What a record rests on; that an event is spoken of makes nobody's words rest on it.

    A fact rests on the figures and claims that it is about, since it says what they say.
    """
    for reference in records.mentions(record):
        told = isinstance(record, Fact) and reference.field == "about"
        said = told and isinstance(records.by_id.get(reference.id), (Figure, Claim))
        if said or reference.field.endswith("source_refs") or reference.field in _EVIDENCE:
            yield reference.id


def _statements(edition: Edition, ids: set[str]) -> Iterator[str]:
    """Name the parts of page 1 that say so themselves: their basis rests on the source."""
    statements: Mapping[str, tuple[Statement, ...]] = {
        "bottom_line": (edition.bottom_line,),
        "highlights": edition.highlights,
        "trend_rationale": (edition.trend_rationale,),
        "section_trends": tuple(trend.rationale for trend in edition.section_trends),
    }
    for name, held in statements.items():
        if any(ids.intersection(statement.basis) for statement in held):
            yield name
    if ids.intersection(edition.key_figures):
        yield "key_figures"


# Published editions ---------------------------------------------------------------------------


def _editions(source: str, store: Store) -> Iterator[Printed]:
    """Ask each edition for the records that name the source; the others are not read."""
    read: dict[bytes, _Named] = {}
    for sealed in store.editions():
        content = store.read(sealed, FACTS)
        own = {source}
        while more := {one.id for one in _naming(content, own, read) if one.repeats in own} - own:
            own |= more
        citing = sum(not own.isdisjoint(one.cites) for one in _naming(content, own, read))
        if citing:
            yield Printed(sealed.name, citing)


class _Named(NamedTuple):
    """What a line of a snapshot has to do with sources."""

    id: str
    repeats: str  # the source it originates from, if it is one itself
    cites: frozenset[str]  # every text that it holds; none of a source or an ended record


def _naming(content: bytes, own: set[str], read: dict[bytes, _Named]) -> Iterator[_Named]:
    for line in lines_naming(content, own):
        if line not in read:
            read[line] = _named(read_line(line))
        yield read[line]


def _named(record: Record) -> _Named:
    origin = (record.originates_from or "") if isinstance(record, Source) else ""
    silent = isinstance(record, Source) or record.status in ENDED
    cites = frozenset[str]() if silent else frozenset(_texts(record.set_fields(), but="id"))
    return _Named(record.id, origin, cites)


def _texts(fields: Mapping[str, object], *, but: str = "") -> Iterator[str]:
    for name, held in fields.items():
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Located):
                yield from _texts(item.set_fields())
            elif isinstance(item, str) and name != but:
                yield item

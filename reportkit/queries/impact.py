"""What rests on a source: what to mend, and what readers hold, when it turns out wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reportkit.model.book import ENDED, EVIDENCE, Records
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Fact, Figure, Source
from reportkit.model.series import Edition, Statement
from reportkit.queries.citation_steps import CitationStep
from reportkit.queries.printed import Printed, printed_in

_EVIDENCE = EVIDENCE - {"about", "event"}


class Resting(NamedTuple):
    """A record that rests on the source."""

    record: str
    type: str
    section: str | None
    alone: bool  # on nothing else: without the source it stands on air


class Impact(NamedTuple):
    """All that rests on a source, directly or through what it rests on."""

    source: str
    repeated_by: tuple[str, ...]  # sources that originate from it
    records: tuple[Resting, ...]  # of the seeds, judgements apart
    judgements: tuple[Resting, ...]
    statements: tuple[str, ...]  # of the edition in work: "bottom_line"
    sections: tuple[str, ...]
    editions: tuple[Printed, ...]


def impact_of(
    source: str, records: Records, edition: Edition | None, steps: Iterable[CitationStep]
) -> Impact:
    """Find what rests on a source: in the seeds as they stand, and in every edition.

    ``steps`` tell of each edition who cites what. A source that originates from the one asked
    for counts as it, for ten outlets that quote one agency are one origin. What was superseded,
    withdrawn or dropped no longer rests on anything.
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
        tuple(printed_in(steps, source)),
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

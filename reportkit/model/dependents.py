"""What rests on what: from a source up to every record that falls or weakens with it. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from reportkit.model.book import ENDED, EVIDENCE, Records
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Fact, Figure, Source
from reportkit.model.series import Edition, Statement
from reportkit.model.vocabulary.series import PageOne, Status
from reportkit.model.vocabulary.sources import SourceStatus

#: That an event is spoken of makes nobody's words rest on it; who did it rests on who says so.
_GROUNDS = (EVIDENCE - {"about", "event"}) | {
    "actors.by",
    "ceasefire.violations.alleged_by",
    "resolution.evidence",
}


#: How much less than one that stands a source is worth.
_FALLEN = {SourceStatus.OK: 0, SourceStatus.DISPUTED: 1, SourceStatus.WITHDRAWN: 2}


#: The last of these.
WITHDRAWN = 2


class Standing(NamedTuple):
    """How a source stands: 0 well, 1 disputed, 2 withdrawn; a copy stands no better."""

    fallen: int
    cause: str  # itself, or the one that it repeats and that fell

    @property
    def words(self) -> str:
        """Say it of the cause."""
        return ("stands", "is disputed", "was withdrawn")[self.fallen]


def standing_of(source: Source, records: Records) -> Standing:
    """Give the worst state of a source and of what it repeats; of equals the nearest."""
    worst, seen = Standing(_own_state(source), source.id), {source.id}
    step = records.get(Source, source.originates_from)
    while step is not None and step.id not in seen:
        seen.add(step.id)
        if _own_state(step) > worst.fallen:
            worst = Standing(_own_state(step), step.id)
        step = records.get(Source, step.originates_from)
    return worst


def _own_state(source: Source) -> int:
    """What the desk itself ended as withdrawn is worth no more than what its publisher withdrew."""
    withdrawn = source.status is Status.WITHDRAWN
    return _FALLEN[SourceStatus.WITHDRAWN if withdrawn else source.source_status]


class Dependent(NamedTuple):
    """A record that rests on some sources."""

    record: Record
    direct: bool  # it cites one of them itself
    alone: bool  # on nothing else: without them it stands on air


def dependents_of(sources: Collection[str], records: Records) -> tuple[Dependent, ...]:
    """Give every carried record that rests on one of some sources, in the order of the files.

    Directly, or through claims, figures, facts and bases, however far; also through a record that
    has ended, for what rests on that has lost its ground.
    """
    own = frozenset(sources)
    resting = resting_on(own, records)
    others = resting_on({source.id for source in records.all(Source)} - own, records)
    carried = (records.by_id[id] for id in sorted(resting, key=records.place.__getitem__))
    return tuple(
        Dependent(
            record,
            direct=not own.isdisjoint(grounds_of(record, records)),
            alone=record.id not in others,
        )
        for record in carried
        if record.status not in ENDED
    )


def resting_on(sources: Collection[str], records: Records) -> set[str]:
    """Name all that rests on one of some sources, what has ended too; each is met once."""
    standing = records.once(_standing_on)
    resting: set[str] = set()
    waiting = deque(sources)
    while waiting:
        for id in standing.get(waiting.popleft(), ()):
            if id not in resting:
                resting.add(id)
                waiting.append(id)
    return resting


def with_copies(source: str, records: Records) -> tuple[str, ...]:
    """Give a source and all that repeat it, however far, itself first.

    Ten outlets that quote one agency are one origin, and fall with it.
    """
    copies = records.once(_copies)
    family = {source: None}
    waiting = deque([source])
    while waiting:
        for id in copies.get(waiting.popleft(), ()):
            if id not in family:
                family[id] = None
                waiting.append(id)
    return tuple(family)


def grounds_of(record: Record, records: Records) -> Iterator[str]:
    """Name what a record rests on itself: its sources, and the records that are its evidence.

    A fact rests on the figures and claims that it is about, since it says what they say.
    """
    for named in records.mentions(record):
        about = isinstance(record, Fact) and named.field == "about"
        told = about and isinstance(records.by_id.get(named.id), (Figure, Claim))
        if told or named.field.endswith("source_refs") or named.field in _GROUNDS:
            yield named.id


def statements_of(edition: Edition) -> Mapping[PageOne, tuple[Statement, ...]]:
    """Give the sentences of page 1 that name what they rest on, by the key that holds them."""
    return {
        PageOne.BOTTOM_LINE: (edition.bottom_line,),
        PageOne.HIGHLIGHTS: edition.highlights,
        PageOne.TREND_RATIONALE: (edition.trend_rationale,),
        PageOne.SECTION_TRENDS: tuple(trend.rationale for trend in edition.section_trends),
    }


def _standing_on(records: Records) -> dict[str, list[str]]:
    """Turn the grounds of all records around: each id with the records that name it as ground."""
    standing: dict[str, list[str]] = {}
    for record in records:
        if not isinstance(record, Source):
            for id in dict.fromkeys(grounds_of(record, records)):
                standing.setdefault(id, []).append(record.id)
    return standing


def _copies(records: Records) -> dict[str, list[str]]:
    copies: dict[str, list[str]] = {}
    for source in records.all(Source):
        if source.originates_from:
            copies.setdefault(source.originates_from, []).append(source.id)
    return copies


def sources_below(id: str, records: Records) -> Iterator[str]:
    """Name the sources under a record, some more than once; a circle of records adds nothing."""
    waiting, seen = deque([id]), {id}
    while waiting:
        record = records.by_id.get(waiting.popleft())
        if isinstance(record, Source):
            yield record.id
        elif record is not None:
            for below in grounds_of(record, records):
                if below not in seen:
                    seen.add(below)
                    waiting.append(below)

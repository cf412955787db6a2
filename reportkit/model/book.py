"""The Book: everything the seeds say, bound and ready to be asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Self, TypeVar

from reportkit.model.analysis import Assumption, Correction, Gap, Indicator, Judgement
from reportkit.model.base import Located, once_per_class
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.displacement import Displacement
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Fact, Figure, Place, Source
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.origins import voices
from reportkit.model.series import Brief, Distribution, Edition
from reportkit.model.vocabulary.events import Position
from reportkit.model.vocabulary.series import Status, Tlp
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.problems import Mark

#: Every type of record, in the order in which a reader meets them.
RECORD_TYPES: tuple[type[Record], ...] = (
    Source, Actor, Place, Event, Figure, Claim, Fact, Assumption, Judgement, Gap,
    Measure, Round, Commitment, Displacement, Indicator, Correction,
)  # fmt: skip
#: With these a record ends: it stays in the seeds, but no edition carries it any more.
ENDED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED})
BY_TYPE = {kind.type: kind for kind in RECORD_TYPES}
BY_PLURAL = {kind.plural: kind for kind in RECORD_TYPES}

R = TypeVar("R", bound=Record)
A = TypeVar("A")


def is_live(record: Record) -> bool:
    """A record that an edition carries: not superseded, withdrawn or dropped."""
    return record.status not in ENDED


class Reference(NamedTuple):
    """One record named by another: where, which, and of what types it may be."""

    field: str  # "source_refs", "positions.source_refs"
    id: str
    types: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True)
class Records:
    """All records by id, in the order of the files.

    ``defined`` also knows the ids of records that could not be read, so that one mistake
    is told once and not again at each mention.
    """

    by_id: Mapping[str, Record]
    defined: Mapping[str, str] = field(default_factory=dict)  # id to type

    @property
    def unread(self) -> AbstractSet[str]:
        """The ids of records that could not be read."""
        return self.defined.keys() - self.by_id.keys()

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Give the records of one type, in the order of the files."""
        return self._by_type.get(kind, ())  # type: ignore[return-value]  # keyed by type

    def get(self, kind: type[R], id: str | None) -> R | None:
        """Give one record if it is there and of that type."""
        found = self.by_id.get(id or "")
        return found if isinstance(found, kind) else None

    def __iter__(self) -> Iterator[Record]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    def carried(self, kind: type[Record] = Record) -> int:
        """Count what is still carried, of one type or of all: "716 + 71 - 3" counts no other."""
        return sum(isinstance(one, kind) and is_live(one) for one in self)

    def once(self, ask: Callable[[Self], A]) -> A:
        """Give the answer to a question that several ask about all records; it is found once."""
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        answer: A = self._answers[ask]
        return answer

    @cached_property
    def _answers(self) -> dict[Callable[..., Any], Any]:
        return {}

    @cached_property
    def _by_type(self) -> dict[type[Record], tuple[Record, ...]]:
        found: dict[type[Record], list[Record]] = {kind: [] for kind in RECORD_TYPES}
        for record in self.by_id.values():
            found[type(record)].append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    def mentions(self, record: Record) -> tuple[Reference, ...]:
        """Give every record that a record names; many rules ask, so it is found once."""
        found = self._mentions.get(record.id)
        if found is None:
            found = self._mentions[record.id] = tuple(references(record))
        return found

    @cached_property
    def _mentions(self) -> dict[str, tuple[Reference, ...]]:
        return {}

    @cached_property
    def positions(self) -> dict[str, Position]:
        """The positions of facts that ``position_of`` has found: snapshot, page and charts ask."""
        return {}

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each record stands in the order of the files, counted from 0."""
        return {id: number for number, id in enumerate(self.by_id)}

    def claims_about(self, id: str) -> tuple[Claim, ...]:
        """Give the claims that speak of a record."""
        return self._claims_by("about").get(id, ())

    def claims_against(self, id: str) -> tuple[Claim, ...]:
        """Give the claims that say of themselves that they contradict a claim."""
        return self._claims_by("contradicts").get(id, ())

    def _claims_by(self, field: str) -> Mapping[str, tuple[Claim, ...]]:
        index = self._claims.get(field)
        if index is None:
            naming: dict[str, list[Claim]] = {}
            for claim in self.all(Claim):
                for id in getattr(claim, field):
                    naming.setdefault(id, []).append(claim)
            index = {id: tuple(claims) for id, claims in naming.items()}
            self._claims[field] = index
        return index

    @cached_property
    def _claims(self) -> dict[str, Mapping[str, tuple[Claim, ...]]]:
        return {}

    # The evidence under a record ------------------------------------------------------------

    def party_of(self, actor_id: str) -> str | None:
        """Follow ``part_of`` up to the party to the conflict; None for everybody else."""
        known, path = self._parties, list[str]()
        actor = self.get(Actor, actor_id)
        while actor and actor.id not in known:
            known[actor.id] = actor.id if actor.party_to_conflict and not actor.part_of else None
            path.append(actor.id)
            actor = None if known[actor.id] else self.get(Actor, actor.part_of)
        party = known[actor.id] if actor else known.get(path[-1]) if path else None
        known.update(dict.fromkeys(path, party))  # each step of a long way is walked once
        return party

    @cached_property
    def _parties(self) -> dict[str, str | None]:
        return {}

    def origin_of(self, source_id: str) -> str:
        """Follow ``originates_from`` to the text that was first."""
        seen: set[str] = set()
        while source_id not in seen:
            seen.add(source_id)
            source = self.get(Source, source_id)
            if source is None or source.originates_from is None:
                return source_id
            source_id = source.originates_from
        return source_id

    def origins_of(self, source_ids: Iterable[str]) -> frozenset[str]:
        """Name who stands behind some sources.

        Reports of one publisher or agency, of the voices of one party, or read on one page are
        one origin. What was withdrawn is none.
        """
        found = (self.origin_of(id) for id in source_ids if self._stands(id))
        return frozenset(self._voices[id] for id in found if id in self._voices)

    def _stands(self, source_id: str) -> bool:
        """Neither a source nor any text that it repeats was withdrawn."""
        seen: set[str] = set()
        source = self.get(Source, source_id)
        while source is not None and source.id not in seen:
            seen.add(source.id)
            if source.source_status is SourceStatus.WITHDRAWN or source.status in ENDED:
                return False
            source = self.get(Source, source.originates_from)
        return True

    @cached_property
    def _voices(self) -> Mapping[str, str]:
        return voices(self.all(Source), self.party_of)

    def sources_under(self, record_id: str) -> tuple[str, ...]:
        """All sources that a record rests on, its own first, each once.

        Follows what a record names as its evidence: claims, figures, facts, basis.
        """
        return tuple(dict.fromkeys(self._sources_under(record_id)))

    def is_sourced(self, record_id: str) -> bool:
        """Tell whether a record rests on any source at all."""
        return next(self._sources_under(record_id), None) is not None

    def _sources_under(self, record_id: str) -> Iterator[str]:
        waiting, seen = deque([record_id]), {record_id}
        while waiting:
            record = self.by_id.get(waiting.popleft())
            for reference in self.mentions(record) if record else ():
                if reference.types == ("source",):
                    if reference.field.endswith("source_refs"):
                        yield reference.id
                elif reference.field in EVIDENCE and reference.id not in seen:
                    seen.add(reference.id)
                    waiting.append(reference.id)


#: The fields through which a statement rests on another record.
EVIDENCE = frozenset(
    {
        "about",
        "claims",
        "basis",
        "evidence",
        "evidence_against",
        "status_by",
        "event",
        "parts",
        "count",
    }
)


@dataclass(frozen=True)
class Book(Records):
    """The records with the series and the edition they are printed in."""

    brief: Brief = field(kw_only=True)
    edition: Edition = field(kw_only=True)
    distribution: Distribution = field(kw_only=True, default_factory=Distribution)
    abridged: bool = field(kw_only=True, default=False)  # cut down to a lower marking

    def marking(self, record: Record) -> Tlp:
        """A record without a marking has the series'."""
        return record.tlp or self.brief.tlp

    @property
    def tlp(self) -> Tlp:
        """The marking of the edition in work."""
        return self.edition.tlp or self.brief.tlp

    def section_title(self, section_id: str) -> str:
        """The heading of a section, its id where the brief has none."""
        titles = {section.id: section.title for section in self.brief.sections}
        return titles.get(section_id, section_id)


def references(value: Located, prefix: str = "") -> Iterator[Reference]:
    """Give every mention of a record inside a value, nested values included."""
    for spec in _naming(type(value)):
        held = getattr(value, spec.name)
        if held is None or held == ():
            continue
        for index, item in enumerate(held if spec.many else (held,)):
            if isinstance(item, Located):
                yield from references(item, f"{prefix}{spec.key}.")
            elif spec.refers_to is not None:
                path = f"{spec.key}.{index}" if spec.many else spec.key
                yield Reference(f"{prefix}{spec.key}", item, spec.refers_to.types, value.at(path))


@once_per_class
def _naming(model: type[Located]) -> tuple[FieldSpec, ...]:
    """The fields of a model that can name records."""
    return tuple(
        spec
        for spec in spec_of(model).values()
        if spec.refers_to is not None or issubclass(spec.item, Located)
    )

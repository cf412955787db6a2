"""One of two editions that are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportkit.model.book import Book, is_live
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Figure, Source
from reportkit.model.vocabulary.events import Position
from reportkit.model.vocabulary.series import LikelihoodScale, Tlp


@dataclass(frozen=True, kw_only=True)
class EditionView:
    """What one edition held. ``positions`` are computed by the facts, id to position."""

    name: str  # "4", "7-r1", as printed after "No."; of the seeds: the edition to come
    book: Book
    positions: Mapping[str, Position] = field(default_factory=dict)

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by its id, those that have ended too."""
        return self.book.by_id

    @cached_property
    def live_records(self) -> frozenset[str]:
        """The ids that the edition carries: none that has ended."""
        return frozenset(id for id, record in self.records.items() if is_live(record))

    @property
    def scale(self) -> LikelihoodScale:
        """The brief's likelihood scale."""
        return self.book.brief.scales.likelihood

    @property
    def tlp(self) -> Tlp:
        """The edition's marking, else the series'."""
        return self.book.tlp

    def is_key(self, id: str) -> bool:
        """A key figure of the edition or a key judgement."""
        return id in self.book.edition.key_figures or getattr(self.records[id], "key", False)

    def sole_party_telling(self, event: str) -> str | None:
        """Name the party by whose account alone an event is known; None if others tell of it."""
        voices = self._voices.get(event, set())
        return next(iter(voices)) if len(voices) == 1 else None

    @cached_property
    def _voices(self) -> Mapping[str, set[str | None]]:
        """Who tells of each event: parties by their id, None for anybody else."""
        found: dict[str, set[str | None]] = {}
        for event, speaker in self._tellings():
            found.setdefault(event, set()).add(self.book.party_of(speaker))
        return found

    def _tellings(self) -> Iterator[tuple[str, str]]:
        for record in filter(is_live, self.records.values()):
            if isinstance(record, Figure) and record.event:
                yield record.event, record.provider
            elif isinstance(record, Event):  # who speaks through its own sources tells of it too
                sources = (self.book.get(Source, ref) for ref in record.source_refs)
                yield from (
                    (record.id, source.party_alignment)
                    for source in sources
                    if source and source.party_alignment
                )
            elif isinstance(record, Claim) and record.modality in SAYS_SO:
                yield from ((id, record.speaker) for id in record.about)

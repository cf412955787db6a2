"""In which published editions do records rest on a source?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.model.book import Records
from reportkit.queries.citation_steps import CitationStep


class Printed(NamedTuple):
    """A published edition in which records rest on the source."""

    edition: EditionName
    records: int  # that name the source, or one that repeats it


def printed_in(steps: Iterable[CitationStep], *source: str) -> Iterator[Printed]:
    """Give the editions in which records rest on a source, going once through their changes.

    ``source`` is every id that it has: the seeds may call it otherwise than the newest edition.
    """
    resting = _Resting(source)
    for step in steps:
        resting.take(step)
        if resting.records:
            yield Printed(step.edition, len(resting.records))


def published_as(source: str, records: Records) -> tuple[str, ...]:
    """Give the id under which the newest edition has a source that the seeds call otherwise."""
    formerly = records.by_id[source].formerly if source in records.by_id else None
    return (formerly,) if formerly and formerly not in records.by_id else ()


class _Resting:
    """What rests on the source in the edition that was taken last."""

    def __init__(self, source: Iterable[str]) -> None:
        self.records: set[str] = set()
        self._source = frozenset(source)
        self._own = {*self._source}  # with the sources that repeat it
        self._repeats: dict[str, tuple[str, ...]] = {}  # each source to what it originates from
        self._cites: dict[str, tuple[str, ...]] = {}

    def take(self, step: CitationStep) -> None:
        """Go on to the next edition."""
        for id in (*step.gone, *step.came):
            self._repeats.pop(id, None)
            self._cites.pop(id, None)
            self.records.discard(id)
        for id, citing in step.came.items():
            if citing.repeats:
                self._repeats[id] = citing.repeats
            self._cites[id] = citing.cites
        own = self._repeating()
        if own != self._own:
            self._own = own
            self.records = {id for id in self._cites if self._rests(id)}
        self.records |= {id for id in step.came if self._rests(id)}

    def _rests(self, id: str) -> bool:
        return not self._own.isdisjoint(self._cites[id])

    def _repeating(self) -> set[str]:
        own = {*self._source}
        while more := {id for id, of in self._repeats.items() if not own.isdisjoint(of)} - own:
            own |= more
        return own

"""Who cites what, edition after edition: each edition is told by what it changed in that.

Of thousands of records some dozen change from one edition to the next. So each is read once, and
what became of it is kept (``citation_index``); what is kept is never asked whether an edition is
what was sealed: one that was touched since is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, read_line, record_lines
from reportkit.editions.store import Store
from reportkit.loading.scalars import SLUG
from reportkit.model.base import Located
from reportkit.model.book import ENDED
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source
from reportkit.queries.citation_index import CitationIndex, CitationStep, Citing, state_of

_MANY = 100  # editions whose reading takes so long that a person is told
_NOTHING = Citing("", ())


def citation_steps(
    store: Store, cache: Path | None, progress: Callable[[str], None] = lambda _: None
) -> Iterator[CitationStep]:
    """Give each edition, oldest first, with what changed in who cites what.

    Proves the chain of the manifests, and each snapshot that it reads. That of an edition in
    the index under ``cache`` is looked at, and read only if somebody touched it since: what it
    said when its manifest was sealed is known. Raises IntegrityBroken where an edition is not
    what was sealed.
    """
    editions = store.editions()
    last = _LastEdition()
    with closing(CitationIndex(cache, store.reports)) as index:
        for place, sealed in enumerate(editions):
            step = index.step_of(sealed)
            if step is None:
                if not last.lines and len(editions) - place >= _MANY:
                    progress(f"reading {len(editions) - place} editions")
                state = state_of(sealed)
                step = last.step_to(sealed.name, record_lines(store.read(sealed, FACTS)))
                index.keep(sealed, state, step)
            last.take(step)
            yield step


class _LastEdition:
    """Who cites what in the edition before the one that is asked for."""

    def __init__(self) -> None:
        self.lines: dict[bytes, tuple[str, Citing]] = {}  # of its snapshot, if it was read
        self._standing: dict[str, Citing] = {}

    def step_to(self, name: EditionName, lines: Sequence[bytes]) -> CitationStep:
        """Compare it with the records of the next edition; a line that stands in both is known."""
        kept = frozenset(lines)
        left = self._standing  # records whose line does not stand in the next edition
        if self.lines:
            lines = [line for line in lines if line not in self.lines]
            ended = [line for line in self.lines if line not in kept]
            left = {id: citing for id, citing in map(self.lines.pop, ended) if id in left}
        read = {line: _named(read_line(line)) for line in lines}
        self.lines |= read
        cites = {id: citing for id, citing in read.values() if citing != _NOTHING}
        came = {id: citing for id, citing in cites.items() if self._standing.get(id) != citing}
        return CitationStep(name, came, tuple(sorted(left.keys() - cites.keys())))

    def take(self, step: CitationStep) -> None:
        """Go on to the next edition."""
        for id in step.gone:
            self._standing.pop(id, None)
        self._standing.update(step.came)


def _named(record: Record) -> tuple[str, Citing]:
    origin = (record.originates_from or "") if isinstance(record, Source) else ""
    silent = isinstance(record, Source) or record.status in ENDED
    cites = () if silent else sorted({*_ids(record.set_fields(), but="id")})
    return record.id, Citing(origin, tuple(cites))


def _ids(fields: Mapping[str, object], *, but: str = "") -> Iterator[str]:
    """Give every text that can be an id: a type of record may name others in any field."""
    for name, held in fields.items():
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Located):
                yield from _ids(item.set_fields())
            elif type(item) is str and name != but and SLUG.match(item):
                yield item

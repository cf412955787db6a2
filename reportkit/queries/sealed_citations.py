"""Who cites what in each edition, read from the editions themselves.

For a Python that was built without SQLite, where no index can be: slower, and the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.changes.net import SealedLog
from reportkit.editions.history import CHANGES, renaming_log
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, read_line, snapshot_lines
from reportkit.editions.store import Store
from reportkit.model.book import is_live
from reportkit.model.evidence import Source
from reportkit.queries.citation_steps import CitationStep, Citing, Stand, citation_steps
from reportkit.queries.indexed_record import ids_in
from reportkit.queries.record_names import RecordNames


def citations_sealed(store: Store) -> Iterator[CitationStep]:
    """Tell of each edition, oldest first, what it changed in who cites what.

    Raises IntegrityBroken where an edition is not what was sealed.
    """
    editions = store.editions()
    logs = [_renaming(store, sealed) for sealed in editions]
    names = RecordNames(log.renamed if log else {} for log in logs)
    stands = list(_stands(store, editions, names))
    return citation_steps([sealed.name for sealed in editions], stands)


def _renaming(store: Store, sealed: Sealed) -> SealedLog | None:
    logged = any(file.name == CHANGES for file in sealed.manifest.files)
    return renaming_log(store, sealed) if logged else None


def _stands(store: Store, editions: tuple[Sealed, ...], names: RecordNames) -> Iterator[Stand]:
    standing: dict[str, tuple[int, bytes]] = {}
    for place, sealed in enumerate(editions):
        lines = snapshot_lines(store.read(sealed, FACTS)).records
        ended = [id for id, (_, line) in standing.items() if lines.get(id) != line]
        for id in ended:
            first, line = standing.pop(id)
            yield Stand(id, first, place - 1, _citing(line, names, first, place - 1))
        standing |= {id: (place, line) for id, line in lines.items() if id not in standing}
    for id, (first, line) in standing.items():
        newest = len(editions) - 1
        yield Stand(id, first, newest, _citing(line, names, first, newest))


def _citing(line: bytes, names: RecordNames, first: int, last: int) -> Citing:
    record = read_line(line)
    if isinstance(record, Source):
        return names.citing(record.originates_from or "", (), first, last)
    return names.citing("", ids_in(record) if is_live(record) else (), first, last)

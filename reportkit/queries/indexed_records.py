"""Records over all editions, read from the index: who cited what, and what each log says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from reportkit.changes.net import SealedChange, follow_renames
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import Snapshot
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.queries.citation_steps import CitationStep, Stand, citation_steps
from reportkit.queries.index import Index
from reportkit.queries.indexed_record import change_from_text
from reportkit.queries.record_history import Told
from reportkit.queries.record_names import RecordNames


def citations_over_editions(index: Index) -> Iterator[CitationStep]:
    """Tell of each edition, oldest first, what it changed in who cites what."""
    return citation_steps([edition.name for edition in index.editions], _stands(index))


def renamed_since(index: Index, name: EditionName) -> Mapping[str, str]:
    """Follow the renames since an edition: ids now to ids then."""
    return follow_renames(edition.renamed for edition in index.editions if edition.name > name)


class IndexedLogs:
    """The change logs of all editions, as the index holds them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.editions = [
            Told(edition.name, date.fromisoformat(edition.published), edition.renamed)
            for edition in index.editions
        ]

    def words_kept_back(self, _: Snapshot) -> SensitiveTerms:
        """Give the names that earlier editions told and that the newest one keeps back."""
        return self._index.words_kept_back

    def rows(self, place: int, id: str) -> list[SealedChange]:
        """Give what the log of the edition at a place says of a record."""
        query = "SELECT type, class, row FROM changes WHERE record = ? AND place = ? ORDER BY id"
        rows = self._index.connection.execute(query, (id, place))
        return [change_from_text(id, type_, class_, row) for type_, class_, row in rows]


def _stands(index: Index) -> Iterator[Stand]:
    names = RecordNames(edition.renamed for edition in index.editions)
    newest = len(index.editions) - 1
    query = "SELECT record, first, last, type, live, repeats, mentions FROM versions ORDER BY id"
    for id, first, last, type_, live, repeats, mentions in index.connection.execute(query):
        until = newest if last is None else last
        silent = type_ == "source" or not live
        cites: tuple[str, ...] = () if silent else tuple(json.loads(mentions))
        yield Stand(id, first, until, names.citing(repeats, cites, first, until))

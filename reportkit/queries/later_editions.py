"""What later editions tell of an earlier one: whom they keep back, and what they renamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from reportkit.changes.net import renames_over
from reportkit.editions.history import renaming_log
from reportkit.editions.manifest import EditionName
from reportkit.editions.published_names import victims_published_before
from reportkit.editions.snapshot import (
    FACTS,
    Snapshot,
    SnapshotLines,
    snapshot_lines,
    snapshot_of_lines,
)
from reportkit.editions.store import Store
from reportkit.editions.withheld import can_keep_back, is_withheld
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.problems import IntegrityBroken

if TYPE_CHECKING:
    from reportkit.queries.index import Index

T = TypeVar("T")
_ALL = 10**6  # editions


class LaterEditions:
    """What is asked of all editions to read one of them today, each question answered once.

    It is answered by the ``index`` where one is given, else from the sealed files, of which
    there may be hundreds; the answers are the same.
    """

    def __init__(
        self,
        store: Store,
        index: Callable[[], AbstractContextManager[Index | None]] = nullcontext,
    ) -> None:
        self._store = store
        self._index = index

    @cached_property
    def newest(self) -> Snapshot | None:
        """The newest edition, its records unread until somebody asks for them."""
        return snapshot_of_lines(self._lines) if self._lines else None

    @cached_property
    def withholds(self) -> bool:
        """Tell whether the newest edition keeps a source or a speaker back."""
        if self._lines is None or self.newest is None or not can_keep_back(self._lines, ()):
            return False
        return any(map(is_withheld, self.newest.records.values()))

    @cached_property
    def victims_unnamed(self) -> SensitiveTerms:
        """The victims whom any edition named and the newest does not."""
        return self._asked(lambda index: index.victims_unnamed, self._victims_sealed)

    def renamed_since(self, name: EditionName) -> Mapping[str, str]:
        """Follow the renames since an edition: ids now to ids in it."""

        def by_index(index: Index) -> Mapping[str, str]:
            from reportkit.queries.indexed_records import renamed_since

            return renamed_since(index, name)

        return self._asked(by_index, lambda: renamed_since_sealed(self._store, name))

    @cached_property
    def _lines(self) -> SnapshotLines | None:
        latest = self._store.latest()
        return snapshot_lines(self._store.read(latest, FACTS)) if latest else None

    def _victims_sealed(self) -> SensitiveTerms:
        if self.newest is None:
            return NOTHING
        return SensitiveTerms(victims_published_before(self._store, self.newest))

    def _asked(self, of_index: Callable[[Index], T], of_files: Callable[[], T]) -> T:
        try:
            with self._index() as index:
                if index is not None:
                    return of_index(index)
        except IntegrityBroken:  # of a file that this question may not need
            pass
        return of_files()


def renamed_since_sealed(store: Store, name: EditionName) -> Mapping[str, str]:
    """Follow the renames since an edition through the logs as they are sealed."""
    later = store.recent(before=EditionName(_ALL), most=_ALL)
    since = takewhile(lambda sealed: sealed.name > name, later)
    logs = [renaming_log(store, sealed) for sealed in since]
    return renames_over([log for log in reversed(logs) if log])

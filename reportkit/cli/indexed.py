"""What commands ask of the index of all editions, and of the editions where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportkit.cli.shell import Progress, saves_time
from reportkit.problems import IntegrityBroken

if TYPE_CHECKING:
    from reportkit.editions.manifest import EditionName
    from reportkit.editions.store import Store
    from reportkit.queries.index import Index
    from reportkit.queries.record_history import RecordHistory


@contextmanager
def whole_index(store: Store) -> Iterator[Index]:
    """Give the index, made in memory where none can be kept; a long reading is announced."""
    from reportkit.queries.index import index_of

    progress = Progress()
    try:
        with index_of(store, progress, keep=saves_time()) as index:
            progress.close()
            yield index
    finally:
        progress.close()


def history_indexed(store: Store, record: str) -> RecordHistory | None:
    """Tell a record's life from the index that is kept, else from the logs themselves."""
    from reportkit.queries.indexed_records import IndexedLogs
    from reportkit.queries.record_history import history_of

    try:
        with _kept(store) as index:
            return history_of(store, record, IndexedLogs(index) if index else None)
    except IntegrityBroken:  # of a file that this question may not need
        return history_of(store, record)


def renamed_since(store: Store, name: EditionName) -> Mapping[str, str]:
    """Follow the renames since an edition, by the index that is kept, else by the logs."""
    from reportkit.queries.indexed_records import renamed_since as by_index
    from reportkit.queries.known import renamed_since_sealed

    try:
        with _kept(store) as index:
            return by_index(index, name) if index else renamed_since_sealed(store, name)
    except IntegrityBroken:
        return renamed_since_sealed(store, name)


@contextmanager
def _kept(store: Store) -> Iterator[Index | None]:
    from reportkit.queries.index import kept_index

    progress = Progress()
    try:
        with kept_index(store, progress, keep=saves_time()) as index:
            progress.close()
            yield index
    finally:
        progress.close()

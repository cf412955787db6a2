"""What commands ask of the index of all editions, and of the editions where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reportkit.cli.shell import Progress, saves_time
from reportkit.problems import IntegrityBroken

if TYPE_CHECKING:
    from reportkit.editions.manifest import EditionName
    from reportkit.editions.store import Store
    from reportkit.queries.index import Index
    from reportkit.queries.record_history import RecordHistory

T = TypeVar("T")


def whole_index(store: Store) -> AbstractContextManager[Index]:
    """Give the index, made in memory where none can be kept; a long reading is announced."""
    from reportkit.queries.index import index_of

    return _watched(partial(index_of, store, keep=saves_time()))


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


def _kept(store: Store) -> AbstractContextManager[Index | None]:
    from reportkit.queries.index import kept_index

    return _watched(partial(kept_index, store, keep=saves_time()))


@contextmanager
def _watched(opening: Callable[[Progress], AbstractContextManager[T]]) -> Iterator[T]:
    progress = Progress()
    try:
        with opening(progress) as index:
            progress.close()
            yield index
    finally:
        progress.close()

"""What commands ask of the index of all editions, and of the editions where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reportkit.cli.shell import Progress, saves_time
from reportkit.problems import IntegrityBroken, MachineUnable

if TYPE_CHECKING:
    from reportkit.editions.store import Store
    from reportkit.queries.citation_steps import CitationStep
    from reportkit.queries.index import Index
    from reportkit.queries.later_editions import LaterEditions
    from reportkit.queries.record_history import RecordHistory

T = TypeVar("T")
_NO_SQLITE = "this Python has no SQLite (module sqlite3), by which editions are searched; add it"


def whole_index(store: Store) -> AbstractContextManager[Index]:
    """Give the index, made in memory where none can be kept; a long reading is announced.

    Raises MachineUnable where Python has no SQLite.
    """
    refuse_without_sqlite()
    from reportkit.queries.index import index_of

    return _watched(partial(index_of, store, keep=saves_time()))


def refuse_without_sqlite() -> None:
    """Raise MachineUnable where Python has no SQLite."""
    try:
        import reportkit.queries.index  # noqa: F401
    except ImportError as error:
        raise MachineUnable(_NO_SQLITE) from error


def citations(store: Store) -> tuple[CitationStep, ...]:
    """Tell of each edition, oldest first, what it changed in who cites what."""
    try:
        from reportkit.queries.indexed_records import citations_over_editions
    except ImportError:  # Python has no SQLite
        from reportkit.queries.sealed_citations import citations_sealed

        return tuple(citations_sealed(store))
    with whole_index(store) as index:
        return tuple(citations_over_editions(index))


def history_indexed(store: Store, record: str) -> RecordHistory | None:
    """Tell a record's life from the index that is kept, else from the logs themselves."""
    from reportkit.queries.record_history import history_of

    try:
        with _kept(store) as index:
            if index is None:
                return history_of(store, record, None)
            from reportkit.queries.indexed_records import IndexedLogs

            return history_of(store, record, IndexedLogs(index))
    except IntegrityBroken:  # of a file that this question may not need
        return history_of(store, record)


def later_editions(store: Store) -> LaterEditions:
    """Give what later editions tell of one, by the index that is kept, else by their files."""
    from reportkit.queries.later_editions import LaterEditions

    return LaterEditions(store, partial(_at_hand, store))


def _kept(store: Store) -> AbstractContextManager[Index | None]:
    try:
        from reportkit.queries.index import kept_index
    except ImportError:  # Python has no SQLite
        return nullcontext()
    return _watched(partial(kept_index, store, keep=saves_time()))


def _at_hand(store: Store) -> AbstractContextManager[Index | None]:
    try:
        from reportkit.queries.index import index_at_hand
    except ImportError:  # Python has no SQLite
        return nullcontext()
    return _watched(partial(index_at_hand, store, keep=saves_time()))


@contextmanager
def _watched(opening: Callable[[Progress], AbstractContextManager[T]]) -> Iterator[T]:
    progress = Progress()
    try:
        with opening(progress) as index:
            progress.close()
            yield index
    finally:
        progress.close()

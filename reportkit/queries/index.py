"""The index of all editions: what makes ``search``, ``log``, ``impact`` and ``show`` instant.

It is no source of truth. What it holds of an edition counts as long as nobody touched the files
that it was made from, and is made again from them otherwise; without it every answer is the same.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from reportkit.changes.net import SealedChange
from reportkit.editions.history import CHANGES
from reportkit.editions.manifest import MANIFEST
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, Snapshot, snapshot_lines, write_snapshot
from reportkit.editions.store import Store
from reportkit.editions.withheld import redacted_change
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.problems import IntegrityBroken, ReportkitError
from reportkit.queries import index_file
from reportkit.queries.index_tables import create_tables, editions_in, head, program
from reportkit.queries.kept_back import hold_back, victims_unnamed, words_kept_back

Progress = Callable[[str], None]
_MANY = 20  # editions whose reading takes so long that a person is told


class Index:
    """All editions of a series, taken down in tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.editions = editions_in(connection)  # oldest first
        self.looks_up_words = head(connection, "program").endswith("words")

    @cached_property
    def words_kept_back(self) -> SensitiveTerms:
        """The names that earlier editions told and that the newest one keeps back."""
        return words_kept_back(self.connection)

    @cached_property
    def victims_unnamed(self) -> SensitiveTerms:
        """The victims whom any edition named and the newest one does not."""
        return victims_unnamed(self.connection)

    def reason_shown(self, change: SealedChange) -> str | None:
        """Give the reason of a change as it may be told now."""
        return redacted_change(change, self.words_kept_back).reason


def unwatched(_: str) -> None:
    """Tell nobody."""


@contextmanager
def index_of(store: Store, progress: Progress = unwatched, *, keep: bool = True) -> Iterator[Index]:
    """Give the index of all editions; it is made in memory where it is not, or cannot be, kept.

    Raises IntegrityBroken where an edition that it has to read is not what was sealed.
    """
    with kept_index(store, progress, keep=keep) as kept:
        if kept:
            yield kept
            return
    connection = index_file.in_memory()
    try:
        create_tables(connection)
        _take(connection, store, store.editions(), 0, progress)
        yield Index(connection)
    finally:
        connection.close()


@contextmanager
def index_of_seeds(snapshot: Snapshot) -> Iterator[Index]:
    """Give an index, in memory, of what is not published yet."""
    from reportkit.queries.indexing import Indexing

    connection = index_file.in_memory()
    try:
        create_tables(connection)
        Indexing(connection).take_snapshot(snapshot_lines(write_snapshot(snapshot)))
        yield Index(connection)
    finally:
        connection.close()


@contextmanager
def kept_index(
    store: Store, progress: Progress = unwatched, *, keep: bool = True
) -> Iterator[Index | None]:
    """Give the index that is kept under reports/, brought up to date; None where none can be.

    Raises IntegrityBroken as ``index_of`` does.
    """
    connection = _up_to_date(store, progress) if keep else None
    try:
        yield Index(connection) if connection else None
    finally:
        if connection:
            connection.close()


@contextmanager
def index_at_hand(
    store: Store, progress: Progress = unwatched, *, keep: bool = True
) -> Iterator[Index | None]:
    """Give the index that is kept as ``kept_index`` does; None where it lacks many editions.

    To take them in costs far more than to read their files once.
    """
    if not keep or _lacking(store) >= _MANY:
        yield None
        return
    with kept_index(store, progress) as index:
        yield index


def bring_up_to_date(store: Store) -> None:
    """Take what was just sealed into the index that is kept; nothing happens where that cannot be.

    Where many editions are not in it, it is left to the next question, which tells of its work.
    """
    with suppress(ReportkitError), index_at_hand(store):
        pass


def _lacking(store: Store) -> int:
    connection, counting = _opened(store)
    if connection:
        connection.close()
    return len(store.names()) - max(counting, 0)


def _up_to_date(store: Store, progress: Progress) -> sqlite3.Connection | None:
    names = store.names()
    connection, counting = _opened(store)
    if connection and counting == len(names):
        return connection
    if connection:
        connection.close()
    try:
        if not names:
            return None
        _renew(store, max(counting, 0), progress)
    except (OSError, sqlite3.Error):
        return None
    connection, counting = _opened(store)
    if connection and counting != len(names):  # another run was in between
        connection.close()
        return None
    return connection


def _opened(store: Store) -> tuple[sqlite3.Connection | None, int]:
    """Open what is kept, and tell how many editions it holds rightly; -1: it is begun anew."""
    connection = index_file.open_kept(store.reports)
    try:
        return connection, _counting(store, connection)
    except sqlite3.Error:
        return connection, -1


def _counting(store: Store, connection: sqlite3.Connection | None) -> int:
    names = store.names()
    if connection is None or head(connection, "program") != program():
        return -1
    held = editions_in(connection)
    same = len(held) <= len(names) and all(
        one.name == name and one.status == status_of(store.reports / str(name))
        for one, name in zip(held, names, strict=False)
    )
    return len(held) if same else -1


def _renew(store: Store, counting: int, progress: Progress) -> None:
    """Write an index that holds every edition, or those before the one that cannot be read."""
    editions = store.editions()
    with index_file.drafted(store.reports, goes_on=counting > 0) as draft:
        if not counting:
            create_tables(draft.connection)
        try:
            _take(draft.connection, store, editions, counting, progress)
        except (KeyboardInterrupt, IntegrityBroken):
            draft.connection.rollback()
            if editions_in(draft.connection):
                hold_back(draft.connection)
                draft.install()
            raise
        draft.install()


def _take(
    connection: sqlite3.Connection,
    store: Store,
    editions: Sequence[Sealed],
    counting: int,
    progress: Progress,
) -> None:
    from reportkit.queries.indexing import Indexing  # who only asks does without

    indexing = Indexing(connection)
    left = editions[counting:]
    if len(left) >= _MANY:
        progress(f"indexing {len(left)} editions")
    for sealed in left:
        indexing.take(store, sealed, status_of(sealed.folder))
    hold_back(connection)


def status_of(folder: Path) -> str:
    """Give what the system says of the files of an edition: another once one was altered."""
    return " ".join(_status(folder / file) for file in (MANIFEST, FACTS, CHANGES))


def _status(file: Path) -> str:
    try:
        status = os.lstat(file)
    except OSError:
        return "-"
    return f"{status.st_ino}.{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}"

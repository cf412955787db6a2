"""The ledger's tables, and opening them so that what was written stays written."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path

from reportkit.delivery.message_records import State
from reportkit.files import disk
from reportkit.problems import Busy, IntegrityBroken, MachineUnable

#: Of the tables. Raise it when an older reportkit could no longer read them rightly.
FORMAT = 2

_STATES = ", ".join(f"'{state}'" for state in State)
_TABLES = f"""
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE part (
  sha256 TEXT PRIMARY KEY,
  content BLOB NOT NULL
);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  manifest TEXT NOT NULL,
  edition TEXT NOT NULL,
  reader TEXT NOT NULL,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  mailing TEXT NOT NULL,
  marking TEXT NOT NULL DEFAULT '',
  message_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  head BLOB NOT NULL,
  body TEXT NOT NULL,
  enclosed TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ({_STATES})),
  attempt INTEGER NOT NULL DEFAULT 0,
  next_try TEXT,
  code INTEGER,
  said TEXT NOT NULL DEFAULT '',
  queued TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (manifest, reader)
);
CREATE INDEX delivery_message ON delivery (message_id);
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  delivery INTEGER NOT NULL REFERENCES delivery (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  code INTEGER,
  said TEXT NOT NULL
);
CREATE TABLE suppressed (
  reader TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
PRAGMA user_version = {FORMAT};
"""
_MARKING = "  marking TEXT NOT NULL DEFAULT '',\n"
#: From format 1 to 2, and so on.
_UPGRADES = ("ALTER TABLE delivery ADD COLUMN marking TEXT NOT NULL DEFAULT ''",)
#: What SQLite opens beside the ledger without being asked.
_BESIDE = ("", "-journal", "-wal", "-shm")
#: A damaged schema: SQLite's message quotes it, and bytes that are no UTF-8 fail as such.
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
Objects = frozenset[tuple[str | None, ...]]


def ensure_file(path: Path) -> None:
    """Make the ledger's file, empty, if it is not there; what is there must be a plain file.

    It is made before the lock is: a lock without a ledger then tells that one was lost.
    """
    _refuse_no_plain_file(path)
    try:
        # It holds addresses, so that only its owner reads it; its journal inherits the mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise MachineUnable(f"cannot use the ledger {path}: {error.strerror}") from error


def connect(path: Path) -> sqlite3.Connection:
    """Open the ledger for writing, and make its tables if they are not there.

    Whoever calls holds the lock of the ledger. With EXTRA each transaction is on the disk when
    it returns, the removal of its journal too.
    """
    connection = None
    try:
        connection = sqlite3.connect(path, isolation_level=None)  # transactions are begun by hand
        _make_ready(connection, path)
    except BaseException as error:
        if connection is not None:
            connection.close()  # it may hold a transaction, which would keep everybody out
        if isinstance(error, _UNREADABLE):
            raise unable(path, error) from error
        raise
    return connection


def _make_ready(connection: sqlite3.Connection, path: Path) -> None:
    """Set what makes writes last, refuse what is damaged or not ours, make or upgrade tables."""
    connection.text_factory = _utf8
    changed_journal(connection, "delete")  # a killed run may have left it writing ahead
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    _refuse_damage(connection, path)
    ledger_format = _format(connection, path)
    _refuse_other_objects(connection, path, ledger_format)
    if ledger_format == 0:
        _make_tables(connection, path)
    elif ledger_format < FORMAT:
        _keep_copy(connection, path, ledger_format)
        steps = "; ".join((*_UPGRADES[ledger_format - 1 :], f"PRAGMA user_version = {FORMAT}"))
        connection.executescript(f"BEGIN IMMEDIATE; {steps}; COMMIT;")


def _make_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables, unless another run was quicker where locks say yes to everybody."""
    connection.execute("BEGIN IMMEDIATE")
    if _format(connection, path) == 0:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
    connection.execute("COMMIT")


def _keep_copy(connection: sqlite3.Connection, path: Path, ledger_format: int) -> None:
    """Keep the ledger as it was before an upgrade: deliveries.format-1.sqlite.

    An earlier copy stays, for it may be of another ledger: one that was lost and restored since.
    """
    staged = path.with_name(f"{path.stem}.format-{ledger_format}.new")
    staged.unlink(missing_ok=True)  # of an upgrade that did not come to its end
    os.close(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection.execute("VACUUM INTO ?", (str(staged),))
    numbered = (f".format-{ledger_format}{f'-{each}' if each > 1 else ''}" for each in count(1))
    copies = (path.with_name(f"{path.stem}{ending}{path.suffix}") for ending in numbered)
    staged.rename(next(copy for copy in copies if not os.path.lexists(copy)))


def changed_journal(connection: sqlite3.Connection, mode: str) -> bool:
    """Change to a rollback journal ("delete") or to writing ahead ("wal"); False if it stays.

    It stays while another program reads. That does no harm: with either each transaction is
    synced, and whoever opens the ledger next tries again.
    """
    try:
        (now,) = connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
    except sqlite3.OperationalError:
        return False
    return bool(now == mode)


def connect_to_read(path: Path) -> sqlite3.Connection | None:
    """Open the ledger for reading; None if nothing was ever sent."""
    _refuse_no_plain_file(path)
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            ledger_format = _format(connection, path)
        except sqlite3.OperationalError:  # a killed run left a journal that must be read first
            connection.close()
            connection = sqlite3.connect(path)
            ledger_format = _format(connection, path)
        connection.text_factory = _utf8
        _refuse_other_objects(connection, path, ledger_format)
    except _UNREADABLE as error:
        raise unable(path, error) from error
    if ledger_format == 0:  # killed before its first transaction
        connection.close()
        return None
    return connection


def refuse_damaged(path: Path) -> None:
    """Prove the ledger as far as SQLite can, writing nothing. Raises what reading it raises."""
    connection = connect_to_read(path)
    if connection is None:
        return
    with closing(connection):
        try:
            _refuse_damage(connection, path)
        except _UNREADABLE as error:
            raise unable(path, error) from error


def unable(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> Exception:
    """Say what is the matter with the ledger: in use, damaged, or failed by the disk."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"another run writes into the ledger {path}; try again")
    if isinstance(error, sqlite3.OperationalError):
        remedy = "; free some space" if "full" in str(error) else ""
        return MachineUnable(f"cannot use the ledger {path}: {error}{remedy}")
    return IntegrityBroken(
        f"the ledger {path} is damaged: {error}; restore it from a backup before anything is sent"
    )


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise IntegrityBroken(
            f"the ledger {path} is damaged: {found}; restore it from a backup before anything is "
            "sent"
        )


def _format(connection: sqlite3.Connection, path: Path) -> int:
    (ledger_format,) = connection.execute("PRAGMA user_version").fetchone()
    if ledger_format < 0:
        raise IntegrityBroken(f"{path} is no ledger of reportkit: its format is {ledger_format}")
    if ledger_format > FORMAT:
        raise MachineUnable(
            f"the ledger {path} has format {ledger_format}, "
            f"this reportkit reads up to {FORMAT}: upgrade it"
        )
    return int(ledger_format)


def _refuse_no_plain_file(path: Path) -> None:
    """Opening a pipe would wait for ever, and a link leads to another's file."""
    for name in (path.with_name(path.name + more) for more in _BESIDE):
        if disk.is_there(name) and disk.kind(name) is not disk.Kind.FILE:
            raise MachineUnable(f"cannot use the ledger: {name} is not a plain file; move it away")


def _refuse_other_objects(connection: sqlite3.Connection, path: Path, ledger_format: int) -> None:
    """Refuse tables, columns, indices, views and triggers that are not ours.

    A trigger in it could address later editions to somebody else, unseen.
    """
    held = _objects(connection)
    if held in _known_objects(ledger_format):
        return
    known = {
        (kind, name) for objects in _known_objects(ledger_format) for kind, name, *_ in objects
    }
    strange = sorted(f"{kind} '{name}'" for kind, name, *_ in held if (kind, name) not in known)
    what = f"it holds the {', the '.join(strange[:3])}" if strange else "its tables are not ours"
    raise IntegrityBroken(
        f"the ledger {path} was altered: {what}; restore it from a backup before anything is sent"
    )


@cache
def _known_objects(ledger_format: int) -> tuple[Objects, ...]:
    """Give what a ledger of a format may hold: as made, or as upgraded from an older one."""
    if ledger_format == 0:
        return (frozenset(),)
    first = _TABLES.replace(_MARKING, "")
    made = [(first, _UPGRADES[: ledger_format - 1])]
    if ledger_format == FORMAT:
        made.append((_TABLES, ()))
    known = []
    for tables, upgrades in made:
        with closing(sqlite3.connect(":memory:")) as blank:
            blank.executescript("; ".join((tables, *upgrades)))
            known.append(_objects(blank))
    return tuple(known)


def _objects(connection: sqlite3.Connection) -> Objects:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return frozenset(tuple(_plain(cell) for cell in row) for row in rows)


def _plain(cell: object) -> str | None:
    return None if cell is None else " ".join(str(cell).split())


def _utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise IntegrityBroken(
            "the ledger holds text that is not UTF-8; restore it from a backup before anything is "
            "sent"
        ) from None

"""The ledger's tables, and opening them so that what was written stays written."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from reportkit.delivery.records import State
from reportkit.problems import IntegrityBroken, MachineUnable

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


#: From format 1 to 2, and so on.
_UPGRADES = ("ALTER TABLE delivery ADD COLUMN marking TEXT NOT NULL DEFAULT ''",)


def connect(path: Path) -> sqlite3.Connection:
    """Open the ledger for writing, and make it if it is not there.

    Whoever calls holds the lock of the ledger. DELETE with EXTRA: each transaction is on the
    disk when it returns, the removal of its journal too.
    """
    # It holds addresses, so that only its owner reads it; its journal inherits the mode.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    try:
        connection = sqlite3.connect(path, isolation_level=None)  # transactions are begun by hand
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        _refuse_damage(connection, path)
        found = _format(connection, path)
        if found == 0:
            connection.executescript(f"BEGIN IMMEDIATE;\n{_TABLES}\nCOMMIT;")
        elif found < FORMAT:
            _keep_copy(connection, path, found)
            steps = "; ".join((*_UPGRADES[found - 1 :], f"PRAGMA user_version = {FORMAT}"))
            connection.executescript(f"BEGIN IMMEDIATE; {steps}; COMMIT;")
    except sqlite3.DatabaseError as error:
        raise unable(path, error) from error
    return connection


def _keep_copy(connection: sqlite3.Connection, path: Path, found: int) -> None:
    """Keep the ledger as it was before an upgrade: deliveries.format-1.sqlite."""
    copy = path.with_name(f"{path.stem}.format-{found}{path.suffix}")
    if copy.exists():  # of an upgrade that did not come to its end
        copy.unlink()
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection.execute("VACUUM INTO ?", (str(copy),))


def connect_to_read(path: Path) -> sqlite3.Connection | None:
    """Open the ledger for reading; None if nothing was ever sent."""
    if not path.exists():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = _format(connection, path)
        except sqlite3.OperationalError:  # a killed run left a journal that must be rolled back
            connection.close()
            connection = sqlite3.connect(path)
            found = _format(connection, path)
    except sqlite3.DatabaseError as error:
        raise unable(path, error) from error
    if found == 0:  # killed before its first transaction
        connection.close()
        return None
    return connection


def unable(path: Path, error: sqlite3.Error) -> Exception:
    """Say what is the matter with the ledger: it is damaged, or the disk fails it."""
    if isinstance(error, sqlite3.OperationalError):
        remedy = "; free some space" if "full" in str(error) else ""
        return MachineUnable(f"cannot use the ledger {path}: {error}{remedy}")
    return IntegrityBroken(
        f"the ledger {path} is damaged: {error}; bring back a copy of it before anything is sent"
    )


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise IntegrityBroken(
            f"the ledger {path} is damaged: {found}; bring back a copy of it before anything is "
            "sent"
        )


def _format(connection: sqlite3.Connection, path: Path) -> int:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found > FORMAT:
        raise MachineUnable(
            f"the ledger {path} has format {found}, this reportkit reads up to {FORMAT}: upgrade it"
        )
    return int(found)

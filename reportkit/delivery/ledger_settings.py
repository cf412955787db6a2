"""What a ledger keeps beside its lines: its secret, that it was begun, which mail it has read."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime

from reportkit.delivery.schema import changed_journal
from reportkit.problems import IntegrityBroken

_SECRET_BYTES = 32


class LedgerSettings:
    """The settings of an open ledger, and its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._ahead = False

    def secret(self) -> bytes:
        """Give the key of unsubscribe words and Message-IDs; b"" before anything was queued."""
        secret = self._setting("secret")
        if secret and len(secret) < _SECRET_BYTES:
            raise IntegrityBroken("the ledger's secret is too short to prove anything")
        return secret

    @property
    def begun(self) -> bool:
        """Somebody was queued, or a person said that nobody was ever mailed before."""
        lines = self._sql.execute("SELECT 1 FROM delivery LIMIT 1").fetchone()
        return lines is not None or bool(self._setting("begun"))

    def keep_secret(self) -> bytes:
        """Give the key of unsubscribe words and Message-IDs, made on first use."""
        if not self.secret():
            with self.transaction():
                self._sql.execute(
                    "INSERT OR IGNORE INTO setting VALUES ('secret', ?)",
                    (secrets.token_bytes(_SECRET_BYTES),),
                )
        return self.secret()

    @property
    def begun_at(self) -> datetime | None:
        """The moment at which a person let it begin, whatever was mailed before."""
        said = self._setting("begun")
        try:
            moment = datetime.fromisoformat(said.decode()) if said else None
        except ValueError:
            raise IntegrityBroken("the ledger's setting 'begun' is not understood") from None
        if moment is not None and moment.tzinfo is None:
            raise IntegrityBroken("the ledger's setting 'begun' is not understood")
        return moment

    def begin_anew(self, now: datetime) -> None:
        """Keep what a person said: nobody was mailed anything before, or nobody can know who."""
        with self.transaction():
            self._sql.execute(
                "INSERT OR REPLACE INTO setting VALUES ('begun', ?)", (in_text(now).encode(),)
            )

    def has_read(self, mail: str) -> bool:
        """Tell whether a returned message or a request, by its digest, had its effect before."""
        return bool(self._setting(f"read {mail}"))

    def keep_read(self, mail: str, now: datetime) -> None:
        """Keep that a message had its effect; read again, it has none."""
        with self.transaction():
            self._sql.execute(
                "INSERT OR IGNORE INTO setting VALUES (?, ?)",
                (f"read {mail}", in_text(now).encode()),
            )

    @contextmanager
    def transaction(self, *, lasting: bool = True) -> Iterator[None]:
        """Do all that is inside, or nothing of it; it is on the disk when this returns.

        What is not ``lasting`` outlives this process, and is on the disk with the next that is:
        no other order can come about. Asked for where nothing is written ahead, it lasts too.
        """
        with nullcontext() if lasting or not self._ahead else self._unsynced():
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._sql.execute("COMMIT")
            except BaseException:
                if self._sql.in_transaction:  # a full disk ends it by itself
                    self._sql.execute("ROLLBACK")
                raise

    @contextmanager
    def writing_ahead(self) -> Iterator[None]:
        """Let each transaction inside cost one sync of the disk, and not five.

        It is appended to a file beside the ledger, which takes it in from time to time and at
        the end. Where that cannot be had (another program reads the ledger in this moment, the
        file system does not share memory), all is written as ever.
        """
        self._ahead = changed_journal(self._sql, "wal")
        try:
            yield
        finally:
            self._ahead = False
            changed_journal(self._sql, "delete")

    @contextmanager
    def _unsynced(self) -> Iterator[None]:
        self._sql.execute("PRAGMA synchronous = NORMAL")  # written ahead: syncs no transaction
        try:
            yield
        finally:
            self._sql.execute("PRAGMA synchronous = EXTRA")

    def _setting(self, name: str) -> bytes:
        row = self._sql.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        if row is not None and not isinstance(row[0], bytes):
            raise IntegrityBroken(f"the ledger's setting '{name}' is not understood")
        return row[0] if row else b""


def in_text(moment: datetime) -> str:
    """Write a moment as the ledger keeps it."""
    return moment.isoformat(timespec="seconds")

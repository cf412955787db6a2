"""The bytes of the messages in a ledger: frozen when they are queued, proved when they leave.

Body and attachment are shared by many readers. They are kept once, by their digest; while a
ledger is open each is hashed once, and read from the disk once.
"""

from __future__ import annotations

import sqlite3

from reportkit.delivery.ledger_settings import LedgerSettings
from reportkit.delivery.message.proof import addressees_of
from reportkit.delivery.message_records import Delivery, RenderedMessage, digest_of, sha256_of
from reportkit.problems import IntegrityBroken

#: What waits, and what a person may still ask to be sent again, needs its bytes.
_FORGET = """
WITH needed AS (
  SELECT body, enclosed FROM delivery
  WHERE state IN ('queued', 'sending', 'committing', 'deferred', 'unknown')
)
DELETE FROM part
WHERE sha256 NOT IN (SELECT body FROM needed UNION SELECT enclosed FROM needed)
"""


class LedgerMessages(LedgerSettings):
    """The messages of an open ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._digests = dict[bytes, str]()  # of the shared parts that were queued
        self._proved = dict[str, bytes]()  # the shared parts that were read, by digest

    def message(self, delivery: Delivery) -> bytes:
        """Give a message as it was frozen, proved by its digest, and addressed to this reader."""
        row = self._sql.execute(
            "SELECT head, digest, body, enclosed FROM delivery WHERE id = ?", (delivery.id,)
        ).fetchone()
        head, digest, *named = row or (b"", "", "", "")
        shared = [self._part(name) for name in named]
        if not isinstance(head, bytes) or None in shared or digest_of(head, *named) != digest:
            raise IntegrityBroken(f"the message to {delivery.address} is not what was queued")
        if addressees_of(head) != [delivery.address]:
            raise IntegrityBroken(
                f"the ledger would send {delivery.address} a message that is addressed to somebody "
                "else; nothing was sent: restore it from a backup"
            )
        return b"".join((head, *(part for part in shared if part is not None)))

    def forget_bytes(self) -> None:
        """Drop bodies and attachments that no line can need again; the lines stay."""
        with self.transaction():
            self._sql.execute(_FORGET)

    def _frozen(self, message: RenderedMessage) -> tuple[bytes, str, str, str]:
        """Keep what a message shares; give its own columns: head, body, enclosed, digest."""
        body, enclosed = self._keep(message.body), self._keep(message.enclosed)
        return message.head, body, enclosed, digest_of(message.head, body, enclosed)

    def _keep(self, content: bytes) -> str:
        digest = self._digests.get(content)
        if digest is None:
            digest = self._digests[content] = sha256_of(content)
        known = self._sql.execute("SELECT 1 FROM part WHERE sha256=?", (digest,)).fetchone()
        if not known:
            self._sql.execute("INSERT INTO part VALUES (?, ?)", (digest, content))
        return digest

    def _part(self, digest: object) -> bytes | None:
        """Give a shared part, proved by its digest; None if it is not there, or another."""
        if not isinstance(digest, str):
            return None
        if digest not in self._proved:
            row = self._sql.execute("SELECT content FROM part WHERE sha256=?", (digest,)).fetchone()
            if row is None or not isinstance(row[0], bytes) or sha256_of(row[0]) != digest:
                return None
            self._proved[digest] = row[0]
        return self._proved[digest]

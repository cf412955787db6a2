"""The ledger of deliveries: who was sent which edition, and what the server answered.

One line for an edition and a reader, moved by confirmed answers only. A line is durable
before the step that it allows: whatever is killed, nobody gets an edition twice and nobody
is forgotten; where nobody can know, the line says so.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from reportkit.delivery.records import (
    PENDING,
    Delivery,
    Frozen,
    Outcome,
    State,
    digest_of,
    key_of,
    sha256_of,
)
from reportkit.delivery.schema import connect, connect_to_read, unable
from reportkit.editions import disk
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.facts.words import Tlp
from reportkit.problems import IntegrityBroken

LEDGER, LOCK = "deliveries.sqlite", "deliveries.lock"

_COLUMNS = (
    "id, manifest, edition, address, name, mailing, marking, message_id, state, attempt, "
    "next_try, code, said, queued, at"
)
#: What waits, and what a person may still ask to be sent again, needs its bytes.
_FORGET = """
WITH needed AS (
  SELECT body, enclosed FROM delivery
  WHERE state IN ('queued', 'sending', 'committing', 'deferred', 'unknown')
)
DELETE FROM part
WHERE sha256 NOT IN (SELECT body FROM needed UNION SELECT enclosed FROM needed)
"""


class Ledger:
    """An open ledger. Reading is safe at any time; writing asks for ``open_ledger``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    # -- reading -----------------------------------------------------------------------------

    def deliveries(self, manifest: str | None = None) -> tuple[Delivery, ...]:
        """Give the lines of one edition, or all, in the order in which they were queued."""
        where, values = ("WHERE manifest = ?", (manifest,)) if manifest else ("", ())
        columns = _COLUMNS if self._knows_markings() else _COLUMNS.replace("marking", "''")
        found = self._sql.execute(f"SELECT {columns} FROM delivery {where} ORDER BY id", values)  # noqa: S608
        return tuple(map(_delivery, found))

    def suppressed(self) -> dict[str, str]:
        """Give the readers who get nothing, by key, and why."""
        return dict(self._sql.execute("SELECT reader, reason FROM suppressed"))

    def secret(self) -> bytes:
        """Give the key of this ledger's unsubscribe words; b"" before anything was queued."""
        found = self._sql.execute("SELECT value FROM setting WHERE name = 'secret'").fetchone()
        return bytes(found[0]) if found else b""

    def message(self, delivery: Delivery) -> bytes:
        """Give a message as it was frozen, proved by its digest."""
        head, digest, body, enclosed = self._sql.execute(
            "SELECT d.head, d.digest, b.content, e.content FROM delivery d"
            " LEFT JOIN part b ON b.sha256 = d.body LEFT JOIN part e ON e.sha256 = d.enclosed"
            " WHERE d.id = ?",
            (delivery.id,),
        ).fetchone()
        parts = (head, body, enclosed)
        if not all(isinstance(part, bytes) for part in parts) or digest_of(*parts) != digest:
            raise IntegrityBroken(f"the message to {delivery.address} is not what was queued")
        return b"".join(parts)

    # -- queueing ----------------------------------------------------------------------------

    def enqueue(self, sealed: Sealed, messages: Sequence[Frozen], now: datetime) -> None:
        """Freeze messages in one transaction; a reader who has a line already gets no other."""
        with self._transaction():
            for message in messages:
                self._insert(sealed, message, now)

    def requeue(self, messages: Iterable[Frozen], manifest: str, now: datetime) -> None:
        """Freeze anew what was rejected or given up, for another try that a person asked for."""
        with self._transaction():
            for message in messages:
                self._sql.execute(
                    "UPDATE delivery SET head=?, body=?, enclosed=?, digest=?, message_id=?,"
                    " marking=?, state='queued', attempt=0, next_try=NULL, queued=?, at=?"
                    " WHERE manifest=? AND reader=? AND state IN ('rejected', 'expired')",
                    (
                        message.head, self._keep(message.body), self._keep(message.enclosed),
                        message.digest, message.message_id, message.marking.value, _text(now),
                        _text(now),
                        manifest, key_of(message.address),
                    ),
                )  # fmt: skip

    def keep_secret(self) -> bytes:
        """Give the key of the unsubscribe words, made on first use."""
        if not self.secret():
            with self._transaction():
                self._sql.execute(
                    "INSERT OR IGNORE INTO setting VALUES ('secret', ?)", (secrets.token_bytes(32),)
                )
        return self.secret()

    # -- sending -----------------------------------------------------------------------------

    def begin(self, delivery: Delivery) -> None:
        """A transaction with the server begins; nothing can be accepted before ``commit``."""
        with self._transaction():
            self._mark(delivery, State.SENDING)

    def commit(self, delivery: Delivery) -> None:
        """From here on the server may accept: durable before the dot goes out."""
        with self._transaction():
            self._mark(delivery, State.COMMITTING)

    def settle(
        self,
        delivery: Delivery,
        outcome: Outcome,
        now: datetime,
        *,
        next_try: datetime | None = None,
        following: Delivery | None = None,
    ) -> None:
        """Write down how an attempt ended, and with it that the next one begins."""
        with self._transaction():
            self._sql.execute(
                "UPDATE delivery SET state=?, code=?, said=?, attempt=attempt+1, next_try=?, at=?"
                " WHERE id=?",
                (outcome.state, outcome.code, outcome.said, _maybe(next_try), _text(now),
                 delivery.id),
            )  # fmt: skip
            self._note(delivery.id, outcome, now)
            if following:
                self._mark(following, State.SENDING)

    def put_back(self, delivery: Delivery) -> None:
        """The attempt never was one: the server, not the reader, was the trouble."""
        with self._transaction():
            self._sql.execute(
                "UPDATE delivery SET state=CASE WHEN attempt > 0 THEN 'deferred' ELSE 'queued' END"
                " WHERE id=? AND state='sending'",
                (delivery.id,),
            )

    def note_stop(self, manifest: str, said: str) -> None:
        """Write beside what was not tried why the server was left before its turn."""
        with self._transaction():
            self._sql.execute(
                "UPDATE delivery SET said=? WHERE manifest=? AND state='queued' AND ?<>''",
                (said, manifest, said),
            )

    # -- what people and mailboxes say --------------------------------------------------------

    def change(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Write down what became known later, or what a person decided."""
        with self._transaction():
            self._sql.execute(
                "UPDATE delivery SET state=?, code=?, said=?, next_try=NULL, at=? WHERE id=?",
                (outcome.state, outcome.code, outcome.said, _text(now), delivery.id),
            )
            if outcome.state is State.QUEUED:  # its four days begin anew
                self._sql.execute(
                    "UPDATE delivery SET queued=? WHERE id=?", (_text(now), delivery.id)
                )
            self._note(delivery.id, outcome, now)

    def suppress(self, address: str, reason: str, now: datetime) -> None:
        """Send a reader nothing more, and say why; what still waits for them is held back."""
        with self._transaction():
            self._sql.execute(
                "INSERT INTO suppressed VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (key_of(address), reason, _text(now)),
            )
            self._sql.execute(
                "UPDATE delivery SET state='suppressed', said=?, at=?"
                " WHERE reader=? AND state IN ('queued', 'deferred')",
                (reason, _text(now), key_of(address)),
            )

    def allow(self, address: str) -> bool:
        """Write to a reader again; False if nothing stood against it."""
        with self._transaction():
            found = self._sql.execute(
                "DELETE FROM suppressed WHERE reader=?", (key_of(address),)
            ).rowcount
        return found > 0

    def forget_bytes(self) -> None:
        """Drop bodies and attachments that no line can need again; the lines stay."""
        with self._transaction():
            self._sql.execute(_FORGET)

    def _knows_markings(self) -> bool:
        """Tell whether the ledger is of format 2; an older one is upgraded by who writes."""
        return bool(self._sql.execute("PRAGMA user_version").fetchone()[0] > 1)

    # -- helpers -----------------------------------------------------------------------------

    def recover(self, now: datetime) -> None:
        """Read what a killed run left: not yet committed is queued, committed is unknown."""
        said = "the run was stopped while the server's answer was awaited"
        with self._transaction():
            self._sql.execute(
                "INSERT INTO history (delivery, at, state, said)"
                " SELECT id, ?, 'unknown', ? FROM delivery WHERE state='committing'",
                (_text(now), said),
            )
            self._sql.execute(
                "UPDATE delivery SET state='unknown', code=NULL, said=?, attempt=attempt+1, at=?"
                " WHERE state='committing'",
                (said, _text(now)),
            )
            self._sql.execute(
                "UPDATE delivery SET state=CASE WHEN attempt > 0 THEN 'deferred' ELSE 'queued' END"
                " WHERE state='sending'"
            )

    def _insert(self, sealed: Sealed, message: Frozen, now: datetime) -> None:
        state = State.SUPPRESSED if message.withheld else State.QUEUED
        self._sql.execute(
            "INSERT INTO delivery (manifest, edition, reader, address, name, mailing, marking,"
            " message_id, digest, head, body, enclosed, state, said, queued, at)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            (
                sealed.sha256, str(sealed.name), key_of(message.address), message.address,
                message.name, message.mailing, message.marking.value, message.message_id,
                message.digest, message.head, self._keep(message.body),
                self._keep(message.enclosed), state, message.withheld, _text(now), _text(now),
            ),
        )  # fmt: skip

    def _keep(self, content: bytes) -> str:
        digest = sha256_of(content)
        known = self._sql.execute("SELECT 1 FROM part WHERE sha256=?", (digest,)).fetchone()
        if not known:
            self._sql.execute("INSERT INTO part VALUES (?, ?)", (digest, content))
        return digest

    def _mark(self, delivery: Delivery, state: State) -> None:
        self._sql.execute("UPDATE delivery SET state=? WHERE id=?", (state, delivery.id))

    def _note(self, id: int, outcome: Outcome, now: datetime) -> None:
        self._sql.execute(
            "INSERT INTO history (delivery, at, state, code, said) VALUES (?, ?, ?, ?, ?)",
            (id, _text(now), outcome.state, outcome.code, outcome.said),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._sql.in_transaction:  # on a full disk SQLite has rolled back by itself
                self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")


@contextmanager
def open_ledger(reports: Path, now: datetime, *, note: str = "") -> Iterator[Ledger]:
    """Be the only run that sends: hold the lock, recover what a killed run left.

    Raises Busy if another run sends, IntegrityBroken if the ledger is damaged and
    MachineUnable if the disk fails.
    """
    if not reports.is_dir():
        disk.ensure_folder(reports)
    path = reports / LEDGER
    with disk.locked(reports / LOCK, note or f"sending since {_text(now)}\n", wait=0.0):
        connection = connect(path)
        with closing(connection):
            try:
                ledger = Ledger(connection)
                ledger.recover(now)
                yield ledger
            except sqlite3.Error as error:
                raise unable(path, error) from error


@contextmanager
def read_ledger(reports: Path) -> Iterator[Ledger | None]:
    """Read the ledger, also while another run sends; None if nothing was ever sent."""
    path = reports / LEDGER
    connection = connect_to_read(path)
    if connection is None:
        yield None
        return
    with closing(connection):
        try:
            yield Ledger(connection)
        except sqlite3.Error as error:
            raise unable(path, error) from error


def pending(deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Keep what a run takes up by itself."""
    return tuple(each for each in deliveries if each.state in PENDING)


def _delivery(row: tuple[Any, ...]) -> Delivery:
    (id, manifest, edition, address, name, mailing, marking, message_id, state, attempt,
     next_try, code, said, queued, at) = row  # fmt: skip
    known = EditionName.parse(edition)
    if known is None:
        raise IntegrityBroken(f"the ledger names {edition!r}, which is no edition")
    return Delivery(
        id=int(id),
        manifest=manifest,
        edition=known,
        address=address,
        name=name,
        mailing=mailing,
        marking=Tlp(marking) if marking else None,
        message_id=message_id,
        state=State(state),
        attempt=int(attempt),
        next_try=datetime.fromisoformat(next_try) if next_try else None,
        code=None if code is None else int(code),
        said=said,
        queued=datetime.fromisoformat(queued),
        at=datetime.fromisoformat(at),
    )


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _maybe(moment: datetime | None) -> str | None:
    return None if moment is None else _text(moment)

"""The ledger of deliveries: who was sent which edition, and what the server answered.

One line for an edition and a reader, moved by confirmed answers only. A line is durable
before the step that it allows: whatever is killed, nobody gets an edition twice and nobody
is forgotten; where nobody can know, the line says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from reportkit.delivery.ledger_messages import LedgerMessages
from reportkit.delivery.ledger_rows import delivery_of
from reportkit.delivery.ledger_settings import in_text
from reportkit.delivery.message_records import (
    PENDING,
    Delivery,
    Outcome,
    RenderedMessage,
    State,
    key_of,
)
from reportkit.delivery.paths import LEDGER, LOCK
from reportkit.delivery.schema import connect, connect_to_read, ensure_file, unable
from reportkit.editions.sealed import Sealed
from reportkit.files import disk
from reportkit.problems import Busy, IntegrityBroken, ReportkitError

_COLUMNS = (
    "id, manifest, edition, reader, address, name, mailing, marking, message_id, state, attempt, "
    "next_try, code, said, queued, at"
)
#: Where a line stands while an attempt is on its way. Another run that found it there has read
#: ``committing`` as ``unknown``: who knows the server's answer may still write it down.
_BEFORE_THE_DOT = (State.SENDING, State.SENDING)
_AFTER_THE_DOT = (State.COMMITTING, State.UNKNOWN)


GONE = "mail was sent from here before, and its ledger of deliveries is gone"
REMEDY = (
    "restore the newest copy of reports/deliveries.sqlite; if nobody was ever mailed an edition, "
    "or no copy is left, say 'reportkit deliveries start'"
)


class LedgerLost(ReportkitError):
    """There are editions and no ledger: everybody might be mailed what they have."""

    exit_code = 2


class Ledger(LedgerMessages):
    """An open ledger. Reading is safe at any time; writing asks for ``open_ledger``."""

    # -- reading -----------------------------------------------------------------------------

    def deliveries(self, manifest: str | None = None) -> tuple[Delivery, ...]:
        """Give the lines of one edition, or all, in the order in which they were queued."""
        where, values = ("WHERE manifest = ?", (manifest,)) if manifest else ("", ())
        columns = _COLUMNS if self._knows_markings() else _COLUMNS.replace("marking", "''")
        found = self._sql.execute(f"SELECT {columns} FROM delivery {where} ORDER BY id", values)  # noqa: S608
        return tuple(map(delivery_of, found))

    def delivery(self, id: int) -> Delivery:
        """Give one line as it stands now."""
        row = self._sql.execute(f"SELECT {_COLUMNS} FROM delivery WHERE id = ?", (id,)).fetchone()  # noqa: S608
        if row is None:
            raise IntegrityBroken(f"line {id} of the ledger is gone; restore it from a backup")
        return delivery_of(row)

    def suppressed(self) -> dict[str, str]:
        """Give the readers who get nothing, by key, and why."""
        rows = self._sql.execute("SELECT reader, reason FROM suppressed").fetchall()
        if not all(isinstance(cell, str) for row in rows for cell in row):
            raise IntegrityBroken("the ledger's list of the suppressed is not understood")
        return dict(rows)

    # -- queueing ----------------------------------------------------------------------------

    def enqueue(self, sealed: Sealed, messages: Sequence[RenderedMessage], now: datetime) -> None:
        """Freeze messages in one transaction; a reader who has a line already gets no other."""
        with self.transaction():
            for message in messages:
                self._insert(sealed, message, now)

    def requeue(self, messages: Iterable[RenderedMessage], manifest: str, now: datetime) -> None:
        """Freeze anew what was rejected or given up, for another try that a person asked for."""
        with self.transaction():
            for message in messages:
                moved = self._sql.execute(
                    "UPDATE delivery SET head=?, body=?, enclosed=?, digest=?, message_id=?,"
                    " marking=?, state='queued', attempt=0, next_try=NULL, queued=?, at=?"
                    " WHERE manifest=? AND reader=?"
                    " AND state IN ('rejected', 'expired', 'suppressed')",
                    (
                        *self._frozen(message), message.message_id, message.marking.value,
                        in_text(now), in_text(now), manifest, key_of(message.address),
                    ),
                ).rowcount  # fmt: skip
                _refuse_moved(moved, message.address)

    # -- sending -----------------------------------------------------------------------------

    def begin(self, delivery: Delivery) -> None:
        """A transaction with the server begins; nothing can be accepted before ``commit``."""
        with self.transaction(lasting=False):
            _refuse_moved(self._begin(delivery), delivery.address)

    def commit(self, delivery: Delivery) -> None:
        """From here on the server may accept: durable before the dot goes out.

        Raises Busy, before anything can be accepted, if another run has the line.
        """
        with self.transaction():
            moved = self._sql.execute(
                "UPDATE delivery SET state='committing' WHERE id=? AND state='sending'"
                " AND attempt=?",
                (delivery.id, delivery.attempt),
            ).rowcount
            _refuse_moved(moved, delivery.address)

    def record_outcome(  # noqa: PLR0913  # all that an answer changes
        self,
        delivery: Delivery,
        outcome: Outcome,
        now: datetime,
        *,
        next_try: datetime | None = None,
        committed: bool,
        following: Delivery | None = None,
        lasting: bool = True,
    ) -> None:
        """Write down how an attempt ended, and with it that the next one begins.

        ``committed`` says that the server may have accepted. Not ``lasting``: a power cut
        before the next ``commit`` forgets it, and this line is then unknown. Raises Busy if
        another run has moved this line, or has the next one; how this one ended is then
        written down first.
        """
        began = 1
        with self.transaction(lasting=lasting):
            stands = _AFTER_THE_DOT if committed else _BEFORE_THE_DOT
            moved = self._sql.execute(
                "UPDATE delivery SET state=?, code=?, said=?, attempt=?, next_try=?, at=?"
                " WHERE id=? AND state IN (?, ?)",
                (outcome.state, outcome.code, outcome.reply, delivery.attempt + 1,
                 _maybe(next_try), in_text(now), delivery.id, *stands),
            ).rowcount  # fmt: skip
            _refuse_moved(moved, delivery.address)
            self._note(delivery.id, outcome, now)
            if following:
                began = self._begin(following)
        _refuse_moved(began, following.address if following else "")

    def put_back(self, delivery: Delivery) -> None:
        """The attempt never was one: the server, not the reader, was the trouble."""
        with self.transaction():
            self._sql.execute(
                "UPDATE delivery SET state=CASE WHEN attempt > 0 THEN 'deferred' ELSE 'queued' END"
                " WHERE id=? AND state='sending'",
                (delivery.id,),
            )

    def note_stop(self, manifest: str, reason: str) -> None:
        """Write beside what was not tried why the server was left before its turn."""
        with self.transaction():
            self._sql.execute(
                "UPDATE delivery SET said=? WHERE manifest=? AND state='queued' AND ?<>''",
                (reason, manifest, reason),
            )

    # -- what people and mailboxes say --------------------------------------------------------

    def change(self, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
        """Write down what became known later, or what a person decided.

        Raises Busy if the line does not stand any more where ``delivery`` says.
        """
        with self.transaction():
            moved = self._sql.execute(
                "UPDATE delivery SET state=?, code=?, said=?, next_try=NULL, at=?"
                " WHERE id=? AND state=? AND attempt=?",
                (outcome.state, outcome.code, outcome.reply, in_text(now), delivery.id,
                 delivery.state, delivery.attempt),
            ).rowcount  # fmt: skip
            _refuse_moved(moved, delivery.address)
            if outcome.state is State.QUEUED:  # its four days begin anew
                self._sql.execute(
                    "UPDATE delivery SET queued=? WHERE id=?", (in_text(now), delivery.id)
                )
            self._note(delivery.id, outcome, now)

    def suppress(self, address: str, reason: str, now: datetime) -> None:
        """Send a reader nothing more, and say why; what still waits for them is held back."""
        with self.transaction():
            self._sql.execute(
                "INSERT INTO suppressed VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (key_of(address), reason, in_text(now)),
            )
            self._sql.execute(
                "UPDATE delivery SET state='suppressed', said=?, at=?"
                " WHERE reader=? AND state IN ('queued', 'deferred')",
                (reason, in_text(now), key_of(address)),
            )

    def allow(self, address: str) -> bool:
        """Write to a reader again; False if nothing stood against it."""
        with self.transaction():
            found = self._sql.execute(
                "DELETE FROM suppressed WHERE reader=?", (key_of(address),)
            ).rowcount
        return found > 0

    def _knows_markings(self) -> bool:
        """Tell whether the ledger is of format 2; an older one is upgraded by who writes."""
        return bool(self._sql.execute("PRAGMA user_version").fetchone()[0] > 1)

    # -- helpers -----------------------------------------------------------------------------

    def recover(self, now: datetime) -> None:
        """Read what a killed run left: not yet committed is queued, committed is unknown."""
        reason = "the run was stopped while the server's answer was awaited"
        with self.transaction():
            self._sql.execute(
                "INSERT INTO history (delivery, at, state, said)"
                " SELECT id, ?, 'unknown', ? FROM delivery WHERE state='committing'",
                (in_text(now), reason),
            )
            self._sql.execute(
                "UPDATE delivery SET state='unknown', code=NULL, said=?, attempt=attempt+1, at=?"
                " WHERE state='committing'",
                (reason, in_text(now)),
            )
            self._sql.execute(
                "UPDATE delivery SET state=CASE WHEN attempt > 0 THEN 'deferred' ELSE 'queued' END"
                " WHERE state='sending'"
            )

    def _insert(self, sealed: Sealed, message: RenderedMessage, now: datetime) -> None:
        state = State.SUPPRESSED if message.withheld else State.QUEUED
        self._sql.execute(
            "INSERT INTO delivery (manifest, edition, reader, address, name, mailing, marking,"
            " message_id, head, body, enclosed, digest, state, said, queued, at)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            (
                sealed.sha256, str(sealed.name), key_of(message.address), message.address,
                message.name, message.mailing, message.marking.value, message.message_id,
                *self._frozen(message), state, message.withheld, in_text(now), in_text(now),
            ),
        )  # fmt: skip

    def _begin(self, delivery: Delivery) -> int:
        return self._sql.execute(
            "UPDATE delivery SET state='sending' WHERE id=? AND state=? AND attempt=?",
            (delivery.id, delivery.state, delivery.attempt),
        ).rowcount

    def _note(self, id: int, outcome: Outcome, now: datetime) -> None:
        self._sql.execute(
            "INSERT INTO history (delivery, at, state, code, said) VALUES (?, ?, ?, ?, ?)",
            (id, in_text(now), outcome.state, outcome.code, outcome.reply),
        )


def is_gone(reports: Path) -> bool:
    """Tell whether the ledger was lost: its file is made before the lock beside it."""
    return (reports / LOCK).exists() and not (reports / LEDGER).exists()


@contextmanager
def open_ledger(
    reports: Path, now: datetime, *, note: str = "", anew: bool = False
) -> Iterator[Ledger]:
    """Be the only run that sends: hold the lock, recover what a killed run left.

    Raises Busy if another run sends, IntegrityBroken if the ledger is damaged, MachineUnable if
    the disk fails, and LedgerLost where one was lost, unless a person begins it ``anew``.
    """
    if is_gone(reports) and not anew:
        raise LedgerLost(f"{GONE}: {REMEDY}")
    if not reports.is_dir():
        disk.ensure_folder(reports)
    path = reports / LEDGER
    ensure_file(path)
    with disk.locked(reports / LOCK, note or f"sending since {in_text(now)}\n", wait=0.0):
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


def _refuse_moved(rows: int, address: str) -> None:
    """Look at how many rows a change of state found: none means that another run was there."""
    if rows != 1:
        raise Busy(
            f"another run has moved the message to {address}: two send at once, and the lock of "
            "this file system does not keep them apart; this one stops"
        )


def _maybe(moment: datetime | None) -> str | None:
    return None if moment is None else in_text(moment)

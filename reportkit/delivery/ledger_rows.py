"""A row of the ledger to a delivery: what is not understood is refused in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NoReturn

from reportkit.delivery.message_records import Delivery, State, key_of
from reportkit.editions.manifest import EditionName
from reportkit.loading.scalars import MAIL_ADDRESS, SLUG
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import IntegrityBroken

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,600}@[A-Za-z0-9.-]{1,255}>\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_MOST = 1_000_000_000  # of a whole number
_FIRST_YEAR, _LAST_YEAR = 1970, 9000  # near the ends of the calendar no zone can be told


def delivery_of(row: Sequence[Any]) -> Delivery:
    """Read a row in the order of the ledger's columns.

    Raises IntegrityBroken with the line and what is not understood: who altered the ledger, or
    which disk, nobody can know, and mail must not leave by it.
    """
    (id, manifest, edition, recipient, address, name, mailing, marking, message_id, state, attempt,
     next_try, code, answer, queued, at) = row  # fmt: skip
    cell = _Cells(id)
    return Delivery(
        id=id,
        manifest=cell.like(manifest, _DIGEST, "digest of an edition"),
        edition=cell.edition(edition),
        address=cell.address(address, recipient),
        name=cell.text(name, "name"),
        mailing=cell.like(mailing, SLUG, "list"),
        marking=cell.word(Tlp, marking, "marking") if marking else None,
        message_id=cell.like(message_id, _MESSAGE_ID, "Message-ID"),
        state=cell.word(State, state, "state"),
        attempt=cell.number(attempt, "number of attempts"),
        next_try=None if next_try is None else cell.moment(next_try),
        code=None if code is None else cell.number(code, "code", least=-1),
        reply=cell.text(answer, "answer"),
        queued=cell.moment(queued),
        at=cell.moment(at),
    )


class _Cells:
    """Reads the cells of one line."""

    def __init__(self, id: Any) -> None:
        self._id = id

    def text(self, value: Any, what: str) -> str:
        if not isinstance(value, str):
            self._refuse(value, what)
        return value

    def like(self, value: Any, pattern: re.Pattern[str], what: str) -> str:
        if not isinstance(value, str) or not pattern.match(value):
            self._refuse(value, what)
        return value

    def number(self, value: Any, what: str, *, least: int = 0) -> int:
        if not isinstance(value, int) or not least <= value <= _MOST:
            self._refuse(value, what)
        return value

    def word(self, kind: Any, value: Any, what: str) -> Any:
        try:
            return kind(value)
        except ValueError:
            self._refuse(value, what)

    def edition(self, value: Any) -> EditionName:
        found = EditionName.parse(value) if isinstance(value, str) else None
        if found is None:
            self._refuse(value, "edition")
        return found

    def address(self, value: Any, recipient: Any) -> str:
        found = self.like(value, MAIL_ADDRESS, "address")
        if key_of(found) != recipient:
            self._refuse(recipient, "reader")
        return found

    def moment(self, value: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            moment = None
        if moment is None or moment.tzinfo is None or not _FIRST_YEAR < moment.year < _LAST_YEAR:
            self._refuse(value, "time")
        return moment

    def _refuse(self, value: Any, what: str) -> NoReturn:
        raise IntegrityBroken(
            f"line {self._id!r:.40} of the ledger is not understood: {value!r:.60} is no {what}; "
            "restore it from a backup before anything is sent"
        )

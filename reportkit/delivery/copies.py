"""The very messages of a mailing in files to look at: nobody counts as mailed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportkit.delivery.ledger import read_ledger
from reportkit.delivery.service import Prepared, Rehearsed
from reportkit.delivery.transports.folder import FolderTransport


def write_copies(prepared: Prepared, made: Iterable[Rehearsed], folder: Path) -> int:
    """Write every message that would go out as an .eml file; give how many there are."""
    files = FolderTransport(folder)
    count = 0
    for address, message in _messages(prepared, made):
        files.deliver(address, message, lambda: None)
        count += 1
    return count


def _messages(prepared: Prepared, made: Iterable[Rehearsed]) -> Iterator[tuple[str, bytes]]:
    """Give reader and bytes of what is made now, then of what waits in the ledger as frozen."""
    for letter in made:
        if not letter.message.withheld:
            yield letter.message.address, letter.message.message
    with read_ledger(prepared.reports) as ledger:
        if ledger is not None:
            for delivery in prepared.plan.retry:
                yield delivery.address, ledger.message(delivery)

"""Does the ledger belong to these editions? One that was lost, or another's, mails people twice."""

from __future__ import annotations

from pathlib import Path

from reportkit.delivery.ledger import GONE, Ledger, is_gone
from reportkit.editions.journal import Journal


def why_lost(reports: Path, others: int, ledger: Ledger | None, journal: Journal) -> str:
    """Say why it seems that editions were mailed which no ledger knows; "" if it does not.

    Then those who have them, and those who asked for no more, would be mailed again. The only
    edition of a series, with no ``others`` beside it, has no ledger yet, unless the log of the
    runs knows better, or the lock of an earlier sending lies there.
    """
    if missing := forgotten(ledger, journal):
        numbers = ", ".join(f"No. {each}" for each in missing)
        return f"runs.jsonl says that {numbers} was mailed, and the ledger of deliveries does not"
    if ledger and ledger.begun:
        return ""
    if others > 1:
        return f"there are {others} other editions and no ledger of deliveries"
    if others:
        return "there is another edition and no ledger of deliveries"
    return GONE if is_gone(reports) else ""


def forgotten(ledger: Ledger | None, journal: Journal) -> tuple[str, ...]:
    """Name the editions that runs handed to the mail and the ledger knows nothing of.

    It is older than they are: a backup, or made anew. What was mailed before a person said
    that it begins is excused.
    """
    known = {each.edition.spoken for each in ledger.deliveries()} if ledger else set()
    begun = ledger.begun_at if ledger else None
    since = {name for run in journal.runs if begun is None or run.at > begun for name in run.sent}
    return tuple(sorted((since & journal.sent) - known))

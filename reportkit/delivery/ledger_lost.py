"""Does the ledger belong to these editions? One that was lost, or another's, mails people twice."""

from __future__ import annotations

from reportkit.delivery.issue import Issue
from reportkit.delivery.ledger import GONE, Ledger, is_gone


def why_lost(issue: Issue, ledger: Ledger | None) -> str:
    """Say why it seems that editions were mailed which no ledger knows; "" if it does not.

    Then those who have them, and those who asked for no more, would be mailed again. The first
    edition of a series has no ledger yet, unless the lock of an earlier sending lies there.
    """
    if ledger and ledger.begun:
        return ""
    count = len(issue.before)
    if count:
        there = (
            f"there are {count} earlier editions" if count > 1 else "there is an earlier edition"
        )
        return f"{there} and no ledger of deliveries"
    return GONE if is_gone(issue.store.reports) else ""

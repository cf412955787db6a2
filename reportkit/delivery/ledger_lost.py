"""Does the ledger belong to these editions? One that was lost, or another's, mails people twice."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.delivery.issue import Issue
from reportkit.delivery.ledger import GONE, Ledger, is_gone
from reportkit.delivery.records import Delivery
from reportkit.problems import IntegrityBroken


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


def refuse_other_store(issue: Issue, deliveries: Iterable[Delivery]) -> None:
    """Refuse a ledger that knows other editions than the store: one of them was replaced.

    Whoever has the other No. 5 would be sent this one as if nothing had been.
    """
    here = issue.store.names()
    for name, manifest in sorted({(each.edition, each.manifest) for each in deliveries}):
        if name not in here:
            raise IntegrityBroken(
                f"the ledger knows No. {name.spoken}, which reports/ does not hold; restore it "
                "from a backup before anything is sent"
            )
        sealed = issue.sealed if name == issue.name else issue.store.edition(name)
        if sealed.sha256 != manifest:
            raise IntegrityBroken(
                f"the ledger knows another No. {name.spoken} ({manifest[:12]}) than reports/ "
                f"holds ({sealed.sha256[:12]}): it was sealed twice; restore what was mailed, and "
                "publish what is new as a revision"
            )

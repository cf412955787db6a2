"""What a person knows better than the ledger: lines whose end nobody could tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from reportkit.delivery.ledger import Ledger
from reportkit.delivery.message_records import Delivery, Outcome, State, key_of
from reportkit.editions.manifest import EditionName
from reportkit.problems import ReportkitError


class Decision(Enum):
    """What is to become of an unknown line."""

    DELIVERED = Outcome(State.ACCEPTED, None, "a person says that it arrived")
    RESEND = Outcome(State.QUEUED, None, "a person asked for it to be sent again")
    GIVE_UP = Outcome(State.EXPIRED, None, "a person gave it up")


def resolve(
    ledger: Ledger,
    edition: EditionName,
    addresses: Iterable[str],
    decision: Decision,
    now: datetime,
) -> tuple[Delivery, ...]:
    """Decide unknown lines of an edition; no address means all of them.

    What is sent again keeps its Message-ID, by which some servers know it. Raises
    ReportkitError for an address whose line is not unknown: what is known is not undone.
    """
    unknown = {
        each.key: each
        for each in ledger.deliveries()
        if each.edition == edition and each.state is State.UNKNOWN
    }
    wanted = [key_of(address) for address in addresses] or list(unknown)
    for key in wanted:
        if key not in unknown:
            raise ReportkitError(f"No. {edition.spoken} to {key} is not unknown; nothing to decide")
    for key in wanted:
        ledger.change(unknown[key], decision.value, now)
    return tuple(unknown[key] for key in wanted)

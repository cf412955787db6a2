"""What a person knows better than the ledger: unknown ends, and files that went no further."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from reportkit.delivery.ledger import Ledger
from reportkit.delivery.message_records import Delivery, Outcome, State, key_of
from reportkit.editions.manifest import EditionName
from reportkit.problems import ReportkitError


class Decision(Enum):
    """What is to become of a line."""

    DELIVERED = Outcome(State.ACCEPTED, None, "a person says that it arrived")
    RESEND = Outcome(State.QUEUED, None, "a person asked for it to be sent again")
    GIVE_UP = Outcome(State.EXPIRED, None, "a person gave it up")
    NOT_PASSED_ON = Outcome(State.EXPIRED, None, "a person says that its file was not passed on")

    def can_be_said_of(self, delivery: Delivery) -> bool:
        """Tell whether a line is open to it: the server's yes is never undone."""
        if self is Decision.NOT_PASSED_ON:
            return Outcome(delivery.state, delivery.code, delivery.reply).in_a_file
        return delivery.state is State.UNKNOWN


def resolve(
    ledger: Ledger,
    edition: EditionName,
    addresses: Iterable[str],
    decision: Decision,
    now: datetime,
) -> tuple[Delivery, ...]:
    """Decide lines of an edition; no address means all of which the decision can be said.

    What is sent again keeps its Message-ID, by which some servers know it. Raises
    ReportkitError for an address whose line is not open to it: what is known is not undone.
    """
    ours = (each for each in ledger.deliveries() if each.edition == edition)
    undecided = {each.key: each for each in ours if decision.can_be_said_of(each)}
    wanted = [key_of(address) for address in addresses] or list(undecided)
    why = "was not written to a file" if decision is Decision.NOT_PASSED_ON else "is not unknown"
    for key in wanted:
        if key not in undecided:
            raise ReportkitError(f"No. {edition.spoken} to {key} {why}; nothing to decide")
    for key in wanted:
        ledger.change(undecided[key], decision.value, now)
    return tuple(undecided[key] for key in wanted)

"""Who is to get an edition now: the lists of today, held against the ledger. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from reportkit.delivery.message_records import PENDING, REACHED, Delivery, State, key_of
from reportkit.delivery.outgoing_edition import OutgoingEdition
from reportkit.delivery.recipients import MailRecipient
from reportkit.editions.manifest import EditionName
from reportkit.model.series import MailingList
from reportkit.model.vocabulary.series import Tlp

#: Minutes to wait after each failed attempt; the last one again and again (RFC 5321).
BACKOFF = (5, 15, 30, 60, 120, 240)
GIVE_UP = timedelta(days=4)  # RFC 5321: four to five
#: How the reason ends of what was held back because a correction goes out in its place.
REPLACED = "goes out in its place"


@dataclass(frozen=True, kw_only=True)
class SendRequest:
    """What the person who sends asked for."""

    lists: tuple[str, ...] = ()  # none: all
    only_failed: bool = False  # nobody new; those who were refused or given up, once more
    also_late: bool = False  # those too who came onto a list after it was sent there
    new_ledger: bool = False  # a person says that nobody was mailed anything before


EVERYBODY = SendRequest()


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A reader whose message is to be made."""

    recipient: MailRecipient
    last: EditionName | None  # the edition they had last; None: nobody knows of one
    in_reply_to: str = ""  # the message that carried what is now corrected
    withheld: str = ""  # why it will not be sent

    @property
    def misled(self) -> bool:
        """They had what is now corrected."""
        return bool(self.in_reply_to)


class Uncorrected(NamedTuple):
    """A reader who has the wrong edition and wants, or can be sent, nothing more."""

    address: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a run will do, before anything is done."""

    new: tuple[Planned, ...] = ()
    again: tuple[Planned, ...] = ()  # rejected or given up, asked for by --only-failed
    retry: tuple[Delivery, ...] = ()  # queued or deferred, and due
    waiting: tuple[Delivery, ...] = ()  # deferred, not yet due
    expire: tuple[Delivery, ...] = ()  # older than four days
    hold_back: tuple[tuple[Delivery, str], ...] = ()  # queued once, not to be sent any more
    decided: tuple[Delivery, ...] = ()  # nothing to do
    uncorrected: tuple[Uncorrected, ...] = ()  # have what is wrong and are not sent the right one
    late: tuple[MailRecipient, ...] = ()  # came onto a list after it was sent there

    @property
    def recipients(self) -> int:
        """How many will be written to."""
        made = (*self.new, *self.again)
        return sum(not each.withheld for each in made) + len(self.retry)


@dataclass(frozen=True, kw_only=True)
class LedgerView:
    """What is known when a plan is made."""

    recipients: Sequence[MailRecipient]  # of the lists asked for
    everybody: Sequence[MailRecipient]  # of all lists
    deliveries: Sequence[Delivery]  # of all editions
    suppressed: Mapping[str, str]  # reader's key to the reason
    #: Versions of earlier editions that say all that a correction says at their marking.
    unchanged_since: frozenset[tuple[EditionName, Tlp]] = frozenset()

    def last_had(self, before: EditionName) -> dict[str, Delivery]:
        """Give each reader's last delivery of an edition before a name, by the reader's key."""
        lines = sorted(self.deliveries, key=lambda line: (line.edition, line.id))
        return {each.key: each for each in lines if each.state in REACHED and each.edition < before}


def plan(
    outgoing: OutgoingEdition, ledger_view: LedgerView, request: SendRequest, now: datetime
) -> Plan:
    """Hold the readers against the ledger.

    A correction asks the ledger and not the lists. Of any other edition, whoever has left
    all lists is sent nothing that still waits.
    """
    own = [
        delivery
        for delivery in ledger_view.deliveries
        if delivery.manifest == outgoing.sealed.sha256
    ]
    seen = {delivery.key for delivery in own}
    audience, late = _audience(outgoing, ledger_view, own)
    if request.also_late:
        audience, late = [*audience, *late], []
    made = _Planner(outgoing, ledger_view)
    waiting = [delivery for delivery in own if delivery.state in PENDING]
    held = [
        (delivery, why)
        for delivery in waiting
        if (why := _why_not(outgoing, ledger_view, delivery))
    ]
    stopped = {delivery.id for delivery, _ in held}
    alive = [delivery for delivery in waiting if delivery.id not in stopped]
    expire = [delivery for delivery in alive if now - delivery.queued > GIVE_UP]
    alive = [delivery for delivery in alive if delivery not in expire]
    due = [delivery for delivery in alive if request.only_failed or _is_due(delivery, now)]
    failed = [
        delivery
        for delivery in own
        if delivery.state in (State.REJECTED, State.EXPIRED)
        or _allowed_again(outgoing, ledger_view, delivery)
    ]
    unseen = [reader for reader in audience if key_of(reader.address) not in seen]
    return Plan(
        new=() if request.only_failed else tuple(map(made.planned, unseen)),
        again=tuple(made.again(failed)) if request.only_failed else (),
        retry=tuple(due),
        waiting=tuple(delivery for delivery in alive if delivery not in due),
        expire=tuple(expire),
        hold_back=tuple(held),
        decided=tuple(delivery for delivery in own if delivery.state not in PENDING),
        uncorrected=_uncorrected(outgoing, ledger_view),
        late=tuple(reader for reader in late if key_of(reader.address) not in seen),
    )


def next_try(delivery: Delivery, now: datetime) -> datetime:
    """Tell when to try again: later each time, and not all at the same moment."""
    minutes = BACKOFF[min(delivery.attempt, len(BACKOFF) - 1)]
    drawn = sha256(f"{delivery.message_id}{delivery.attempt}".encode()).digest()[0] / 255
    return now + timedelta(minutes=minutes * (0.8 + 0.4 * drawn) if delivery.attempt else minutes)


def corrected_lists(outgoing: OutgoingEdition, ledger_view: LedgerView) -> tuple[str, ...] | None:
    """Name the lists whose readers got what is now corrected; None: the lists decide."""
    wrong = _wrongly_sent(outgoing, ledger_view)
    if wrong is None:
        return None
    there = {each.mailing.id for each in ledger_view.everybody}
    return tuple(sorted({each.mailing for each in wrong} & there))


def _audience(
    outgoing: OutgoingEdition, ledger_view: LedgerView, own: Sequence[Delivery]
) -> tuple[list[MailRecipient], list[MailRecipient]]:
    """Give those an edition is for, and those who came too late for it."""
    wrong = _wrongly_sent(outgoing, ledger_view)
    if wrong is not None:
        recipients = _once(_as_recipient(delivery, ledger_view.everybody) for delivery in wrong)
        had = {key_of(reader.address) for reader in recipients} | _sent_before(
            outgoing, ledger_view
        )
        return recipients, [
            reader for reader in ledger_view.recipients if key_of(reader.address) not in had
        ]
    served = {delivery.mailing for delivery in own}
    on_time = [reader for reader in ledger_view.recipients if reader.mailing.id not in served]
    return on_time, [reader for reader in ledger_view.recipients if reader.mailing.id in served]


def _wrongly_sent(outgoing: OutgoingEdition, ledger_view: LedgerView) -> list[Delivery] | None:
    """Give the lines of those who have, or may have, what a correction puts right.

    Beside them those who still wait for it: they get the right one in its place. Left out are
    those who have all that they may know of it. None if this is no correction, or if nobody
    was ever sent what it corrects.
    """
    if not outgoing.is_correction:
        return None
    lines = [delivery for delivery in ledger_view.deliveries if delivery.edition in outgoing.wrong]
    if not lines:
        return None
    last = ledger_view.last_had(outgoing.name)
    return [
        delivery
        for delivery in lines
        if delivery.state in PENDING
        or (
            delivery.state in REACHED
            and not _has_it(outgoing, ledger_view, delivery, last[delivery.key])
        )
    ]


def _sent_before(outgoing: OutgoingEdition, ledger_view: LedgerView) -> set[str]:
    """Give the keys of those who have what a correction puts right: none of them comes late."""
    return {
        each.key
        for each in ledger_view.deliveries
        if each.edition in outgoing.wrong and each.state in REACHED
    }


def _has_it(
    outgoing: OutgoingEdition, ledger_view: LedgerView, wrong: Delivery, last: Delivery
) -> bool:
    """Tell whether what a reader had last says what the corrected version says to them."""
    marking = outgoing.marking_for(_as_recipient(wrong, ledger_view.everybody).mailing.max_tlp)
    if wrong.marking is not marking or last.marking is not marking:
        return False
    return (last.edition, marking) in ledger_view.unchanged_since


def _why_not(outgoing: OutgoingEdition, ledger_view: LedgerView, delivery: Delivery) -> str:
    """Say why what was queued is not to be sent any more; "" if it is."""
    if reason := ledger_view.suppressed.get(delivery.key):
        return reason
    here = {key_of(each.address) for each in ledger_view.everybody}
    if not outgoing.is_correction and delivery.key not in here:
        return "no longer on any list"
    return ""


def _allowed_again(outgoing: OutgoingEdition, ledger_view: LedgerView, delivery: Delivery) -> bool:
    """Tell whether a correction was held back from a reader who may have mail again."""
    return (
        outgoing.is_correction
        and delivery.state is State.SUPPRESSED
        and delivery.key not in ledger_view.suppressed
        and not delivery.reply.endswith(REPLACED)
    )


def _uncorrected(outgoing: OutgoingEdition, ledger_view: LedgerView) -> tuple[Uncorrected, ...]:
    """Name those who have what is wrong and are not sent the correction, with the reason.

    Who asked for no more mail is not written to against their will, and an address that does
    not exist cannot be: somebody must tell them in another way.
    """
    wrong = _wrongly_sent(outgoing, ledger_view) or []
    stopped = {
        each.key: Uncorrected(each.address, ledger_view.suppressed[each.key])
        for each in wrong
        if each.state in REACHED and each.key in ledger_view.suppressed
    }
    return tuple(stopped.values())


def _is_due(delivery: Delivery, now: datetime) -> bool:
    return delivery.next_try is None or delivery.next_try <= now


class _Planner:
    """Looks up what the ledger knows of a reader."""

    def __init__(self, outgoing: OutgoingEdition, ledger_view: LedgerView) -> None:
        self._known = ledger_view
        self._last = ledger_view.last_had(outgoing.name)
        wrong = [each for each in ledger_view.deliveries if each.edition in outgoing.wrong]
        carried = replace(ledger_view, deliveries=wrong).last_had(outgoing.name)
        self._carried = {key: each.message_id for key, each in carried.items()}

    def planned(self, recipient: MailRecipient) -> Planned:
        key = key_of(recipient.address)
        return Planned(
            recipient=recipient,
            last=self._last[key].edition if key in self._last else None,
            in_reply_to=self._carried.get(key, ""),
            withheld=self._known.suppressed.get(key, ""),
        )

    def again(self, failed: Iterable[Delivery]) -> Iterable[Planned]:
        for each in failed:
            planned = self.planned(_as_recipient(each, self._known.everybody))
            if not planned.withheld:
                yield planned


def _as_recipient(delivery: Delivery, everybody: Iterable[MailRecipient]) -> MailRecipient:
    """Give the reader of a line: as the lists have them today, else as they were then.

    Who has left every list may have what they had; old lines do not say which version that
    was, for there was one.
    """
    mailing = None
    for recipient in everybody:
        if key_of(recipient.address) == delivery.key:
            return recipient
        if recipient.mailing.id == delivery.mailing:
            mailing = recipient.mailing
    had = delivery.marking or Tlp.RED
    gone = mailing or MailingList(id=delivery.mailing, name=delivery.mailing, max_tlp=had)
    return MailRecipient(delivery.address, delivery.name, gone)


def _once(recipients: Iterable[MailRecipient]) -> list[MailRecipient]:
    return list({key_of(each.address): each for each in recipients}.values())

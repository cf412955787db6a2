"""Sending an edition, from the name to the result: the order of all the other modules here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.dispatch import Clock, Run, Watcher, unwatched
from reportkit.delivery.ledger import (
    REMEDY,
    Ledger,
    LedgerLost,
    open_ledger,
    pending,
    read_ledger,
)
from reportkit.delivery.ledger_lost import why_lost
from reportkit.delivery.message.composer import MessageComposer
from reportkit.delivery.message.content import format_of
from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.message_records import (
    Delivery,
    Outcome,
    RenderedMessage,
    ServerTrouble,
    State,
)
from reportkit.delivery.outgoing_edition import OutgoingEdition, read_outgoing
from reportkit.delivery.plan import (
    EVERYBODY,
    REPLACED,
    LedgerView,
    Plan,
    Planned,
    SendRequest,
    Uncorrected,
    corrected_lists,
    plan,
)
from reportkit.delivery.recipients import (
    MailRecipient,
    read_distribution,
    recipients_of,
    refuse_unsound,
)
from reportkit.delivery.reconcile import refuse_lost
from reportkit.delivery.transports.transport import Transport
from reportkit.editions.journal import read_journal
from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.model import series as facts
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design, read_design
from reportkit.problems import ReportkitError
from reportkit.zones import zone_named

_NO_SECRET = b"a rehearsal"
Open = Callable[[], Transport]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """Everything that sending needs, read and checked; nothing is written yet."""

    series: Path
    outgoing: OutgoingEdition
    distribution: facts.Distribution
    settings: facts.Transport
    design: Design
    request: SendRequest
    today: date  # in the series' own zone
    zone: tzinfo  # of the series
    plan: Plan
    secret: bytes  # of the ledger; that of a rehearsal before there is one
    lost: str  # why the ledger seems to be lost; "" if it does not
    signer: Signer | None

    @property
    def spoken(self) -> str:
        """Its number as a person says it."""
        return self.outgoing.name.spoken

    @property
    def reports(self) -> Path:
        """Where the ledger lies."""
        return self.outgoing.store.reports


class Rehearsed(NamedTuple):
    """A message that would go out, and what a person wants to know of it beforehand."""

    message: RenderedMessage
    format: str  # "full, river-005.pdf", "text only"
    also: tuple[str, ...]  # other lists that the reader is on
    why: str  # they get this list's version; "" for who is on one list


class SendResult(NamedTuple):
    """What became of one reader's message."""

    address: str
    name: str
    mailing: str
    marking: Tlp
    message_id: str
    outcome: Outcome
    at: datetime | None
    next_try: datetime | None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a run did, and how every reader of the edition stands after it."""

    edition: EditionName
    results: tuple[SendResult, ...]  # of this edition, all
    had_it: frozenset[str]  # message ids that were accepted before this run
    stopped: str = ""  # why the run ended early
    late: tuple[MailRecipient, ...] = ()  # on a list since it was sent there; they got nothing
    uncorrected: tuple[Uncorrected, ...] = ()  # have what is wrong, and are not sent this

    def count(self, state: State) -> int:
        """Count readers in a state; those who had it before are counted as skipped."""
        return sum(
            told.outcome.state is state and told.message_id not in self.had_it
            for told in self.results
        )

    @property
    def skipped(self) -> int:
        """How many had it already."""
        return sum(told.message_id in self.had_it for told in self.results)

    @property
    def whole(self) -> bool:
        """Everybody has it whom nothing stands against."""
        fine = (State.ACCEPTED, State.SUPPRESSED)
        return not self.stopped and all(told.outcome.state in fine for told in self.results)


def prepare(
    series: Path,
    name: EditionName,
    *,
    environment: Mapping[str, str],
    now: datetime,
    request: SendRequest = EVERYBODY,
) -> Prepared:
    """Read edition, lists and ledger, and plan who gets what. Writes nothing.

    Raises SeedsRejected with what is wrong with lists or transport, and what ``read_outgoing``
    raises.
    """
    distribution = read_distribution(series, environment)
    settings = distribution.transport
    if settings is None:
        raise ReportkitError("distribution.yaml does not say how mail leaves")
    store = Store(series / "reports")
    refuse_lost(store)
    outgoing = read_outgoing(store, name)
    zone = zone_named(outgoing.book.brief.cadence.zone)
    today = now.astimezone(zone).date()
    with read_ledger(outgoing.store.reports) as ledger:
        known = _known(distribution, request, today, ledger, outgoing)
        secret = (ledger.secret() if ledger else b"") or _NO_SECRET
        lost = why_lost(store.reports, len(store.names()) - 1, ledger, read_journal(store.reports))
    corrected = corrected_lists(outgoing, known)
    if corrected is not None and request.lists:
        raise ReportkitError(
            f"No. {name.spoken} is a correction: it goes to those who have what was wrong, "
            "whatever list they are on; leave --list out"
        )
    # A correction to readers who have left every list asks for no list at all.
    asked = request.lists or (corrected if corrected is not None else ())
    if corrected != () or request.also_late:
        refuse_unsound(outgoing.book, distribution, asked)
    design, problems = read_design(series)
    if problems:
        raise ReportkitError(problems[0].message)
    return Prepared(
        series=series,
        outgoing=outgoing,
        distribution=distribution,
        settings=settings,
        design=design,
        request=request,
        today=today,
        zone=zone,
        secret=secret,
        lost=lost,
        plan=plan(outgoing, known, request, now),
        signer=Signer(settings, series / "seeds") if settings.dkim_key else None,
    )


def refuse_without_ledger(prepared: Prepared) -> None:
    """Raise LedgerLost where whoever has the edition might be mailed it once more."""
    if prepared.lost and not prepared.request.new_ledger:
        raise LedgerLost(f"{prepared.lost}: {REMEDY}")


def rehearse(prepared: Prepared, now: datetime) -> tuple[Rehearsed, ...]:
    """Make every message that sending would make, prove it, and send none."""
    return _rehearsed(prepared, (*prepared.plan.new, *prepared.plan.again), now)


def samples(prepared: Prepared, now: datetime) -> tuple[Rehearsed, ...]:
    """Make one new message for each list, as it would go out."""
    made = (*prepared.plan.new, *prepared.plan.again)
    by_list = {each.recipient.mailing.id: each for each in reversed(made)}
    return _rehearsed(prepared, by_list.values(), now)


def send(
    prepared: Prepared,
    open_transport: Open,
    clock: Clock,
    *,
    watch: Watcher = unwatched,
) -> Sent:
    """Queue what is new in one transaction, then send all that is due.

    May be called again after any end, a kill included: nobody gets the edition twice, and
    whoever did not get it is told. Raises Busy if another run sends, and LedgerLost unless a
    person has said that nobody was mailed before.
    """
    refuse_without_ledger(prepared)
    now = clock.now()
    outgoing, manifest = prepared.outgoing, prepared.outgoing.sealed.sha256
    with open_ledger(prepared.reports, now, anew=prepared.request.new_ledger) as ledger:
        if prepared.lost:
            ledger.begin_anew(now)
        known = _known(prepared.distribution, prepared.request, prepared.today, ledger, outgoing)
        planned = plan(
            outgoing, known, prepared.request, now
        )  # the ledger may have moved meanwhile
        had_it = frozenset(
            delivery.message_id
            for delivery in ledger.deliveries(manifest)
            if delivery.state is State.ACCEPTED
        )
        # Before anything is queued: settings that open no way are a person's to mend.
        transport = open_transport() if planned.recipients else None
        _queue(ledger, prepared, planned, now)
        skip = {delivery.id for delivery in planned.waiting}
        due = [
            delivery for delivery in pending(ledger.deliveries(manifest)) if delivery.id not in skip
        ]
        stopped = ""
        if transport:
            try:
                run = Run(
                    ledger=ledger,
                    transport=transport,
                    clock=clock,
                    per_minute=prepared.settings.per_minute,
                    watch=watch,
                )
                stopped = run.through(due).stopped
                ledger.note_stop(manifest, stopped)
            finally:
                transport.close()
        ledger.forget_bytes()
        told = tuple(_result(delivery, outgoing) for delivery in ledger.deliveries(manifest))
    return Sent(
        edition=outgoing.name,
        results=told,
        had_it=had_it,
        stopped=stopped,
        late=planned.late,
        uncorrected=planned.uncorrected,
    )


def send_test(
    prepared: Prepared, address: str, open_transport: Open, clock: Clock
) -> tuple[SendResult, ...]:
    """Send each list's form of the edition to one address, marked, and outside the ledger."""
    wanted = prepared.request.lists
    lists = [
        mailing for mailing in prepared.distribution.lists if not wanted or mailing.id in wanted
    ]
    forms = {format_of(prepared.outgoing, mailing): mailing for mailing in reversed(lists)}
    chosen = [mailing for mailing in lists if mailing in forms.values()]
    composer = _composer(prepared, _NO_SECRET, clock.now(), test=True)
    planned = [
        Planned(recipient=MailRecipient(address, "", mailing), last=None) for mailing in chosen
    ]
    messages = tuple(composer.render(planned))
    transport = open_transport()
    try:
        return tuple(_one_test(message, transport, clock) for message in messages)
    finally:
        transport.close()


def _rehearsed(
    prepared: Prepared, planned: Iterable[Planned], now: datetime
) -> tuple[Rehearsed, ...]:
    composer = _composer(prepared, prepared.secret, now)
    made = []
    for each in planned:
        (message,) = composer.render([each])
        mailing, also = each.recipient.mailing, each.recipient.also
        why = (
            f"on {len(also) + 1} lists: gets the version of '{mailing.id}', which "
            f"distribution.yaml names before {' and '.join(repr(other) for other in also)}"
        )
        format_ = f"{mailing.profile}, {message.attachment}" if message.attachment else "text only"
        made.append(Rehearsed(message, format_, also, why if also else ""))
    return tuple(made)


def _one_test(message: RenderedMessage, transport: Transport, clock: Clock) -> SendResult:
    try:
        outcome = transport.deliver(message.address, message.message, lambda: None)
    except ServerTrouble as trouble:
        outcome = Outcome(State.DEFERRED, None, str(trouble))
    return SendResult(
        message.address, message.name, message.mailing, message.marking, message.message_id,
        outcome, clock.now(), None,
    )  # fmt: skip


def _queue(ledger: Ledger, prepared: Prepared, planned: Plan, now: datetime) -> None:
    """Bring the ledger to what is planned: all in it before anything is sent."""
    composer = _composer(prepared, ledger.keep_secret(), now)
    new, again = tuple(composer.render(planned.new)), tuple(composer.render(planned.again))
    outgoing = prepared.outgoing
    ledger.enqueue(outgoing.sealed, new, now)
    ledger.requeue(again, outgoing.sealed.sha256, now)
    for delivery in planned.expire:
        ledger.change(
            delivery, Outcome(State.EXPIRED, delivery.code, delivery.reply or "never tried"), now
        )
    for delivery, why in planned.hold_back:
        ledger.change(delivery, Outcome(State.SUPPRESSED, None, why), now)
    replaced = f"No. {outgoing.name.spoken} {REPLACED}"
    for delivery in pending(ledger.deliveries()):
        if delivery.edition in outgoing.wrong:
            ledger.change(delivery, Outcome(State.SUPPRESSED, None, replaced), now)


def _composer(
    prepared: Prepared, secret: bytes, now: datetime, *, test: bool = False
) -> MessageComposer:
    return MessageComposer(
        outgoing=prepared.outgoing,
        design=prepared.design,
        settings=prepared.settings,
        secret=secret,
        now=now,
        signer=prepared.signer,
        test=test,
    )


def _known(
    distribution: facts.Distribution,
    request: SendRequest,
    today: date,
    ledger: Ledger | None,
    outgoing: OutgoingEdition,
) -> LedgerView:
    return LedgerView(
        recipients=recipients_of(distribution, today, request.lists),
        everybody=recipients_of(distribution, today),
        deliveries=ledger.deliveries() if ledger else (),
        suppressed=ledger.suppressed() if ledger else {},
        unchanged_since=outgoing.unchanged_since,
    )


def _result(each: Delivery, outgoing: OutgoingEdition) -> SendResult:
    return SendResult(
        each.address, each.name, each.mailing, each.marking or outgoing.marking, each.message_id,
        Outcome(each.state, each.code, each.reply), each.at, each.next_try,
    )  # fmt: skip

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
from reportkit.delivery.message.composer import Maker
from reportkit.delivery.message.content import form_of
from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.message_records import Delivery, Frozen, Outcome, ServerTrouble, State
from reportkit.delivery.outgoing_edition import Issue, read_issue
from reportkit.delivery.plan import (
    EVERYBODY,
    REPLACED,
    Known,
    Plan,
    Planned,
    Uncorrected,
    Wish,
    corrected_lists,
    plan,
)
from reportkit.delivery.recipients import Reader, read_distribution, readers_of, refuse_unsound
from reportkit.delivery.reconcile import refuse_lost
from reportkit.delivery.transports.folder import Transport
from reportkit.editions.journal import read_journal
from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.model import series as facts
from reportkit.model.vocabulary import Tlp
from reportkit.page.assets import Design, read_design
from reportkit.problems import ReportkitError
from reportkit.zones import zone_named

_NO_SECRET = b"a rehearsal"
Open = Callable[[], Transport]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """Everything that sending needs, read and checked; nothing is written yet."""

    series: Path
    issue: Issue
    distribution: facts.Distribution
    way: facts.Transport
    design: Design
    wish: Wish
    today: date  # in the series' own zone
    zone: tzinfo  # of the series
    plan: Plan
    secret: bytes  # of the ledger; that of a rehearsal before there is one
    lost: str  # why the ledger seems to be lost; "" if it does not
    signer: Signer | None

    @property
    def spoken(self) -> str:
        """Its number as a person says it."""
        return self.issue.name.spoken

    @property
    def reports(self) -> Path:
        """Where the ledger lies."""
        return self.issue.store.reports


class Rehearsed(NamedTuple):
    """A message that would go out, and what a person wants to know of it beforehand."""

    frozen: Frozen
    form: str  # "full, river-005.pdf", "text only"
    also: tuple[str, ...]  # other lists that the reader is on
    why: str  # they get this list's version; "" for who is on one list


class Told(NamedTuple):
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
    told: tuple[Told, ...]  # of this edition, all
    had_it: frozenset[str]  # message ids that were accepted before this run
    stopped: str = ""  # why the run ended early
    late: tuple[Reader, ...] = ()  # on a list since it was sent there; they got nothing
    uncorrected: tuple[Uncorrected, ...] = ()  # have what is wrong, and are not sent this

    def count(self, state: State) -> int:
        """Count readers in a state; those who had it before are counted as skipped."""
        return sum(
            told.outcome.state is state and told.message_id not in self.had_it for told in self.told
        )

    @property
    def skipped(self) -> int:
        """How many had it already."""
        return sum(told.message_id in self.had_it for told in self.told)

    @property
    def whole(self) -> bool:
        """Everybody has it whom nothing stands against."""
        fine = (State.ACCEPTED, State.SUPPRESSED)
        return not self.stopped and all(told.outcome.state in fine for told in self.told)


def prepare(
    series: Path,
    name: EditionName,
    *,
    environment: Mapping[str, str],
    now: datetime,
    wish: Wish = EVERYBODY,
) -> Prepared:
    """Read edition, lists and ledger, and plan who gets what. Writes nothing.

    Raises SeedsRejected with what is wrong with lists or transport, and what ``read_issue``
    raises.
    """
    distribution = read_distribution(series, environment)
    way = distribution.transport
    if way is None:
        raise ReportkitError("distribution.yaml does not say how mail leaves")
    store = Store(series / "reports")
    refuse_lost(store)
    issue = read_issue(store, name)
    zone = zone_named(issue.book.brief.cadence.zone)
    today = now.astimezone(zone).date()
    with read_ledger(issue.store.reports) as ledger:
        known = _known(distribution, wish, today, ledger, issue)
        secret = (ledger.secret() if ledger else b"") or _NO_SECRET
        lost = why_lost(store.reports, len(store.names()) - 1, ledger, read_journal(store.reports))
    corrected = corrected_lists(issue, known)
    if corrected is not None and wish.lists:
        raise ReportkitError(
            f"No. {name.spoken} is a correction: it goes to those who have what was wrong, "
            "whatever list they are on; leave --list out"
        )
    # A correction to readers who have left every list asks for no list at all.
    asked = wish.lists or (corrected if corrected is not None else ())
    if corrected != () or wish.also_late:
        refuse_unsound(issue.book, distribution, asked)
    design, problems = read_design(series)
    if problems:
        raise ReportkitError(problems[0].message)
    return Prepared(
        series=series,
        issue=issue,
        distribution=distribution,
        way=way,
        design=design,
        wish=wish,
        today=today,
        zone=zone,
        secret=secret,
        lost=lost,
        plan=plan(issue, known, wish, now),
        signer=Signer(way, series / "seeds") if way.dkim_key else None,
    )


def rehearse(prepared: Prepared, now: datetime) -> tuple[Rehearsed, ...]:
    """Make every message that sending would make, prove it, and send none."""
    return _rehearsed(prepared, (*prepared.plan.new, *prepared.plan.again), now)


def samples(prepared: Prepared, now: datetime) -> tuple[Rehearsed, ...]:
    """Make one new message for each list, as it would go out."""
    made = (*prepared.plan.new, *prepared.plan.again)
    by_list = {each.reader.mailing.id: each for each in reversed(made)}
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
    if prepared.lost and not prepared.wish.new_ledger:
        raise LedgerLost(f"{prepared.lost}: {REMEDY}")
    now = clock.now()
    issue, manifest = prepared.issue, prepared.issue.sealed.sha256
    with open_ledger(prepared.reports, now, anew=prepared.wish.new_ledger) as ledger:
        if prepared.lost:
            ledger.begin_anew(now)
        known = _known(prepared.distribution, prepared.wish, prepared.today, ledger, issue)
        planned = plan(issue, known, prepared.wish, now)  # the ledger may have moved meanwhile
        had_it = frozenset(
            each.message_id for each in ledger.deliveries(manifest) if each.state is State.ACCEPTED
        )
        # Before anything is queued: settings that open no way are a person's to mend.
        transport = open_transport() if planned.recipients else None
        _queue(ledger, prepared, planned, now)
        skip = {each.id for each in planned.waiting}
        due = [each for each in pending(ledger.deliveries(manifest)) if each.id not in skip]
        stopped = ""
        if transport:
            try:
                run = Run(
                    ledger=ledger,
                    transport=transport,
                    clock=clock,
                    per_minute=prepared.way.per_minute,
                    watch=watch,
                )
                stopped = run.through(due).stopped
                ledger.note_stop(manifest, stopped)
            finally:
                transport.close()
        ledger.forget_bytes()
        told = tuple(_told(each, issue) for each in ledger.deliveries(manifest))
    return Sent(
        edition=issue.name,
        told=told,
        had_it=had_it,
        stopped=stopped,
        late=planned.late,
        uncorrected=planned.uncorrected,
    )


def send_test(
    prepared: Prepared, address: str, open_transport: Open, clock: Clock
) -> tuple[Told, ...]:
    """Send each list's form of the edition to one address, marked, and outside the ledger."""
    wanted = prepared.wish.lists
    lists = [each for each in prepared.distribution.lists if not wanted or each.id in wanted]
    forms = {form_of(prepared.issue, each): each for each in reversed(lists)}
    chosen = [each for each in lists if each in forms.values()]
    maker = _maker(prepared, _NO_SECRET, clock.now(), test=True)
    planned = [Planned(reader=Reader(address, "", each), last=None) for each in chosen]
    messages = tuple(maker.freeze(planned))
    transport = open_transport()
    try:
        return tuple(_one_test(message, transport, clock) for message in messages)
    finally:
        transport.close()


def _rehearsed(
    prepared: Prepared, planned: Iterable[Planned], now: datetime
) -> tuple[Rehearsed, ...]:
    maker = _maker(prepared, prepared.secret, now)
    made = []
    for each in planned:
        (frozen,) = maker.freeze([each])
        mailing, also = each.reader.mailing, each.reader.also
        why = (
            f"on {len(also) + 1} lists: gets the version of '{mailing.id}', which "
            f"distribution.yaml names before {' and '.join(repr(other) for other in also)}"
        )
        form = f"{mailing.profile}, {frozen.attachment}" if frozen.attachment else "text only"
        made.append(Rehearsed(frozen, form, also, why if also else ""))
    return tuple(made)


def _one_test(message: Frozen, transport: Transport, clock: Clock) -> Told:
    try:
        outcome = transport.deliver(message.address, message.message, lambda: None)
    except ServerTrouble as trouble:
        outcome = Outcome(State.DEFERRED, None, str(trouble))
    return Told(
        message.address, message.name, message.mailing, message.marking, message.message_id,
        outcome, clock.now(), None,
    )  # fmt: skip


def _queue(ledger: Ledger, prepared: Prepared, planned: Plan, now: datetime) -> None:
    """Bring the ledger to what is planned: all in it before anything is sent."""
    maker = _maker(prepared, ledger.keep_secret(), now)
    new, again = tuple(maker.freeze(planned.new)), tuple(maker.freeze(planned.again))
    issue = prepared.issue
    ledger.enqueue(issue.sealed, new, now)
    ledger.requeue(again, issue.sealed.sha256, now)
    for each in planned.expire:
        ledger.change(each, Outcome(State.EXPIRED, each.code, each.said or "never tried"), now)
    for each, why in planned.hold_back:
        ledger.change(each, Outcome(State.SUPPRESSED, None, why), now)
    replaced = f"No. {issue.name.spoken} {REPLACED}"
    for each in pending(ledger.deliveries()):
        if each.edition in issue.wrong:
            ledger.change(each, Outcome(State.SUPPRESSED, None, replaced), now)


def _maker(prepared: Prepared, secret: bytes, now: datetime, *, test: bool = False) -> Maker:
    return Maker(
        issue=prepared.issue,
        design=prepared.design,
        way=prepared.way,
        secret=secret,
        now=now,
        signer=prepared.signer,
        test=test,
    )


def _known(
    distribution: facts.Distribution, wish: Wish, today: date, ledger: Ledger | None, issue: Issue
) -> Known:
    return Known(
        readers=readers_of(distribution, today, wish.lists),
        everybody=readers_of(distribution, today),
        deliveries=ledger.deliveries() if ledger else (),
        suppressed=ledger.suppressed() if ledger else {},
        unchanged_since=issue.unchanged_since,
    )


def _told(each: Delivery, issue: Issue) -> Told:
    return Told(
        each.address, each.name, each.mailing, each.marking or issue.marking, each.message_id,
        Outcome(each.state, each.code, each.said), each.at, each.next_try,
    )  # fmt: skip

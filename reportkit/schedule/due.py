"""What is due: slots against the editions that are published and what earlier runs decided.

Every slot is done, skipped or missed, once. Done and missed can be seen from the editions: a
slot has the edition whose period holds its last day, and one that has none is missed as soon
as a later edition or a later slot leaves no room for it. That one was skipped stands only in
the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportkit.editions.journal import SLACK, Fate, Journal, Outcome, SlotDecision
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
from reportkit.model.series import Cadence
from reportkit.model.vocabulary.series import EditionKind
from reportkit.periods import Slot, slot_due, slot_holding, slot_next, slots_due
from reportkit.problems import ReportkitError
from reportkit.zones import zone_named

#: Further than this after the last edition, the clock is more likely wrong than the desk asleep.
MOST_PERIODS = 5
_IN_THE_ROW = frozenset({EditionKind.REGULAR, EditionKind.CORRECTION, EditionKind.NOTE})


class ClockDoubtful(ReportkitError):
    """The machine's clock cannot be right, or somebody has to say that it is."""

    exit_code = 3


@dataclass(frozen=True, kw_only=True)
class Due:
    """What there is to do at a moment."""

    newest: Slot  # that is due
    next: Slot
    decisions: tuple[SlotDecision, ...]  # seen to be done or missed, and not yet in the journal
    open: tuple[Slot, ...]  # to be published, oldest first; the last one is the newest
    gaps: tuple[SlotDecision, ...]  # slots since the last edition that have none
    edition: Sealed | None  # that of the newest slot, its newest revision
    unsent: tuple[Sealed, ...]  # of earlier slots, published and never handed to the mail


def due(
    store: Store, cadence: Cadence, journal: Journal, now: datetime, *, every_slot: bool = False
) -> Due:
    """Find what is due. Reads the manifests since the last slot that was decided, no more.

    ``every_slot`` leaves every slot open that can still be published, not only the newest.
    """
    newest, following = slot_due(cadence, now), slot_next(cadence, now)
    row = _in_the_row(store)
    latest = next(row, None)
    decided = journal.decisions_by(now)
    first = latest if decided or not journal.runs else _first(store)
    slots = _undecided(cadence, decided, first, newest)
    editions = tuple(_reaching(latest, row, (slots or (newest,))[0]))
    decisions, open_ = _sort(slots, editions, journal, every_slot=every_slot)
    fates = {decision.slot: decision for decision in (*decided, *decisions)}
    last_day = latest.manifest.period.end if latest else None
    gaps = [
        fates[slot.key]
        for slot in _after(cadence, latest, newest)
        if slot.key in fates and last_day is not None and slot.end > last_day
    ]
    return Due(
        newest=newest,
        next=following,
        decisions=decisions,
        open=open_,
        gaps=tuple(gap for gap in gaps if gap.fate is not Fate.DONE),
        edition=_edition_of(newest, editions),
        unsent=tuple(_unsent(store, journal, decisions, newest)),
    )


def refuse_doubtful_clock(
    store: Store, cadence: Cadence, journal: Journal, now: datetime, *, accepted: bool = False
) -> None:
    """Refuse to publish before the last edition, or far ahead of it.

    ``accepted`` says that a person looked at the clock: that can excuse the future, and that
    slots were decided by a clock far ahead, never an edition older than the one before it.
    Raises ClockDoubtful.
    """
    latest = store.latest()
    now = now.astimezone(zone_named(cadence.zone))
    ahead = [decision for decision in journal.decisions if decision.due > now + SLACK]
    if ahead and not accepted:
        raise ClockDoubtful(
            f"this machine's clock says {_minute(now)}, and {ahead[-1].slot}, due at "
            f"{_minute(ahead[-1].due)}, was decided already: set the clock; if it is right now, "
            "run once with --accept-clock"
        )
    if latest is None:
        return
    published = latest.manifest.published
    if now + SLACK < published:  # this way about, for a sealed day may be the first there is
        raise ClockDoubtful(
            f"this machine's clock says {_minute(now)}, and No. {latest.name.spoken} was "
            f"published at {_minute(published)}: set the clock, or wait until then if the edition "
            "was built ahead of its day"
        )
    last = max([published, *(decision.due for decision in journal.decisions[-1:])])
    far = last
    for _ in range(MOST_PERIODS):
        far = slot_next(cadence, far).due
    if now > far and not accepted:
        raise ClockDoubtful(
            f"this machine's clock says {_minute(now)}, more than {MOST_PERIODS} periods after "
            f"the last slot ({_minute(last)}): if it is right, run once with --accept-clock"
        )


def _first(store: Store) -> Sealed | None:
    """Give the edition from which slots are counted while none is decided.

    Once a schedule has begun without any edition, all that there are came from runs of it.
    """
    return min(_in_the_row(store), key=lambda sealed: sealed.name, default=None)


def _undecided(
    cadence: Cadence, decided: Sequence[SlotDecision], latest: Sealed | None, newest: Slot
) -> tuple[Slot, ...]:
    """Give the slots that are due and in no journal; a series begins with its first edition."""
    if decided:
        return slots_due(cadence, max(each.due for each in decided), newest.due)
    return _after(cadence, latest, newest) or ((newest,) if latest is None else ())


def _after(cadence: Cadence, latest: Sealed | None, newest: Slot) -> tuple[Slot, ...]:
    """Give the slots from that of the newest edition on."""
    if latest is None:
        return ()
    first = slot_holding(cadence, latest.manifest.period.end)
    return slots_due(cadence, first.due - timedelta(seconds=1), newest.due)


def _sort(
    slots: Sequence[Slot], editions: Sequence[Sealed], journal: Journal, *, every_slot: bool
) -> tuple[tuple[SlotDecision, ...], tuple[Slot, ...]]:
    """Part the slots into those that are decided and those that can be published."""
    covered = max((sealed.manifest.period.end for sealed in editions), default=None)
    decisions, open_ = [], []
    for slot in slots:
        late = slot is not slots[-1] and not every_slot
        if sealed := _edition_of(slot, editions):
            decisions.append(SlotDecision(slot.key, slot.due, Fate.DONE, sealed.name.spoken))
        elif late or (covered is not None and slot.end <= covered):
            decisions.append(SlotDecision(slot.key, slot.due, Fate.MISSED, why=_why(slot, journal)))
        else:
            open_.append(slot)
    return tuple(decisions), tuple(open_)


def _why(slot: Slot, journal: Journal) -> str:
    for run in reversed(journal.runs):
        if run.slot == slot.key and run.outcome in (Outcome.FAILED, Outcome.WAITING):
            return "; ".join((*run.steps, *run.problems[:1]))
    return "no run took place"


def _in_the_row(store: Store) -> Iterator[Sealed]:
    """Read the editions that fill slots, newest first; flash and special ones fill none."""
    names = store.names()
    if names:
        for sealed in store.recent(before=names[-1]._replace(number=10**9), most=len(names)):
            if sealed.manifest.kind in _IN_THE_ROW:
                yield sealed


def _reaching(latest: Sealed | None, row: Iterator[Sealed], slot: Slot) -> Iterator[Sealed]:
    """Read the editions back to the one before a slot."""
    sealed = latest
    while sealed is not None:
        yield sealed
        if sealed.manifest.period.end < slot.start:
            return
        sealed = next(row, None)


def _edition_of(slot: Slot, editions: Iterable[Sealed]) -> Sealed | None:
    """Find the edition of a slot: the newest whose period holds the slot's last day."""
    holding = (
        sealed
        for sealed in editions
        if sealed.manifest.period.start <= slot.end <= sealed.manifest.period.end
    )
    return max(holding, key=lambda sealed: sealed.name, default=None)


def _unsent(
    store: Store, journal: Journal, seen: Iterable[SlotDecision], newest: Slot
) -> Iterator[Sealed]:
    """Find what was published under the schedule and never handed to the mail.

    ``seen`` is what this run is the first to see. What the first run of all found published
    already was mailed, or not, before there was a schedule.
    """
    decisions = [
        decision
        for run in journal.runs[-50:]
        for decision in run.decisions
        if run is not journal.runs[0] or decision.slot == run.slot
    ]
    if journal.runs:
        decisions += seen
    sent = journal.sent
    unsent = {
        decision.edition
        for decision in decisions
        if decision.fate is Fate.DONE
        and decision.edition not in sent
        and decision.slot != newest.key
    }
    for name in store.names() if unsent else ():
        if name.spoken in unsent:
            yield store.edition(name)


def _minute(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="minutes")

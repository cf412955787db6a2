"""A desk, its machine and its readers over years: what may happen, and what must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from reportkit.autopilot.mailer import SendCounts, Trouble
from reportkit.delivery.ledger import read_ledger
from reportkit.delivery.message_records import State
from reportkit.editions.journal import LOCK, Fate, Run, read_journal
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.store import Store
from reportkit.loading.loader import load_brief
from reportkit.periods import slots_due
from reportkit.publish.build import build
from reportkit.publish.built import Built, Options
from tests.schedule.series import Desk, Mailbox, at, desk_of, new_week, rewrite, scheduled

READERS = ("ann@example.org", "bob@example.org")
#: Sundays at half past two in New York, an hour that is skipped in March and comes twice in
#: November; the tiny series' first week is moved to end on a Saturday.
CADENCE = ('on: monday, at: "06:00", zone: UTC', 'on: sunday, at: "02:30", zone: America/New_York')
FIRST_WEEK = "period: {start: 2026-01-04, end: 2026-01-10}\ncut_off: 2026-01-10T18:00Z\n"


class Killed(BaseException):
    """The machine went off; nothing of ours hears of it."""


@dataclass
class World:
    """One series, its timer, its mail server and what befalls them."""

    desk: Desk
    mailbox: Mailbox
    now: datetime = field(default_factory=lambda: at("2026-01-11T08:00Z"))
    toll: int = 16
    broken: bool = False
    kill_at: int = 0  # the run is killed before this step of it; 0: it is not
    kills: int = 0
    codes: Counter[int] = field(default_factory=Counter)

    @classmethod
    def begin(cls, folder: Path, mailbox: Mailbox) -> World:
        """Write the series."""
        series = scheduled(folder / "series", port=mailbox.port)
        rewrite(series, "brief.yaml", *CADENCE)
        edition = series / "seeds" / "edition.yaml"
        kept = edition.read_text().split("published: ")[1].split("\n", 1)[1]
        edition.write_text(f"{FIRST_WEEK}published: 2026-01-11T07:30Z\n{kept}")
        return cls(desk_of(series), mailbox)

    # -- what befalls them ---------------------------------------------------------------------

    def author_writes(self) -> None:
        """Somebody enters a new number and what it means."""
        self.toll += 1
        new_week(self.desk.series, self.toll)

    def author_errs(self) -> None:
        """Somebody names a source that there is not."""
        if not self.broken:
            rewrite(self.desk.series, "clashes.yaml", "provider: mission", "provider: nobody")
        self.broken = True

    def author_mends(self) -> None:
        """Somebody puts it right."""
        if self.broken:
            rewrite(self.desk.series, "clashes.yaml", "provider: nobody", "provider: mission")
        self.broken = False

    def tick(self, clock: datetime | None = None, *, accept_clock: bool = False) -> Run | None:
        """Let the timer ring, by the right clock or a wrong one."""
        try:
            done = _Fragile(self).tick(clock or self.now, accept_clock=accept_clock)
        except Killed:
            self.kills += 1
            lock = self.desk.series / "reports" / LOCK  # in which a run that ended leaves nothing
            lock.write_text("process 7, since Monday")
            return None
        finally:
            self.kill_at = 0
        self.codes[done.code] += 1
        return done

    def passes(self, hours: int) -> None:
        """Let time go by."""
        self.now += timedelta(hours=hours)

    # -- what must hold ------------------------------------------------------------------------

    def check(self) -> None:
        """Every slot once, every edition of one slot, nobody twice, nothing in silence."""
        reports = self.desk.series / "reports"
        journal = read_journal(reports)
        store = Store(reports)
        brief, _ = load_brief(self.desk.series)
        assert brief is not None
        settled = journal.decisions
        due = [slot.key for slot in slots_due(brief.cadence, self._begun(), self.now)]
        assert due[: len(settled)] == [each.slot for each in settled]  # in order, once, no gap
        editions = store.editions()
        done = {each.edition: each.slot for each in settled if each.fate is Fate.DONE}
        late = {sealed.name.spoken for sealed in editions} - set(done)
        newest = {sealed.name.spoken for sealed in editions[-max(self.kills, 1) :]}
        assert late <= newest  # a run that was killed noted nothing; the next good one does
        self._check_gaps_are_named(store, editions)
        # The newest that a run noted may still be mailed; one that a killed run sealed is not
        # noted yet, and whoever notes it tells of those before it.
        seen = [sealed for sealed in editions if sealed.name.spoken in done][:-1]
        known = journal.owner_knows
        if self.mailbox.refuse:  # the owner's mail too: what they are owed goes out by a later run
            known |= {owed.about for owed in journal.owed}
        self._check_mail(seen, known)

    def check_at_rest(self) -> None:
        """After a last quiet run every slot that is due is decided."""
        self.author_mends()
        self.mailbox.refuse = ""
        self.tick(accept_clock=True)
        self.check()
        brief, _ = load_brief(self.desk.series)
        assert brief is not None
        due = slots_due(brief.cadence, self._begun(), self.now)
        settled = read_journal(self.desk.series / "reports").decisions
        assert len(due) == len(settled) or not settled
        done = {each.edition for each in settled if each.fate is Fate.DONE}
        editions = Store(self.desk.series / "reports").editions()
        assert {sealed.name.spoken for sealed in editions} == done

    def _begun(self) -> datetime:
        """Give the moment before the first slot: a series begins with its first edition."""
        settled = read_journal(self.desk.series / "reports").decisions
        return settled[0].due - timedelta(seconds=1) if settled else self.now

    def _check_gaps_are_named(self, store: Store, editions: tuple[Sealed, ...]) -> None:
        for before, sealed in pairwise(editions):
            start, end = before.manifest.period.end, sealed.manifest.period.start
            missing = (end - start).days // 7
            note = read_snapshot(store.read(sealed, FACTS)).edition.period_note or ""
            assert (missing > 0) == ("no edition for" in note), (note, missing)

    def _check_mail(self, earlier: Sequence[Sealed], topics: frozenset[str]) -> None:
        got = Counter(
            (who, str(message["Subject"]).partition(",")[0])
            for who, message in self.mailbox.letters
        )
        assert all(count == 1 for (who, _), count in got.items() if who in READERS), got
        with read_ledger(self.desk.series / "reports") as ledger:
            lines = ledger.deliveries() if ledger else ()
        states = {(delivery.address, delivery.manifest): delivery.state for delivery in lines}
        for sealed in earlier:
            for reader in READERS:
                state = states.get((reader, sealed.sha256))
                assert state or f"unsent {sealed.name.spoken}" in topics
        accepted = sum(delivery.state is State.ACCEPTED for delivery in lines)
        assert accepted <= sum(count for (who, _), count in got.items() if who in READERS)
        owner = Counter(self.mailbox.to("owner@example.org"))
        assert all(count <= 1 + self.kills for count in owner.values()), owner


class _Fragile:
    """One run on a machine that may go off before any of its steps."""

    def __init__(self, world: World) -> None:
        self.world, self.steps = world, 0
        self.real = world.desk.post

    def tick(self, now: datetime, *, accept_clock: bool) -> Run:
        desk = self.world.desk

        def make(options: Options) -> Built:
            self.step()
            built = build(desk.series, now=now, cache=desk.cache, options=options)
            self.step()
            return built

        return Desk(desk.series, desk.cache, self).tick(now, accept_clock=accept_clock, make=make)

    def step(self) -> None:
        self.steps += 1
        if self.steps == self.world.kill_at:
            raise Killed

    # The way to the mail, with the same weakness.

    def send(self, sealed: Sealed, lists: Sequence[str], now: datetime) -> SendCounts:
        self.step()
        posted = self.real.send(sealed, lists, now)
        self.step()
        return posted

    def retry(self, now: datetime) -> SendCounts:
        posted = self.real.retry(now)
        self.step()
        return posted

    def has(self, sealed: Sealed) -> bool:
        return self.real.has(sealed)

    def waiting(self, now: datetime) -> int:
        return self.real.waiting(now)

    def recipients_to_come(self, number: int, lists: Sequence[str], now: datetime) -> int:
        return self.real.recipients_to_come(number, lists, now)

    def troubles(self, since: datetime, now: datetime) -> tuple[Trouble, ...]:
        return self.real.troubles(since, now)

    def notify(self, owner: str, subject: str, text: str, now: datetime) -> None:
        self.step()
        self.real.notify(owner, subject, text, now)
        self.step()

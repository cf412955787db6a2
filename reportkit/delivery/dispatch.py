"""The sending itself: one message after the other, each answer in the ledger before the next.

On the disk before a message can be accepted: that it may be, and the answers to all before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from reportkit.delivery.ledger import Ledger
from reportkit.delivery.message_records import Delivery, Outcome, ServerTrouble, State
from reportkit.delivery.plan import GIVE_UP, next_try
from reportkit.delivery.transports.transport import Transport
from reportkit.problems import Busy

#: Equal failures in a row after which a run stops: the server means us, not the readers.
SAME_FAILURES = 10
#: Connections lost in a row; each may have cost minutes.
LOST_IN_A_ROW = 3
#: Seconds of a message. Below it the sync of an answer would cost more than it is worth: the
#: next message's own sync follows at once, and takes the answer along.
AT_ONCE = 0.25

Watcher = Callable[[int, int], None]  # done, of how many


def unwatched(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


class Clock(Protocol):
    """What passes while a run lasts; the command line owns the real one."""

    def now(self) -> datetime:
        """Give the moment, with zone."""

    def passed(self) -> float:
        """Give seconds that only ever grow."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class Ended(NamedTuple):
    """How far a run came; ``stopped`` says why it did not reach everybody, "" if it did."""

    tried: int
    stopped: str


@dataclass(kw_only=True)
class Run:
    """One run through what is queued."""

    ledger: Ledger
    transport: Transport
    clock: Clock
    per_minute: int | None = None
    watch: Watcher = unwatched

    def through(self, deliveries: Sequence[Delivery]) -> Ended:
        """Send in order, until all is tried or the server is found at fault.

        Interrupted anywhere, the line in work goes back, or is unknown once the dot was
        allowed.
        """
        with self.ledger.writing_ahead():
            return self._through(deliveries)

    def _through(self, deliveries: Sequence[Delivery]) -> Ended:
        pace, breaker = _Pace(self.clock, self.per_minute), _Breaker()
        for done, delivery in enumerate(deliveries):
            self.watch(done, len(deliveries))
            pace.wait()
            began = self.clock.passed()
            if done == 0:
                self.ledger.begin(delivery)
            try:
                outcome, committed = self._deliver(delivery)
            except ServerTrouble as trouble:
                return Ended(done, str(trouble))
            breaker.hear(outcome)
            rest = () if breaker.reason else deliveries[done + 1 : done + 2]
            following = rest[0] if rest else None
            slow = bool(self.per_minute) or self.clock.passed() - began > AT_ONCE
            self._record(delivery, outcome, committed=committed, following=following, slow=slow)
            if breaker.reason:
                return Ended(done + 1, breaker.reason)
        self.watch(len(deliveries), len(deliveries))
        return Ended(len(deliveries), "")

    def _deliver(self, delivery: Delivery) -> tuple[Outcome, bool]:
        """Give how it ended, and whether the server was allowed to accept."""
        committed = False

        def committing() -> None:
            nonlocal committed
            committed = True  # before the write: an interruption may come right after it
            try:
                self.ledger.commit(delivery)
            except Busy:
                committed = False  # another run has it: ours has not gone out, and does not
                raise

        try:
            message = self.ledger.message(delivery)
            return self.transport.deliver(delivery.address, message, committing), committed
        except Busy:
            raise  # the line is the other run's
        except ServerTrouble:
            self.ledger.put_back(delivery)
            raise
        except BaseException:
            if committed:
                told = Outcome(State.UNKNOWN, None, "interrupted before the server's answer")
                self.ledger.record_outcome(delivery, told, self.clock.now(), committed=True)
            else:
                self.ledger.put_back(delivery)
            raise

    def _record(
        self,
        delivery: Delivery,
        outcome: Outcome,
        *,
        committed: bool,
        following: Delivery | None,
        slow: bool,
    ) -> None:
        """Write down the outcome, and in the same write that the next one begins."""
        now = self.clock.now()
        settled, later = _patience(delivery, outcome, now)
        self.ledger.record_outcome(
            delivery, settled, now, next_try=later, committed=committed, following=following,
            lasting=slow or following is None,
        )  # fmt: skip


def _patience(
    delivery: Delivery, outcome: Outcome, now: datetime
) -> tuple[Outcome, datetime | None]:
    """Tell when to try again what was deferred; after four days it is given up."""
    if outcome.state is not State.DEFERRED:
        return outcome, None
    if now - delivery.queued > GIVE_UP:
        return outcome._replace(state=State.EXPIRED), None
    return outcome, next_try(delivery, now)


@dataclass
class _Pace:
    """Keeps to so many messages a minute."""

    clock: Clock
    per_minute: int | None
    _next: float = 0.0

    def wait(self) -> None:
        """Wait until the next message may leave."""
        if not self.per_minute:
            return
        now = self.clock.passed()
        if self._next > now:
            self.clock.sleep(self._next - now)
        self._next = max(self._next, now) + 60 / self.per_minute


class _Breaker:
    """Stops a run when failure after failure is the same."""

    def __init__(self) -> None:
        self.reason = ""
        self._last: tuple[State, int | None] | None = None
        self._times = 0

    def hear(self, outcome: Outcome) -> None:
        """Count an outcome that is like the one before."""
        kind = (outcome.state, outcome.code)
        self._times = self._times + 1 if kind == self._last else 1
        self._last = kind
        if outcome.state is State.ACCEPTED:
            return
        most = SAME_FAILURES if outcome.code is not None else LOST_IN_A_ROW
        if self._times >= most:
            answer = " ".join(str(each) for each in (outcome.code, outcome.reply) if each)
            self.reason = f"stopped after {self._times} equal failures in a row: {answer}"

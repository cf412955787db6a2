"""What a scheduled run needs of the mail, and no more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportkit.problems import ReportkitError, without_addresses

#: How long the mail may try in silence.
PATIENCE = timedelta(hours=4)
_NEVER = 500  # from here on an answer of SMTP is for good
_WAITS = "not delivered yet"
_MOST_LETTERS = 200

if TYPE_CHECKING:  # sqlite3 and smtplib are loaded when there is something to mail
    from reportkit.delivery.message_records import Delivery, Outcome
    from reportkit.delivery.transports.transport import Transport
    from reportkit.editions.sealed import Sealed
    from reportkit.model.series import Transport as TransportSettings

    #: Opens the way that distribution.yaml tells, with the secrets of the environment.
    OpenTransport = Callable[[TransportSettings, Path, Mapping[str, str]], Transport]


class NotTaken(ReportkitError):
    """No server took a message; it can be tried again."""

    exit_code = 5


class SendCounts(NamedTuple):
    """How many messages ended how."""

    accepted: int = 0
    deferred: int = 0  # later runs try them again
    rejected: int = 0
    unknown: int = 0  # a person decides
    suppressed: int = 0
    stopped: str = ""  # why the server was left before the end
    why: str = ""  # what was answered to most of those who have it not, without an address

    @property
    def wrong(self) -> bool:
        """Somebody who was to have it has it not, or nobody knows."""
        return bool(self.deferred or self.rejected or self.unknown or self.stopped)

    @property
    def summary(self) -> str:
        """The counts in words, and why: "3 accepted, 1 rejected (552 5.3.4 too big)"."""
        counts = zip(self._fields[:5], self[:5], strict=True)
        said = ", ".join(f"{count} {name}" for name, count in counts if count) or "nobody"
        reasons = "; ".join(dict.fromkeys(each for each in (self.why, self.stopped) if each))
        return f"{said} ({reasons})" if reasons else said


class Trouble(NamedTuple):
    """Why some readers have not got an edition: of one kind and one answer."""

    edition: str  # "5"
    fate: str  # "rejected", "expired", "unknown", "not delivered yet"
    code: int | None  # of SMTP
    recipients: int
    of: int  # how many it was sent to
    why: str  # what the server said, without an address
    since: datetime  # the first of them was queued

    @property
    def about(self) -> str:
        """What makes two of them the same matter."""
        return f"mail {self.edition} {self.fate} {self.code or '-'}"

    @property
    def message(self) -> str:
        """The trouble in a line, without the reason."""
        return f"No. {self.edition}: {self.fate} for {self.recipients} of {self.of} readers"


class Mailer(Protocol):
    """The way to the readers and to the owner."""

    def send(self, sealed: Sealed, lists: Sequence[str], now: datetime) -> SendCounts:
        """Mail an edition to lists; who has it already gets no second one."""

    def retry(self, now: datetime) -> SendCounts:
        """Try again what was deferred and is due."""

    def waiting(self, now: datetime) -> int:
        """Count the messages that a retry would try."""

    def recipients_to_come(self, number: int, lists: Sequence[str], now: datetime) -> int:
        """Count whom an edition would be mailed to. Raises what would keep that mail here."""

    def has(self, sealed: Sealed) -> bool:
        """Tell whether the edition was handed to the mail: queued, sent or refused."""

    def troubles(self, since: datetime, now: datetime) -> tuple[Trouble, ...]:
        """Tell who has not got what was sent: what waits too long, what failed since then."""

    def notify(self, owner: str, subject: str, text: str, now: datetime) -> None:
        """Mail a few lines to one person. Raises ReportkitError if nobody took them."""


@dataclass(frozen=True)
class SeriesMailer:
    """The mail of a series: its lists, its ledger and its server."""

    series: Path
    environment: Mapping[str, str]
    open_transport: OpenTransport

    def send(self, sealed: Sealed, lists: Sequence[str], now: datetime) -> SendCounts:
        """Queue and send an edition; said of those who had not had it before."""
        from reportkit.delivery.plan import SendRequest
        from reportkit.delivery.service import prepare, send

        prepared = prepare(
            self.series,
            sealed.name,
            environment=self.environment,
            now=now,
            request=SendRequest(lists=tuple(lists)),
        )
        sent = send(prepared, lambda: self._open(prepared.settings), _Clock(now))
        fresh = [each for each in sent.results if each.message_id not in sent.had_it]
        return _posted((each.outcome for each in fresh), sent.stopped)

    def retry(self, now: datetime) -> SendCounts:
        """Send what waits and is due, edition by edition, to nobody who was not queued."""
        from reportkit.delivery.plan import SendRequest
        from reportkit.delivery.recipients import read_distribution
        from reportkit.delivery.service import prepare, send

        due = self._due(now)
        if not due:
            return SendCounts()
        lists = {mailing.id for mailing in read_distribution(self.series, self.environment).lists}
        after: list[Outcome] = []
        stopped = ""
        for name in sorted({delivery.edition for delivery in due}):
            own = {
                delivery.message_id: delivery.mailing
                for delivery in due
                if delivery.edition == name
            }
            request = SendRequest(lists=tuple(sorted({*own.values()} & lists)))
            if not request.lists and not name.revision:
                continue  # its lists are gone; asking for none would mean all
            prepared = prepare(
                self.series,
                name,
                environment=self.environment,
                now=now,
                request=SendRequest() if name.revision else request,
            )
            sent = send(prepared, partial(self._open, prepared.settings), _Clock(now))
            after += [
                recipient.outcome for recipient in sent.results if recipient.message_id in own
            ]
            stopped = stopped or sent.stopped
        return _posted(after, stopped)

    def waiting(self, now: datetime) -> int:
        """Count in the ledger."""
        return len(self._due(now))

    def recipients_to_come(self, number: int, lists: Sequence[str], now: datetime) -> int:
        """Look at lists, settings, ledger and templates; connects to no server."""
        from reportkit.delivery.readiness import recipients_to_come

        return len(
            recipients_to_come(
                self.series,
                number,
                lists,
                environment=self.environment,
                open_transport=self.open_transport,
                now=now,
            )
        )

    def troubles(self, since: datetime, now: datetime) -> tuple[Trouble, ...]:
        """Look through the ledger, newest edition first."""
        lines = self._ledger()
        groups: dict[tuple[str, str, int | None], list[Delivery]] = {}
        for delivery in sorted(lines, key=lambda line: line.edition, reverse=True):
            if fate := _fate(delivery, since, now):
                groups.setdefault((delivery.manifest, fate, _cause(delivery)), []).append(delivery)
        return tuple(
            Trouble(
                edition=group[0].edition.spoken,
                fate=fate,
                code=code,
                recipients=len(group),
                of=sum(delivery.manifest == manifest for delivery in lines),
                why=_newest_answer(group),
                since=min(delivery.queued for delivery in group),
            )
            for (manifest, fate, code), group in groups.items()
        )

    def has(self, sealed: Sealed) -> bool:
        """Look the edition up in the ledger."""
        return any(each.manifest == sealed.sha256 for each in self._ledger())

    def notify(self, owner: str, subject: str, text: str, now: datetime) -> None:
        """Mail the owner, past the ledger: whoever calls keeps count."""
        from reportkit.delivery.message_records import ServerTrouble, State
        from reportkit.delivery.recipients import read_distribution

        settings = read_distribution(self.series, self.environment).transport
        if settings is None:
            raise NotTaken("distribution.yaml does not say how mail leaves")
        transport = self._open(settings)
        try:
            message = _message(settings.sender, owner, subject, text, now)
            outcome = transport.deliver(owner, message, lambda: None)
        except ServerTrouble as trouble:
            raise NotTaken(str(trouble)) from None
        finally:
            transport.close()
        if outcome.state not in (State.ACCEPTED, State.UNKNOWN):
            raise NotTaken(f"the owner's server answered {outcome.code}")

    def _open(self, settings: TransportSettings) -> Transport:
        return self.open_transport(settings, self.series / "seeds", self.environment)

    def _due(self, now: datetime) -> list[Delivery]:
        from reportkit.delivery.message_records import PENDING

        return [
            each
            for each in self._ledger()
            if each.state in PENDING and (each.next_try is None or each.next_try <= now)
        ]

    def _ledger(self) -> tuple[Delivery, ...]:
        from reportkit.delivery.ledger import read_ledger

        with read_ledger(self.series / "reports") as ledger:
            return ledger.deliveries() if ledger else ()


def _posted(outcomes: Iterable[Outcome], stopped: str) -> SendCounts:
    from collections import Counter

    known = tuple(outcomes)
    counted = Counter(str(outcome.state) for outcome in known)
    answers = Counter(
        _answer(outcome.code, outcome.reply)
        for outcome in known
        if str(outcome.state) in ("deferred", "rejected", "expired", "unknown")
    )
    return SendCounts(
        accepted=counted["accepted"],
        deferred=counted["deferred"] + counted["queued"],
        rejected=counted["rejected"] + counted["expired"],
        unknown=counted["unknown"],
        suppressed=counted["suppressed"],
        stopped=_answer(None, stopped),
        why=answers.most_common(1)[0][0] if answers else "",
    )


def _fate(line: Delivery, since: datetime, now: datetime) -> str:
    """Say what became of a message that has not arrived; "" where nobody need hear of it."""
    from reportkit.delivery.message_records import PENDING, State

    if line.state in PENDING:
        refused = line.code is not None and line.code >= _NEVER
        return _WAITS if refused or now - line.queued >= PATIENCE else ""
    failed = line.state in (State.REJECTED, State.EXPIRED, State.UNKNOWN)
    return str(line.state) if failed and line.at >= since else ""


def _cause(line: Delivery) -> int | None:
    """Give what parts one trouble from another: of what only waits, no answer does.

    A server that says something else each hour would have the owner told each hour.
    """
    from reportkit.delivery.message_records import PENDING

    never = line.code is not None and line.code >= _NEVER
    return None if line.state in PENDING and not never else line.code


def _newest_answer(group: Sequence[Delivery]) -> str:
    newest = max(group, key=lambda each: each.at)
    return _answer(newest.code, newest.reply)


def _answer(code: int | None, said: str) -> str:
    """Give a server's answer as the log may hold it: on one line, without an address."""
    plain = " ".join(without_addresses(said).split())[:_MOST_LETTERS]
    return plain if code is None or plain.startswith(str(code)) else f"{code} {plain}".strip()


def _message(sender: str, owner: str, subject: str, text: str, now: datetime) -> bytes:
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime, make_msgid

    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = sender, owner
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid("schedule", domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


class _Clock:
    """The run's own moment, going on as real time does."""

    def __init__(self, now: datetime) -> None:
        self._now, self._began = now, time.monotonic()

    def now(self) -> datetime:
        return self._now + timedelta(seconds=self.passed() - self._began)

    def passed(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

"""What comes back: returned messages (RFC 3464) and requests to be taken off the lists.

Anybody can write to a return address. So a returned message counts only with the keyed part of
the Message-ID that its reader was sent, and about that reader's own address; a request to be
taken off only with the reader's own word. Whatever else names a reader is shown to a person.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.ledger import Ledger
from reportkit.delivery.mailboxes import messages_in
from reportkit.delivery.message.mime import mark_of, token_of
from reportkit.delivery.message_records import (
    PENDING,
    REACHED,
    Delivery,
    Outcome,
    State,
    key_of,
    plain_line,
    sha256_of,
)

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}@[^<>\s]{1,250}>")
_UNSUBSCRIBE = re.compile(r"\s*(?:re:\s*)?unsubscribe\b\s*([0-9a-f]{24})?", re.IGNORECASE)
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_CODE = re.compile(r"\b([45]\d\d)[ -]")
#: Of 5.1.x these speak of the sender, or of a server on the way.
_NOT_THE_READER = ("1.7", "1.8", "1.9")
_SWITCHED_OFF = "2.1"
_MOST = 2_000  # characters of a header that are looked at
_BLOCKS = 50  # of a report, one for each recipient; ours have one
_UNPROVED = "asks to get no more, without the word of our mails: anybody can have written this"


class Returned(NamedTuple):
    """One reader's message that came back, or is late."""

    message_id: str
    about: tuple[str, ...]  # whom the report names as recipient, as keys
    failed: bool  # for good; otherwise it is only late
    status: str  # "5.1.1"; "" where none was given
    code: int | None
    text: str

    @property
    def hard(self) -> bool:
        """The address itself is no good; a full box, a size or a policy says nothing of it."""
        kind, _, subject = self.status.partition(".")
        unknown = subject.startswith("1.") and subject not in _NOT_THE_READER
        return self.failed and kind == "5" and (unknown or subject == _SWITCHED_OFF)

    @property
    def reasons(self) -> str:
        """What the server said, as the ledger keeps it."""
        return " ".join(part for part in ("returned:", self.status, self.text) if part)


class Doubtful(NamedTuple):
    """A message that names a reader and proves nothing: it changes nothing, a person is asked."""

    address: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a mailbox held; addresses in the order of the messages."""

    returned: tuple[str, ...] = ()  # bounced: the delivery is rejected
    suppressed: tuple[str, ...] = ()  # of them those that get nothing more
    unsubscribed: tuple[str, ...] = ()
    late: tuple[str, ...] = ()  # the server still tries
    doubtful: tuple[Doubtful, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)  # of those that were returned
    strangers: int = 0  # messages that say nothing of ours, or cannot be read


def read_bounces(path: Path, ledger: Ledger, now: datetime) -> Read:
    """Read a mailbox, Maildir or folder of .eml files into the ledger; changes no mail.

    The same mailbox may be read again: each message has its effect once, so that a reader who
    was since written to again, or sent again what came back, stays so.
    """
    recipient = _Reader(ledger, now)
    for raw in messages_in(path):
        recipient.take(_parsed(raw))
    return recipient.read()


def returned_in(message: Message) -> Iterator[Returned]:
    """Read a delivery report: what became of the message that it returns."""
    parts = list(message.walk())
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    original = _original_id(parts)
    blocks = reports[0].get_payload() if reports else None
    if not isinstance(blocks, list) or not original:
        return
    for block in blocks[:_BLOCKS]:
        if not isinstance(block, Message):
            continue
        action = _header(block, "Action").strip().casefold()
        if action not in ("failed", "delayed"):
            continue
        diagnostic = _header(block, "Diagnostic-Code")
        code = _CODE.search(f"{diagnostic} ")
        status = _STATUS.match(_header(block, "Status"))
        yield Returned(
            message_id=original,
            about=_recipients(block),
            failed=action == "failed",
            status=".".join(status.groups()) if status else "",
            code=int(code[1]) if code else None,
            text=plain_line(diagnostic.partition(";")[2]) or plain_line(diagnostic),
        )


class _Found(NamedTuple):
    """What one message says."""

    returned: tuple[Returned, ...] = ()
    subject: str = ""
    sender: str = ""
    answers: tuple[str, ...] = ()  # Message-IDs that it is an answer to
    digest: str = ""  # by which it is known when it is read again


def _parsed(raw: bytes | None) -> _Found:
    """Read one message; whatever is wrong with it stays with it, and it says nothing then.

    The email package raises a dozen kinds of exception on hostile bytes, and more with each
    version: none of them may keep the messages after it from being read.
    """
    if raw is None:
        return _Found()
    try:
        message = message_from_bytes(raw)
        digest = _digest(message, raw)
        if returned := tuple(returned_in(message)):
            return _Found(returned, digest=digest)
        answered = f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}"
        return _Found(
            subject=str(make_header(decode_header(_header(message, "Subject")))),
            sender=parseaddr(_header(message, "From"))[1],
            answers=tuple(_MESSAGE_ID.findall(answered)),
            digest=digest,
        )
    except Exception:  # noqa: BLE001  # see above
        return _Found()


def _digest(message: Message, raw: bytes) -> str:
    """Give what one message is known by, in an mbox as in a Maildir.

    Mail programs write flags into its head and end it otherwise; its name, date and body stay.
    """
    named = f"{_header(message, 'Message-ID')}\n{_header(message, 'Date')}\n"
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip(b"\n")
    return sha256_of(named.encode("utf-8", "replace") + body)


class _Reader:
    """Holds one message after the other against the ledger."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._ledger, self._now = ledger, now
        self._secret = ledger.secret()
        self._by_id = {each.message_id: each for each in ledger.deliveries()}
        self._readers = {each.key: each.address for each in self._by_id.values()}
        self._tokens = {
            token_of(self._secret, key): address
            for key, address in self._readers.items()
            if self._secret
        }
        self._told: dict[str, list[str]] = {
            name: [] for name in ("returned", "suppressed", "unsubscribed", "late")
        }
        self._doubtful: list[Doubtful] = []
        self._reasons: dict[str, str] = {}
        self._strangers = 0

    def read(self) -> Read:
        """Give what was found."""
        once = {name: tuple(dict.fromkeys(found)) for name, found in self._told.items()}
        return Read(
            **once,
            doubtful=tuple(dict.fromkeys(self._doubtful)),
            reasons=self._reasons,
            strangers=self._strangers,
        )

    def take(self, message: _Found) -> None:
        """Write down what one message proves, and note what it only claims."""
        again = self._ledger.has_read(message.digest)
        ours = [report for report in message.returned if report.message_id in self._by_id]
        asked = _UNSUBSCRIBE.match(message.subject)
        proved = False
        if ours:
            for report in ours:
                proved |= self._apply(self._by_id[report.message_id], report, again=again)
        elif asked and (address := self._who_asks(asked[1], message)):
            self._take_off(address, again=again)
            proved = True
        elif asked and (claimed := self._readers.get(key_of(message.sender))):
            self._doubtful.append(Doubtful(claimed, _UNPROVED))
        else:
            self._strangers += 1
        if proved and not again:
            self._ledger.keep_read(message.digest, self._now)

    def _apply(self, delivery: Delivery, report: Returned, *, again: bool) -> bool:
        """Do what a report proves; tell whether it proves anything."""
        if why := self._doubt(delivery, report):
            self._doubtful.append(Doubtful(delivery.address, f"{report.reasons} ({why})"))
            return False
        if not report.failed:
            self._told["late"].append(delivery.address)
            return False
        self._reasons.setdefault(delivery.address, report.reasons)
        self._told["returned"].append(delivery.address)
        now = self._ledger.delivery(delivery.id)  # an earlier message may have moved it
        if now.state in (*REACHED, *PENDING) and not again:
            self._ledger.change(
                now, Outcome(State.REJECTED, report.code, report.reasons), self._now
            )
        if report.hard and not again:
            self._ledger.suppress(
                delivery.address, f"{report.reasons} ({self._now:%Y-%m-%d})", self._now
            )
        if report.hard and delivery.key in self._ledger.suppressed():
            self._told["suppressed"].append(delivery.address)
        return True

    def _doubt(self, delivery: Delivery, report: Returned) -> str:
        """Say why a report is not believed; "" if only who had the message can have written it."""
        if not self._proves(delivery.message_id):
            return "its Message-ID has no keyed part: anybody can have written this"
        if delivery.key not in report.about:
            return "it is about another address"
        return ""

    def _who_asks(self, word: str | None, found: _Found) -> str:
        """Give the reader who asks for no more and proves it; "" if nobody does."""
        return self._tokens.get((word or "").casefold()) or self._answering(found)

    def _take_off(self, address: str, *, again: bool) -> None:
        if not again:
            self._ledger.suppress(
                address, f"asked on {self._now:%Y-%m-%d} to get no more", self._now
            )
        if key_of(address) in self._ledger.suppressed():
            self._told["unsubscribed"].append(address)

    def _answering(self, found: _Found) -> str:
        """Give the reader whose own message is answered: its name is proof as the word is."""
        named = (each for each in found.answers if each in self._by_id and self._proves(each))
        return next((self._by_id[each].address for each in named), "")

    def _proves(self, message_id: str) -> bool:
        delivery = self._by_id[message_id]
        keyed = mark_of(self._secret, delivery.manifest, delivery.address)
        held = message_id.partition("@")[0].rpartition(".")[2]
        return bool(self._secret) and hmac.compare_digest(keyed, held)


def _recipients(block: Message) -> tuple[str, ...]:
    """Give whom a report is about, as sent and as delivered: "rfc822; ann@example.org"."""
    named = (_header(block, "Original-Recipient"), _header(block, "Final-Recipient"))
    addresses = (each.rpartition(";")[2].strip().strip("<>") for each in named)
    return tuple(key_of(each) for each in addresses if each)


def _original_id(parts: list[Message]) -> str:
    """Find the Message-ID of what was returned, as a whole message or as its head alone."""
    for part in parts:
        kind = part.get_content_type()
        held = part.get_payload()
        if kind == "message/rfc822" and isinstance(held, list) and held:
            head = held[0]
        elif kind == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            head = message_from_bytes(content if isinstance(content, bytes) else b"")
        else:
            continue
        if isinstance(head, Message) and (found := _MESSAGE_ID.search(_header(head, "Message-ID"))):
            return found[0]
    return ""


def _header(message: Message, name: str) -> str:
    """Give the start of a header as text, whatever it holds."""
    return str(message.get(name, ""))[:_MOST]

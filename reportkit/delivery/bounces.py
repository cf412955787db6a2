"""What comes back: returned messages (RFC 3464) and requests to be taken off the lists.

Anybody can write to a return address. So a returned message counts only if it names a message
that the ledger knows, and a request only if it holds a reader's own word or comes from them.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.ledger import Ledger
from reportkit.delivery.mime import token_of
from reportkit.delivery.records import Delivery, Outcome, State, key_of
from reportkit.editions import disk
from reportkit.problems import ReportkitError

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}@[^<>\s]{1,250}>")
_UNSUBSCRIBE = re.compile(r"\s*(?:re:\s*)?unsubscribe\b\s*([0-9a-f]{24})?", re.IGNORECASE)
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
_CODE = re.compile(r"\b([45]\d\d)[ -]")
#: Failures that say nothing of the address: a full box, a message too large, a policy.
_NOT_THE_ADDRESS = {("2", "2"), ("2", "3")}
_SAID = 200  # characters of a diagnosis that are kept


class Returned(NamedTuple):
    """One reader's message that came back, or is late."""

    message_id: str
    failed: bool  # for good; otherwise it is only late
    status: str  # "5.1.1"; "" where none was given
    code: int | None
    said: str

    @property
    def hard(self) -> bool:
        """The address itself is no good."""
        found = _STATUS.match(self.status)
        if not self.failed or not found or found[1] != "5":
            return False
        return found[2] not in ("3", "7") and (found[2], found[3]) not in _NOT_THE_ADDRESS


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a mailbox held; addresses in the order of the messages."""

    returned: tuple[str, ...] = ()  # bounced: the delivery is rejected
    suppressed: tuple[str, ...] = ()  # of them those that get nothing more
    unsubscribed: tuple[str, ...] = ()
    late: tuple[str, ...] = ()  # the server still tries
    strangers: int = 0  # messages that say nothing of ours


def read_bounces(path: Path, ledger: Ledger, now: datetime) -> Read:
    """Read a mailbox, Maildir or folder of .eml files into the ledger; changes no mail.

    The same mailbox may be read again: what is known is passed over.
    """
    by_id = {each.message_id: each for each in ledger.deliveries()}
    readers = {each.key: each.address for each in by_id.values()}
    tokens = {token_of(ledger.secret(), key): address for key, address in readers.items()}
    found: dict[str, list[str]] = {name: [] for name in Read.__dataclass_fields__}
    strangers = 0
    for message in messages_in(path):
        told = [each for each in returned_in(message) if each.message_id in by_id]
        asked = None if told else unsubscribing(message, tokens, readers)
        for each in told:
            _settle(by_id[each.message_id], each, ledger, now, found)
        if asked:
            if key_of(asked) not in ledger.suppressed():
                ledger.suppress(asked, f"asked on {now:%Y-%m-%d} to get no more", now)
            found["unsubscribed"].append(asked)
        strangers += not (told or asked)
    return Read(
        returned=_once(found["returned"]),
        suppressed=_once(found["suppressed"]),
        unsubscribed=_once(found["unsubscribed"]),
        late=_once(found["late"]),
        strangers=strangers,
    )


def messages_in(path: Path) -> Iterator[Message]:
    """Give the messages of a Maildir, a folder of .eml files, or an mbox file."""
    if (path / "new").is_dir() and (path / "cur").is_dir():
        for part in ("new", "cur"):
            for name in disk.names(path / part):
                yield message_from_bytes(disk.read(path / part / name), policy=default)
    elif path.is_dir():
        for name in disk.names(path):
            if name.endswith(".eml"):
                yield message_from_bytes(disk.read(path / name), policy=default)
    elif path.is_file():
        box = mailbox.mbox(path, create=False)
        try:
            for key in box.keys():  # noqa: SIM118  # it is no mapping
                yield message_from_bytes(box.get_bytes(key), policy=default)
        finally:
            box.close()
    else:
        raise ReportkitError(f"there is no mailbox {path}")


def returned_in(message: Message) -> Iterator[Returned]:
    """Read a delivery report: what became of the message that it returns."""
    parts = list(message.walk())
    reports = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    original = _original_id(parts)
    if not reports or not original:
        return
    for block in reports[0].get_payload():
        if not isinstance(block, Message):
            continue
        action = str(block.get("Action", "")).strip().casefold()
        if action not in ("failed", "delayed"):
            continue
        said = " ".join(str(block.get("Diagnostic-Code", "")).split())
        code = _CODE.search(said + " ")
        yield Returned(
            message_id=original,
            failed=action == "failed",
            status=str(block.get("Status", "")).strip(),
            code=int(code[1]) if code else None,
            said=said.partition(";")[2].strip()[:_SAID] or said[:_SAID],
        )


def unsubscribing(message: Message, tokens: dict[str, str], readers: dict[str, str]) -> str | None:
    """Give the address that asks for no more mail; None if nobody does.

    The word that our mails carry is proof. Without it the sender's address must be a
    reader's: it can be forged, but a request that is not heard is worse, and it is undone
    with one command.
    """
    found = _UNSUBSCRIBE.match(str(message.get("Subject", "")))
    if not found:
        return None
    if found[1]:
        return tokens.get(found[1].casefold())
    return readers.get(key_of(parseaddr(str(message.get("From", "")))[1]))


def _settle(
    delivery: Delivery,
    each: Returned,
    ledger: Ledger,
    now: datetime,
    found: dict[str, list[str]],
) -> None:
    """Write down one returned message."""
    if not each.failed:
        found["late"].append(delivery.address)
        return
    told = " ".join(part for part in ("returned:", each.status, each.said) if part)
    if delivery.state is not State.REJECTED:
        ledger.change(delivery, Outcome(State.REJECTED, each.code, told), now)
    found["returned"].append(delivery.address)
    if each.hard:
        ledger.suppress(delivery.address, f"{told} ({now:%Y-%m-%d})", now)
        found["suppressed"].append(delivery.address)


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
        if isinstance(head, Message) and (
            found := _MESSAGE_ID.search(str(head.get("Message-ID", "")))
        ):
            return found[0]
    return ""


def _once(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(addresses))

"""What is known of one message to one reader: its state, what it carries, what was answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.model.vocabulary.series import Tlp


class State(StrEnum):
    """How far a message has come; what each means after a crash stands beside it."""

    QUEUED = "queued"  # never tried: try
    SENDING = "sending"  # connected, the final dot not yet allowed: back to queued
    COMMITTING = "committing"  # written down BEFORE the dot goes out: now unknown
    ACCEPTED = "accepted"  # the server took it: done
    DEFERRED = "deferred"  # refused for now, or lost before the dot: try later
    REJECTED = "rejected"  # refused for good, or returned
    EXPIRED = "expired"  # given up after four days
    UNKNOWN = "unknown"  # nobody knows whether the server took it: a person decides
    SUPPRESSED = "suppressed"  # not to be sent, with the reason


#: What a later run takes up by itself.
PENDING = (State.QUEUED, State.DEFERRED)
#: What a reader has, as far as anybody can know.
REACHED = (State.ACCEPTED, State.UNKNOWN)


#: How the outcome begins of what was handed over in a file, for others to pass on.
IN_A_FILE = "written to "


class Outcome(NamedTuple):
    """How an attempt ended; ``reply`` is the server's answer or what happened instead."""

    state: State
    code: int | None = None  # of SMTP; None where no server answered
    reply: str = ""

    @property
    def in_a_file(self) -> bool:
        """It was handed over in a file: whether somebody passed that on is not known here."""
        return self.state is State.ACCEPTED and not self.code and self.reply.startswith(IN_A_FILE)


class ServerTrouble(Exception):
    """The server, the way to it or the settings are at fault: no reader is charged for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedMessage:
    """A message as it will leave, whatever templates and lists say later.

    ``body`` and ``enclosed`` are shared by many readers; only ``head`` is a reader's own.
    """

    address: str
    name: str
    mailing: str  # id of the list
    marking: Tlp  # of the version that it carries
    message_id: str
    head: bytes  # header lines and the empty line
    body: bytes
    enclosed: bytes  # the attachment, encoded; b"" where there is none
    withheld: str = ""  # why it is not to be sent; "" when it is
    subject: str = ""
    attachment: str = ""  # name of the file; "" where there is none

    @property
    def message(self) -> bytes:
        """The bytes for the server, before dots are doubled."""
        return b"".join((self.head, self.body, self.enclosed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One line of the ledger."""

    id: int
    manifest: str  # digest of the edition
    edition: EditionName
    address: str  # as it is written to
    name: str
    mailing: str
    marking: Tlp | None  # of the version that was sent; None: that of the edition
    message_id: str
    state: State
    attempt: int  # how often it was tried
    next_try: datetime | None  # of a deferred one
    code: int | None
    reply: str
    queued: datetime
    at: datetime  # of the last change

    @property
    def key(self) -> str:
        """The reader, however the address is written."""
        return key_of(self.address)


def key_of(address: str) -> str:
    """Give what makes two spellings of an address one reader: case does not.

    In theory the part before the @ may differ by case; no provider known does that, and one
    reader mailed twice is the likelier error.
    """
    return address.strip().casefold()


def plain_line(text: str, most: int = 200) -> str:
    """Put what a server or a mailbox wrote on one line that is safe to print and to keep."""
    words = " ".join(text[: 20 * most].split())
    return "".join(one if one.isprintable() else "?" for one in words)[:most]


def digest_of(head: bytes, body: str, enclosed: str) -> str:
    """Give the digest of a message by its head and the digests of what it shares with others."""
    return sha256_of("".join((sha256_of(head), body, enclosed)).encode())


def sha256_of(content: bytes) -> str:
    """Give the digest of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()

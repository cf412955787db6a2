"""The last look at a finished message: what any mail program will read is what was meant.

Input rules and the spelling of headers should make all of this impossible. This looks at
the bytes themselves, by another parser, whatever wrote them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportkit.problems import ReportkitError

if TYPE_CHECKING:  # the email package is heavy, and most commands mail nothing
    from email.message import EmailMessage

#: In this order and no others; those with a star may be missing.
HEADERS = (
    "*DKIM-Signature", "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "*In-Reply-To",
    "Content-Language", "Auto-Submitted", "List-Id", "List-Unsubscribe", "*List-Unsubscribe-Post",
    "X-Reportkit-Edition", "X-Reportkit-Sha256", "MIME-Version", "Content-Type",
)  # fmt: skip
MAX_LINE = 998  # bytes, RFC 5322


class Intended(NamedTuple):
    """What a message is meant to be."""

    address: str
    subject: str
    attachment: str = ""  # name of the file; "" for none
    sha256: str = ""  # of the file as it was sealed
    logo: bytes = b""  # the picture that the HTML shows; b"" for none


class UnsafeMessage(ReportkitError):
    """A message would not read as it was meant; nothing was sent."""


def check_bytes(part: bytes) -> None:
    """Prove that a part of a message is lines of ASCII, of a sane length, each ended by CR LF.

    A lone CR or LF is how a second message is smuggled past a server. What is joined from
    such parts is such lines again, so that a part that many messages share is proved once.
    """
    if not part.isascii() or b"\0" in part:
        raise UnsafeMessage("a message holds bytes that are no ASCII text")
    breaks = part.count(b"\r\n")
    if not breaks == part.count(b"\r") == part.count(b"\n") or part[-2:] != b"\r\n":
        raise UnsafeMessage("a message holds a line break that is none")
    if max(map(len, part.split(b"\r\n"))) > MAX_LINE:
        raise UnsafeMessage(f"a message holds a line of more than {MAX_LINE} bytes")


def check_head(head: bytes, intended: Intended) -> None:
    """Prove by reading back that a head holds our headers, one reader and the subject meant."""
    if head.find(b"\r\n\r\n") != len(head) - 4:
        raise UnsafeMessage("a head ends before its end")
    read = _headers_of(head)
    if not _is_ours(read.keys()):
        raise UnsafeMessage(f"a message has other headers than it should: {', '.join(read.keys())}")
    if read["Subject"] != intended.subject:
        raise UnsafeMessage(f"a subject reads back as {read['Subject']!r}")
    recipients = _addressees(read)
    if recipients != [intended.address]:
        raise UnsafeMessage(f"a message to {intended.address} reads back as one to {recipients}")


def addressees_of(head: bytes) -> list[str]:
    """Give all whom a head names as its readers, whatever the header is called."""
    return _addressees(_headers_of(head))


def check_parts(message: bytes, intended: Intended) -> None:
    """Prove by reading back that a message holds two texts, the logo and the sealed file."""
    from email import message_from_bytes
    from email.policy import SMTP
    from hashlib import sha256

    read = message_from_bytes(message, policy=SMTP)
    faults = [fault for part in read.walk() for fault in part.defects]
    kinds = [part.get_content_type() for part in read.walk() if not part.is_multipart()]
    files = [part for part in read.walk() if part.get_filename()]
    texts = ["text/plain", "text/html", *(["image/png"] if intended.logo else [])]
    if faults or kinds[: len(texts)] != texts or len(kinds) != len(texts) + len(files):
        raise UnsafeMessage(f"a message reads back as {', '.join(kinds)}; {faults}")
    pictures = [part for part in read.walk() if part.get_content_type() == "image/png"]
    if [part.get_payload(decode=True) for part in pictures if not part.get_filename()] != (
        [intended.logo] if intended.logo else []
    ):
        raise UnsafeMessage("the logo of a message reads back as another picture")
    named = [part.get_filename() for part in files]
    if named != ([intended.attachment] if intended.attachment else []):
        raise UnsafeMessage(f"a message reads back with the files {named}")
    for part in files:
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or sha256(content).hexdigest() != intended.sha256:
            raise UnsafeMessage(f"{intended.attachment} reads back as another file")


def _headers_of(head: bytes) -> EmailMessage:
    """Read the header lines alone: who wants one of them does not pay for all."""
    from email.parser import BytesHeaderParser
    from email.policy import SMTP

    return BytesHeaderParser(policy=SMTP).parsebytes(head)


def _addressees(read: EmailMessage) -> list[str]:
    try:
        named = [each for name in ("To", "Cc", "Bcc") for each in read.get_all(name, ())]
        return [each.addr_spec for header in named for each in header.addresses]
    except Exception:  # noqa: BLE001  # the email package raises many kinds on hostile bytes
        return []


def _is_ours(names: list[str]) -> bool:
    left = list(names)
    for name in HEADERS:
        wanted = name.removeprefix("*")
        if left and left[0] == wanted:
            left.pop(0)
        elif not name.startswith("*"):
            return False
    return not left

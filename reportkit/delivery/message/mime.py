"""A letter to bytes: what all readers share is encoded once, a reader's own head is spliced on.

head        header lines, one reader's own
body        text and HTML, shared by readers of one form
enclosed    the sealed file, encoded once for the edition
"""

from __future__ import annotations

import binascii
import hmac
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from reportkit.delivery.message.content import MessageContent
from reportkit.delivery.message.headers import header, mailbox, plain, refuse_unfit
from reportkit.delivery.message.logo import MailLogo
from reportkit.delivery.message_records import key_of
from reportkit.delivery.outgoing_edition import OutgoingEdition
from reportkit.i18n.bidi import without_marks
from reportkit.model.series import Transport
from reportkit.problems import ReportkitError

_TYPES = {".pdf": "application/pdf", ".md": "text/markdown; charset=utf-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One reader, and what the head of their own message says of them."""

    address: str
    name: str
    mailing: str  # id of the list
    mailing_name: str
    message_id: str
    token: str  # the reader's own word for unsubscribing
    in_reply_to: str = ""  # the message that this one puts right


def body_of(outgoing: OutgoingEdition, text: str, html: str, logo: MailLogo | None) -> bytes:
    """Encode the readable part: text first, for those who read nothing else."""
    outer, inner, related = _boundaries(outgoing)
    page = _text_part("html", html)
    return b"".join((
        b"--", outer, b"\r\n",
        b'Content-Type: multipart/alternative; boundary="', inner, b'"\r\n\r\n',
        b"--", inner, b"\r\n", _text_part("plain", text),
        b"--", inner, b"\r\n", _with_logo(page, logo, related) if logo else page,
        b"--", inner, b"--\r\n",
    ))  # fmt: skip


def _with_logo(page: bytes, logo: MailLogo, related: bytes) -> bytes:
    """Put the page and the picture that it shows into one part (RFC 2387)."""
    name = logo.address.removeprefix("cid:")
    headers = (
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{name}>\r\nContent-Disposition: inline\r\n\r\n"
    )
    return b"".join((
        b'Content-Type: multipart/related; type="text/html"; boundary="', related, b'"\r\n\r\n',
        b"--", related, b"\r\n", page,
        b"--", related, b"\r\n", headers.encode("ascii"), _base64(logo.content),
        b"--", related, b"--\r\n",
    ))  # fmt: skip


def enclosed_of(outgoing: OutgoingEdition, name: str, content: bytes) -> bytes:
    """Encode the file that travels along, and close the message."""
    outer = _boundaries(outgoing)[0]
    kind = next(kind for ending, kind in _TYPES.items() if name.endswith(ending))
    headers = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    )
    return b"".join((
        b"--", outer, b"\r\n", headers.encode("ascii"), _base64(content), b"--", outer, b"--\r\n",
    ))  # fmt: skip


def nothing_enclosed(outgoing: OutgoingEdition) -> bytes:
    """Close a message that carries no file."""
    return b"--" + _boundaries(outgoing)[0] + b"--\r\n"


def head_of(
    outgoing: OutgoingEdition,
    content: MessageContent,
    recipient: Addressee,
    settings: Transport,
    now: datetime,
) -> bytes:
    """Spell the header lines of one reader's message, and the empty line after them."""
    outer = _boundaries(outgoing)[0]
    domain = settings.sender.rpartition("@")[2]
    series = outgoing.sealed.manifest.series
    lines = [
        mailbox("From", settings.sender_name or without_marks(content.producer), settings.sender),
        mailbox("Reply-To", without_marks(content.contact), content.contact_address),
        mailbox("To", recipient.name, recipient.address),
        header("Subject", content.subject),
        plain("Date", format_datetime(now)),
        plain("Message-ID", recipient.message_id),
    ]
    if recipient.in_reply_to:
        lines.append(plain("In-Reply-To", recipient.in_reply_to))
    lines += [
        plain("Content-Language", content.language),
        plain("Auto-Submitted", "auto-generated"),
        mailbox("List-Id", recipient.mailing_name, f"{recipient.mailing}.{series}.{domain}"),
        _unsubscribe(settings, recipient.token),
    ]
    if settings.unsubscribe_url:
        lines.append(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    lines += [
        plain("X-Reportkit-Edition", f"{series} {outgoing.name}"),
        plain("X-Reportkit-Sha256", outgoing.sealed.sha256),
        plain("MIME-Version", "1.0"),
        f'Content-Type: multipart/mixed; boundary="{outer.decode()}"\r\n\r\n'.encode("ascii"),
    ]
    return b"".join(lines)


def message_id(
    outgoing: OutgoingEdition, address: str, settings: Transport, secret: bytes, *, prefix: str = ""
) -> str:
    """Name a message: the same edition to the same reader always has the same name.

    A server that drops repeated messages then drops ours, should a person send one again. Its
    last part is keyed: no reader can work out the name of what another one was sent.
    ``prefix`` sets tests apart, which may be repeated.
    """
    series, domain = outgoing.sealed.manifest.series, settings.sender.rpartition("@")[2]
    digest = outgoing.sealed.sha256
    recipient = mark_of(secret, digest, address)
    return f"<{prefix}{series}.{outgoing.name}.{digest[:12]}.{recipient}@{domain}>"


def mark_of(secret: bytes, manifest: str, address: str) -> str:
    """Give the keyed part of a Message-ID, which proves that its holder saw the message."""
    named = f"message\0{manifest}\0{key_of(address)}"
    return hmac.digest(secret, named.encode(), "sha256").hex()[:24]


def token_of(secret: bytes, address: str) -> str:
    """Give a reader's own word for unsubscribing, which nobody else can guess."""
    return hmac.digest(secret, key_of(address).encode(), "sha256").hex()[:24]


def _unsubscribe(settings: Transport, token: str) -> bytes:
    """Spell List-Unsubscribe on a line for each way, the one click first."""
    ways = [f"<mailto:{settings.unsubscribe or settings.sender}?subject=unsubscribe%20{token}>"]
    if settings.unsubscribe_url:
        ways.insert(0, f"<{settings.unsubscribe_url.replace('{token}', token)}>")
    for each in ways:
        refuse_unfit("List-Unsubscribe", each)
        if not each.isascii():
            raise ReportkitError(f"no mail was made: {each} holds letters beyond ASCII")
    return f"List-Unsubscribe: {f',{chr(13)}{chr(10)} '.join(ways)}\r\n".encode("ascii")


def _text_part(kind: str, text: str) -> bytes:
    headers = (
        f"Content-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    lines = binascii.b2a_qp(text.encode(), istext=True).replace(b"\n", b"\r\n")
    return headers.encode("ascii") + lines + (b"" if lines.endswith(b"\r\n") else b"\r\n")


def _base64(content: bytes) -> bytes:
    step = 57  # bytes of a line of 76 letters
    encode = binascii.b2a_base64
    view = memoryview(content)
    return b"".join(
        encode(view[at : at + step], newline=False) + b"\r\n" for at in range(0, len(view), step)
    )


def _boundaries(outgoing: OutgoingEdition) -> tuple[bytes, bytes, bytes]:
    """Separate the parts by lines that no encoded part can hold: neither has "=_"."""
    digest = outgoing.sealed.sha256[:24].encode()
    return b"=_brief_" + digest, b"=_texts_" + digest, b"=_page_" + digest

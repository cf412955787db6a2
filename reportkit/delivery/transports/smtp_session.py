"""A session with the mail server: connected, protected, logged in, or told why not."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from reportkit.delivery.message_records import ServerTrouble, plain_line
from reportkit.delivery.transports.bounded_smtp import BoundedSmtp, BoundedSmtpTls
from reportkit.delivery.transports.secret_redaction import redacted
from reportkit.model.vocabulary.mail import MailSecurity

DONE, GO_AHEAD, LEAVING, FULL = 250, 354, 421, 452


class Timeouts(NamedTuple):
    """How long to wait for the server, in seconds (RFC 5321, 4.5.3.2).

    Each is for a whole answer. The one after the final dot is long on purpose: giving up early
    makes duplicates.
    """

    connect: float = 300
    command: float = 300
    data: float = 120
    block: float = 180
    message: float = 1800  # for all of its blocks
    dot: float = 600


PATIENT = Timeouts()


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    security: MailSecurity
    own_name: str  # told in EHLO; never looked up, since that could ask the network
    sender: str
    login: str = ""
    secret: str = field(default="", repr=False)
    ca_file: str = ""
    timeouts: Timeouts = PATIENT

    def redacted(self, text: str) -> str:
        """Strike the secret out of a text, in any form."""
        return redacted(text, self.login, self.secret)


class Answer(NamedTuple):
    """What the server said; the code is -1 for what is no SMTP."""

    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def is_yes(self) -> bool:
        """Done."""
        return self.code // 100 == 2  # noqa: PLR2004  # the first digit says it all

    @property
    def is_later(self) -> bool:
        """Not now."""
        return self.code // 100 == 4  # noqa: PLR2004

    @property
    def is_never(self) -> bool:
        """Not at all."""
        return self.code // 100 == 5  # noqa: PLR2004


def connect(server: Server) -> BoundedSmtp:
    """Begin a session. Raises ServerTrouble with the reason, and without the secret."""
    try:
        return _connected(server)
    except smtplib.SMTPResponseException as error:
        said = error.smtp_error
        reply = said if isinstance(said, bytes) else said.encode("ascii", "replace")
        _trouble(str(answer((error.smtp_code, reply), server)), server)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        # ValueError: a challenge that is no base64, a name that no resolver takes.
        _trouble(why(error, server), server)


def answer(reply: tuple[int, bytes], server: Server) -> Answer:
    """Keep an answer on one line of plain letters, without the secret, whatever was written."""
    code, said = reply
    return Answer(code, plain_line(server.redacted(said.decode("utf-8", "replace"))))


def why(error: Exception, server: Server) -> str:
    """Say in a few words what went wrong with a connection."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(error):
        return (
            "it offers no STARTTLS, and nothing is sent in the open; 'security: tls' under "
            "'transport:' where it speaks TLS from the first byte, 'security: none' for a server "
            "on this machine alone"
        )
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return plain_line(server.redacted(str(words)))


def has_left(smtp: BoundedSmtp) -> str:
    """Say why the server can accept nothing more; "" if it waits for the end of the message.

    Asked before the dot, because what was sent to a closed connection may report no error:
    here it is still known that nothing was accepted, a moment later it is not.
    """
    if smtp.sock is None:
        return "it was closed"
    if smtp.unread:
        return "the server answered before its end"
    smtp.sock.settimeout(0)
    try:
        early = smtp.sock.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return ""
    return "the server answered before its end" if early else "the server closed it"


def _connected(server: Server) -> BoundedSmtp:
    timeout = server.timeouts.connect
    if server.security is MailSecurity.TLS:
        smtp: BoundedSmtp = BoundedSmtpTls(
            server.host, server.port, server.own_name, timeout=timeout, context=_context(server)
        )
    else:
        smtp = BoundedSmtp(server.host, server.port, server.own_name, timeout=timeout)
    try:
        if smtp.sock is not None:
            # The end of a message goes out by itself: it shall not wait for what the server says
            # of the bytes before it, which it may put off for 40 ms.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _greet(smtp)
        if server.security is MailSecurity.STARTTLS:
            smtp.starttls(context=_context(server))  # raises unless the server is ready
            _greet(smtp)
        if server.login:
            smtp.login(server.login, server.secret)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _greet(smtp: BoundedSmtp) -> None:
    """Say EHLO and demand that it is understood; HELO knows no protection."""
    code, said = smtp.ehlo()
    if code != DONE:
        raise smtplib.SMTPResponseException(code, said)


def _context(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.ca_file:
        context.load_verify_locations(server.ca_file)
    return context


def _trouble(told: str, server: Server) -> NoReturn:
    raise ServerTrouble(f"{server.host}:{server.port}: {told}") from None

"""The mail server, asked: by the code that mails, so that what passes here passes there."""

from __future__ import annotations

import re
import shlex
import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reportkit.delivery.message_records import ServerTrouble
from reportkit.delivery.transports.registry import chosen_by
from reportkit.delivery.transports.server import SERVER, server_of
from reportkit.doctor.context import Context
from reportkit.doctor.mail import (
    TYPE_PASSWORD,
    domain_of,
    has_mail,
    no_server,
    not_mailed,
    refused,
    settings_of,
)
from reportkit.doctor.remedies import look_up
from reportkit.doctor.row import Check, Row, failure, good, skip, warning
from reportkit.model.series import Transport
from reportkit.model.vocabulary.mail import MailSecurity
from reportkit.problems import ReportkitError

if TYPE_CHECKING:
    from reportkit.delivery.transports.smtp_session import Server

#: Seconds for a name and for each answer. A person waits, and a mailing would wait longer.
PATIENCE = 10.0
_REFUSAL = re.compile(r": 5\d\d ")  # RFC 4954: the login, not the way to it
_SOON = timedelta(days=14)  # a certificate is renewed before


def address(context: Context) -> Row:
    """The name of the server stands for an address."""
    settings = _settings(context)
    if isinstance(settings, Row):
        return settings
    host = settings.host or ""
    answer = _looked_up(host)
    if isinstance(answer, str):
        return failure(f"{host}: {answer}", look_up(context.machine, host))
    return good(f"{host} is {', '.join(answer)}")


def connection(context: Context) -> Row:
    """The server answers, protected, and proves who it is for longer than two weeks."""
    settings = _settings(context)
    if isinstance(settings, Row):
        return settings
    server = _server(context, settings.replace(login=None))
    from reportkit.delivery.transports.smtp_session import connect

    try:
        smtp = connect(server)
    except ServerTrouble as trouble:
        return failure(str(trouble), _talk_to(server))
    sock = smtp.sock
    until, protocol = None, "in the open"
    if isinstance(sock, ssl.SSLSocket):
        until, protocol = _expiry(sock), sock.version() or "TLS"
    smtp.close()
    seen = f"{server.host}:{server.port} answers, {protocol}"
    if until is None:
        return good(f"{seen}, which security: none asks for")
    seen += f", certificate until {until:%Y-%m-%d}"
    if until - context.now < _SOON:
        return warning(f"{seen}: {(until - context.now).days} days left", _talk_to(server))
    return good(seen)


def login(context: Context) -> Row:
    """The server takes the login; nothing is sent."""
    settings = _settings(context)
    if isinstance(settings, Row):
        return settings
    if not settings.login:
        return skip("transport has no login")
    from reportkit.delivery.transports.smtp_session import connect

    try:
        server = _server(context, settings)
    except ReportkitError as error:
        return refused(error, settings, context)
    try:
        smtp = connect(server)
    except ServerTrouble as trouble:
        is_answer = _REFUSAL.search(str(trouble))
        return failure(str(trouble), TYPE_PASSWORD if is_answer else _talk_to(server))
    smtp.quit()
    return good(f"{settings.host} takes {settings.login}; nothing was sent")


def sender_domain(context: Context) -> Row:
    """Whether the sender's domain vouches for the mail is not known here, and said so."""
    settings = _settings(context)
    if isinstance(settings, Row):
        return settings
    domain = settings.dkim_domain or domain_of(settings)
    names = [domain, f"_dmarc.{domain}"]
    if settings.dkim_selector:
        names.append(f"{settings.dkim_selector}._domainkey.{domain}")
    return skip(
        f"SPF, DKIM and DMARC of {domain} are not looked up: that takes a resolver which reportkit "
        "has not",
        f"dig +short {' '.join(f'TXT {shlex.quote(name)}' for name in names)}",
    )


def _settings(context: Context) -> Transport | Row:
    """Give the settings of the server, or say why there is nothing to ask."""
    if not context.online:
        return skip("not asked", context.say("doctor --online"))
    if not has_mail(context):
        return not_mailed(context)
    settings = settings_of(context)
    if chosen_by(settings) is not SERVER:
        return skip(f"mail leaves by {chosen_by(settings).name}")
    return settings if settings.host else no_server()


def _server(context: Context, settings: Transport) -> Server:
    from reportkit.delivery.transports.smtp_session import Timeouts

    server = server_of(settings, context.folder / "seeds", context.environment)
    return replace(server, timeouts=Timeouts(connect=PATIENCE, command=PATIENCE))


def _looked_up(host: str) -> tuple[str, ...] | str:
    """Look a name up, for so long and no longer: the system's own call cannot be ended."""
    answer: list[tuple[str, ...] | str] = []

    def look() -> None:
        try:
            known = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answer.append(tuple(dict.fromkeys(str(entry[4][0]) for entry in known)))
        except (OSError, UnicodeError) as error:
            answer.append(getattr(error, "strerror", "") or "is no name of a host")

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return answer[0] if answer else f"no answer in {PATIENCE:g} s"


def _expiry(sock: ssl.SSLSocket) -> datetime | None:
    certificate = sock.getpeercert() or {}
    written = certificate.get("notAfter")
    if not isinstance(written, str):
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(written), UTC)


def _talk_to(server: Server) -> str:
    """Give the command that shows what the server says and whom it claims to be."""
    where = shlex.quote(f"{server.host}:{server.port}")
    if server.security is MailSecurity.NONE:
        return f"curl -v telnet://{where}"
    starttls = " -starttls smtp" if server.security is MailSecurity.STARTTLS else ""
    return f"openssl s_client -connect {where}{starttls} </dev/null"


CHECKS = (
    Check("address", address, "doctor --online", seconds=30),
    Check("connection", connection, "doctor --online", seconds=60),
    Check("login", login, "doctor --online", seconds=90),
    Check("sender's domain", sender_domain, "doctor --online"),
)

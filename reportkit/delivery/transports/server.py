"""The transport to a mail server: which server, and the secret that goes to no other."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.delivery.paths import named_file
from reportkit.delivery.recipients import PREFIX
from reportkit.delivery.transports.transport import Opening, Transport, TransportKind
from reportkit.model.series import Transport as Settings
from reportkit.model.vocabulary.mail import MailSecurity
from reportkit.problems import MachineUnable, ReportkitError
from reportkit.rules.transport import LOOPBACK

if TYPE_CHECKING:  # smtplib is heavy, and most commands mail nothing
    from reportkit.delivery.transports.smtp_session import Server

PASSWORD = f"{PREFIX}PASSWORD"
#: Prints the secret: "pass show mail/desk". Of the environment alone: whoever may write a fact
#: must not thereby run a program on the machine that sends.
COMMAND = f"{PREFIX}SECRET_COMMAND"
_PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}
_PORT_END = 65536
_PATIENCE = 60  # seconds for the command that prints the secret


def open_server(settings: Settings, seeds: Path, environment: Mapping[str, str]) -> Transport:
    """Open a mail server; connects at the first message.

    The secret comes from the environment or from the command that prints it, never from a
    file of the series, and is kept in no message, log or ledger. It goes to the host that is
    named beside it there: whoever may write distribution.yaml must not thereby get it.
    """
    from reportkit.delivery.transports.smtp import SmtpTransport

    return SmtpTransport(server_of(settings, seeds, environment))


def server_of(settings: Settings, seeds: Path, environment: Mapping[str, str]) -> Server:
    """Give the server that the settings name, and the secret that is for it; connects to nothing.

    Raises what ``open_server`` raises.
    """
    from reportkit.delivery.transports.smtp_session import Server

    if settings.host is None:
        raise ReportkitError(
            "no mail server is named: set transport.host in seeds/distribution.yaml or "
            f"{PREFIX}HOST, or write the messages with --to-folder DIR"
        )
    port = settings.port or _PORTS[settings.security]
    if not 0 < port < _PORT_END:
        raise ReportkitError(f"{port} is not the port of a mail server")
    if settings.login:
        _refuse_unbound(settings, environment)
    return Server(
        host=settings.host,
        port=port,
        security=settings.security,
        own_name=settings.sender.rpartition("@")[2],
        sender=settings.sender,
        login=settings.login or "",
        secret=_secret(environment) if settings.login else "",
        ca_file=_trusted(seeds, settings.ca_file) if settings.ca_file else "",
    )


def _refuse_unbound(settings: Settings, environment: Mapping[str, str]) -> None:
    """Refuse to hand the secret to where only the seeds say that it goes."""
    for field, value in (("HOST", settings.host), ("CA_FILE", settings.ca_file)):
        if value and environment.get(PREFIX + field, "").strip() != value:
            raise ReportkitError(
                f"the password is for the server that the environment names: set {PREFIX}{field}="
                f"{value} beside it; {field.lower()} of distribution.yaml alone does not get it"
            )
    # Nothing proves who listens on a port without a certificate: any account of a machine may.
    named = (None, _PORTS[MailSecurity.NONE], environment.get(f"{PREFIX}PORT", "").strip())
    if settings.security is MailSecurity.NONE and str(settings.port) not in map(str, named):
        raise ReportkitError(
            f"the password would go to port {settings.port} of {settings.host}, where nothing "
            f"proves who listens: set {PREFIX}PORT={settings.port} beside it; port of "
            "distribution.yaml alone does not get it"
        )
    if settings.security is MailSecurity.NONE and settings.host not in LOOPBACK:
        raise ReportkitError(
            f"the password for {settings.host} would be sent unencrypted: "
            "set security: starttls or tls"
        )
    if settings.login and not settings.login.isascii():
        raise ReportkitError("the login holds letters beyond ASCII, which servers do not take")


def _trusted(seeds: Path, ca_file: str) -> str:
    path = named_file(seeds, ca_file)
    if not path.is_file():
        raise MachineUnable(f"there is no file of certificates {path}; transport.ca_file names it")
    return str(path)


def _secret(environment: Mapping[str, str]) -> str:
    secret = environment.get(PASSWORD) or _printed_secret(environment)
    if not secret.isascii():
        raise ReportkitError(
            "the password holds letters beyond ASCII, which mail servers read differently or not "
            "at all; choose another"
        )
    return secret


def _printed_secret(environment: Mapping[str, str]) -> str:
    command = environment.get(COMMAND)
    if not command:
        raise ReportkitError(
            f"there is a login but no secret: set {PASSWORD}, or name a command that prints it "
            f"in {COMMAND}"
        )
    try:
        run = subprocess.run(  # noqa: S603  # named by whoever runs the series
            shlex.split(command), capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise MachineUnable(
            f"the command of {COMMAND} cannot be run: {type(error).__name__}"
        ) from None
    secret = run.stdout.decode("utf-8", "replace").strip("\r\n")
    if run.returncode or not secret:
        raise MachineUnable(
            f"the command of {COMMAND} printed no secret (exit status {run.returncode})"
        )
    return secret


def _open(opening: Opening) -> Transport:
    return open_server(opening.settings, opening.seeds, opening.environment)


#: What is chosen where nothing else is.
SERVER = TransportKind(
    name="server",
    open=_open,
    where=lambda opening: opening.settings.host or "no server named",
    chosen_by=lambda _: True,
)

"""The way that was asked for, opened: a server with its secret, a folder, a Maildir."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from reportkit.delivery.folder import FolderTransport, MaildirTransport, Transport
from reportkit.delivery.readers import PREFIX
from reportkit.facts.series import Transport as Settings
from reportkit.facts.words import MailSecurity
from reportkit.problems import MachineUnable, ReportkitError

PASSWORD = f"{PREFIX}PASSWORD"
#: Prints the secret: "pass show mail/desk". Of the environment alone: whoever may write a fact
#: must not thereby run a program on the machine that sends.
COMMAND = f"{PREFIX}SECRET_COMMAND"
_PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}
_PATIENCE = 60  # seconds for the command that prints the secret


def folder(path: Path) -> Transport:
    """Open a folder of .eml files."""
    return FolderTransport(path)


def maildir(path: Path) -> Transport:
    """Open a Maildir."""
    return MaildirTransport(path)


def server(way: Settings, seeds: Path, environment: Mapping[str, str]) -> Transport:
    """Open a mail server; connects at the first message.

    The secret comes from the environment or from the command that prints it, never from a
    file of the series, and is kept in no message, log or ledger.
    """
    from reportkit.delivery.session import Server
    from reportkit.delivery.smtp import SmtpTransport

    if way.host is None:
        raise ReportkitError(
            "no mail server is named: set transport.host in seeds/distribution.yaml or "
            f"{PREFIX}HOST, or write the messages with --to-folder DIR"
        )
    return SmtpTransport(
        Server(
            host=way.host,
            port=way.port or _PORTS[way.security],
            security=way.security,
            own_name=way.sender.rpartition("@")[2],
            sender=way.sender,
            login=way.login or "",
            secret=_secret(environment) if way.login else "",
            ca_file=str(seeds / Path(way.ca_file).expanduser()) if way.ca_file else "",
        )
    )


def _secret(environment: Mapping[str, str]) -> str:
    if secret := environment.get(PASSWORD):
        return secret
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
            f"the command of {COMMAND} gave no secret (it ended with {run.returncode})"
        )
    return secret

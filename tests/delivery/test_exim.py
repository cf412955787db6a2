"""A mail server from the system's packages, where there is one: Exim, with a Maildir behind it."""

from __future__ import annotations

import mailbox
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.delivery.posting import PDF, mail, make_series, publish, states
from tests.delivery.server import MailServer

EXIM = shutil.which("exim4") or shutil.which("exim") or shutil.which("exim4", path="/usr/sbin")
CONFIGURATION = """
primary_hostname = localhost
spool_directory = {folder}/spool
log_file_path = {folder}/log/%s
pid_file_path = {folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts =
host_lookup =
rfc1413_hosts =
deliver_drop_privilege = true
domainlist local_domains = example.org
smtp_accept_max_per_connection = 2
acl_smtp_rcpt = readers
begin acl
readers:
  deny local_parts = bob
       message = no such user
  accept
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  maildir_format
  create_directory
  directory = {folder}/box/all
"""


@contextmanager
def exim(folder: Path) -> Iterator[int]:
    """Run Exim on a port of its own, with everything it writes under one folder.

    It gives its rights up on the way, so that the folder is one that anybody can enter.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for part in ("", "spool", "log", "box"):
        (folder / part).mkdir(exist_ok=True)
        (folder / part).chmod(0o777)
    configuration = folder / "exim.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, port=port))
    with subprocess.Popen(
        [EXIM or "", "-C", configuration, "-bdf", "-q1m"], stderr=subprocess.PIPE
    ) as run:
        try:
            if not _answers(port, run):
                pytest.skip("Exim does not start here")
            yield port
        finally:
            run.terminate()


def _answers(port: int, run: subprocess.Popen[bytes]) -> bool:
    for _ in range(100):
        if run.poll() is not None:
            return False
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return True
        except OSError:
            time.sleep(0.05)
    return False


def _arrived(box: Path, count: int) -> dict[str, bytes]:
    """Wait for what the server puts into a box after it has answered; by reader."""
    for _ in range(200):
        if (box / "new").is_dir() and len(list((box / "new").iterdir())) >= count:
            break
        time.sleep(0.05)
    found = mailbox.Maildir(box, create=False)
    messages = [found.get_bytes(key) for key in found.keys()]  # noqa: SIM118
    found.close()
    return {str(message_from_bytes(raw, policy=SMTP)["To"]): raw for raw in messages}


@pytest.mark.skipif(EXIM is None, reason="needs Exim")
def test_a_real_mail_server_takes_refuses_and_delivers(tmp_path: Path) -> None:
    """One reader has it with the PDF as sealed, one is refused, and a session is ended early."""
    series = make_series(tmp_path / "series")
    publish(series)
    with tempfile.TemporaryDirectory() as folder, exim(Path(folder)) as port:
        server = MailServer({})
        server.port = port
        sent = mail(series, server)
        arrived = _arrived(Path(folder, "box", "all"), 2)

    assert {"ann": "accepted", "bob": "rejected", "cid": "accepted"} == states(sent)
    (pdf,) = message_from_bytes(arrived["Ann <ann@example.org>"], policy=SMTP).iter_attachments()
    assert PDF == pdf.get_payload(decode=True)

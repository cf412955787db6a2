"""Protection, login and pace: what stands between us and the mail server."""

from __future__ import annotations

import os
import socket
import stat
import sys
import time
from pathlib import Path

import pytest

from reportkit.delivery.message_records import Outcome, ServerTrouble, State
from reportkit.delivery.transports.server import open_server
from reportkit.delivery.transports.smtp import MESSAGES_A_SESSION, dotted
from reportkit.model.series import Transport
from reportkit.model.vocabulary.mail import MailSecurity
from reportkit.problems import MachineUnable, ReportkitError, SeedsRejected
from tests.delivery.posting import (
    LISTS,
    NOW,
    TestClock,
    ledger_of,
    mail,
    make_series,
    prepared,
    publish,
    transport_to,
)
from tests.delivery.server import Action, Do, mail_server

MESSAGE = b"Subject: x\r\n\r\n.dot\r\n..two\r\n"
SECRET = "a-long-secret"  # noqa: S105


def nothing() -> None:
    """Commit to nothing."""


def test_a_message_arrives_byte_for_byte_through_starttls_and_login() -> None:
    with mail_server(tls=True, password=SECRET) as server:
        way = transport_to(server, security=MailSecurity.STARTTLS, password=SECRET)
        outcome = way.deliver("ann@example.org", MESSAGE, nothing)
        way.close()

    assert State.ACCEPTED is outcome.state
    assert [("ann@example.org", MESSAGE)] == server.taken


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    """E01."""
    with mail_server(tls=True) as server:
        way = transport_to(server, security=MailSecurity.STARTTLS, trusted=False)
        with pytest.raises(ServerTrouble, match="certificate is not trusted"):
            way.deliver("ann@example.org", MESSAGE, nothing)

    assert [] == server.taken


@pytest.mark.skipif(sys.platform != "linux", reason="one loopback address only")
def test_a_certificate_of_another_name_is_refused() -> None:
    """E01: it is valid, but for localhost and 127.0.0.1 only."""
    with mail_server(tls=True, host="127.0.0.2") as server:
        way = transport_to(server, security=MailSecurity.STARTTLS, host="127.0.0.2")
        with pytest.raises(ServerTrouble, match="certificate is not trusted"):
            way.deliver("ann@example.org", MESSAGE, nothing)

    assert [] == server.taken


@pytest.mark.parametrize("answer", ["454 not now", "501 no", Do.CLOSE])
def test_a_refused_starttls_never_goes_on_in_the_open(answer: str | Do) -> None:
    """E01: neither mail nor login leaves without protection."""
    with mail_server({"starttls": [answer]}, tls=True, password=SECRET) as server:
        way = transport_to(server, security=MailSecurity.STARTTLS, password=SECRET)
        with pytest.raises(ServerTrouble):
            way.deliver("ann@example.org", MESSAGE, nothing)

    assert "mail" not in server.commands
    assert "auth" not in server.commands


def test_mail_without_a_login_does_not_go_on_in_the_open_either() -> None:
    with mail_server({"starttls": ["454 not now"]}, tls=True) as server:
        way = transport_to(server, security=MailSecurity.STARTTLS)
        with pytest.raises(ServerTrouble, match="454"):
            way.deliver("ann@example.org", MESSAGE, nothing)

    assert [] == server.taken


def test_a_server_without_starttls_is_no_server_for_us() -> None:
    with mail_server() as server:
        way = transport_to(server, security=MailSecurity.STARTTLS)
        with pytest.raises(
            ServerTrouble,
            match=r"offers no STARTTLS.*'security: none' for a server on this machine",
        ):
            way.deliver("ann@example.org", MESSAGE, nothing)


def test_a_refused_login_tells_no_secret() -> None:
    """E01 and X05: the server even answers with what it was sent."""
    script: dict[str, list[Action]] = {"auth": [f"535 no, {SECRET} is wrong"] * 2}
    with mail_server(script, tls=True, password=SECRET) as server:
        way = transport_to(server, security=MailSecurity.STARTTLS, password=SECRET)
        with pytest.raises(ServerTrouble, match="535") as refusal:
            way.deliver("ann@example.org", MESSAGE, nothing)

    assert SECRET not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert SECRET not in repr(way.__dict__)


def test_a_session_ends_after_a_hundred_messages() -> None:
    with mail_server() as server:
        way = transport_to(server)
        for _ in range(MESSAGES_A_SESSION + 1):
            way.deliver("ann@example.org", MESSAGE, nothing)
        way.close()

    assert 2 == server.sessions
    assert MESSAGES_A_SESSION + 1 == len(server.taken)


def test_nothing_can_be_accepted_before_it_is_written_down() -> None:
    """The dot goes out after ``committing`` returned; if that fails, it never does."""
    with mail_server() as server:
        way = transport_to(server)

        def fail() -> None:
            raise MachineUnable("disk full")

        with pytest.raises(MachineUnable):
            way.deliver("ann@example.org", MESSAGE, fail)
        way.close()

    assert [] == server.taken


def test_a_server_that_leaves_while_it_is_written_down_accepted_nothing() -> None:
    with mail_server({"body": [Do.STOP_READING]}) as server:
        way = transport_to(server)
        outcome = way.deliver("ann@example.org", MESSAGE, lambda: time.sleep(0.3))

    assert State.DEFERRED is outcome.state


@pytest.mark.parametrize("security", [MailSecurity.NONE, MailSecurity.STARTTLS])
def test_the_end_of_a_message_does_not_wait_for_the_bytes_before_it(security: MailSecurity) -> None:
    """Nagle's algorithm would hold it until they are acknowledged."""
    with mail_server(tls=security is MailSecurity.STARTTLS) as server:
        way = transport_to(server, security=security)
        way.deliver("ann@example.org", MESSAGE, nothing)
        session = way._smtp  # type: ignore[attr-defined]  # noqa: SLF001
        option = session.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        way.close()

    assert 0 != option


def test_dots_that_begin_a_line_are_doubled() -> None:
    assert b"..a\r\n...\r\nb.\r\n" == dotted(b".a\r\n..\r\nb.\r\n")


def test_messages_keep_to_the_pace(tmp_path: Path) -> None:
    """Thirty a minute: two seconds from one to the next."""
    series = make_series(
        tmp_path, LISTS.replace("security: none", "security: none, per_minute: 30")
    )
    publish(series)
    clock = TestClock()
    with mail_server() as server:
        mail(series, server, clock=clock)

    assert [2.0, 2.0] == clock.slept
    assert [0, 2, 4] == [(line.at - NOW).total_seconds() for line in ledger_of(series)]


# -- the secret --------------------------------------------------------------------------------


WAY = Transport(sender="a@example.org", host="localhost", login="desk")
BESIDE = {"REPORTKIT_SMTP_HOST": "localhost"}


def test_a_secret_comes_from_the_environment_before_a_command(tmp_path: Path) -> None:
    opened = open_server(
        WAY,
        tmp_path,
        {**BESIDE, "REPORTKIT_SMTP_PASSWORD": SECRET, "REPORTKIT_SMTP_SECRET_COMMAND": "false"},
    )

    assert SECRET == opened._server.secret  # type: ignore[attr-defined]  # noqa: SLF001
    assert SECRET not in repr(opened._server)  # type: ignore[attr-defined]  # noqa: SLF001


def test_a_secret_comes_from_a_command(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'print(\"{SECRET}\")'"
    opened = open_server(WAY, tmp_path, {**BESIDE, "REPORTKIT_SMTP_SECRET_COMMAND": command})

    assert SECRET == opened._server.secret  # type: ignore[attr-defined]  # noqa: SLF001


@pytest.mark.parametrize("command", ["false", "no-such-command-here", "true", "'"])
def test_a_command_that_gives_no_secret_stops(tmp_path: Path, command: str) -> None:
    with pytest.raises(MachineUnable, match="SECRET_COMMAND"):
        open_server(WAY, tmp_path, {**BESIDE, "REPORTKIT_SMTP_SECRET_COMMAND": command})


def test_a_login_without_a_secret_stops(tmp_path: Path) -> None:
    with pytest.raises(ReportkitError, match="REPORTKIT_SMTP_PASSWORD"):
        open_server(WAY, tmp_path, BESIDE)


@pytest.mark.parametrize(
    ("way", "environment", "named"),
    [
        ({}, {}, "REPORTKIT_SMTP_HOST=localhost"),
        ({}, {"REPORTKIT_SMTP_HOST": "mx.example.org"}, "REPORTKIT_SMTP_HOST=localhost"),
        ({"ca_file": "ours.pem"}, BESIDE, "REPORTKIT_SMTP_CA_FILE=ours.pem"),
        ({"host": "mx.example.org", "security": MailSecurity.NONE},
         {"REPORTKIT_SMTP_HOST": "mx.example.org"}, "unencrypted"),
        ({"port": 2525, "security": MailSecurity.NONE}, BESIDE, "REPORTKIT_SMTP_PORT=2525"),
    ],
)  # fmt: skip
def test_the_seeds_cannot_send_the_password_elsewhere(
    tmp_path: Path, way: dict[str, str], environment: dict[str, str], named: str
) -> None:
    """S11: it goes to the server that stands beside it in the environment, and is vouched for."""
    (tmp_path / "ours.pem").touch()
    with pytest.raises(ReportkitError, match=named) as refusal:
        open_server(
            WAY.replace(**way), tmp_path, {**environment, "REPORTKIT_SMTP_PASSWORD": SECRET}
        )

    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize(
    ("way", "environment", "named"),
    [
        ({}, {"REPORTKIT_SMTP_PASSWORD": "Schlüssel"}, "beyond ASCII"),
        ({"login": "büro"}, {"REPORTKIT_SMTP_PASSWORD": SECRET}, "beyond ASCII"),
        ({"port": 99_999}, {"REPORTKIT_SMTP_PASSWORD": SECRET}, "not the port"),
        ({"login": None, "ca_file": "~nobody-here/ca.pem"}, {}, "no home"),
        ({"login": None, "ca_file": "gone.pem"}, {}, "no file of certificates"),
    ],
)
def test_settings_that_open_no_connection_are_refused_plainly(
    tmp_path: Path, way: dict[str, object], environment: dict[str, str], named: str
) -> None:
    """S22."""
    with pytest.raises(ReportkitError, match=named):
        open_server(WAY.replace(**way), tmp_path, {**BESIDE, **environment})


def test_a_secret_in_the_series_is_refused(tmp_path: Path) -> None:
    """X05: there is no key for it."""
    series = make_series(tmp_path)
    publish(series)
    lists = LISTS.replace("host: 127.0.0.1", "host: 127.0.0.1, password: x")
    (series / "seeds" / "distribution.yaml").write_text(lists)
    with pytest.raises(SeedsRejected) as told:
        prepared(series)

    assert ["key-unknown"] == [problem.code for problem in told.value.problems]


def test_mail_to_another_machine_is_never_in_the_open(tmp_path: Path) -> None:
    series = make_series(tmp_path)
    publish(series)
    lists = LISTS.replace("host: 127.0.0.1", "host: mx.example.org")
    (series / "seeds" / "distribution.yaml").write_text(lists)
    with pytest.raises(SeedsRejected) as told:
        prepared(series)

    assert ["transport-unprotected"] == [problem.code for problem in told.value.problems]


def test_the_ledger_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    """It holds addresses."""
    series = make_series(tmp_path)
    publish(series)
    with mail_server() as server:
        mail(series, server)

    mode = os.stat(series / "reports" / "deliveries.sqlite").st_mode  # noqa: PTH116
    assert 0 == mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_an_outcome_is_told_on_one_plain_line() -> None:
    """A server's answer reaches terminal and ledger without control characters."""
    with mail_server({"rcpt": ["550 no\x1b[31m user\t here"]}) as server:
        way = transport_to(server)
        outcome = way.deliver("ann@example.org", MESSAGE, nothing)
        way.close()

    assert Outcome(State.REJECTED, 550, "no?[31m user here") == outcome

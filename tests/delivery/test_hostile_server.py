"""A server that means no good: it cannot hold, fill or mislead the sender (S16, S21, S22)."""

from __future__ import annotations

import resource
import time
from base64 import b32encode, b64encode
from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle, repeat
from pathlib import Path
from urllib.parse import quote

import pytest

from reportkit.delivery.message_records import Outcome, ServerTrouble, State
from reportkit.delivery.service import send
from reportkit.delivery.transports.secret_redaction import redacted
from reportkit.delivery.transports.smtp import SmtpTransport
from reportkit.delivery.transports.smtp_session import Server, Timeouts
from reportkit.model.vocabulary.mail import MailSecurity
from tests.delivery.hostile import EHLO, Said, hostile_server
from tests.delivery.posting import (
    TestClock,
    ledger_of,
    mail,
    make_series,
    prepared,
    publish,
    transport_to,
)
from tests.delivery.server import mail_server

MESSAGE = b"Subject: x\r\n\r\ntext\r\n"
BANNER = [b"220 hello\r\n"]
YES = [b"250 yes\r\n"]
QUICK = Timeouts(connect=1, command=1, data=1, block=1, dot=1, message=2)
SECRET = "p@ss word/+?"  # noqa: S105
PLAIN = b64encode(f"\0desk\0{SECRET}".encode()).decode()


def transport(port: int, **more: object) -> SmtpTransport:
    """Open the way to a hostile server, in the open."""
    server = Server(
        host="127.0.0.1", port=port, security=MailSecurity.NONE, own_name="example.org",
        sender="brief@example.org", timeouts=QUICK,
    )  # fmt: skip
    return SmtpTransport(replace(server, **more))  # type: ignore[arg-type]


def deliver(*turns: Iterable[Said], message: bytes = MESSAGE, **more: object) -> Outcome:
    """Hand one message over to a server that speaks these turns."""
    with hostile_server(*turns) as port:
        way = transport(port, **more)
        try:
            return way.deliver("ann@example.org", message, lambda: None)
        finally:
            way.close()


LINES = repeat(b"220-" + b"x" * 60 + b"\r\n")
ONE_BY_ONE: Iterable[Said] = cycle([b"220-still here\r\n", 0.3])
DRIP: Iterable[Said] = cycle([b"2", 0.3])
NO_BREAK = repeat(b"x" * 4096)


@pytest.mark.parametrize("turn", [LINES, ONE_BY_ONE, DRIP, NO_BREAK])
def test_an_answer_without_end_ends(turn: Iterable[Said]) -> None:
    """S16: lines, bytes, and a deadline for the whole answer."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ServerTrouble, match=r"no answer in time|no end"):
        deliver(turn)

    assert time.monotonic() - began < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


@pytest.mark.parametrize("turn", [LINES, ONE_BY_ONE, DRIP, NO_BREAK])
def test_an_answer_without_end_after_the_dot_leaves_the_message_unknown(
    turn: Iterable[Said],
) -> None:
    began = time.monotonic()
    # After DATA: nothing for "Subject", the empty line and "text"; then the dot.
    outcome = deliver(BANNER, [EHLO], YES, YES, [b"354 go on\r\n"], [], [], [], turn)

    assert State.UNKNOWN is outcome.state
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("turn", [DRIP, NO_BREAK])
def test_a_server_that_never_answered_is_not_said_to_refuse(turn: Iterable[Said]) -> None:
    with pytest.raises(ServerTrouble) as caught:
        deliver(BANNER, [EHLO], turn)

    assert str(caught.value).startswith("connection lost at MAIL: ")


def test_a_server_that_does_not_read_the_message_is_left() -> None:
    """It would take it a byte at a time for ever."""
    began = time.monotonic()
    waits: Iterable[Said] = cycle([0.2])
    outcome = deliver(
        BANNER, [EHLO], YES, YES, [b"354 go on\r\n"], waits, message=b"x\r\n" * 7_000_000
    )

    assert State.DEFERRED is outcome.state
    assert time.monotonic() - began < 6


def test_an_answer_that_comes_before_its_question_is_none() -> None:
    """It says "accepted" with the words that ask for the message: nothing was accepted."""
    outcome = deliver(BANNER, [EHLO], YES, YES, [b"354 go on\r\n250 accepted\r\n"])

    assert State.DEFERRED is outcome.state
    assert "before its end" in outcome.reply


@pytest.mark.parametrize("size", ["²", "9" * 5_000, "-1", "1e9", "0x10", ""])
def test_a_size_that_is_no_number_is_no_limit(size: str) -> None:
    """S22: whatever a server states; a limit that makes no sense is left to its refusal."""
    ehlo = f"250-localhost\r\n250 SIZE {size}\r\n".encode("latin-1")
    outcome = deliver(BANNER, [ehlo], YES, YES, [b"552 too large\r\n"])

    assert (State.REJECTED, 552) == (outcome.state, outcome.code)


@pytest.mark.parametrize("challenge", [b"334 no base64!\r\n", b"334 \xff\xfe\r\n", b"334 \r\n"])
@pytest.mark.parametrize("kind", ["CRAM-MD5", "PLAIN", "LOGIN"])
def test_a_challenge_that_is_none_is_trouble_with_the_server(kind: str, challenge: bytes) -> None:
    ehlo = f"250-localhost\r\n250 AUTH {kind}\r\n".encode()
    with pytest.raises(ServerTrouble):
        deliver(BANNER, [ehlo], *[[challenge]] * 9, login="desk", secret=SECRET)


@pytest.mark.parametrize(
    "form",
    [
        SECRET, PLAIN, PLAIN.rstrip("="), b64encode(SECRET.encode()).decode(),
        b64encode(f"desk:{SECRET}".encode()).decode(), b64encode(f"xy{SECRET}zz".encode()).decode(),
        quote(SECRET), quote(SECRET, safe="").lower(), SECRET.encode().hex(),
        "p@ss   word/+?", " ".join(PLAIN), f"{PLAIN[:9]} 5.7.8 {PLAIN[9:]}",
        b64encode(PLAIN.encode()).decode(), b32encode(SECRET.encode()).decode(), SECRET[::-1],
        SECRET.encode().hex(":").upper(), "".join(f"&#{ord(sign)};" for sign in SECRET),
        "".join(f"\\x{ord(sign):02x}" for sign in SECRET),
    ],
)  # fmt: skip
def test_no_form_of_the_secret_is_told(form: str) -> None:
    """S21: a server answers with what it was sent, in whatever spelling."""
    answer = redacted(f"535 your {form} is wrong", "desk", SECRET)

    assert "***" in answer
    for part in ("p@ss", "word", "%40ss", "70407373", b64encode(SECRET.encode()).decode()[4:10]):
        assert part.lower() not in answer.lower()
    assert 10 >= len(answer.replace("***", "").removeprefix("535 your ").removesuffix(" is wrong"))


def test_the_secret_is_struck_out_before_an_answer_is_cut() -> None:
    """At the edge of what is kept, half of it would stand."""
    long = b"550 " + b"x" * 190 + b" " + PLAIN.encode() + b"\r\n"
    ehlo = b"250-localhost\r\n250 AUTH PLAIN\r\n"
    outcome = deliver(BANNER, [ehlo], [b"235 in\r\n"], YES, [long], login="desk", secret=SECRET)

    assert outcome.reply.endswith("x ***")


def test_what_a_later_answer_gives_back_is_struck_out_in_the_ledger_too(tmp_path: Path) -> None:
    series = make_series(tmp_path)
    publish(series)
    with mail_server({"rcpt": [f"550 {PLAIN}", f"450 {SECRET}"]}) as server:
        way = transport_to(server)
        with_secret = SmtpTransport(replace(way._server, login="", secret=SECRET))  # type: ignore[attr-defined]  # noqa: SLF001
        send(prepared(series), lambda: with_secret, TestClock())
    ledger = (series / "reports" / "deliveries.sqlite").read_bytes()

    assert "***" in ledger_of(series)[1].reply
    assert SECRET.encode() not in ledger
    assert PLAIN[8:].encode() not in ledger


def test_a_name_that_no_resolver_takes_is_trouble_with_the_server() -> None:
    """S22: from the environment it is refused earlier; here nothing stands in between."""
    with pytest.raises(ServerTrouble):
        transport(25, host="a..b").deliver("ann@example.org", MESSAGE, lambda: None)


def test_a_run_against_such_a_server_queues_and_stops(tmp_path: Path) -> None:
    """Nobody is charged for it, and the next run sends all."""
    series = make_series(tmp_path)
    publish(series)
    with hostile_server(ONE_BY_ONE) as port, mail_server() as server:
        real, server.port = server.port, port
        first = mail(series, server, timeouts=QUICK)
        server.port = real
        second = mail(series, server)

    assert "no answer in time" in first.stopped
    assert second.whole

"""Every answer and every loss, at every step, from a real server: E01 to E09 of the catalogue."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reportkit.delivery.message_records import State
from tests.delivery.posting import (
    NOW,
    TestClock,
    ledger_of,
    mail,
    make_series,
    publish,
    states,
)
from tests.delivery.server import Action, Do, mail_server

ALL_QUEUED = {"ann": "queued", "bob": "queued", "cid": "queued"}
ALL_ACCEPTED = {"ann": "accepted", "bob": "accepted", "cid": "accepted"}


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path)
    publish(made)
    return made


@pytest.mark.parametrize(
    ("phase", "action"),
    [
        ("banner", "421 too busy"),
        ("banner", "554 go away"),
        ("banner", Do.CLOSE),
        ("banner", Do.RESET),
        ("banner", Do.HANG),
        ("banner", "garbage"),
        ("ehlo", "502 unknown"),
        ("ehlo", Do.CLOSE),
        ("mail", Do.CLOSE),
    ],
)
def test_trouble_with_the_server_charges_no_reader(
    series: Path, phase: str, action: Action
) -> None:
    """E01: nothing is sent, all stay queued with no attempt counted, the next run sends all."""
    with mail_server({phase: [action]}) as server:
        first = mail(series, server)
        attempts = [line.attempt for line in ledger_of(series)]
        second = mail(series, server)

    assert ALL_QUEUED == states(first)
    assert first.stopped
    assert [0, 0, 0] == attempts
    assert ALL_ACCEPTED == states(second)


@pytest.mark.parametrize("answer", ["451 not now", "550 not you", "530 log in first"])
def test_a_refused_sender_is_not_the_readers_fault(series: Path, answer: str) -> None:
    """E02: MAIL refused stops the run and marks nobody."""
    with mail_server({"mail": [answer]}) as server:
        sent = mail(series, server)

    assert ALL_QUEUED == states(sent)
    assert answer in sent.stopped


@pytest.mark.parametrize(
    ("phase", "answer", "state"),
    [
        ("rcpt", "450 greylisted", "deferred"),
        ("rcpt", "421 going", "deferred"),
        ("rcpt", "550 5.1.1 no such user", "rejected"),
        ("rcpt", "garbage", "deferred"),
        ("data", "451 not now", "deferred"),
        ("data", "554 no", "rejected"),
        ("dot", "451 not now", "deferred"),
        ("dot", "452 full", "deferred"),
        ("dot", "421 going", "deferred"),
        ("dot", "554 no", "rejected"),
        ("dot", "garbage", "unknown"),
        ("dot", "251 will forward", "accepted"),
    ],
)
def test_an_answer_settles_its_own_reader_alone(
    series: Path, phase: str, answer: str, state: str
) -> None:
    """E03 and E07: the first reader's answer decides of that reader; the others get theirs."""
    with mail_server({phase: [answer]}) as server:
        sent = mail(series, server)

    assert {**ALL_ACCEPTED, "ann": state} == states(sent)
    assert sent.whole == (state == "accepted")


@pytest.mark.parametrize(
    ("phase", "action"),
    [
        ("rcpt", Do.CLOSE),
        ("rcpt", Do.HANG),
        ("data", Do.CLOSE),
        ("data", Do.RESET),
    ],
)
def test_a_loss_before_the_dot_is_safe_to_repeat(series: Path, phase: str, action: Action) -> None:
    """E05: nothing was accepted, so the reader is tried again later and gets one message."""
    _assert_safe_to_repeat(series, phase, action)


@pytest.mark.parametrize("action", [Do.CLOSE, Do.RESET, Do.STOP_READING])
def test_a_loss_in_the_middle_of_the_message_is_safe_to_repeat(
    tmp_path: Path, action: Action
) -> None:
    """E05: the server goes away while a message is sent that is larger than all buffers.

    A smaller one may be sent with its dot before that is seen, and is then unknown.
    """
    series = make_series(tmp_path)
    publish(series, pdf=b"%PDF" + b"x" * 12_000_000)

    _assert_safe_to_repeat(series, "body", action)


def _assert_safe_to_repeat(series: Path, phase: str, action: Action) -> None:
    """Lose the first message at a step, and mail once more ten minutes later."""
    clock = TestClock()
    with mail_server({phase: [action]}) as server:
        first = mail(series, server, clock=clock)
        clock.moment += timedelta(minutes=10)
        second = mail(series, server, clock=clock)

    assert {**ALL_ACCEPTED, "ann": "deferred"} == states(first)
    assert ALL_ACCEPTED == states(second)
    assert ["ann@example.org", "bob@example.org", "cid@example.org"] == sorted(server.readers)


@pytest.mark.parametrize("action", [Do.CLOSE, Do.RESET, Do.HANG])
def test_a_lost_answer_is_unknown_and_never_sent_again_by_itself(
    series: Path, action: Action
) -> None:
    """E06: the server has it, we cannot know; the run says so, and so does the next one."""
    with mail_server({"dot": [action]}) as server:
        first = mail(series, server)
        second = mail(series, server, clock=TestClock(NOW + timedelta(days=1)))

    assert {**ALL_ACCEPTED, "ann": "unknown"} == states(first)
    assert not first.whole
    assert not second.whole
    assert 1 == second.count(State.UNKNOWN)
    assert 1 == server.readers.count("ann@example.org")


@pytest.mark.parametrize(
    ("phase", "action"),
    [("quit", Do.CLOSE), ("quit", "421 no"), ("quit", Do.HANG), ("quit", Do.RESET)],
)
def test_what_was_accepted_stays_accepted(series: Path, phase: str, action: Action) -> None:
    """E09: whatever becomes of the farewell."""
    with mail_server({phase: [action]}) as server:
        sent = mail(series, server)

    assert ALL_ACCEPTED == states(sent)
    assert sent.whole


def test_a_failed_reset_ends_the_session_and_nothing_else(series: Path) -> None:
    """E09: after a refused reader the server does not understand RSET; a new session does."""
    with mail_server({"rcpt": ["550 no"], "rset": ["500 what"]}) as server:
        first = mail(series, server)
        second = mail(series, server)

    assert "rejected" == states(first)["ann"]
    assert {**ALL_ACCEPTED, "ann": "rejected"} == states(second)
    assert ["bob@example.org", "cid@example.org"] == sorted(server.readers)


def test_a_server_that_is_not_there(series: Path) -> None:
    """E01: nobody listens on the port."""
    with mail_server() as server:
        pass
    sent = mail(series, server)

    assert ALL_QUEUED == states(sent)
    assert "refused" in sent.stopped


def test_a_message_above_the_servers_size_is_not_sent_and_the_ledger_says_why(
    series: Path,
) -> None:
    """A limit that the server states is met before anything is sent; it may still be raised."""
    with mail_server(size=5_000) as server:
        sent = mail(series, server)

    assert {"deferred"} == set(states(sent).values())
    assert {(552, True)} == {(e.code, "of 5,000 bytes" in e.reply) for e in ledger_of(series)}
    assert [] == server.readers


@pytest.mark.parametrize("answer", ["452 4.5.3 Too many messages sent", "421 enough"])
def test_a_full_session_is_followed_by_another(series: Path, answer: str) -> None:
    """The message that was refused goes on in a new session, and its reader is not charged."""
    with mail_server({"mail": [Do.GO_ON, answer]}) as server:
        sent = mail(series, server)

    assert ALL_ACCEPTED == states(sent)
    assert 2 == server.sessions
    assert [1, 1, 1] == [line.attempt for line in ledger_of(series)]


def test_deferred_readers_wait_as_long_as_the_table_says(series: Path) -> None:
    """E03 and E13: five minutes, then longer each time within a fifth; after four days no more."""
    clock = TestClock()
    waits: list[float] = []
    by_reader: dict[str, str] = {}
    with mail_server({"rcpt": ["450 later"] * 200}) as server:
        for _ in range(60):
            by_reader = states(mail(series, server, clock=clock))
            line = ledger_of(series)[0]
            if line.next_try is None:
                break
            waits.append((line.next_try - clock.moment).total_seconds() / 60)
            clock.moment = line.next_try

    assert 5 == waits[0]
    for wait, usual in zip(waits[1:6], (15, 30, 60, 120, 240), strict=True):
        assert 0.8 * usual <= wait <= 1.2 * usual
    assert "expired" == by_reader["ann"]
    assert timedelta(days=4) < clock.moment - NOW < timedelta(days=4, hours=6)


def test_who_is_not_due_is_not_tried(series: Path) -> None:
    """E03: a second run a minute later leaves the greylisted reader alone."""
    clock = TestClock()
    with mail_server({"rcpt": ["450 later"]}) as server:
        mail(series, server, clock=clock)
        clock.moment += timedelta(minutes=1)
        second = mail(series, server, clock=clock)

    assert "deferred" == states(second)["ann"]
    assert 3 == server.commands.count("rcpt")


def test_equal_failures_stop_the_run(tmp_path: Path) -> None:
    """After ten times the same refusal the server means us; the others are not used up."""
    people = "\n".join(f"  - {{address: r{n:02}@example.org, lists: [a]}}" for n in range(15))
    series = make_series(
        tmp_path,
        f"lists: [{{id: a, name: A, max_tlp: 'TLP:CLEAR'}}]\nrecipients:\n{people}\n"
        "transport: {sender: brief@example.org, host: 127.0.0.1, security: none}\n",
    )
    publish(series)
    with mail_server({"rcpt": ["554 5.7.1 you are listed"] * 15}) as server:
        sent = mail(series, server)

    assert (10, 5) == (sent.count(State.REJECTED), sent.count(State.QUEUED))
    assert "10 equal failures" in sent.stopped

"""What comes back: returned messages and requests to be taken off."""

from __future__ import annotations

import mailbox
from datetime import timedelta
from pathlib import Path

import pytest

from reportkit.delivery.bounces import Read, read_bounces
from reportkit.delivery.ledger import open_ledger
from tests.delivery.posting import (
    NOW,
    TestClock,
    ledger_of,
    mail,
    make_series,
    publish,
    states,
)
from tests.delivery.server import mail_server

LATER = NOW + timedelta(days=1)
REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: brief@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ann@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: {kind}

From: The desk <brief@example.org>
Message-ID: {message_id}
Subject: something

{rest}
--b--
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series whose first edition everybody has."""
    made = make_series(tmp_path / "series")
    publish(made)
    with mail_server() as server:
        mail(made, server)
    return made


def report(
    series: Path, status: str = "5.1.1", *, action: str = "failed", kind: str = "message/rfc822"
) -> bytes:
    """Write the report of a server that returns Ann's message."""
    ann = ledger_of(series)[0]
    return REPORT.format(
        action=action, status=status, said=f"550 {status} no such user", kind=kind,
        message_id=ann.message_id, rest="",
    ).encode()  # fmt: skip


def read(series: Path, *messages: bytes) -> Read:
    """Read messages from a folder of .eml files."""
    folder = series.parent / "returned"
    folder.mkdir(exist_ok=True)
    for number, message in enumerate(messages):
        (folder / f"{number}.eml").write_bytes(message)
    with open_ledger(series / "reports", LATER) as ledger:
        return read_bounces(folder, ledger, LATER)


def next_edition(series: Path) -> dict[str, str]:
    """Publish and send the next edition, and tell how its readers stand."""
    publish(series, bottom_line="The bridge is open.")
    with mail_server() as server:
        return states(mail(series, server, "002", clock=TestClock(LATER)))


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_hard_bounce_rejects_and_suppresses_with_its_reason(series: Path, kind: str) -> None:
    found = read(series, report(series, kind=kind))
    ann = ledger_of(series)[0]

    assert ("ann@example.org",) == found.returned == found.suppressed
    assert ("rejected", 550) == (str(ann.state), ann.code)
    assert "returned: 5.1.1 550 5.1.1 no such user" == ann.said
    assert {"ann": "suppressed", "bob": "accepted", "cid": "accepted"} == next_edition(series)


@pytest.mark.parametrize("status", ["5.2.2", "5.3.4", "5.7.1", "4.4.7"])
def test_what_says_nothing_of_the_address_does_not_suppress(series: Path, status: str) -> None:
    """A full mailbox, a size, a policy, a time-out: this message is lost, the reader is not."""
    found = read(series, report(series, status))

    assert ("ann@example.org",) == found.returned
    assert () == found.suppressed
    assert "accepted" == next_edition(series)["ann"]


def test_a_delay_changes_nothing(series: Path) -> None:
    found = read(series, report(series, "4.4.1", action="delayed"))

    assert ("ann@example.org",) == found.late
    assert "accepted" == str(ledger_of(series)[0].state)


def test_a_report_of_a_message_that_we_never_sent_counts_for_nothing(series: Path) -> None:
    """Anybody can write to a return address."""
    ann = ledger_of(series)[0].message_id.encode()
    found = read(
        series, report(series).replace(ann, b"<forged@example.org>"), b"Subject: hello\n\n"
    )

    assert Read(strangers=2) == found
    assert "accepted" == str(ledger_of(series)[0].state)


def test_the_same_mailbox_may_be_read_again(series: Path) -> None:
    read(series, report(series))
    before = ledger_of(series)
    read(series, report(series))

    assert before == ledger_of(series)


def test_mbox_and_maildir_are_read_too(series: Path, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    box.add(report(series))
    box.close()
    folder = mailbox.Maildir(tmp_path / "dir")
    folder.add(report(series))
    folder.close()
    with open_ledger(series / "reports", LATER) as ledger:
        from_box = read_bounces(tmp_path / "box", ledger, LATER)
        from_folder = read_bounces(tmp_path / "dir", ledger, LATER)

    assert ("ann@example.org",) == from_box.returned == from_folder.returned


def test_unsubscribing_with_the_word_of_the_mail(tmp_path: Path) -> None:
    """From any address: the word is the reader's own."""
    series = make_series(tmp_path / "series")
    publish(series)
    with mail_server() as server:
        mail(series, server)
    offered = str(server.message("bob@example.org")["List-Unsubscribe"])
    subject = offered.partition("subject=")[2].rstrip(">").replace("%20", " ")
    found = read(series, f"From: other@example.net\nSubject: {subject}\n\n\n".encode())

    assert ("bob@example.org",) == found.unsubscribed
    assert "suppressed" == next_edition(series)["bob"]


def test_unsubscribing_from_ones_own_address(series: Path) -> None:
    found = read(series, b"From: Bob <BOB@example.org>\nSubject: Re: Unsubscribe\n\n\n")

    assert ("bob@example.org",) == found.unsubscribed


@pytest.mark.parametrize(
    "message",
    [
        b"From: eve@example.net\nSubject: unsubscribe\n\n",
        b"From: bob@example.org\nSubject: how do I unsubscribe\n\n",
        b"From: bob@example.org\nSubject: unsubscribe 000000000000000000000000\n\n",
        b"Subject: unsubscribe\n\n",
        b"\xff\xfe not a message",
        b"",
    ],
)
def test_any_other_mail_unsubscribes_nobody(series: Path, message: bytes) -> None:
    assert Read(strangers=1) == read(series, message)


def test_a_word_of_another_ledger_is_no_word(series: Path, tmp_path: Path) -> None:
    """The words are made with a key of the ledger's own."""
    other = make_series(tmp_path / "other")
    publish(other)
    with mail_server() as server:
        mail(other, server)
    subject = str(server.message("bob@example.org")["List-Unsubscribe"]).partition("%20")[2][:24]

    assert () == read(series, f"Subject: unsubscribe {subject}\n\n".encode()).unsubscribed

"""What comes back: returned messages and requests to be taken off."""

from __future__ import annotations

import mailbox
import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.delivery.bounces import Read, read_bounces
from reportkit.delivery.ledger import open_ledger
from reportkit.delivery.message.mime import mark_of
from reportkit.delivery.plan import SendRequest
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
    assert "returned: 5.1.1 550 5.1.1 no such user" == ann.reply
    assert {"ann": "suppressed", "bob": "accepted", "cid": "accepted"} == next_edition(series)


@pytest.mark.parametrize("status", ["5.1.0", "5.1.10", "5.2.1"])
def test_what_speaks_of_the_address_suppresses(series: Path, status: str) -> None:
    assert ("ann@example.org",) == read(series, report(series, status)).suppressed


@pytest.mark.parametrize(
    "status",
    ["5.0.0", "5.1.7", "5.1.8", "5.2.0", "5.2.2", "5.3.4", "5.4.4", "5.6.0", "5.7.1", "4.4.7", ""],
)
def test_what_says_nothing_of_the_address_does_not_suppress(series: Path, status: str) -> None:
    """A full mailbox, a size, a policy, our own address: this message is lost, no reader is."""
    outcome = read(series, report(series, status))

    assert ("ann@example.org",) == outcome.returned
    assert f"returned: {status}".strip() in outcome.reasons["ann@example.org"]
    assert () == outcome.suppressed
    assert "accepted" == next_edition(series)["ann"]


def test_a_delay_changes_nothing(series: Path) -> None:
    found = read(series, report(series, "4.4.1", action="delayed"))

    assert ("ann@example.org",) == found.late
    assert "accepted" == str(ledger_of(series)[0].state)


def test_a_report_of_a_message_that_we_never_sent_counts_for_nothing(series: Path) -> None:
    """Anybody can write to a return address."""
    ann = ledger_of(series)[0].message_id.encode()
    outcome = read(
        series, report(series).replace(ann, b"<forged@example.org>"), b"Subject: hello\n\n"
    )

    assert Read(strangers=2) == outcome
    assert "accepted" == str(ledger_of(series)[0].state)


def test_the_same_mailbox_may_be_read_again(series: Path) -> None:
    read(series, report(series))
    before = ledger_of(series)
    read(series, report(series))

    assert before == ledger_of(series)


def test_a_mailbox_that_is_read_again_undoes_no_decision_of_a_person(series: Path) -> None:
    """Ann's address works again: she is written to, sent what came back, and stays so."""
    read(series, report(series))
    with open_ledger(series / "reports", LATER) as ledger:
        ledger.allow("ann@example.org")
    with mail_server() as server:
        mail(series, server, request=SendRequest(only_failed=True), clock=TestClock(LATER))
    found = read(series, report(series))

    assert "accepted" == str(ledger_of(series)[0].state)
    assert () == found.suppressed
    assert "accepted" == next_edition(series)["ann"]


def test_a_request_that_is_read_again_is_no_second_one(series: Path, tmp_path: Path) -> None:
    """Found in another mailbox, where a mail program has flagged it; a new one counts."""
    bob = next(line for line in ledger_of(series) if line.address == "bob@example.org")
    asked = (
        f"Message-ID: <1@bob.net>\nIn-Reply-To: {bob.message_id}\nSubject: unsubscribe\n\nPlease.\n"
    )
    assert ("bob@example.org",) == read(series, asked.encode()).unsubscribed
    with open_ledger(series / "reports", LATER) as ledger:
        ledger.allow("bob@example.org")
        (tmp_path / "box").write_text(f"From bob\nStatus: RO\n{asked}\n")
        assert () == read_bounces(tmp_path / "box", ledger, LATER).unsubscribed
        assert {} == ledger.suppressed()

    again = asked.replace("<1@bob.net>", "<2@bob.net>")
    assert ("bob@example.org",) == read(series, again.encode()).unsubscribed


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


@pytest.mark.parametrize("word", ["", " 000000000000000000000000"])
def test_a_request_in_a_readers_name_alone_is_shown_and_changes_nothing(
    series: Path, word: str
) -> None:
    """S14: From is written by whoever writes the mail."""
    found = read(series, f"From: Bob <BOB@example.org>\nSubject: Unsubscribe{word}\n\n".encode())

    assert () == found.unsubscribed
    assert ["bob@example.org"] == [each.address for each in found.doubtful]
    assert "accepted" == next_edition(series)["bob"]


def test_an_answer_to_the_mail_itself_unsubscribes(series: Path) -> None:
    """Who has the message has its name, which nobody else can work out."""
    bob = next(line for line in ledger_of(series) if line.address == "bob@example.org")
    asked = f"From: x@example.net\nIn-Reply-To: {bob.message_id}\nSubject: Re: unsubscribe\n\n"

    assert ("bob@example.org",) == read(series, asked.encode()).unsubscribed


def test_no_reader_can_work_out_the_message_of_another(series: Path) -> None:
    """S14: what Bob has, and all that is public, gives no report about Ann that counts."""
    ann, bob, _ = ledger_of(series)
    start, _, domain = bob.message_id.partition("@")
    stem = start.rpartition(".")[0]
    guesses = [
        sha256(b"ann@example.org").hexdigest()[:12],  # as the first version made it
        sha256(b"ann@example.org").hexdigest()[:24],
        mark_of(b"", ann.manifest, ann.address),
        mark_of(b"a rehearsal", ann.manifest, ann.address),
    ]
    forged = [
        report(series).replace(ann.message_id.encode(), f"{stem}.{guess}@{domain}".encode())
        for guess in guesses
    ]

    assert Read(strangers=len(guesses)) == read(series, *forged)


def test_a_report_about_a_message_without_keyed_part_is_shown(series: Path) -> None:
    """A line of an older reportkit: its name can be computed by anybody."""
    old = "<river.001.0123456789ab.0123456789ab@example.org>"
    with closing(sqlite3.connect(series / "reports" / "deliveries.sqlite")) as direct:
        direct.execute("UPDATE delivery SET message_id = ? WHERE address LIKE 'ann%'", (old,))
        direct.commit()
    outcome = read(series, report(series))

    assert () == outcome.returned
    assert () == outcome.suppressed
    assert ["ann@example.org"] == [each.address for each in outcome.doubtful]
    assert "accepted" == str(ledger_of(series)[0].state)


def test_a_report_about_somebody_else_is_shown(series: Path) -> None:
    """S14: Bob returns his own message and names Ann; or Ann's mail went on to another box."""
    bob = ledger_of(series)[1].message_id.encode()
    ann = ledger_of(series)[0].message_id.encode()
    crossed = report(series).replace(ann, bob)
    moved = report(series).replace(b"rfc822; ann@example.org", b"rfc822; ann@home.example")
    found = read(series, crossed, moved)

    assert ["bob@example.org", "ann@example.org"] == [each.address for each in found.doubtful]
    assert {"ann": "accepted", "bob": "accepted", "cid": "accepted"} == next_edition(series)


def test_what_the_server_says_is_plain_when_it_is_kept(series: Path) -> None:
    hostile = report(series).replace(b"no such user", b"no\x1b[2J such" + b" user" * 500)
    read(series, hostile)
    said = ledger_of(series)[0].reply

    assert "no?[2J such user" in said
    assert len(said) < 300


@pytest.mark.parametrize(
    "message",
    [
        b"From: eve@example.net\nSubject: unsubscribe\n\n",
        b"From: bob@example.org\nSubject: how do I unsubscribe\n\n",
        b"From: eve@example.net\nSubject: unsubscribe 000000000000000000000000\n\n",
        b"From: bob@example.org\nSubject: =?no-such?b?dW5zdWJzY3JpYmU=?=\n\n",
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


# -- a mailbox that anybody can write to -------------------------------------------------------


#: What made the email package raise, or wait, or recurse.
HOSTILE = [
    b"\xff" * 300,
    b"Content-Type: multipart/report; boundary=\n\n--\n",
    b"Content-Type: message/delivery-status\n\n\x00\xff: \n\n",
    b"Content-Type: text/plain; charset*=utf-16''%FF%FE\nSubject: =?utf-16?b?/w==?=\n\n",
    b"From: " + b"(" * 5_000 + b"\nSubject: unsubscribe\n\n",
    b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3_000)
    ),
    b"Content-Type: text/rfc822-headers; charset=none\nContent-Transfer-Encoding: uuencode\n\nx",
]


def test_a_mail_that_cannot_be_read_stops_no_other(series: Path) -> None:
    """S15: each by itself; what says nothing is a stranger."""
    found = read(series, *HOSTILE, report(series))

    assert ("ann@example.org",) == found.returned
    assert len(HOSTILE) == found.strangers


def test_what_is_no_file_in_a_maildir_is_a_stranger(series: Path) -> None:
    """A pipe would wait for a writer for ever."""
    folder = series.parent / "box"
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    os.mkfifo(folder / "new" / "pipe")
    (folder / "new" / "link").symlink_to("/etc/hostname")
    (folder / "cur" / "folder").mkdir()
    (folder / "cur" / "mail").write_bytes(report(series))
    with open_ledger(series / "reports", LATER) as ledger:
        found = read_bounces(folder, ledger, LATER)

    assert ("ann@example.org",) == found.returned
    assert 3 == found.strangers


def test_a_huge_mail_costs_little_memory(series: Path) -> None:
    """Its start is enough: the report stands before what is returned."""
    box = series.parent / "box"
    with box.open("wb") as file:
        file.write(b"From a\n" + report(series) + b"\n")
        file.truncate(2_000_000_000)
    with open_ledger(series / "reports", LATER) as ledger:
        found = read_bounces(box, ledger, LATER)

    assert ("ann@example.org",) == found.returned


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_mail_of_any_kind_raises(series: Path, data: st.DataObject) -> None:
    """Random bytes, and reports with bytes cut out, put in and swapped: never an exception."""
    whole = data.draw(st.sampled_from([report(series), *HOSTILE[:4]]))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    message = whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:]
    as_box = data.draw(st.booleans())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.eml"
        path.write_bytes(message)
        with open_ledger(series / "reports", LATER) as ledger:
            found = read_bounces(path if as_box else path.parent, ledger, LATER)

    assert set(found.returned) <= {"ann@example.org"}

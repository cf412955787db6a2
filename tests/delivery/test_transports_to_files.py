"""For those who send by other means: a folder of messages, a Maildir; and signatures."""

from __future__ import annotations

import mailbox
import shutil
import sqlite3
import subprocess
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import dkim
import pytest

from reportkit.delivery import ledger, schema
from reportkit.delivery.service import Sent, rehearse, send
from reportkit.delivery.transports.folder import FolderTransport, MaildirTransport
from reportkit.delivery.transports.transport import Transport
from reportkit.problems import MachineUnable
from tests.delivery.posting import (
    LISTS,
    NOW,
    PDF,
    TestClock,
    ledger_of,
    mail,
    make_series,
    prepared,
    publish,
    states,
    write_lists,
)
from tests.delivery.server import mail_server

KEY = Path(__file__).parent / "localhost.pem"


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path / "series")
    publish(made)
    return made


def send_to(series: Path, way: Transport) -> Sent:
    """Send the first edition by some way."""
    return send(prepared(series), lambda: way, TestClock())


def test_a_folder_gets_one_file_a_message(series: Path, tmp_path: Path) -> None:
    sent = send_to(series, FolderTransport(tmp_path / "out"))
    files = sorted((tmp_path / "out").iterdir())

    assert sent.whole
    assert ["ann-example-org", "bob-example-org", "cid-example-org"] == [
        file.name.split(".")[0] for file in files
    ]
    first = message_from_bytes(files[0].read_bytes(), policy=SMTP)
    (pdf,) = first.iter_attachments()
    assert PDF == pdf.get_payload(decode=True)


def test_what_was_handed_over_in_files_is_not_mailed_again(series: Path, tmp_path: Path) -> None:
    send_to(series, FolderTransport(tmp_path / "out"))
    with mail_server() as server:
        mail(series, server)

    assert [] == server.taken


def test_a_maildir_is_read_by_mail_programs(series: Path, tmp_path: Path) -> None:
    sent = send_to(series, MaildirTransport(tmp_path / "box"))
    box = mailbox.Maildir(tmp_path / "box", create=False)
    subjects = {message["Message-ID"] for message in box}
    box.close()

    assert sent.whole
    assert {line.message_id for line in ledger_of(series)} == subjects


def test_lines_in_a_maildir_end_as_mail_programs_expect(tmp_path: Path) -> None:
    """With CRLF the mail programs of Unix take header lines for a broken message."""
    way = MaildirTransport(tmp_path / "box")
    way.deliver("ann@example.org", b"Subject: x\r\n\r\ntext\r\n", lambda: None)

    assert [b"Subject: x\n\ntext\n"] == [
        file.read_bytes() for file in (tmp_path / "box" / "new").iterdir()
    ]


def test_the_same_message_is_not_put_into_a_maildir_twice(tmp_path: Path) -> None:
    way = MaildirTransport(tmp_path / "box")
    for _ in range(2):
        way.deliver("ann@example.org", b"Subject: x\r\n\r\n", lambda: None)

    assert 1 == len(list((tmp_path / "box" / "new").iterdir()))


def test_a_full_disk_is_told_and_leaves_the_reader_in_the_queue(
    series: Path, tmp_path: Path
) -> None:
    way = FolderTransport(tmp_path / "out")
    (tmp_path / "out").rmdir()
    with pytest.raises(MachineUnable, match="cannot write"):
        send_to(series, way)

    assert ["queued"] * 3 == [str(line.state) for line in ledger_of(series)]


def test_a_disk_too_full_for_the_ledger_is_told_as_such(series: Path, tmp_path: Path) -> None:
    """SQLite has rolled back by itself; that there is nothing to roll back is no message."""
    real = schema.connect

    def small(path: Path) -> sqlite3.Connection:
        connection = real(path)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "connect", small)
        with pytest.raises(MachineUnable, match="disk is full; free some space"):
            send_to(series, FolderTransport(tmp_path / "out"))


# -- signatures --------------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A private key that its owner alone can read."""
    path = tmp_path / "dkim.pem"
    path.write_bytes(openssl("rsa", "-in", str(KEY)))
    path.chmod(0o600)
    return path


def openssl(*words: str) -> bytes:
    """Let openssl work on a key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs openssl")
    return subprocess.run([program, *words], check=True, capture_output=True).stdout


def signed_lists(key: Path) -> str:
    """Lists whose mail is signed."""
    return LISTS.replace("security: none", f"security: none, dkim_key: {key}, dkim_selector: brief")


def test_a_signed_message_is_verified_by_its_public_key(series: Path, key: Path) -> None:
    """RFC 6376, and RFC 8058: the headers for unsubscribing are covered."""
    write_lists(series, signed_lists(key))
    with mail_server() as server:
        sent = mail(series, server)
    public = openssl("rsa", "-in", str(key), "-pubout")
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])
    (raw,) = [content for reader, content in server.taken if reader == "ann@example.org"]

    assert {"ann": "accepted", "bob": "accepted", "cid": "accepted"} == states(sent)
    assert dkim.verify(raw, dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(raw.replace(b"bridge", b"fridge"), dnsfunc=lambda *_, **__: record)
    covered = raw.split(b"\r\nFrom:")[0].lower()
    assert b"list-unsubscribe" in covered


@pytest.mark.parametrize(
    "name",
    ["From", "To", "Cc", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References",
     "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type",
     "Content-Transfer-Encoding", "Content-Disposition", "Sender", "Disposition-Notification-To"],
)  # fmt: skip
def test_a_header_that_is_added_on_the_way_breaks_the_signature(
    series: Path, key: Path, name: str
) -> None:
    """S23: signed one time more than it stands there."""
    write_lists(series, signed_lists(key))
    (message, *_) = rehearse(prepared(series), NOW)
    raw = message.message.message
    public = openssl("rsa", "-in", str(key), "-pubout")
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])
    added = raw.replace(b"\r\nFrom:", f"\r\n{name}: x@example.net\r\nFrom:".encode(), 1)

    assert dkim.verify(raw, dnsfunc=lambda *_, **__: record)
    assert not dkim.verify(added, dnsfunc=lambda *_, **__: record)


def test_a_key_that_others_can_read_is_refused(series: Path, key: Path) -> None:
    """X07."""
    key.chmod(0o644)
    write_lists(series, signed_lists(key))
    with pytest.raises(MachineUnable, match="chmod 600"):
        prepared(series)


def test_a_key_that_is_none_is_told(series: Path, key: Path) -> None:
    key.write_text("no key")
    write_lists(series, signed_lists(key))
    with mail_server() as server, pytest.raises(MachineUnable, match="not usable"):
        mail(series, server)

    assert () == ledger_of(series)

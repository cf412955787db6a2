"""Nothing that anybody writes becomes a header, a reader or a second message."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportkit.delivery.message import composer
from reportkit.delivery.message.headers import header, mailbox
from reportkit.delivery.message.proof import (
    Intended,
    UnsafeMessage,
    check_bytes,
    check_head,
    check_parts,
)
from reportkit.delivery.message_records import RenderedMessage
from reportkit.delivery.service import rehearse
from reportkit.loading.loader import load
from reportkit.problems import ReportkitError, SeedsRejected
from reportkit.rules.book import check
from tests.delivery.posting import LISTS, NOW, make_series, prepared, publish, write_lists

#: CVE-2024-6923: some versions of Python turn this subject into a real Bcc header.
SMUGGLER = "=?utf-8?q?a=0D=0ABcc:_x@example.org?="


@pytest.fixture
def made(tmp_path: Path) -> RenderedMessage:
    """A message as it should be."""
    series = make_series(tmp_path)
    publish(series)
    return rehearse(prepared(series), NOW)[0].message


INTENDED = Intended(
    "ann@example.org",
    "[TLP:CLEAR] River crisis No. 1, 3-4 November 2025: deteriorated",
)


@pytest.mark.parametrize(
    "text",
    [
        "a\rBcc: x", "a\nBcc: x", "a\r\nBcc: x", "a\0b", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b",
        "a\u2029b", "a\ud800b", "a\u202eb", "a\u2066b", SMUGGLER, " a", "a  b", "a\t",
    ],
)  # fmt: skip
def test_a_header_refuses_what_could_hide_there(text: str) -> None:
    """E15 and E18, in whatever way the text came."""
    with pytest.raises(ReportkitError):
        header("Subject", text)
    with pytest.raises(ReportkitError):
        mailbox("To", text, "ann@example.org")


@pytest.mark.parametrize("swap", [("title: River crisis", f'title: "{SMUGGLER}"')])
def test_check_refuses_such_a_title(tmp_path: Path, swap: tuple[str, str]) -> None:
    """The person at the file hears of it long before anything is sent."""
    series = make_series(tmp_path)
    publish(series)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace(*swap))

    assert "header-text" in [problem.code for problem in check(load(series))]


def test_send_refuses_such_a_name(tmp_path: Path) -> None:
    series = make_series(tmp_path)
    publish(series)
    write_lists(series, LISTS.replace("name: Ann", f'name: "{SMUGGLER}"'))
    with pytest.raises(SeedsRejected) as told:
        prepared(series)

    assert ["header-text"] == [problem.code for problem in told.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "plain", "x" * 300, "word " * 60 + "end", "Überblick " * 20 + "Ende", "د ډیورنډ کرښه",
        "𝕏 astral 🙂 " * 9 + "!", 'quote " and \\ back', "(comment) <tag> [TLP:RED], a; b: c",
        "a.b@c",
        "e\u0301 combining", "\u200fright to left mark", "? = half ?=", "100 % = all",
    ],
)  # fmt: skip
def test_any_other_text_reads_back_as_it_was(made: RenderedMessage, text: str) -> None:
    """Subjects of any script and length, through another parser; long lines are folded."""
    text = " ".join(text.split())
    lines = made.head.split(b"\r\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(b"Subject:"))
    end = next(n for n, line in enumerate(lines) if n > start and not line.startswith(b" "))
    spelt = header("Subject", text).removesuffix(b"\r\n").split(b"\r\n")
    head = b"\r\n".join([*lines[:start], *spelt, *lines[end:]])

    check_head(head, Intended("ann@example.org", text))


def test_the_guard_alone_catches_what_slips_through(made: RenderedMessage) -> None:
    """E15: were every other rule broken, the finished bytes would still be refused."""
    bad = made.head.replace(b"Subject: ", f"Subject: {SMUGGLER} ".encode(), 1)
    with pytest.raises(UnsafeMessage, match=r"subject|headers"):
        check_head(bad, INTENDED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Subject: ", b"Bcc: x@example.org\r\nSubject: "),
        (b"To: Ann <ann@example.org>", b"To: Ann <ann@example.org>, x@example.org"),
        (b"To: Ann <ann@example.org>", b"To: Ann <eve@example.org>"),
        (b"Subject: [TLP:CLEAR] R", b"Subject: [TLP:CLEAR] X"),
        (b"Message-ID:", b"Message-ID2:"),
        (b"MIME-Version: 1.0\r\n", b""),
        (b"Subject: ", b"\r\nSubject: "),
    ],
)
def test_a_head_that_is_not_as_meant_is_refused(
    made: RenderedMessage, old: bytes, new: bytes
) -> None:
    check_head(made.head, INTENDED)
    assert old in made.head
    with pytest.raises(UnsafeMessage):
        check_head(made.head.replace(old, new, 1), INTENDED)


@pytest.mark.parametrize(
    "spoil",
    [
        b"bare\nfeed\r\n", b"bare\rreturn\r\n", b"\xc3\xbc\r\n", b"nul\0\r\n", b"no end",
        b"x" * 999 + b"\r\n",
    ],
)  # fmt: skip
def test_bytes_that_servers_read_differently_are_refused(
    made: RenderedMessage, spoil: bytes
) -> None:
    """A lone line break is how a second message is smuggled behind the first."""
    check_bytes(made.message)
    with pytest.raises(UnsafeMessage):
        check_bytes(made.message + spoil)


def test_another_file_than_the_sealed_one_is_refused(made: RenderedMessage) -> None:
    meant = Intended(*INTENDED[:2], "river-001.pdf", "0" * 64)
    with pytest.raises(UnsafeMessage, match="another file"):
        check_parts(made.message, meant)
    with pytest.raises(UnsafeMessage, match="files"):
        check_parts(made.message, meant._replace(attachment="other.pdf"))


@pytest.mark.parametrize("part", ["head_of", "body_of", "enclosed_of", "nothing_enclosed"])
def test_no_part_of_a_message_leaves_unproved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Whatever wrote it; Ann's message has a file, Cid's has none."""
    series = make_series(tmp_path)
    publish(series)
    real = getattr(composer, part)
    monkeypatch.setattr(composer, part, lambda *args: real(*args) + b"bare\nfeed\r\n")
    with pytest.raises(UnsafeMessage, match="line break"):
        rehearse(prepared(series), NOW)


def test_what_many_messages_share_is_proved_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each head by itself; a body, and a file of some hundred kB, for all who get it."""
    series = make_series(tmp_path)
    publish(series)
    proved: list[bytes] = []
    monkeypatch.setattr(composer, "check_bytes", proved.append)
    made = [each.message for each in rehearse(prepared(series), NOW)]
    parts = {part for each in made for part in (each.head, each.body, each.enclosed)}

    assert Counter(parts) == Counter(proved)
    assert 3 + 2 + 2 == len(parts)

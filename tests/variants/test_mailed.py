"""Each list gets the highest version that it may have, and nothing of the one above it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.delivery.paths import LEDGER
from reportkit.delivery.plan import SendRequest
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import SeedsRejected
from reportkit.publish.build import build
from reportkit.publish.built import Options
from tests.delivery.posting import ledger_of, mail, prepared
from tests.delivery.server import mail_server
from tests.schedule.series import quick_engine
from tests.variants import heron

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LISTS = """\
    lists:
      - {id: desks, name: Desks, max_tlp: "TLP:RED"}
      - {id: press, name: Press, max_tlp: "TLP:GREEN"}
    recipients:
      - {name: Ann, address: ann@example.org, lists: [desks]}
      - {name: Eve, address: eve@example.org, lists: [press]}
    transport: {sender: brief@example.org, host: 127.0.0.1, security: none}
    """


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No. 1 at TLP:AMBER and, abridged, at TLP:CLEAR; the engine sets no type."""
    quick_engine(monkeypatch)
    made = heron.write(tmp_path)
    (made / "seeds" / "distribution.yaml").write_text(dedent(LISTS))
    build(made, now=NOW)
    return made


def words_of(message: EmailMessage) -> str:
    """Give everything that is to be read in a message, its enclosed file included."""
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    texts = [part.decode("utf-8", "replace") for part in parts if isinstance(part, bytes)]
    return " ".join([str(message), *texts])


def enclosed(message: EmailMessage) -> tuple[str, str]:
    """Give name and digest of the file that travels along."""
    (part,) = (part for part in message.walk() if part.get_filename())
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return str(part.get_filename()), hashlib.sha256(content).hexdigest()


def sealed_digest(series: Path, file: str) -> str:
    """Give the digest of a file as it was sealed."""
    return hashlib.sha256((series / "reports" / file[6:9] / file).read_bytes()).hexdigest()


def test_each_list_gets_the_highest_version_that_it_may_have(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
    ann, eve = server.message("ann@example.org"), server.message("eve@example.org")

    assert [
        ("heron-001.pdf", sealed_digest(series, "heron-001.pdf")),
        ("heron-001-clear.pdf", sealed_digest(series, "heron-001-clear.pdf")),
    ] == [enclosed(ann), enclosed(eve)]
    assert ann["Subject"] == "[TLP:AMBER] The heron marshes No. 1, 5-11 January 2026: unchanged"
    assert eve["Subject"] == "[TLP:CLEAR] The heron marshes No. 1, 5-11 January 2026: unchanged"
    text = eve.get_body(("plain",))
    assert text is not None
    assert text.get_content().startswith("TLP:CLEAR (abridged: what is marked higher is left out)")
    assert "Sixteen people are dead." in text.get_content()
    assert sealed_digest(series, "heron-001-clear.pdf") in text.get_content()


def test_nothing_above_is_in_what_a_lower_list_gets(series: Path) -> None:
    """The box of the second week too compares with what its readers had."""
    with mail_server() as server:
        mail(series, server)
        build(heron.write_next(series), now=NOW)
        server.taken.clear()
        mail(series, server, "002")
    eve = words_of(server.message("eve@example.org"))

    assert "18, up 2 from 16" in eve
    assert [] == [secret for secret in heron.SECRETS if secret in eve]


def test_who_moves_to_a_lower_list_is_told_no_more_than_it_may_have(series: Path) -> None:
    """Ann had No. 1 whole; her No. 2 is compared with No. 1 as her list would have had it."""
    with mail_server() as server:
        mail(series, server)
        lists = dedent(LISTS).replace(
            "ann@example.org, lists: [desks]", "ann@example.org, lists: [press]"
        )
        (series / "seeds" / "distribution.yaml").write_text(lists)
        build(heron.write_next(series), now=NOW)
        server.taken.clear()
        mail(series, server, "002")
    ann = words_of(server.message("ann@example.org"))

    assert "SINCE NO. 1" in ann
    assert [] == [secret for secret in heron.SECRETS if secret in ann]


def test_a_list_that_may_have_no_version_is_refused(series: Path) -> None:
    """What counts is how the edition was sealed, not what brief.yaml says today."""
    heron.write(series, brief=('releases: ["TLP:CLEAR"]', "releases: []"))
    prepared(series)
    distribution = series / "seeds" / "distribution.yaml"
    distribution.unlink()
    build(series, now=NOW, options=Options(revise=True))
    distribution.write_text(dedent(LISTS))

    with pytest.raises(SeedsRejected) as refused:
        prepared(series, "001-r1")

    assert ["list-below-marking"] == [problem.code for problem in refused.value.problems]


def test_a_lower_list_may_want_another_form(series: Path) -> None:
    """Each form of the edition is made at each marking."""
    lists = dedent(LISTS).replace('max_tlp: "TLP:GREEN"', 'max_tlp: "TLP:GREEN", profile: one-page')
    (series / "seeds" / "distribution.yaml").write_text(lists)
    build(series, now=NOW, options=Options(revise=True))
    with mail_server() as server:
        mail(series, server, "001-r1", request=SendRequest(new_ledger=True))

    assert "heron-001-r1-clear-one-page.pdf" == enclosed(server.message("eve@example.org"))[0]


def test_the_ledger_says_which_version_each_reader_got(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)

    assert {"ann@example.org": Tlp.AMBER, "eve@example.org": Tlp.CLEAR} == {
        each.address: each.marking for each in ledger_of(series)
    }


def test_a_ledger_of_the_format_before_is_read_and_upgraded(series: Path) -> None:
    with mail_server() as server:
        mail(series, server)
        with sqlite3.connect(series / "reports" / LEDGER) as old:
            old.execute("ALTER TABLE delivery DROP COLUMN marking")
            old.execute("PRAGMA user_version = 1")
        old.close()
        read = [each.marking for each in ledger_of(series)]
        again = mail(series, server)

    copy = series / "reports" / "deliveries.format-1.sqlite"
    with sqlite3.connect(copy) as kept:
        (format_of_copy,) = kept.execute("PRAGMA user_version").fetchone()
    kept.close()

    assert ([None, None], 2) == (read, again.skipped)
    assert 2 == len(server.taken)
    assert (1, 0o600) == (format_of_copy, copy.stat().st_mode & 0o777)


def test_an_upgrade_leaves_the_copy_of_an_earlier_one(series: Path, tmp_path: Path) -> None:
    """And follows no link that stands where a copy goes."""
    ledger = series / "reports" / LEDGER
    with mail_server() as server:
        mail(series, server)
        first = series / "reports" / "deliveries.format-1.sqlite"
        first.write_bytes(b"of a ledger that was lost")
        first.with_stem("deliveries.format-1-2").symlink_to(tmp_path / "nowhere")
        with sqlite3.connect(ledger) as old:
            old.execute("ALTER TABLE delivery DROP COLUMN marking")
            old.execute("PRAGMA user_version = 1")
        old.close()
        mail(series, server)

    assert b"of a ledger that was lost" == first.read_bytes()
    assert first.with_stem("deliveries.format-1-3").read_bytes().startswith(b"SQLite format 3")
    assert not (tmp_path / "nowhere").exists()


def test_a_dry_run_says_which_version_goes_where(series: Path) -> None:
    command = [sys.executable, "-m", "reportkit", "-C", str(series), "send", "1", "--dry-run"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    plain = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout

    assert ["ann@example.org desks TLP:AMBER", "eve@example.org press TLP:CLEAR"] == [
        " ".join(line.split()[:3]) for line in text.splitlines() if "@example.org " in line
    ]
    assert ["TLP:AMBER", "TLP:CLEAR"] == [
        each["marking"] for each in json.loads(plain)["recipients"]
    ]


def test_a_correction_reaches_each_reader_at_their_marking(series: Path) -> None:
    """Eve has left every list since: she gets what she had, put right, and no more."""
    with mail_server() as server:
        mail(series, server)
        server.taken.clear()
        records = series / "seeds" / "records.yaml"
        records.write_text(f"{records.read_text().replace('best: 16', 'best: 15')}{SLIP}")
        edition = series / "seeds" / "edition.yaml"
        corrected = "changes: [{record: toll, class: CORRECTED, reason: A slip of the pen.}]"
        dated = edition.read_text().replace("12T06:00Z", "13T06:00Z")
        edition.write_text(dated.replace("changes: []", corrected))
        build(series, now=NOW, options=Options(revise=True))
        gone = dedent(LISTS).replace(
            "  - {name: Eve, address: eve@example.org, lists: [press]}\n", ""
        )
        (series / "seeds" / "distribution.yaml").write_text(gone)
        mail(series, server, "001-r1")
    eve = server.message("eve@example.org")

    assert eve["Subject"].startswith("CORRECTION [TLP:CLEAR]")
    assert "heron-001-r1-clear.pdf" == enclosed(eve)[0]
    assert "in No. 1 we wrote 16; right is 15" in " ".join(words_of(eve).split())
    assert [] == [secret for secret in heron.SECRETS if secret in words_of(eve)]


SLIP = """\
corrections:
  - {id: toll-slip, record: toll, field: best, editions_affected: [1, 1], was: "16", now: "15",
     cause: transcription, because: a slip of the pen, found_by: team, severity: minor,
     approved_by: Ed, date: 2026-01-11}
"""

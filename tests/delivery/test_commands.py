"""``reportkit send`` and ``reportkit deliveries`` as a person or a timer calls them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.posting import LISTS, ledger_of, make_series, publish, write_lists
from tests.delivery.server import Do, MailServer, mail_server
from tests.delivery.test_corrections import revised

REPORTKIT = Path(sys.executable).with_name("reportkit")


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path / "series")
    publish(made)
    return made


def call(series: Path, *words: str, server: MailServer | None = None) -> Any:
    """Call the command; nobody sits at its terminal."""
    environment = {**os.environ, "REPORTKIT_SMTP_PORT": str(server.port if server else 1)}
    return subprocess.run(
        [REPORTKIT, "-C", series, *words],
        capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_send_tells_in_json_how_every_reader_stands(series: Path) -> None:
    with mail_server({"rcpt": ["550 5.1.1 no such user", "450 later"]}) as server:
        run = call(series, "send", "1", "--yes", "--json", server=server)
    report = json.loads(run.stdout)

    assert 5 == run.returncode
    assert ("1", False) == (report["edition"], report["ok"])
    counts = ("accepted", "deferred", "rejected", "unknown", "suppressed", "skipped")
    assert [1, 1, 1, 0, 0, 0] == [report[name] for name in counts]
    assert {
        "ann@example.org": ("rejected", 550),
        "bob@example.org": ("deferred", 450),
        "cid@example.org": ("accepted", 250),
    } == {each["address"]: (each["state"], each["code"]) for each in report["recipients"]}


def test_send_leaves_with_zero_when_everybody_has_it(series: Path) -> None:
    with mail_server() as server:
        first = call(series, "send", "1", "--yes", server=server)
        second = call(series, "send", "1", "--yes", server=server)

    assert (0, 0) == (first.returncode, second.returncode)
    assert "No. 1: 3 accepted\n" == first.stderr
    assert "No. 1: 3 had it already\n" == second.stderr
    assert 3 == len(server.taken)


def test_send_asks_and_without_a_person_needs_yes(series: Path) -> None:
    with mail_server() as server:
        run = call(series, "send", "1", server=server)

    assert 2 == run.returncode
    assert "--yes" in run.stderr
    assert [] == server.taken
    assert not (series / "reports" / "deliveries.sqlite").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize(("typed", "code", "taken"), [("1", 0, 3), ("2", 2, 0), ("yes", 2, 0)])
def test_a_person_types_the_number_of_the_edition(
    series: Path, typed: str, code: int, taken: int
) -> None:
    """They are shown recipients, bytes, marking and digest first."""
    with mail_server() as server:
        status, shown = at_terminal(series, server, typed)

    assert code == status
    assert taken == len(server.taken)
    assert ("nothing was sent" in shown) == (not taken)
    assert "Usage:" not in shown
    for expected in ("TLP:CLEAR", "ann@example.org", "bytes, list 'desks'", "recipients  3"):
        assert expected in shown


@pytest.mark.parametrize(("columns", "longest"), [(24, 23), (100, 36)])
def test_the_bar_fits_the_terminal_and_leaves_its_cursor(
    series: Path, columns: int, longest: int
) -> None:
    with mail_server() as server:
        _, shown = at_terminal(series, server, "1", columns)
    bars = [part for part in shown.split("\r\x1b[K") if "█" in part]

    assert "3/3" in bars[-1]
    assert longest == max(len(bar.rstrip("\r\n")) for bar in bars)
    assert "\x1b[?25" not in shown


def at_terminal(
    series: Path, server: MailServer, typed: str, columns: int = 100
) -> tuple[int, str]:
    """Run ``send 1`` at a pseudo-terminal and type."""
    import pty

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    environment = {**os.environ, "REPORTKIT_SMTP_PORT": str(server.port)}
    environment.pop("COLUMNS", None)  # it would come before the terminal's own width
    with subprocess.Popen(
        [REPORTKIT, "-C", series, "send", "1"],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    ) as run:  # fmt: skip
        os.close(theirs)
        shown = b""
        while b"Type 1 to send it" not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, typed.encode() + b"\n")
        try:
            while more := os.read(ours, 4096):
                shown += more
        except OSError:  # the terminal ends with the command
            pass
        os.close(ours)
    return run.returncode, shown.decode()


def test_a_rehearsal_changes_nothing(series: Path) -> None:
    """X09: it makes and proves every message, and touches neither disk nor network."""
    before = snapshot(series)
    with mail_server() as server:
        run = call(series, "send", "1", "--dry-run", "--json", server=server)

    assert 0 == run.returncode
    assert 3 == len(json.loads(run.stdout)["recipients"])
    assert before == snapshot(series)
    assert 0 == server.sessions


def test_a_rehearsal_writes_the_very_messages_and_settles_nothing(
    series: Path, tmp_path: Path
) -> None:
    """A newcomer who looks first can mail afterwards, and each reader gets what was looked at."""
    call(series, "deliveries", "suppress", "bob@example.org", "--reason", "asked by phone")
    written = call(series, "send", "1", "--dry-run", "--write", str(tmp_path / "out"))
    looked_at = [content_of(copy.read_bytes()) for copy in out(tmp_path)]
    with mail_server() as server:
        sent = call(series, "send", "1", "--yes", server=server)

    assert (0, 0) == (written.returncode, sent.returncode)
    assert "2 messages written to" in written.stderr
    assert ["ann@example.org", "cid@example.org"] == server.readers
    assert looked_at == [content_of(message) for _, message in server.taken]


def content_of(message: bytes) -> bytes:
    """Give what follows the head, in which stand the moment and the reader's own word."""
    return message.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip()


def out(folder: Path) -> list[Path]:
    """Give the files that were written."""
    return sorted((folder / "out").iterdir())


def test_files_that_nobody_passed_on_can_be_taken_back_and_mailed(
    series: Path, tmp_path: Path
) -> None:
    """A person says so of each edition; what a server has accepted is never undone."""
    filed = call(series, "send", "1", "--yes", "--to-folder", str(tmp_path / "out"))
    with mail_server() as server:
        stuck = call(series, "send", "1", "--yes", server=server)
        back = call(series, "deliveries", "resolve", "1", "--all", "--not-passed-on")
        mailed = call(series, "send", "1", "--yes", "--only-failed", server=server)
        again = call(series, "deliveries", "resolve", "1", "ann@example.org", "--not-passed-on")

    remedy = (
        "'reportkit deliveries resolve 1 --all --not-passed-on', then 'reportkit send 1 "
        "--only-failed'"
    )
    assert "files count as sent" in filed.stderr
    assert remedy in filed.stderr
    assert f"3 as a file that counts as sent; if nobody passed it on: {remedy}" in stuck.stderr
    assert ["ann@example.org: expired", "bob@example.org: expired", "cid@example.org: expired"] == (
        back.stdout.splitlines()
    )
    assert 0 == mailed.returncode
    assert ["ann@example.org", "bob@example.org", "cid@example.org"] == server.readers
    assert 1 == again.returncode
    assert "No. 1 to ann@example.org was not written to a file" in again.stderr


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_rehearsal_ends_as_sending_would_where_the_ledger_may_be_lost(
    series: Path, words: tuple[str, ...]
) -> None:
    publish(series, bottom_line="The bridge is open.")
    sent = call(series, "send", "2", "--yes")
    rehearsed = call(series, "send", "2", "--dry-run", *words)

    assert 2 == sent.returncode == rehearsed.returncode
    assert "there is another edition and no ledger" in rehearsed.stdout + rehearsed.stderr
    assert "ann@example.org" in rehearsed.stdout  # all the same it shows who would get what


def test_a_rehearsal_ends_as_sending_would_where_no_way_can_be_opened(
    series: Path, tmp_path: Path
) -> None:
    write_lists(series, LISTS.replace("host: 127.0.0.1,", "host: 127.0.0.1, login: desk,"))
    sent = call(series, "send", "1", "--yes")
    rehearsed = call(series, "send", "1", "--dry-run")
    to_files = call(series, "send", "1", "--dry-run", "--to-folder", str(tmp_path / "out"))

    assert 1 == sent.returncode == rehearsed.returncode
    assert sent.stderr.splitlines()[-1] == rehearsed.stderr.splitlines()[-1]
    assert 0 == to_files.returncode
    assert not (tmp_path / "out").exists()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_problems_of_the_lists_are_told_with_their_place(series: Path) -> None:
    write_lists(series, LISTS.replace("lists: [field]", "lists: [feld]"))
    run = call(series, "send", "1", "--yes")

    assert 1 == run.returncode
    assert "seeds/distribution.yaml:8:40: error[list-unknown]" in run.stderr
    assert "nothing was sent" in run.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("send", "9", "--yes"), 2),
        (("send", "1", "--yes", "--list", "nobody"), 2),
        (("send", "1", "--test", "not an address"), 2),
        (("send", "1", "--to-folder", "a", "--maildir", "b"), 2),
        (("send", "1", "--to-folder", "", "--yes"), 2),  # a variable that was not set
        (("send", "1", "--maildir", " ", "--yes"), 2),
        (("send", "1", "--test", "", "--yes"), 2),
        (("send", "1", "--list", "", "--yes"), 2),
        (("send", "1", "--write", "a", "--yes"), 2),
        (("send", "", "--yes"), 2),
        (("send",), 2),
        (("deliveries", "9"), 2),
        (("deliveries", "resolve", "1", "--all"), 2),
        (("deliveries", "bounces", "nowhere"), 2),
    ],
)
def test_wrong_usage_has_its_own_code(series: Path, words: tuple[str, ...], code: int) -> None:
    run = call(series, *words)

    assert "Traceback" not in run.stderr
    assert code == run.returncode


def test_a_test_message_can_be_looked_at_in_a_folder(series: Path, tmp_path: Path) -> None:
    run = call(series, "send", "1", "--test", "me@example.org", "--to-folder", str(tmp_path / "o"))

    assert 0 == run.returncode
    assert 2 == len(list((tmp_path / "o").iterdir()))
    assert not (series / "reports" / "deliveries.sqlite").exists()


def test_deliveries_in_three_forms(series: Path) -> None:
    with mail_server({"rcpt": ["550 =1+1"]}) as server:
        call(series, "send", "1", "--yes", server=server)
    text = call(series, "deliveries", "1").stdout
    rows = json.loads(call(series, "deliveries", "--json").stdout)["deliveries"]
    table = list(csv.DictReader(io.StringIO(call(series, "deliveries", "--csv").stdout)))

    assert "No. 1     ann@example.org  TLP:CLEAR  rejected " in text
    fields = {"edition", "address", "state", "code", "message_id", "at"}
    assert all(fields <= row.keys() for row in rows)
    assert ["rejected", "accepted", "accepted"] == [row["state"] for row in rows]
    assert ["rejected", "accepted", "accepted"] == [row["state"] for row in table]
    assert "'=1+1" == table[0]["said"]


def test_before_anything_was_sent(series: Path) -> None:
    run = call(series, "deliveries", "--json")

    assert 0 == run.returncode
    assert [] == json.loads(run.stdout)["deliveries"]
    assert not (series / "reports" / "deliveries.sqlite").exists()


@pytest.mark.parametrize(
    "words", [["deliveries"], ["deliveries", "--csv"], ["runs"], ["schedule", "status"], ["verify"]]
)
def test_what_somebody_wrote_into_reports_is_not_obeyed_by_the_terminal(
    series: Path, words: list[str]
) -> None:
    with mail_server() as server:
        call(series, "send", "1", "--yes", server=server)
    with closing(sqlite3.connect(series / "reports" / "deliveries.sqlite")) as ledger, ledger:
        ledger.execute("UPDATE delivery SET said = ?", ("\x1b]0;250 taken\x07 \u202e",))
    noted = {
        "at": "2026-01-12T07:00:00Z", "outcome": "done", "code": 0, "milliseconds": 1,
        "did": ["\x1b]0;250 taken\x07 \u202e"],
    }  # fmt: skip
    (series / "reports" / "runs.jsonl").write_text(json.dumps(noted) + "\n")
    (series / "reports" / "001" / "\x1b]0;250 taken\x07 \u202e").touch()
    printed = call(series, *words).stdout

    assert r"\x1b]0;250 taken\x07 \u202e" in printed
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)


def test_a_reader_is_taken_off_and_put_back(series: Path) -> None:
    call(series, "deliveries", "suppress", "ann@example.org", "--reason", "asked by phone")
    with mail_server() as server:
        run = call(series, "send", "1", "--yes", "--json", server=server)
        assert 0 == run.returncode
        assert 1 == json.loads(run.stdout)["suppressed"]
    said = call(series, "deliveries", "allow", "ann@example.org").stdout

    assert "ann@example.org: is written to again\n" == said
    assert ["bob@example.org", "cid@example.org"] == server.readers


def test_verify_knows_the_ledger(series: Path) -> None:
    """The ledger lies beside the editions and is no stranger there."""
    with mail_server() as server:
        call(series, "send", "1", "--yes", server=server)

    assert 0 == call(series, "verify").returncode


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("phase", "state", "ending"),
    [
        ("rcpt", "queued", "interrupted; 3 of 3 messages wait for 'send 1'\n"),
        (
            "dot",
            "unknown",
            (
                "interrupted; 2 of 3 messages wait for 'send 1', and whether the server took that "
                "to ann@example.org is unknown: 'reportkit deliveries resolve 1'\n"
            ),
        ),
    ],
    ids=["rcpt", "dot"],
)
def test_an_interruption_ends_it_soon_and_honestly(
    series: Path, sent: signal.Signals, phase: str, state: str, ending: str
) -> None:
    """X04: before the dot nothing happened; after it nobody knows."""
    with mail_server({phase: [Do.HANG]}) as server:
        environment = {**os.environ, "REPORTKIT_SMTP_PORT": str(server.port)}
        with subprocess.Popen(
            [REPORTKIT, "-C", series, "send", "1", "--yes"],
            stderr=subprocess.PIPE, env=environment, text=True,
        ) as run:  # fmt: skip
            while phase not in server.commands:
                time.sleep(0.01)
            time.sleep(0.2)
            run.send_signal(sent)
            began = time.monotonic()
            _, output = run.communicate()
            took = time.monotonic() - began

    assert 130 == run.returncode
    assert took < 2
    assert output.endswith(ending)
    assert [state, "queued", "queued"] == [str(line.state) for line in ledger_of(series)]


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_older_edition_is_not_mailed_without_the_ledger_either(
    series: Path, number: str
) -> None:
    """S17: whoever has No. 1 would be mailed it twice."""
    publish(series, bottom_line="The bridge is open.")

    refused = call(series, "send", number, "--yes")

    assert 2 == refused.returncode
    assert "there is another edition and no ledger of deliveries" in refused.stderr


def test_a_person_is_asked_where_the_ledger_may_be_lost(series: Path) -> None:
    """S17: without a terminal it is refused, and one command says that nobody was mailed."""
    publish(series, bottom_line="The bridge is open.")
    with mail_server() as server:
        refused = call(series, "send", "2", "--yes", server=server)
        started = call(series, "deliveries", "start")
        again = call(series, "deliveries", "start")
        sent = call(series, "send", "2", "--yes", server=server)

    assert (2, 0, 0, 0) == tuple(run.returncode for run in (refused, started, again, sent))
    assert "reportkit deliveries start" in refused.stderr
    assert "there is a ledger already\n" == again.stdout
    assert 3 == len(server.taken)


def test_a_rehearsal_shows_form_subject_and_file_and_who_is_on_two_lists(series: Path) -> None:
    """Rows 16 and 17: the lower version is no surprise."""
    bob = "{name: Bob, address: bob@example.org, lists: "
    write_lists(series, LISTS.replace(f"{bob}[desks]}}", f"{bob}[field, desks]}}"))
    shown = call(series, "send", "1", "--dry-run").stdout
    recipients = json.loads(call(series, "send", "1", "--dry-run", "--json").stdout)["recipients"]

    assert (
        "Subject: [TLP:CLEAR] River crisis No. 1, 3-4 November 2025: deteriorated\n"
        "  ann@example.org  desks  TLP:CLEAR  full, river-001.pdf  "
    ) in shown
    assert "  cid@example.org  field  TLP:CLEAR  text only  " in shown
    why = "gets the version of 'desks', which distribution.yaml names before 'field'"
    assert f"      on 2 lists: {why}\n" in shown
    assert [[], ["field"], []] == [each["also_on"] for each in recipients]
    assert ["river-001.pdf", "river-001.pdf", None] == [each["attachment"] for each in recipients]


def test_copies_after_the_mailing_are_explained(series: Path, tmp_path: Path) -> None:
    """Row 19: nothing is written, and the command says how to get copies."""
    with mail_server() as server:
        call(series, "send", "1", "--yes", server=server)
    run = call(series, "send", "1", "--yes", "--to-folder", str(tmp_path / "out"))

    assert "nothing was written" in run.stderr
    assert f"reportkit send 1 --test YOU@example.org --to-folder {tmp_path / 'out'}" in run.stderr


def test_times_are_told_in_the_zone_of_the_series(series: Path) -> None:
    """Row 15: with the zone beside them."""
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: Asia/Kabul"))
    with mail_server({"rcpt": ["450 later"]}) as server:
        sent = call(series, "send", "1", "--yes", server=server)
    listed = call(series, "deliveries").stdout

    # The edition lives in UTC, as it was sealed; today's seeds live in Kabul.
    assert re.search(r"\(again from [0-9-]{10} [0-9:]{5} UTC\)", sent.stdout)
    assert re.search(r"accepted    [0-9-]{10} [0-9:]{5} \+04:30  250", listed)


def test_a_doubtful_report_is_shown_with_what_to_do(series: Path, tmp_path: Path) -> None:
    with mail_server() as server:
        call(series, "send", "1", "--yes", server=server)
    (tmp_path / "box").write_text("From: ann@example.org\nSubject: unsubscribe\n\n")
    run = call(series, "deliveries", "bounces", str(tmp_path / "box"))

    assert run.stdout.startswith("ann@example.org: nothing was changed: asks to get no more")
    assert "deliveries suppress ADDRESS --reason TEXT" in run.stderr


def test_a_rehearsal_writes_what_waits_for_another_try_as_it_was_queued(
    series: Path, tmp_path: Path
) -> None:
    """It goes out with the rest: whoever looks before sees it too."""
    with mail_server({"rcpt": ["450 later"]}) as server:
        call(series, "send", "1", "--yes", server=server)
    written = call(
        series, "send", "1", "--dry-run", "--only-failed", "--write", str(tmp_path / "out")
    )
    looked_at = [content_of(copy.read_bytes()) for copy in out(tmp_path)]
    with mail_server() as server:
        call(series, "send", "1", "--yes", "--only-failed", server=server)

    assert 0 == written.returncode, written.stderr
    assert 1 == len(looked_at)
    assert looked_at == [content_of(message) for _, message in server.taken]


@pytest.mark.parametrize(
    "option", [["--to-folder"], ["--maildir"], ["--dry-run", "--write"]], ids=" ".join
)
@pytest.mark.parametrize("folder", ["reports/001", "reports/new", "seeds/out"])
def test_no_mail_is_written_among_editions_or_seeds(
    series: Path, option: list[str], folder: str
) -> None:
    """An edition with a file more is no longer what was sealed."""
    sent = call(series, "send", "1", "--yes", *option, str(series / folder))

    assert 2 == sent.returncode
    assert "of the series, which holds nothing else; name a folder outside of it" in sent.stderr
    assert 0 == call(series, "verify").returncode


def test_files_taken_back_after_a_revision_lead_to_the_revision(
    series: Path, tmp_path: Path
) -> None:
    call(series, "send", "1", "--yes", "--to-folder", str(tmp_path / "out"))
    revised(series, toll=4)
    back = call(series, "deliveries", "resolve", "1", "--all", "--not-passed-on")
    with mail_server() as server:
        short = call(series, "send", "1-r1", "--yes", server=server)
        call(series, "send", "1-r1", "--yes", "--also-late", server=server)

    assert "'reportkit send 1-r1 --also-late' mails them" in back.stderr
    assert "3 recipients have not had it (listed since, or mailed in vain before)" in short.stderr
    assert ["ann@example.org", "bob@example.org", "cid@example.org"] == sorted(server.readers)

"""The ledger in other hands: altered, planted, raced for. It is refused, and nothing is sent."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.delivery import ledger_messages
from reportkit.delivery.ledger import LedgerLost, open_ledger, read_ledger
from reportkit.delivery.message_records import Outcome, RenderedMessage, State, sha256_of
from reportkit.delivery.plan import SendRequest
from reportkit.delivery.schema import FORMAT
from reportkit.editions import journal
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Busy, IntegrityBroken, MachineUnable, ReportkitError
from tests.delivery.posting import NOW, ledger_of, mail, make_series, publish, states
from tests.delivery.server import Do, mail_server

SPY = (
    "CREATE TRIGGER spy AFTER INSERT ON delivery BEGIN UPDATE delivery SET"
    " address='spy@example.net' WHERE id=new.id; END"
)
WAITING = {"banner": ["421 busy"]}  # everybody is queued, nobody is sent anything


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A series whose first edition waits in the ledger."""
    made = make_series(tmp_path_factory.mktemp("kept") / "series")
    publish(made)
    with mail_server(dict(WAITING)) as server:  # type: ignore[arg-type]
        mail(made, server)
    return made


@pytest.fixture
def series(kept: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(kept, tmp_path / "series"))


def ledger_file(series: Path) -> Path:
    return series / "reports" / "deliveries.sqlite"


def alter(series: Path, *statements: str) -> None:
    """Write into the ledger past reportkit."""
    with closing(sqlite3.connect(ledger_file(series))) as direct:
        direct.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            direct.execute(statement)
        direct.commit()


def look(series: Path) -> None:
    """Read all that is read of a ledger, as 'deliveries' and 'send --dry-run' do."""
    with read_ledger(series / "reports") as ledger:
        if ledger:
            ledger.deliveries()
            ledger.suppressed()
            ledger.secret()


# -- planted -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (SPY, "trigger 'spy'"),
        ("CREATE VIEW watch AS SELECT * FROM delivery", "view 'watch'"),
        ("CREATE TABLE extra (x)", "table 'extra'"),
        ("CREATE INDEX more ON delivery (state)", "index 'more'"),
        ("ALTER TABLE delivery ADD COLUMN copy_to TEXT", "tables are not ours"),
        ("DROP INDEX delivery_message", "tables are not ours"),
    ],
)
def test_a_ledger_that_is_not_exactly_ours_is_refused(
    series: Path, statement: str, named: str
) -> None:
    """S19: for reading, too."""
    alter(series, statement)
    with mail_server() as server:
        with pytest.raises(IntegrityBroken, match=named):
            mail(series, server)
        with pytest.raises(IntegrityBroken, match=named):
            look(series)

    assert [] == server.taken


def test_a_file_of_another_kind_is_no_ledger(series: Path) -> None:
    """A database of somebody else's, at the ledger's name."""
    ledger_file(series).unlink()
    alter(series, "CREATE TABLE bookmarks (url)")
    with pytest.raises(IntegrityBroken, match="bookmarks"), mail_server() as server:
        mail(series, server)


def test_a_ledger_of_the_first_format_is_ours_before_and_after_its_upgrade(series: Path) -> None:
    alter(series, "ALTER TABLE delivery DROP COLUMN marking", "PRAGMA user_version = 1")
    look(series)
    with mail_server() as server:
        mail(series, server)

    assert 3 == len(server.taken)
    with closing(sqlite3.connect(ledger_file(series))) as direct:
        assert (FORMAT,) == direct.execute("PRAGMA user_version").fetchone()
    look(series)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE delivery SET address='spy@example.net' WHERE id=1",
        "UPDATE delivery SET address='spy@example.net', reader='spy@example.net' WHERE id=1",
    ],
)
def test_a_message_goes_to_nobody_but_whom_it_is_addressed_to(series: Path, statement: str) -> None:
    """S19: the recipient is the message's own, whatever the row says."""
    alter(series, statement)
    with mail_server() as server, suppress(IntegrityBroken):
        mail(series, server)

    assert "spy@example.net" not in server.readers
    for reader, raw in server.taken:
        assert f"<{reader}>".encode() in raw or f"To: {reader}\r\n".encode() in raw


def test_a_row_whose_message_is_another_readers_stops_the_run(series: Path) -> None:
    alter(
        series,
        "UPDATE delivery SET (head, digest, body, enclosed) ="
        " (SELECT head, digest, body, enclosed FROM delivery WHERE id=2) WHERE id=1",
    )
    with mail_server() as server, pytest.raises(IntegrityBroken, match="somebody else"):
        mail(series, server)

    assert [] == server.taken


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE part SET content = content || x'20'",
        "UPDATE part SET content = 'text'",
        "DELETE FROM part",
        "UPDATE delivery SET head = head || x'20'",
        "UPDATE delivery SET digest = '0'",
        "UPDATE delivery SET (body, enclosed) = (enclosed, body)",
        "UPDATE delivery SET body = x'00'",
    ],
)
def test_a_message_that_is_not_what_was_queued_stops_the_run(series: Path, statement: str) -> None:
    alter(series, statement)
    with mail_server() as server, pytest.raises(IntegrityBroken, match="not what was queued"):
        mail(series, server)

    assert [] == server.taken


def test_what_many_messages_share_is_hashed_once(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it leaves: two have one text and one file, the third another text and none."""
    hashed: list[bytes] = []

    def counted(content: bytes) -> str:
        hashed.append(content)
        return sha256_of(content)

    monkeypatch.setattr(ledger_messages, "sha256_of", counted)
    with open_ledger(series / "reports", NOW) as ledger:
        for line in ledger.deliveries():
            ledger.message(line)

    assert 2 + 2 == len(hashed) == len(set(hashed))


# -- not understood ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("manifest", "'x'"), ("edition", "'1'"), ("edition", "7"), ("reader", "'other@a.org'"),
        ("address", "'ann@example.org' || char(13, 10) || 'RCPT TO:<spy@example.net>'"),
        ("address", "x'ff'"), ("address", "CAST(x'ff40612e6f7267' AS TEXT)"), ("name", "x'00'"),
        ("mailing", "'a b'"), ("marking", "'TLP:PINK'"), ("message_id", "'<ü@example.org>'"),
        ("state", "'lost'"), ("attempt", "-100"), ("attempt", "'many'"), ("attempt", "1e300"),
        ("next_try", "'tomorrow'"), ("next_try", "'2025-11-17T06:30:00'"), ("code", "'no'"),
        ("said", "x'01'"), ("queued", "'9999-12-31T23:59:59+00:00'"), ("at", "17"),
    ],
)  # fmt: skip
def test_a_cell_that_is_not_understood_is_refused_plainly(
    series: Path, cell: str, value: str
) -> None:
    """R5: with the line or the reason, never a traceback."""
    alter(series, f"UPDATE OR IGNORE delivery SET {cell} = {value} WHERE id = 2")  # noqa: S608
    with pytest.raises(IntegrityBroken, match="restore it from a backup"):
        look(series)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE setting SET value = 99999999999999",
        "UPDATE setting SET value = 'short'",
        "UPDATE setting SET value = x'00'",
        "INSERT INTO suppressed VALUES (x'01', 'x', 'x')",
        "PRAGMA user_version = -3",
    ],
)
def test_settings_that_are_not_understood_are_refused(series: Path, statement: str) -> None:
    alter(series, statement)
    with pytest.raises(IntegrityBroken):
        look(series)


def test_a_name_in_the_schema_that_is_not_utf8_is_refused(series: Path) -> None:
    """SQLite quotes it in its message, which Python then cannot decode."""
    path = ledger_file(series)
    path.write_bytes(path.read_bytes().replace(b"delivery_message", b"\x80elivery_message", 1))
    for use in (look, _write):
        with pytest.raises(IntegrityBroken, match=r"is damaged.*restore it from a backup"):
            use(series)


@pytest.mark.parametrize(
    "name", ["deliveries.sqlite", "deliveries.sqlite-journal", "deliveries.sqlite-wal"]
)
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_a_ledger_that_is_no_plain_file_is_refused_at_once(
    series: Path, tmp_path: Path, name: str, kind: str
) -> None:
    """R6: a pipe would wait for a writer for ever."""
    path = series / "reports" / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.mkdir()
    with mail_server() as server:
        with pytest.raises(MachineUnable, match="not a plain file"):
            mail(series, server)
        with pytest.raises(MachineUnable, match="not a plain file"):
            look(series)


@settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_ledger_of_any_bytes_ends_in_a_plain_refusal(kept: Path, data: st.DataObject) -> None:
    """Random bytes in the file, and odd cells: read or refused, never anything else."""
    with tempfile.TemporaryDirectory() as folder:
        series = Path(folder)
        (series / "reports").mkdir()
        content = bytearray(ledger_file(kept).read_bytes())
        if data.draw(st.booleans()):
            for _ in range(data.draw(st.integers(1, 6))):
                at = data.draw(st.integers(0, len(content) - 1))
                more = data.draw(st.binary(min_size=1, max_size=30))
                content[at : at + len(more)] = more
            ledger_file(series).write_bytes(content[: data.draw(st.integers(0, len(content)))])
        else:
            ledger_file(series).write_bytes(content)
            _odd_cell(series, data)
        for use in (look, _write):
            try:
                use(series)
            except ReportkitError:
                continue


def _odd_cell(series: Path, data: st.DataObject) -> None:
    table, cells = data.draw(st.sampled_from([
        ("delivery", ["manifest", "edition", "reader", "address", "name", "mailing", "marking",
                      "message_id", "digest", "head", "body", "state", "attempt", "next_try",
                      "code", "said", "queued", "at"]),
        ("setting", ["value"]),
    ]))  # fmt: skip
    value = data.draw(
        st.one_of(st.text(), st.binary(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.none())
    )
    with closing(sqlite3.connect(ledger_file(series))) as direct:
        direct.execute("PRAGMA ignore_check_constraints = ON")
        cell = data.draw(st.sampled_from(cells))
        direct.execute(f"UPDATE OR IGNORE {table} SET {cell} = ?", (value,))  # noqa: S608
        direct.commit()


def _write(series: Path) -> None:
    with open_ledger(series / "reports", NOW) as ledger:
        for each in ledger.deliveries():
            ledger.message(each)
            ledger.change(each, Outcome(State.ACCEPTED, 250, "yes"), NOW)
        ledger.forget_bytes()


# -- raced for ---------------------------------------------------------------------------------


@pytest.fixture
def useless_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network file systems say yes to everybody; other runs of this machine do not."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr("fcntl.flock", lambda *_: None)


@pytest.mark.usefixtures("useless_lock")
@pytest.mark.parametrize("late", [0.0, 0.05, 0.2])
def test_two_senders_without_a_lock_mail_nobody_twice(tmp_path: Path, late: float) -> None:
    """S18: each step looks where the line stands, and at the row count."""
    people = "\n".join(f"  - {{address: r{n:02}@example.org, lists: [a]}}" for n in range(12))
    series = make_series(
        tmp_path,
        f"lists: [{{id: a, name: A, max_tlp: 'TLP:CLEAR'}}]\nrecipients:\n{people}\n"
        "transport: {sender: brief@example.org, host: 127.0.0.1, security: none}\n",
    )
    publish(series)
    stopped: list[str] = []

    def one() -> None:
        try:
            mail(series, server)
        except Busy as busy:
            stopped.append(str(busy))

    with mail_server() as server:
        runs = [threading.Thread(target=one) for _ in range(2)]
        for run in runs:
            run.start()
            time.sleep(late)
        for run in runs:
            run.join()
        mail(series, server)  # whoever was left

    assert sorted(set(server.readers)) == sorted(server.readers)
    settled = {str(line.state) for line in ledger_of(series)}
    assert settled <= {"accepted", "unknown"}
    assert all("two send at once" in told or "another run" in told for told in stopped)


@pytest.mark.usefixtures("useless_lock")
def test_a_line_that_another_run_settled_is_not_sent(series: Path) -> None:
    """Between our RCPT and our dot the other one was quicker: our dot does not go out."""
    with mail_server({"data": [Do.GO_ON]}) as server:
        real = server.next

        def meanwhile(phase: str) -> object:
            if phase == "data":
                alter(series, "UPDATE delivery SET state='accepted', attempt=1 WHERE id=1")
            return real(phase)

        server.next = meanwhile  # type: ignore[method-assign,assignment]
        with pytest.raises(Busy, match="two send at once"):
            mail(series, server)

    assert [] == server.taken
    assert ["accepted", "queued", "queued"] == [str(line.state) for line in ledger_of(series)]


def test_what_was_accepted_is_not_queued_again(series: Path) -> None:
    """Whatever a plan says that was made before."""
    with mail_server() as server:
        mail(series, server)
    (ann, *_) = ledger_of(series)
    with open_ledger(series / "reports", NOW) as ledger:
        message = RenderedMessage(
            address=ann.address, name=ann.name, mailing=ann.mailing, marking=Tlp.CLEAR,
            message_id=ann.message_id, head=b"To: x", body=b"", enclosed=b"",
        )  # fmt: skip
        with pytest.raises(Busy):
            ledger.requeue([message], ann.manifest, NOW)

    assert State.ACCEPTED is ledger_of(series)[0].state


def test_a_decision_about_a_line_that_has_moved_is_refused(series: Path) -> None:
    with open_ledger(series / "reports", NOW) as ledger:
        line = ledger.deliveries()[0]
        ledger.change(line, Outcome(State.ACCEPTED, 250, "yes"), NOW)
        with pytest.raises(Busy):
            ledger.change(line, Outcome(State.QUEUED, None, "again"), NOW)

    with mail_server() as server:
        assert {"ann": "accepted", "bob": "accepted", "cid": "accepted"} == states(
            mail(series, server)
        )
    assert "ann@example.org" not in server.readers


# -- lost or replaced --------------------------------------------------------------------------


def test_editions_without_a_ledger_are_asked_about(series: Path) -> None:
    """S17: reports/ was restored without it, so nobody knows who has what."""
    publish(series, bottom_line="The bridge is open.")
    for name in ("deliveries.sqlite", "deliveries.lock"):
        (series / "reports" / name).unlink()
    with mail_server() as server:
        with pytest.raises(LedgerLost, match="another edition and no ledger"):
            mail(series, server, "002")
        assert not ledger_file(series).exists()
        mail(series, server, "002", request=SendRequest(new_ledger=True))

    assert 3 == len(server.taken)


def test_a_ledger_that_was_deleted_is_missed_from_the_first_edition_on(series: Path) -> None:
    """Its lock lies there still."""
    ledger_file(series).unlink()
    with mail_server() as server:
        with pytest.raises(LedgerLost, match="is gone"):
            mail(series, server)
        with pytest.raises(LedgerLost), open_ledger(series / "reports", NOW):
            pass

    assert [] == server.taken


def test_the_log_of_the_runs_knows_that_the_ledger_is_older_than_what_was_mailed(
    series: Path,
) -> None:
    """A backup from before No. 1 went out; also where ledger and lock are both gone."""
    mailed = journal.Run(at=NOW, outcome=journal.Outcome.DONE, sent=("1",))
    journal.note_run(series / "reports", mailed)
    alter(series, "DELETE FROM delivery")
    with mail_server() as server:
        with pytest.raises(LedgerLost, match=r"says that No. 1 was mailed, and the ledger .* not"):
            mail(series, server)
        for name in ("deliveries.sqlite", "deliveries.lock"):
            (series / "reports" / name).unlink()
        with pytest.raises(LedgerLost, match=r"says that No. 1 was mailed"):
            mail(series, server)
        with open_ledger(series / "reports", NOW, anew=True) as ledger:
            ledger.begin_anew(NOW)
        mail(series, server)

    assert 3 == len(server.taken)


def test_a_ledger_without_a_delivery_knows_of_none(series: Path) -> None:
    """Somebody was taken off before the first mailing: that is no proof that nobody was mailed."""
    publish(series, bottom_line="The bridge is open.")
    alter(series, "DELETE FROM delivery")
    with mail_server() as server, pytest.raises(LedgerLost):
        mail(series, server, "002")


def test_an_edition_that_was_sealed_twice_is_refused(series: Path) -> None:
    """S17: the ledger knows the number under another digest."""
    shutil.rmtree(series / "reports" / "001")
    publish(series, bottom_line="Another text.")
    with (
        mail_server() as server,
        pytest.raises(
            IntegrityBroken, match=r"001 is another edition than the one that was mailed"
        ),
    ):
        mail(series, server)

    assert [] == server.taken


def test_an_edition_that_only_the_ledger_knows_stops_the_next(series: Path) -> None:
    """An older backup of reports/: the next No. 1 would be another one."""
    alter(series, "UPDATE delivery SET edition = '002'")
    with (
        mail_server() as server,
        pytest.raises(IntegrityBroken, match="002 is missing: the ledger says that it was mailed"),
    ):
        mail(series, server)

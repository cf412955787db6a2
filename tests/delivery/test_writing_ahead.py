"""While a run sends, its ledger is written ahead: read by others, left whole, and private."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportkit.delivery import ledger_settings
from reportkit.delivery.ledger import open_ledger
from reportkit.delivery.ledger_settings import LedgerSettings
from tests.delivery.posting import LISTS, NOW, TestClock, ledger_of, mail, make_series, publish
from tests.delivery.server import Action, MailServer, mail_server

ROOT = Path(__file__).parents[2]  # where the programs of the tests are found


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path / "series")
    publish(made)
    return made


def beside(series: Path) -> list[str]:
    """Name what lies beside the ledger."""
    return sorted(file.name for file in (series / "reports").glob("deliveries.sqlite-*"))


def test_others_read_each_answer_while_a_run_sends(series: Path) -> None:
    """Also of a file that only its owner can read."""
    seen: list[list[str]] = []
    modes: set[int] = set()

    def look() -> None:
        seen.append([str(line.state) for line in ledger_of(series)])
        modes.update(
            stat.S_IMODE((series / "reports" / name).stat().st_mode) for name in beside(series)
        )

    with mail_server() as server:
        _at_each_data(server, look)
        mail(series, server)

    assert [
        ["sending", "queued", "queued"],
        ["accepted", "sending", "queued"],
        ["accepted", "accepted", "sending"],
    ] == seen
    assert {0o600} == modes
    assert [] == beside(series)


def test_who_reads_to_the_end_keeps_no_mail_back(series: Path) -> None:
    """The file beside the ledger then stays until the next run."""
    held: list[sqlite3.Connection] = []
    path = series / "reports" / "deliveries.sqlite"

    def hold() -> None:
        reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        reader.execute("SELECT count(*) FROM delivery").fetchone()
        held.append(reader)

    with mail_server() as server:
        _at_each_data(server, hold)
        sent = mail(series, server)
    assert sent.whole
    assert ["deliveries.sqlite-shm", "deliveries.sqlite-wal"] == beside(series)
    for reader in held:
        reader.close()
    assert {"accepted"} == {str(line.state) for line in ledger_of(series)}
    with open_ledger(series / "reports", NOW):
        assert [] == beside(series)

    assert {"accepted"} == {str(line.state) for line in ledger_of(series)}


def test_what_a_killed_run_wrote_ahead_is_read_and_taken_in(series: Path) -> None:
    with mail_server() as server:
        step = "after the answer is committed"
        subprocess.run(
            [sys.executable, "-m", "tests.delivery.killing", "until", step, series,
             str(server.port)], check=False, cwd=ROOT,
        )  # fmt: skip
    assert "deliveries.sqlite-wal" in beside(series)
    assert ["accepted", "accepted", "sending"] == [str(line.state) for line in ledger_of(series)]
    with open_ledger(series / "reports", NOW):
        assert [] == beside(series)

    assert ["accepted", "accepted", "queued"] == [str(line.state) for line in ledger_of(series)]


@dataclass
class SlowClock(TestClock):
    """Half a second goes by each time that it is asked."""

    __test__ = False
    _passed: float = 0.0

    def passed(self) -> float:
        self._passed += 0.5
        return self._passed


@pytest.mark.parametrize(
    ("pace", "clock", "unsynced"),
    [
        ("", TestClock(), 1 + 2),  # that the first begins; two answers
        (", per_minute: 30", TestClock(), 1),
        ("", SlowClock(), 1),
    ],
)
def test_an_answer_waits_for_the_next_sync_where_that_follows_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pace: str, clock: TestClock, unsynced: int
) -> None:
    """The last answer, and each one before a wait, are synced by themselves."""
    series = make_series(tmp_path, LISTS.replace("security: none", f"security: none{pace}"))
    publish(series)
    real, times = LedgerSettings._unsynced, list[object]()  # noqa: SLF001

    def counted(ledger: LedgerSettings) -> object:
        times.append(ledger)
        return real(ledger)

    monkeypatch.setattr(LedgerSettings, "_unsynced", counted)
    with mail_server() as server:
        mail(series, server, clock=clock)

    assert unsynced == len(times)


def test_where_nothing_can_be_written_ahead_every_step_is_synced(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that shares no memory."""
    monkeypatch.setattr(ledger_settings, "changed_journal", lambda *_: False)
    monkeypatch.delattr(LedgerSettings, "_unsynced")
    with mail_server() as server:
        assert mail(series, server).whole

    assert 3 == len(server.taken)


def test_a_transaction_that_cannot_be_committed_leaves_the_next_one_synced(series: Path) -> None:
    with open_ledger(series / "reports", NOW) as ledger, ledger.writing_ahead():
        sql = ledger._sql  # noqa: SLF001
        with pytest.raises(sqlite3.IntegrityError), ledger.transaction(lasting=False):  # noqa: PT012
            sql.execute("PRAGMA defer_foreign_keys = ON")  # refused when it is committed
            sql.execute("INSERT INTO history (delivery, at, state, said) VALUES (99, '', '', '')")
        with ledger.transaction():
            assert (3,) == sql.execute("PRAGMA synchronous").fetchone()  # EXTRA
        assert (0,) == sql.execute("SELECT count(*) FROM history").fetchone()


def _at_each_data(server: MailServer, look: Callable[[], object]) -> None:
    """Look right before the server asks for a message."""
    real = server.next

    def following(phase: str) -> Action:
        if phase == "data":
            look()
        return real(phase)

    server.next = following  # type: ignore[method-assign]

"""Chain, tools, ledger, runs and timer: each row where something was lost, altered or late."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from reportkit.delivery.ledger import open_ledger
from reportkit.delivery.message_records import Outcome as Answered
from reportkit.delivery.message_records import State
from reportkit.doctor.engine_child import EngineChild
from reportkit.editions.journal import Outcome, Run, note_run
from reportkit.editions.store import Store
from reportkit.schedule.timers.job import Answer, Host, job_name
from tests.delivery import posting
from tests.delivery.server import mail_server
from tests.doctor.looking import NOW, asked, code_of, context_of
from tests.editions import sealing


@pytest.fixture(scope="module")
def mailed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No. 1, mailed to everybody; to be copied."""
    series = posting.make_series(tmp_path_factory.mktemp("mailed") / "series")
    posting.publish(series)
    with mail_server() as server:
        posting.mail(series, server)
        assert 3 == len(server.taken)
    return series


@pytest.fixture
def mailed(mailed_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mailed_once, tmp_path / "mailed"))


def _noted(series: Path, run: Run) -> None:
    (series / "reports").mkdir(exist_ok=True)
    note_run(series / "reports", run)


def test_an_edition_altered_by_one_byte_fails_with_7(own_river: Path) -> None:
    file = own_river / "reports" / "002" / "river-002.pdf"
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    context = context_of(own_river)
    status, detail, remedy = asked("chain", context)

    assert ("FAIL", "reportkit verify") == (status, remedy)
    assert detail.startswith("002/river-002.pdf is not what was sealed")
    assert 7 == code_of("chain", context)


def test_an_edition_that_a_run_published_and_that_is_gone_fails_with_7(own_river: Path) -> None:
    _noted(own_river, Run(at=NOW, outcome=Outcome.DONE, sent=("4",)))
    status, detail, _ = asked("chain", context_of(own_river))

    assert ("FAIL", True) == (status, detail.startswith("004 "))
    assert 7 == code_of("chain", context_of(own_river))


def test_other_tools_than_made_the_newest_edition_warn(
    tmp_path: Path, engine: EngineChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {"reportkit": version("reportkit"), "pydyf": version("pydyf")}
    then = {**here, "weasyprint": "61.0", "pango": "1.40.0"}
    pango = engine.tried.steps["libraries"]["pango"]["version"]
    rows = []
    for name, tools in (("other", then), ("same", here), ("pango", {**here, "pango": "1.40.0"})):
        monkeypatch.setattr(sealing, "IMPRINT", replace(sealing.IMPRINT, tools=tools))
        (tmp_path / name).mkdir()
        sealing.publish(Store(tmp_path / name / "reports"))
        rows.append(asked("tools", context_of(tmp_path / name, engine=engine)))
    other, same, of_system = rows

    assert ("WARN", "/venv/bin/python -m pip install weasyprint==61.0") == (other[0], other[2])
    assert (
        f"No. 1 was made with pango 1.40.0, weasyprint 61.0; here is pango {pango}, weasyprint "
        f"{version('weasyprint')}: made again, its bytes may differ"
    ) == other[1]
    assert "PASS" == same[0]
    assert ("WARN", "reportkit rebuild 1") == (of_system[0], of_system[2])


def test_what_was_never_published_or_mailed_is_skipped_not_passed(tmp_path: Path) -> None:
    series = posting.make_series(tmp_path / "new", "")
    context = context_of(series)

    assert {"SKIP"} == {
        asked(what, context)[0] for what in ("chain", "tools", "ledger", "deliveries", "last run")
    }


def test_a_ledger_that_is_whole_passes(mailed: Path) -> None:
    assert ("PASS", "SQLite finds no damage; 3 messages in it", "") == asked(
        "ledger", context_of(mailed)
    )
    assert ("PASS", "none is unknown", "") == asked("deliveries", context_of(mailed))


def test_a_damaged_ledger_fails_with_7(mailed: Path) -> None:
    ledger = mailed / "reports" / "deliveries.sqlite"
    content = bytearray(ledger.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    ledger.write_bytes(content)
    status, detail, remedy = asked("ledger", context_of(mailed))

    assert ("FAIL", "reportkit deliveries") == (status, remedy)
    assert "is damaged" in detail
    assert 7 == code_of("ledger", context_of(mailed))


def test_a_message_that_waits_and_is_not_as_it_was_queued_fails_with_7(tmp_path: Path) -> None:
    mailed = posting.make_series(tmp_path / "series")
    posting.publish(mailed)
    with mail_server({"rcpt": ["451 later"]}) as server:
        posting.mail(mailed, server)
    good = asked("ledger", context_of(mailed))
    with closing(sqlite3.connect(mailed / "reports" / "deliveries.sqlite")) as sql:
        sql.execute("UPDATE delivery SET head = head || x'20' WHERE state = 'deferred'")
        sql.commit()
    status, detail, _ = asked("ledger", context_of(mailed))

    assert "SQLite finds no damage; 3 messages in it, 1 of them proved, for they wait" == good[1]
    assert ("FAIL", True) == (status, detail.endswith(" is not what was queued"))
    assert 7 == code_of("ledger", context_of(mailed))


def test_a_ledger_that_is_gone_fails_with_7(mailed: Path) -> None:
    (mailed / "reports" / "deliveries.sqlite").unlink()
    status, detail, remedy = asked("ledger", context_of(mailed))

    assert ("FAIL", "reportkit deliveries start") == (status, remedy)
    assert "deliveries.sqlite is gone, and mail was sent" in detail
    assert 7 == code_of("ledger", context_of(mailed))


def test_a_ledger_older_than_what_was_mailed_fails_with_7(mailed: Path) -> None:
    _noted(mailed, Run(at=NOW, outcome=Outcome.DONE, sent=("2",)))
    status, detail, _ = asked("ledger", context_of(mailed))

    assert ("FAIL", True) == (status, "says that No. 2 was mailed" in detail)


def test_a_message_of_which_nobody_knows_warns(mailed: Path) -> None:
    with open_ledger(mailed / "reports", NOW) as ledger:
        line = ledger.deliveries()[0]
        ledger.change(line, Answered(State.UNKNOWN, None, "cut off"), NOW)
    status, detail, remedy = asked("deliveries", context_of(mailed))

    assert ("WARN", "reportkit deliveries 1") == (status, remedy)
    assert detail.startswith("of 1 of No. 1 nobody knows")


def test_a_line_of_the_log_that_cannot_be_read_warns(own_river: Path) -> None:
    (own_river / "reports" / "runs.jsonl").write_text('{"at": "20')
    row = asked("last run", context_of(own_river))

    assert ("WARN", "1 line of runs.jsonl cannot be read", "reportkit runs") == row


def test_a_last_run_that_failed_warns(own_river: Path) -> None:
    _noted(own_river, Run(at=NOW, outcome=Outcome.FAILED, code=1, steps=("no disk",)))
    failed = asked("last run", context_of(own_river))
    _noted(own_river, Run(at=NOW + timedelta(hours=1), outcome=Outcome.DONE))
    done = asked("last run", context_of(own_river))

    assert ("WARN", "reportkit runs") == (failed[0], failed[2])
    assert "failed: no disk" in failed[1]
    assert "PASS" == done[0]


def test_an_edition_that_is_overdue_warns(own_river: Path) -> None:
    status, detail, remedy = asked("next due", context_of(own_river, now=NOW + timedelta(days=8)))

    assert ("WARN", "2025-W45 is overdue since 2025-11-09 18:00 UTC") == (status, detail)
    assert "reportkit run --dry-run" == remedy


def test_no_timer_warns_where_the_series_asks_for_one(own_river: Path) -> None:
    without = asked("timer", context_of(own_river))
    brief = own_river / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}schedule: {{owner: owner@example.org}}\n")
    status, _, remedy = asked("timer", context_of(own_river))

    assert ("SKIP", "reportkit schedule install") == (without[0], without[2])
    assert ("WARN", "reportkit schedule install") == (status, remedy)


@pytest.mark.parametrize(
    ("reply", "status"),
    [("active", "PASS"), ("failed", "WARN"), ("Failed to connect to bus", "SKIP")],
)
def test_a_timer_passes_only_where_systemd_says_that_it_rings(
    own_river: Path, tmp_path: Path, reply: str, status: str
) -> None:
    def systemd(command: Sequence[str], _: str) -> Answer:
        return Answer(0, f"{reply}\n", "") if command[0] == "systemctl" else Answer(127, "", "no")

    units = tmp_path / "system"
    units.mkdir()
    (units / f"{job_name('river', own_river)}.timer").touch()
    host = Host(home=tmp_path, system=units, ask=systemd)

    assert status == asked("timer", context_of(own_river, host=host))[0]


def test_a_journal_that_is_a_folder_fails_and_hides_no_other_row(own_river: Path) -> None:
    (own_river / "reports" / "runs.jsonl").mkdir()
    status, detail, _ = asked("last run", context_of(own_river))

    assert ("FAIL", True) == (status, "runs.jsonl" in detail)
    assert "PASS" == asked("lock", context_of(own_river))[0]


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.PARTLY, Outcome.INTERRUPTED])
def test_a_last_run_that_did_not_reach_its_end_warns(own_river: Path, outcome: Outcome) -> None:
    _noted(own_river, Run(at=NOW, outcome=outcome, code=1, steps=("no disk",)))

    status, _, remedy = asked("last run", context_of(own_river))

    assert ("WARN", "reportkit runs") == (status, remedy)

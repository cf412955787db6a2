"""The newest edition is lost: ledger and log know it, and nothing takes its number."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportkit.delivery.reconcile import accept_loss, lost_editions
from reportkit.editions.store import Store
from reportkit.problems import IntegrityBroken
from reportkit.publish.build import build
from tests.schedule.series import (
    WEEK_2,
    WEEK_3,
    WEEK_4,
    Desk,
    at,
    desk_of,
    mail_server,
    new_week,
    quick_engine,
    scheduled,
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """No. 1 and 2 were published and mailed by the schedule; then the folder of No. 2 is lost."""
    quick_engine(monkeypatch)
    with mail_server() as mailbox:
        desk = desk_of(scheduled(tmp_path / "series", port=mailbox.port))
        desk.tick(WEEK_2)
        new_week(desk.series, 17)
        desk.tick(WEEK_3)
    shutil.rmtree(desk.series / "reports" / "002")
    new_week(desk.series, 18)
    return desk


def reportkit(desk: Desk, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reportkit", "-C", str(desk.series), *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def without(desk: Desk, witness: str) -> None:
    (desk.series / "reports" / witness).unlink()


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ("runs.jsonl", "002 is missing: the ledger says that it was mailed"),
        ("deliveries.sqlite", "002 is missing: runs.jsonl says that it was published"),
    ],
)
def test_each_witness_is_enough(desk: Desk, lost: str, left: str) -> None:
    without(desk, lost)

    assert [left] == [str(each.finding) for each in lost_editions(Store(desk.series / "reports"))]


def test_neither_build_nor_run_gives_the_number_again(desk: Desk) -> None:
    with pytest.raises(IntegrityBroken, match="002 is missing"):
        build(desk.series, now=at(WEEK_4), cache=desk.cache)
    done = desk.tick(WEEK_4)

    assert 7 == done.code
    assert "002 is missing" in done.steps[0]
    assert ["001"] == [str(name) for name in Store(desk.series / "reports").names()]


@pytest.mark.parametrize("words", [["verify"], ["send", "1", "--yes"], ["build"]], ids=" ".join)
def test_commands_leave_with_7_and_say_the_way_out(desk: Desk, words: list[str]) -> None:
    ran = reportkit(desk, *words)

    assert 7 == ran.returncode
    assert "002 is missing" in ran.stdout + ran.stderr
    assert "'reportkit verify --accept-loss'" in ran.stderr


def test_an_edition_rebuilt_under_the_number_is_not_the_one_that_was_mailed(desk: Desk) -> None:
    """Somebody took the log and the ledger aside, built, and put them back."""
    reports = desk.series / "reports"
    for witness in ("runs.jsonl", "deliveries.sqlite"):
        (reports / witness).rename(reports.parent / witness)
    desk.tick(WEEK_4)
    for witness in ("runs.jsonl", "deliveries.sqlite"):
        (reports.parent / witness).rename(reports / witness)

    assert ["002 is another edition than the one that was mailed as 002"] == [
        str(each.finding) for each in lost_editions(Store(reports))
    ]


def test_a_loss_that_is_accepted_is_kept_and_the_number_is_given_and_mailed_again(
    desk: Desk,
) -> None:
    verification = json.loads(reportkit(desk, "verify", "--accept-loss", "--json").stdout)
    with mail_server() as mailbox:
        lists = desk.series / "seeds" / "distribution.yaml"
        lists.write_text(re.sub(r" port: \d+", f" port: {mailbox.port}", lists.read_text()))
        done = desk.tick(WEEK_4)

    assert (True, []) == (verification["ok"], verification["findings"])
    assert 0 == done.code, done
    assert ["001", "002"] == [str(name) for name in Store(desk.series / "reports").names()]
    assert 1 == len(mailbox.to("ann@example.org"))
    assert () == accept_loss(Store(desk.series / "reports"), at(WEEK_4))

"""What the owner hears of, whatever fails: once, with the reason, and again until it was taken."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reportkit.editions.journal import read_journal
from reportkit.files import disk
from reportkit.problems import MachineUnable, Terminated
from tests.schedule.series import WEEK_2, WEEK_3, Desk, Mailbox, new_week, rewrite

OWNER = "owner@example.org"


def letters(mailbox: Mailbox) -> list[str]:
    """Give the texts of what the owner was mailed."""
    texts = []
    for who, message in mailbox.letters:
        if who == OWNER:
            text = message.get_payload(decode=True)
            assert isinstance(text, bytes)
            texts.append(text.decode())
    return texts


def only_readers(mailbox: Mailbox, answer: str) -> None:
    """Refuse everybody but the owner."""
    mailbox.refuse, mailbox.spared = answer, OWNER


# -- mail that reaches nobody ---------------------------------------------------------------------


def test_a_refused_mailing_is_told_once_with_the_servers_reason(
    desk: Desk, mailbox: Mailbox
) -> None:
    only_readers(mailbox, "552 5.3.4 message too big for ann@example.org")
    runs = [desk.tick(f"2026-01-12T{hour:02}:10Z") for hour in (6, 7, 8)]
    (message,) = letters(mailbox)

    assert "mailed No. 1: 2 rejected (552 5.3.4 message too big for (address))" in runs[0].steps
    assert [5, 0, 0] == [run.code for run in runs]
    assert "No. 1: rejected for 2 of 2 readers" in message
    assert "552 5.3.4 message too big" in message
    assert "'reportkit deliveries 1' lists them" in message
    assert "example.org" not in (desk.series / "reports" / "runs.jsonl").read_text()


def test_a_message_larger_than_the_server_takes_is_told_at_once(
    desk: Desk, mailbox: Mailbox
) -> None:
    mailbox.size(3_000)
    runs = [desk.tick(f"2026-01-12T{hour:02}:10Z") for hour in (6, 7, 8)]
    (told,) = letters(mailbox)

    assert "552 the server takes messages of 3,000 bytes" in " ".join(runs[0].steps)
    assert "552 the server takes messages of 3,000 bytes" in told


def test_what_is_only_late_is_told_after_hours_and_not_before(desk: Desk, mailbox: Mailbox) -> None:
    only_readers(mailbox, "451 greylisted, come again")
    hours = []
    for hour in (6, 7, 8, 9, 10, 11, 12):
        desk.tick(f"2026-01-12T{hour:02}:10Z")
        hours.append(len(letters(mailbox)))

    assert [0, 0, 0, 0, 1, 1, 1] == hours
    assert "No. 1: not delivered yet for 2 of 2 readers" in letters(mailbox)[0]
    assert "451 greylisted, come again" in letters(mailbox)[0]


def test_a_server_that_says_something_else_each_hour_is_told_of_once(
    desk: Desk, mailbox: Mailbox
) -> None:
    for hour in range(6, 24):
        only_readers(mailbox, f"4{hour + 30} later, session {hour}")
        desk.tick(f"2026-01-12T{hour:02}:10Z")

    assert ["[valley] No. 1: not delivered yet for 2 of 2 readers"] == mailbox.to(OWNER)


def test_a_new_cause_is_told_anew(desk: Desk, mailbox: Mailbox) -> None:
    only_readers(mailbox, "451 later")
    desk.tick(WEEK_2)
    only_readers(mailbox, "550 no such policy")
    desk.tick("2026-01-12T07:10Z")
    desk.tick("2026-01-12T08:10Z")

    assert ["No. 1: rejected for 2 of 2 readers"] == [
        line.strip() for text in letters(mailbox) for line in text.splitlines() if "for 2" in line
    ]


def test_settings_that_open_no_way_are_told_as_soon_as_there_is_one(
    desk: Desk, mailbox: Mailbox
) -> None:
    """The mail that fails is the owner's too: it is owed, and the exit code says so."""
    rewrite(desk.series, "distribution.yaml", "host: 127.0.0.1, ", "")
    first = desk.tick(WEEK_2)
    rewrite(desk.series, "distribution.yaml", " port:", " host: 127.0.0.1, port:")
    second, third = desk.tick("2026-01-12T07:10Z"), desk.tick("2026-01-12T08:10Z")

    assert 5 == first.code
    assert any(step.startswith("the owner could not be told (") for step in first.steps)
    assert ["the owner was told"] == [step for step in second.steps if "owner" in step]
    assert () == third.steps
    assert ["[valley] No. 1 could not be mailed"] == mailbox.to(OWNER)


# -- crashes, disks and locks ---------------------------------------------------------------------


def test_a_crash_of_any_kind_is_told_once(desk: Desk, mailbox: Mailbox) -> None:
    def crashes(_options: object) -> object:
        raise ValueError("Invalid IPv6 URL")

    for hour in (6, 7):
        with pytest.raises(ValueError, match="IPv6"):
            desk.tick(f"2026-01-12T{hour:02}:10Z", make=crashes)  # type: ignore[arg-type]

    assert ["[valley] the run ended with an error of reportkit itself (ValueError)"] == (
        mailbox.to(OWNER)
    )
    last = read_journal(desk.series / "reports").last
    assert last is not None
    assert 70 == last.code


def test_another_failure_of_the_same_week_is_told_as_well(desk: Desk, mailbox: Mailbox) -> None:
    def full(_options: object) -> object:
        raise MachineUnable("cannot write 001: No space left on device; free some space")

    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody")
    desk.tick(WEEK_3)
    rewrite(desk.series, "clashes.yaml", "provider: nobody", "provider: mission")
    for hour in (7, 8):
        desk.tick(f"2026-01-19T{hour:02}:10Z", make=full)  # type: ignore[arg-type]

    assert 2 == len(letters(mailbox))
    assert "No space left on device" in letters(mailbox)[1]


def test_a_brief_that_cannot_be_read_is_told(desk: Desk, mailbox: Mailbox) -> None:
    """Its owner is read out of what can be."""
    rewrite(desk.series, "brief.yaml", "producer: Desk", "producr: Desk")
    desk.tick(WEEK_2)
    desk.tick("2026-01-12T07:10Z")

    assert ["[series] brief.yaml cannot be read, and nothing is published"] == mailbox.to(OWNER)
    assert "'reportkit check --due'" in letters(mailbox)[0]


def test_a_brief_that_is_no_yaml_is_told_to_the_desk_that_the_last_edition_names(
    desk: Desk, mailbox: Mailbox
) -> None:
    desk.tick(WEEK_2)
    (desk.series / "seeds" / "brief.yaml").write_text("title: [")
    desk.tick(WEEK_3)

    assert ["[valley] brief.yaml cannot be read, and nothing is published"] == (
        mailbox.to("desk@example.org")
    )


def test_a_disk_too_full_for_the_log_is_told_once_and_again_when_it_fills_again(
    desk: Desk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tick(WEEK_2)
    for week in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(disk, "_write_all", full_disk)
            for hour in (7, 8):
                with pytest.raises(MachineUnable, match="No space left"):
                    desk.tick(f"2026-01-1{3 + week}T{hour:02}:10Z")
        desk.tick(f"2026-01-1{3 + week}T09:10Z")

    assert 2 * ["[valley] the scheduled run cannot be noted"] == mailbox.to(OWNER)
    assert "No space left on device; free some space" in letters(mailbox)[0]


def test_reports_that_nobody_may_write_to_are_told_once(
    desk: Desk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There nothing can be remembered, not even that the owner knows."""
    desk.tick(WEEK_2)
    reports, real = desk.series / "reports", os.open

    def read_only(path: object, flags: int, *more: Any, **named: Any) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) and Path(str(path)).parent == reports:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *more, **named)  # type: ignore[arg-type]

    for week in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", read_only)
            for hour in (7, 8):
                with pytest.raises(MachineUnable, match="Read-only file system"):
                    desk.tick(f"2026-01-1{3 + week}T{hour:02}:10Z")
        desk.tick(f"2026-01-1{3 + week}T09:10Z")

    assert 2 * ["[valley] the scheduled run cannot be noted"] == mailbox.to(OWNER)


def full_disk(_handle: int, content: bytes) -> None:
    if content:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["runner.read_journal", "report.note_run", "runner.disk.locked"])
def test_a_crash_before_or_after_the_log_is_told_once(
    desk: Desk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """There no journal says that the owner knows."""

    def crashes(*_: object, **__: object) -> object:
        raise ZeroDivisionError("deep down")

    desk.tick(WEEK_2)
    with monkeypatch.context() as patch:
        patch.setattr(f"reportkit.autopilot.{step}", crashes)
        for hour in (7, 8):
            with pytest.raises(ZeroDivisionError):
                desk.tick(f"2026-01-12T{hour:02}:10Z")

    assert ["[valley] the scheduled run cannot be noted"] == mailbox.to(OWNER)
    assert "ZeroDivisionError" in letters(mailbox)[0]


def test_that_the_owner_cannot_be_told_of_it_stands_in_the_message(
    desk: Desk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tick(WEEK_2)
    mailbox.refuse = "451 later"
    monkeypatch.setattr(disk, "_write_all", full_disk)

    with pytest.raises(MachineUnable, match="the owner could not be told"):
        desk.tick("2026-01-13T07:10Z")


def test_a_run_that_was_killed_is_told_by_the_next(desk: Desk, mailbox: Mailbox) -> None:
    """As by the system when memory runs out, every time."""
    code = (
        "import os, sys, time; from pathlib import Path; from reportkit.files import disk;"
        "held = disk.locked(Path(sys.argv[1]), 'process 7, since Monday', 0.0); held.__enter__();"
        "print('held', flush=True); time.sleep(60)"
    )
    reports = desk.series / "reports"
    reports.mkdir()
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(reports / ".run.lock")], stdout=subprocess.PIPE
        ) as run:
            assert run.stdout is not None
            run.stdout.readline()
            run.send_signal(signal.SIGKILL)
        time.sleep(0.1)
        desk.tick(WEEK_2)

    assert ["[valley] a scheduled run was killed before its end"] == mailbox.to(OWNER)
    assert "process 7, since Monday" in letters(mailbox)[0]


def test_a_time_limit_that_stops_every_run_is_told_once(desk: Desk, mailbox: Mailbox) -> None:
    """systemd sends SIGTERM; no run comes to its end, and the second tells of the first."""

    def stopped(_options: object) -> object:
        raise Terminated

    for hour in (6, 7, 8):
        with pytest.raises(KeyboardInterrupt):
            desk.tick(f"2026-01-12T{hour:02}:10Z", make=stopped)  # type: ignore[arg-type]

    assert ["[valley] the system stopped a scheduled run"] == mailbox.to(OWNER)
    assert "TimeoutStartSec" in letters(mailbox)[0]


def test_a_person_who_stops_a_run_is_not_told_of_it(desk: Desk, mailbox: Mailbox) -> None:
    def stopped(_options: object) -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.tick(WEEK_2, make=stopped)  # type: ignore[arg-type]
    desk.tick("2026-01-12T07:10Z")

    assert [] == mailbox.to(OWNER)


def test_a_lock_that_was_taken_away_stops_the_sealing_and_is_told(
    desk: Desk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = desk.series / "reports" / ".lock"
    real = disk.sync_folder

    def meanwhile(path: Path) -> None:
        if path.parent.name == ".staging":
            lock.unlink()
        real(path)

    monkeypatch.setattr(disk, "sync_folder", meanwhile)
    done = desk.tick(WEEK_2)

    assert 3 == done.code
    assert not (desk.series / "reports" / "001").exists()
    assert ["[valley] 2026-W02 is not published"] == mailbox.to(OWNER)
    assert "was removed while this run held it" in letters(mailbox)[0]


# -- a dry run goes the same way ------------------------------------------------------------------


def test_a_dry_run_says_what_the_run_then_does(desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    before = (desk.series / "reports" / "runs.jsonl").read_bytes()
    quiet = desk.tick(WEEK_3, dry=True)
    new_week(desk.series, 17)
    changed = desk.tick(WEEK_3, dry=True)
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody")
    broken = desk.tick(WEEK_3, dry=True)

    assert "2026-W03 would be skipped: no record changed" in quiet.steps
    assert (
        "would publish No. 2 for 2026-W03: 1 updated",
        "would mail No. 2 to desk: 2 readers",
    ) == (changed.steps)
    assert ("2026-W03 is not published: 1 problem in the series", "the owner would be told") == (
        broken.steps
    )
    assert [] == mailbox.to(OWNER)
    assert before == (desk.series / "reports" / "runs.jsonl").read_bytes()


def test_a_run_counts_what_the_series_has_set_aside(desk: Desk, mailbox: Mailbox) -> None:
    """In its report when it publishes, and in the owner's mail when it cannot."""
    with (desk.series / "seeds" / "brief.yaml").open("a") as brief:
        brief.write("rules: [{rule: quote-long, level: off, reason: It is quoted whole here.}]\n")
    published = desk.tick(WEEK_2)
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody")
    desk.tick(WEEK_3)
    (message,) = letters(mailbox)

    assert any(
        each.startswith("published No. 1") and each.endswith("; 1 rule overruled")
        for each in published.steps
    )
    assert "1 rule overruled ('reportkit check --silenced' lists them)" in message


def test_a_run_without_mail_publishes_and_leaves_the_rest_to_one_that_mails(
    desk: Desk, mailbox: Mailbox
) -> None:
    """As in a workflow whose machine forgets the ledger."""
    desk.tick(WEEK_2, mail=False)
    mailed = len(mailbox.letters)
    desk.tick("2026-01-12T07:10Z")
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody")
    for hour in (6, 7):
        desk.tick(f"2026-01-19T{hour:02}:10Z", mail=False)
    unheard = letters(mailbox)
    desk.tick("2026-01-19T08:10Z")

    assert (0, 1) == (mailed, len(mailbox.to("ann@example.org")))
    assert ([], 1) == (unheard, len(letters(mailbox)))

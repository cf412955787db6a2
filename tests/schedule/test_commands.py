"""``run``, ``runs`` and ``schedule`` as a timer and a person call them, with the real engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportkit.editions.journal import LOCK, Fate, read_journal
from reportkit.files import disk
from tests.cli.series import notes_folder
from tests.schedule.series import Mailbox, scheduled

MONDAY = "2026-01-12T06:10Z"


def reportkit(series: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a timer does: no terminal, and a home of its own."""
    return subprocess.run(
        [sys.executable, "-m", "reportkit", "-C", str(series), *words],
        capture_output=True,
        text=True,
        check=False,
        env=_environment(series),
    )


def _environment(series: Path) -> dict[str, str]:
    home = series.parent / "home"
    home.mkdir(exist_ok=True)
    return {"HOME": str(home), "PATH": os.environ["PATH"], "XDG_CACHE_HOME": notes_folder()}


def test_a_timer_makes_a_pdf_and_mails_it(
    tmp_path: Path,
    mailbox: Mailbox,
    real_engine: None,  # noqa: ARG001
) -> None:
    """The whole way once: seeds, engine, seal, server, letter, attachment, journal."""
    series = scheduled(tmp_path / "series", port=mailbox.port)
    ran = reportkit(series, "run", "--now", MONDAY, "--json")
    again = reportkit(series, "run", "--now", "2026-01-12T07:10Z", "--quiet")
    said = json.loads(ran.stdout)

    assert (0, "2026-W02") == (ran.returncode, said["slot"]), ran.stderr
    assert "2026-01-19T06:00:00+00:00" == said["due_next"]
    assert (0, "", "") == (again.returncode, again.stdout, again.stderr)
    assert ["ann@example.org", "bob@example.org"] == sorted(who for who, _ in mailbox.letters)
    pdf = next((series / "reports" / "001").glob("*.pdf")).read_bytes()
    attached = [part.get_payload(decode=True) for part in mailbox.letters[0][1].walk()
                if part.get_content_type() == "application/pdf"]  # fmt: skip
    assert [pdf] == attached
    begun, done, *_ = reportkit(series, "runs").stdout.splitlines()
    assert begun.startswith("2026-01-12 06:10 UTC  -  done: the schedule begins (")
    assert done.startswith("2026-01-12 06:10 UTC  2026-W02  done: ")


def test_a_signal_stops_a_run_within_two_seconds_and_the_next_one_does_it_all(
    tmp_path: Path,
    mailbox: Mailbox,
    real_engine: None,  # noqa: ARG001
) -> None:
    series = scheduled(tmp_path / "series", port=mailbox.port)
    running = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "-C", str(series), "run", "--now", MONDAY],
        stderr=subprocess.DEVNULL,
        env=_environment(series),
    )
    lock = series / "reports" / ".lock"
    until = time.monotonic() + 30
    while not (lock.exists() and lock.read_text()) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)  # the engine is at work
    began = time.monotonic()
    running.send_signal(signal.SIGTERM)
    code = running.wait(10)

    assert time.monotonic() - began < 2
    assert 130 == code
    assert not (series / "reports" / "001").exists()
    assert 0 == reportkit(series, "run", "--now", "2026-01-12T07:10Z").returncode
    assert [Fate.DONE] == [each.fate for each in read_journal(series / "reports").decisions]
    assert 1 == len(mailbox.to("ann@example.org")) == len(mailbox.to("bob@example.org"))
    assert ["[valley] the system stopped a scheduled run"] == mailbox.to("owner@example.org")


def test_a_run_killed_anywhere_is_finished_by_the_next(
    tmp_path: Path,
    mailbox: Mailbox,
    real_engine: None,  # noqa: ARG001
) -> None:
    """SIGKILL after a twentieth, a tenth, ... of what a whole run takes."""
    series = scheduled(tmp_path / "series", port=mailbox.port)
    for delay in (0.3, 0.6, 0.9, 1.2, 1.5, 1.8):
        running = subprocess.Popen(
            [sys.executable, "-m", "reportkit", "-C", str(series), "run", "--now", MONDAY],
            stderr=subprocess.DEVNULL,
            env=_environment(series),
        )
        time.sleep(delay)
        running.kill()
        running.wait()
    reportkit(series, "run", "--now", "2026-01-12T12:10Z")
    editions = [path.name for path in (series / "reports").iterdir() if path.name.isdigit()]

    assert ["001"] == editions
    assert [Fate.DONE] == [each.fate for each in read_journal(series / "reports").decisions]
    assert len(mailbox.to("ann@example.org")) <= 1
    assert 0 == reportkit(series, "verify").returncode


def test_a_second_run_leaves_with_6_and_says_so_only_to_whoever_asked(tmp_path: Path) -> None:
    """A timer stays silent; a script that asked for JSON gets its object."""
    series = scheduled(tmp_path / "series")
    reports = series / "reports"
    reports.mkdir()
    with disk.locked(reports / LOCK, "process 7", 0.0):
        silent = reportkit(series, "run", "--now", MONDAY)
        asked = reportkit(series, "run", "--now", MONDAY, "--json")

    assert (6, "", "") == (silent.returncode, silent.stdout, silent.stderr)
    assert (6, False) == (asked.returncode, json.loads(asked.stdout)["ok"])


def test_status_says_that_nothing_will_wake_the_series_up(tmp_path: Path) -> None:
    series = scheduled(tmp_path / "series")
    said = json.loads(reportkit(series, "schedule", "status", "--json").stdout)

    assert (False, []) == (said["wakes"], said["timers"])
    assert said["next_due"].endswith("T06:00:00+00:00")


def test_a_timer_can_be_shown_without_being_installed(tmp_path: Path) -> None:
    series = scheduled(tmp_path / "series")
    shown = {
        kind: reportkit(series, "schedule", "install", "--print", kind).stdout
        for kind in ("systemd", "system", "cron", "launchd", "github-actions")
    }

    assert "OnCalendar=*-*-* *:00:00 UTC" in shown["systemd"]
    assert "ProtectSystem=strict" in shown["system"]
    assert shown["cron"].startswith("0 * * * * ")
    assert "StartCalendarInterval" in shown["launchd"]
    assert "workflow_dispatch" in shown["github-actions"]
    assert (
        shown["cron"] == reportkit(series, "schedule", "install", "--as", "cron", "--print").stdout
    )
    assert ["seeds"] == [path.name for path in series.iterdir()]


def test_runs_are_listed_by_the_clock_of_the_series(tmp_path: Path) -> None:
    series = scheduled(tmp_path / "series")
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: America/Lima"))
    ran = reportkit(series, "run", "--now", "2026-01-12T06:10", "--no-mail")
    listed = reportkit(series, "runs")
    status = reportkit(series, "schedule", "status")

    assert "2026-01-12 06:10 -05:00  " in ran.stderr
    assert listed.stdout.startswith("2026-01-12 06:10 -05:00  ")
    assert "last run    2026-01-12 06:10 -05:00  " in status.stdout
    assert "06:00 -05:00\n" in status.stdout.splitlines(keepends=True)[0]


def test_a_doubtful_clock_is_told_by_the_clock_of_the_series(tmp_path: Path) -> None:
    series = scheduled(tmp_path / "series")
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: America/Lima"))
    reportkit(series, "run", "--now", "2026-01-12T06:10", "--no-mail")

    ran = reportkit(series, "run", "--now", "2036-01-14T06:10+00:00", "--no-mail")

    assert "clock says 2036-01-14 01:10-05:00" in ran.stderr


@pytest.mark.parametrize("words", ["check --due", "run --dry-run", "run --draft", "deliveries"])
@pytest.mark.parametrize("zone", ["CAT", "Lima", "../Lima"])
def test_a_zone_that_does_not_exist_crashes_no_command(
    tmp_path: Path, words: str, zone: str
) -> None:
    series = scheduled(tmp_path / "series")
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", f"zone: {zone}"))
    ran = reportkit(series, *words.split())

    assert ran.returncode in {0, 1}, ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_cadence_that_cannot_be_kept_gets_no_timer(tmp_path: Path) -> None:
    series = scheduled(tmp_path / "series")
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: Mars/Olympus"))
    ran = reportkit(series, "schedule", "install", "--as", "cron")

    assert 1 == ran.returncode
    assert "error[zone-unknown]: 'Mars/Olympus' is no time zone" in ran.stderr

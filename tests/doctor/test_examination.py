"""All rows together: none stops the others, the gravest decides, the terminal gets it in order."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from reportkit.cli.format.doctor import lines_of
from reportkit.doctor.context import Context
from reportkit.doctor.examination import Answer, counts, examine, exit_code
from reportkit.doctor.row import Check, Group, Row, Status, failure, good, skip, warning
from reportkit.problems import Busy, MachineUnable
from tests.cli.series import run
from tests.doctor.looking import context_of
from tests.tiny import write


def _hangs(_: Context) -> NoReturn:
    while True:
        time.sleep(1)


def _breaks(_: Context) -> NoReturn:
    raise KeyError("a bug")


def _is_busy(_: Context) -> NoReturn:
    raise Busy("another run writes")


def _is_unable(_: Context) -> NoReturn:
    raise MachineUnable("no disk")


def test_a_check_that_hangs_breaks_or_is_refused_hides_no_other() -> None:
    checks = (
        Check("hangs", _hangs, "verify", seconds=0.05),
        Check("breaks", _breaks, "verify"),
        Check("busy", _is_busy, "verify"),
        Check("unable", _is_unable, "verify"),
        Check("good", lambda _: good("seen")),
    )
    group = Group("machine", checks, 1)
    answers = examine(context_of(None), (group,))

    assert [
        ("FAIL", "no answer in 0.05 s", "reportkit verify"),
        ("SKIP", "this check does not work here: KeyError: 'a bug'", "reportkit verify"),
        ("WARN", "another run writes", "reportkit verify"),
        ("FAIL", "no disk", "reportkit verify"),
        ("PASS", "seen", ""),
    ] == [(answer.row.status.value, *answer.row[1:3]) for answer in answers]
    assert 3 == exit_code(answers, (group,))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([good("x"), warning("x", "y"), skip("x")], 0),
        ([failure("x", "y")], 1),
        ([failure("x", "y"), failure("x", "y", 3)], 3),
        ([failure("x", "y", 3), failure("x", "y", 7), failure("x", "y", 1)], 7),
    ],
)
def test_the_gravest_failure_decides(rows: list[Row], code: int) -> None:
    assert code == exit_code([Answer("series", "x", row) for row in rows])


def test_rows_are_aligned_and_their_commands_stand_whole_below() -> None:
    remedy = "chown -R desk /srv/a/very/long/path/reports"
    row = failure("a folder that cannot be written to", remedy)
    answers = [Answer("machine", "disk", good("room")), Answer("series", "reports", row)]
    wide = list(lines_of(answers, counts(answers), width=100, colour=False))
    narrow = list(lines_of(answers, counts(answers), width=30, colour=False))

    assert [
        "machine",
        "PASS  disk     room",
        "",
        "series",
        "FAIL  reports  a folder that cannot be written to",
        "      chown -R desk /srv/a/very/long/path/reports",
        "",
        "1 PASS, 0 WARN, 1 FAIL, 0 SKIP",
    ] == wide
    assert [
        "FAIL  reports",
        "      a folder that cannot be",
        "      written to",
        "      chown -R desk /srv/a/very/long/path/reports",
    ] == narrow[5:9]


def test_a_terminal_gets_colours_and_a_remedy_shared_by_rows_once() -> None:
    rows = [Answer("mail server", what, skip("not asked", "doctor --online")) for what in "ab"]
    coloured = list(lines_of(rows, counts(rows), width=80, colour=True))

    assert "\x1b[34m\x1b[1mSKIP\x1b[0m  a  not asked" == coloured[1]
    assert ["      doctor --online"] == [line for line in coloured if "online" in line]


def test_the_command_outside_a_series_looks_at_the_machine_alone(tmp_path: Path) -> None:
    ran = run(tmp_path, "doctor", "--json")
    rows = ran.json["rows"]

    assert (0, True) == (ran.code, ran.json["ok"]), ran.out
    assert {"machine"} == {row["group"] for row in rows if row["status"] != "SKIP"}
    assert {"group", "what", "status", "detail", "remedy"} == set(rows[0])
    assert {status.value for status in Status} == set(ran.json["counts"])
    assert all(row["remedy"] for row in rows if row["status"] in ("WARN", "FAIL"))


def test_the_command_leaves_with_7_names_the_series_and_shows_no_secret(
    own_river: Path, tmp_path: Path
) -> None:
    file = own_river / "reports" / "001" / "river-001.pdf"
    file.chmod(0o644)
    file.write_bytes(b"%PDF of nobody")
    (own_river / "seeds" / "distribution.yaml").write_text(
        "transport: {sender: a@example.org, host: localhost, login: desk}\n"
    )
    secret = "hunter-two-and-more"  # noqa: S105
    ran = run(tmp_path, "doctor", "-q", "-C", own_river, "--online", REPORTKIT_SMTP_PASSWORD=secret)

    assert (7, "") == (ran.code, ran.err)
    assert f"      reportkit -C {own_river} verify\n" in ran.out
    assert "PASS  " not in ran.out
    assert "FAIL  login" in ran.out
    assert secret not in ran.out


def test_the_process_itself_loads_no_engine(tmp_path: Path) -> None:
    script = (
        "import sys; from reportkit.cli import run; run(['doctor']);"
        "print('LOADED', *sorted(name.split('.')[0] for name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=write(tmp_path / "tiny"),
        env={**os.environ, "PYTHONPATH": os.getcwd()},  # noqa: PTH109
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ran.stdout.rsplit("LOADED", 1)[1].split())

    assert "PASS  engine" in ran.stdout
    assert set() == loaded & {"weasyprint", "pydyf", "pypdfium2", "PIL", "fontTools", "smtplib"}


def test_a_package_without_which_nothing_can_be_looked_at_is_named(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['yaml'] = None; from reportkit.cli import run;"
        "sys.exit(run(['doctor']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.getcwd()},  # noqa: PTH109
        capture_output=True,
        text=True,
        check=False,
    )

    assert (3, "") == (ran.returncode, ran.stdout)
    assert ran.stderr.startswith("reportkit: reportkit is not whole: import of yaml halted")
    assert "-m pip install --force-reinstall reportkit\n" in ran.stderr

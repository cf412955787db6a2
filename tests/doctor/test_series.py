"""Seeds, design, folders and locks: each row on a series that is not as it should be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportkit.editions.store import Store
from reportkit.reference.json_schema import schema_files
from tests.cli.series import environment_of
from tests.doctor.looking import NOW, as_nobody, asked, code_of, context_of

#: Takes the lock of a series as a build does, says so, and waits to be killed.
_HOLDER = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from reportkit.editions.store import Store
with Store(Path(sys.argv[1])).lock(datetime(2025, 11, 3, 9, 0, tzinfo=UTC)):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_sound_series_passes(own_seeds: Path) -> None:
    context = context_of(own_seeds.parent)
    rows = {what: asked(what, context) for what in ("series", "seeds", "check", "design")}
    rows |= {what: asked(what, context) for what in ("reports", "lock", "chain", "next due")}

    assert {"PASS"} == {status for status, *_ in rows.values()}, rows
    assert f"River crisis, in {own_seeds.parent}" == rows["series"][1]
    assert "14 records read" == rows["seeds"][1]
    assert "66 files, none of them the series' own" == rows["design"][1]


def test_a_brief_that_cannot_be_read_fails(own_seeds: Path) -> None:
    (own_seeds / "brief.yaml").write_text("title: [")
    status, detail, remedy = asked("series", context_of(own_seeds.parent))

    assert ("FAIL", "reportkit check") == (status, remedy)
    assert "seeds/brief.yaml:2" in detail


def test_a_forecast_that_fell_due_by_the_clock_is_warned_of(own_seeds: Path) -> None:
    """The clock stands on 3 November; of one for that very day it cannot be told yet."""
    context = context_of(own_seeds.parent)
    outlook = own_seeds / "outlook.yaml"
    due = "none_found: true, resolution: {criteria: Seen., due: 2025-11-02}"
    outlook.write_text(outlook.read_text().replace("none_found: true", due))
    status, detail, remedy = asked("forecasts", context)

    assert ("WARN", "reportkit resolve more-shots") == (status, remedy)
    assert "more-shots fell due on 2025-11-02, and is not decided" == detail

    outlook.write_text(outlook.read_text().replace("11-02}", "11-03}"))
    assert "PASS" == asked("forecasts", context_of(own_seeds.parent))[0]


def test_seeds_that_cannot_be_read_whole_fail(own_seeds: Path) -> None:
    (own_seeds / "front.yaml").write_bytes(b"facts: \xff\n")
    context = context_of(own_seeds.parent)
    status, detail, remedy = asked("seeds", context)

    assert ("FAIL", "reportkit check") == (status, remedy)
    assert detail.startswith("not every file can be read: seeds/front.yaml:1: ")


def test_an_error_fails_and_a_warning_warns(own_seeds: Path) -> None:
    early = context_of(own_seeds.parent, now=NOW - timedelta(days=90))
    warned, warned_code = asked("check", early), code_of("check", early)
    edition = own_seeds / "edition.yaml"
    edition.write_text(edition.read_text().replace("key_figures: [toll]", "key_figures: [tolls]"))
    wrong = context_of(own_seeds.parent)
    errors = asked("check", wrong)

    assert ("WARN", "reportkit check", 0) == (warned[0], warned[2], warned_code)
    assert warned[1].startswith("0 errors, 3 warnings: seeds/edition.yaml:1: ")
    assert ("FAIL", "reportkit check", 1) == (errors[0], errors[2], code_of("check", wrong))
    assert errors[1].startswith("1 error, 0 warnings: seeds/edition.yaml:5: ")


def test_a_style_that_no_page_can_use_fails(own_seeds: Path) -> None:
    (own_seeds.parent / "styles").mkdir()
    (own_seeds.parent / "styles" / "brief.css").symlink_to("/etc/passwd")
    status, detail, _ = asked("design", context_of(own_seeds.parent))

    assert ("FAIL", "1 problem: styles/brief.css:1: styles/brief.css is a link") == (status, detail)


def test_schemas_of_another_reportkit_warn(own_seeds: Path) -> None:
    context = context_of(own_seeds.parent)
    none_here = asked("schemas", context)
    for path, text in schema_files().items():
        (own_seeds.parent / path).parent.mkdir(exist_ok=True)
        (own_seeds.parent / path).write_text(text, "utf-8")
    as_written = asked("schemas", context)
    (own_seeds.parent / ".schemas/brief.schema.json").write_text("{}", "utf-8")

    assert ("SKIP", "PASS") == (none_here[0], as_written[0])
    assert (
        "WARN",
        "not those of this reportkit: .schemas/brief.schema.json",
        "reportkit schema --write",
    ) == asked("schemas", context)


def test_reports_that_is_a_file_fails(own_seeds: Path) -> None:
    reports = own_seeds.parent / "elsewhere" / "reports"
    reports.parent.mkdir()
    (reports.parent / "seeds").symlink_to(own_seeds)
    reports.touch()
    context = context_of(reports.parent)

    assert ("FAIL", f"{reports} is no folder", f"mv {reports} {reports}.aside") == asked(
        "reports", context
    )
    assert 3 == code_of("reports", context)
    waits = {what: asked(what, context) for what in ("check", "chain", "next due")}
    assert {"SKIP"} == {status for status, *_ in waits.values()}
    assert "waits for the row 'reports'" in waits["chain"][1]


@pytest.fixture
def shared(own_seeds: Path) -> Iterator[Path]:
    """A series where every account may look; pytest's own folders are closed."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        series = Path(shutil.copytree(own_seeds.parent, Path(folder) / "series"))
        series.chmod(0o755)
        yield series


def test_reports_of_another_account_fail(shared: Path) -> None:
    reports = shared / "reports"
    context = context_of(shared)
    with as_nobody():
        status, detail, remedy = asked("reports", context)

    assert ("FAIL", f"cannot write to {reports}: permission denied") == (status, detail)
    assert f"sudo chown -R 65534 {reports}" == remedy


def test_a_file_that_another_account_made_fails(shared: Path) -> None:
    """As a 'sudo reportkit build' leaves it."""
    reports = shared / "reports"
    reports.chmod(0o777)
    context = context_of(shared)
    with as_nobody():
        status, detail, _ = asked("reports", context)

    assert ("FAIL", f"cannot write to {reports}/.lock: permission denied") == (status, detail)


def test_what_was_tried_leaves_nothing(own_seeds: Path) -> None:
    series = own_seeds.parent
    before = {path: path.lstat().st_mtime_ns for path in series.rglob("*")}
    for what in ("reports", "lock", "disk", "chain", "ledger", "check", "timer", "next due"):
        asked(what, context_of(series))

    assert before == {path: path.lstat().st_mtime_ns for path in series.rglob("*")}


def test_a_lock_that_a_process_holds_is_told_and_what_it_leaves_when_killed(
    own_seeds: Path,
) -> None:
    series = own_seeds.parent
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(series / "reports")],
        env=environment_of(series),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        held = asked("lock", context_of(series))
    finally:
        holder.kill()
        holder.communicate()
    left = asked("lock", context_of(series))
    note = f"process {holder.pid}, since 2025-11-03T09:00:00+00:00"

    assert ("WARN", f"another run is at work: {note}", f"ps -fp {holder.pid}") == held
    assert ("WARN", "reportkit verify") == (left[0], left[2])
    assert note in left[1]
    with Store(series / "reports").lock(NOW):  # looking took it from nobody
        pass


def test_a_lock_that_is_no_file_fails(own_seeds: Path) -> None:
    lock = own_seeds.parent / "reports" / ".run.lock"
    os.mkfifo(lock)
    status, detail, _ = asked("lock", context_of(own_seeds.parent))

    assert ("FAIL", f"cannot look at the lock {lock}: it is no plain file") == (status, detail)


@pytest.mark.parametrize("what", ["series", "check", "chain", "timer", "lists", "login"])
def test_outside_a_series_its_rows_are_skipped(what: str) -> None:
    assert ("SKIP", "no series here", "reportkit init my-series") == asked(what, context_of(None))

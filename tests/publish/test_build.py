"""The whole build, end to end with the real engine, on a tiny series: once, or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.loading.kept_records import KeptRecords
from reportkit.loading.loader import load
from reportkit.problems import IntegrityBroken, MachineUnable
from reportkit.publish.build import build, refuse_discrepancy
from reportkit.publish.check import check_series
from reportkit.queries.index_file import open_kept
from reportkit.queries.index_tables import editions_in
from tests import tiny
from tests.building import made_once
from tests.cli.series import environment_of, run, write
from tests.editions.sealing import NOW, Machine, failing


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No. 1 as the command built it, and its seeds; to be read only."""

    def publish(series: Path) -> None:
        write(series, 1)
        assert 0 == run(series, "build").code

    return made_once(tmp_path_factory, "built", publish)


@pytest.fixture
def series(first: Path, tmp_path: Path) -> Path:
    """The same, to be changed at will."""
    return Path(shutil.copytree(first, tmp_path / "series"))


def _editions(series: Path) -> list[str]:
    return [str(name) for name in Store(series / "reports").names()]


def _swap(series: Path, file: str, old: str, new: str) -> None:
    path = series / "seeds" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


# What a build says and does -------------------------------------------------------------------


def test_a_build_prints_the_path_and_talks_beside_it(tmp_path: Path) -> None:
    write(tmp_path, 1)

    ran = run(tmp_path, "build")

    assert (0, "reports/001/river-001.pdf\n") == (ran.code, ran.out)
    assert "No. 1" in ran.err
    assert "changes: baseline" in ran.err
    assert b"%PDF" == (tmp_path / "reports" / "001" / "river-001.pdf").read_bytes()[:4]


def test_what_was_sealed_is_in_the_index_at_once(first: Path) -> None:
    index = open_kept(first / "reports")

    assert index is not None
    assert ["1"] == [edition.name.spoken for edition in editions_in(index)]
    index.close()


def test_the_same_seeds_again_are_already_published(series: Path) -> None:
    ran = run(series, "build")

    assert (0, ["001"]) == (ran.code, _editions(series))
    assert "already published as No. 1" in ran.err


def test_a_comment_or_another_order_is_the_same_seeds(series: Path) -> None:
    _swap(series, "front.yaml", "facts:", "# of the week\nfacts:")

    assert "already published as No. 1" in run(series, "build").err


def test_a_new_week_without_a_change_makes_no_edition_unless_asked(series: Path) -> None:
    write(series, 4)  # another period, every record as it was in No. 1
    _swap(series, "front.yaml", "{id: bridge-closure, formerly: closure,", "{id: closure,")
    _swap(series, "front.yaml", "to all lorries", "to lorries")
    (series / "seeds" / "talks.yaml").unlink()

    ran = run(series, "build")

    assert (0, ["001"]) == (ran.code, _editions(series))
    assert "no record changed since No. 1" in ran.err
    assert 0 == run(series, "build", "--unchanged").code
    assert ["001", "002"] == _editions(series)


def test_a_change_log_that_misses_a_record_is_refused(series: Path) -> None:
    """Whatever made it miss one: what is sealed adds up."""
    write(series, 3)
    candidate = check_series(series).candidate
    assert candidate is not None
    refuse_discrepancy(candidate)
    log = candidate.history.log
    short = replace(
        log, reconciliation=log.reconciliation._replace(added=0), vanished=("south.clash",)
    )

    with pytest.raises(IntegrityBroken, match=r"no longer on file: south\.clash") as refused:
        refuse_discrepancy(replace(candidate, history=replace(candidate.history, log=short)))

    assert 7 == refused.value.exit_code


def test_a_change_in_the_same_period_is_a_revision_and_asked_for(series: Path) -> None:
    _swap(series, "front.yaml", "best: 3", "best: 4")
    _swap(
        series,
        "edition.yaml",
        "changes: []",
        "changes: [{record: toll, class: UPDATED, reason: One died., evidence: [copy]}]",
    )

    ran = run(series, "build")

    assert (1, ["001"]) == (ran.code, _editions(series))
    assert "period-published" in ran.err
    undated = run(series, "build", "--revise")
    assert (1, ["001"]) == (undated.code, _editions(series))
    assert "says that it is published at 2025-10-19 20:00 UTC, not later" in undated.err
    _swap(series, "edition.yaml", "T20:00", "T21:00")
    assert 0 == run(series, "build", "--revise").code
    assert ["001", "001-r1"] == _editions(series)


def test_notes_on_changes_are_not_judged_where_a_revision_was_forgotten(series: Path) -> None:
    """They tell what changed since the edition before, and must stay for the revision."""
    write(series, 2)
    run(series, "build")
    _swap(series, "front.yaml", "best: 5", "best: 6")

    ran = run(series, "build")

    assert (1, ["001", "002"]) == (ran.code, _editions(series))
    assert "error[period-published]" in ran.err
    assert "[change-" not in ran.err


def test_the_next_week_is_the_next_edition_with_its_changes(series: Path) -> None:
    write(series, 2)

    report = run(series, "build", "--json").json

    assert ("2", True, "1", {"UPDATED": 2}) == (
        report["edition"],
        report["sealed"],
        report["previous"],
        report["changes"],
    )
    assert () == verify(Store(series / "reports")).findings


def test_an_unexplained_change_is_published_nowhere(series: Path) -> None:
    write(series, 4)

    ran = run(series, "build")

    assert (1, "", ["001"]) == (ran.code, ran.out, _editions(series))
    assert "change-unexplained" in ran.err
    assert "nothing was published" in ran.err


def test_a_draft_seals_nothing(series: Path) -> None:
    write(series, 2)

    told = run(series, "build", "--draft", "--json").json

    assert ("draft", False, ["001"]) == (told["edition"], told["sealed"], _editions(series))


def test_an_altered_predecessor_stops_the_build(series: Path) -> None:
    write(series, 2)
    sealed = series / "reports" / "001" / "river-001.pdf"
    sealed.chmod(0o644)
    sealed.write_bytes(b"%PDF forged")

    ran = run(series, "build")

    assert (7, ["001"]) == (ran.code, _editions(series))
    assert "river-001.pdf" in ran.err


def test_an_edition_is_made_again_byte_for_byte(first: Path) -> None:
    ran = run(first, "rebuild", "1")

    assert (0, "No. 1 came out the same, byte for byte\n") == (ran.code, ran.out)


def test_a_closed_stdout_changes_nothing_that_is_sealed(series: Path) -> None:
    """The first file that is opened would get the number of stdout."""
    write(series, 2)
    command = f"exec {sys.executable} -m reportkit build >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=series,
        env=environment_of(series),
        stderr=subprocess.PIPE,
        check=False,
    )

    assert (0, ["001", "002"]) == (done.returncode, _editions(series))
    assert () == verify(Store(series / "reports")).findings


# Stopped on the way ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_ends_soon_and_leaves_nothing(
    series: Path, number: signal.Signals
) -> None:
    write(series, 2)
    process = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "build"],
        cwd=series,
        env=environment_of(series),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    _wait_until((series / "reports" / ".lock").read_text)  # its holder is named: it is at work
    process.send_signal(number)
    began = time.monotonic()
    out, err = process.communicate(timeout=20)

    assert (130, b"") == (process.returncode, out)
    assert time.monotonic() - began < 2
    assert b"interrupted" in err
    assert ["001"] == _editions(series)
    assert 0 == run(series, "build").code


def _wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_of_two_builds_at_once_one_publishes_and_the_other_says_who(series: Path) -> None:
    write(series, 2)
    command = [sys.executable, "-m", "reportkit", "build"]
    both = [
        subprocess.Popen(
            command,
            cwd=series,
            env=environment_of(series),
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    messages = {process.pid: process.communicate(timeout=60)[1] for process in both}

    winner, loser = sorted(both, key=lambda process: process.returncode)
    assert (0, 6) == (winner.returncode, loser.returncode)
    assert f"process {winner.pid}" in messages[loser.pid]
    assert ["001", "002"] == _editions(series)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _build_with(series: Path, machine: Machine) -> int:
    """Build in a child whose nth durable call meets its fault; give how the child ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    code = 1
    try:
        machine.under(pytest.MonkeyPatch())
        build(series, now=NOW)
        (series / "made.json").write_text(json.dumps(machine.made))
        code = 0
    except MachineUnable:
        code = MachineUnable.exit_code
    finally:
        os._exit(code)


def _calls(series: Path, scratch: Path) -> list[str]:
    whole = Path(shutil.copytree(series, scratch / "whole"))
    assert 0 == _build_with(whole, Machine())
    made: list[str] = json.loads((whole / "made.json").read_text())
    return made


def test_killed_or_failing_on_the_way_a_build_leaves_nothing_or_a_whole_edition(
    series: Path, tmp_path: Path
) -> None:
    """Some durable calls of a whole build, and those around the rename that makes the edition
    visible; every single one is tested with the store, where it costs no rendering."""
    import weasyprint  # noqa: F401  # once here, not in every child

    write(series, 2)
    calls = _calls(series, tmp_path)
    visible = len(calls) - calls[::-1].index("rename")  # counted from 1
    seen = set()
    for at in (1, visible // 2, visible - 1, visible, visible + 1):
        for fault, name in ((_die, "killed"), (failing(errno.EIO), "failing")):
            tried = Path(shutil.copytree(series, tmp_path / f"{name}-{at}"))
            ended = os.waitstatus_to_exitcode(_build_with(tried, Machine(at, fault)))

            editions = _editions(tried)
            seen.add((name, ended, len(editions)))
            assert editions in (["001"], ["001", "002"])
            assert () == verify(Store(tried / "reports")).findings

    killed = -signal.SIGKILL
    assert {("killed", killed, 1), ("killed", killed, 2), ("failing", 3, 1)} == seen


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_refused_with_its_place(
    tmp_path: Path, day: str
) -> None:
    """No slot could be reckoned from it, and no zone."""
    series = tiny.write(tmp_path)
    edition = series / "seeds" / "edition.yaml"
    text = edition.read_text().replace("2026-01-12T06:00Z", f"{day}T23:59Z")
    edition.write_text(text)

    (problem,) = check_series(series).problems

    assert ("date-impossible", "write a year from 100 to 9000") == (problem.code, problem.hint)
    assert text.splitlines()[problem.mark.line - 1].startswith("published: ")


def test_what_is_sealed_is_read_from_the_seeds_and_from_no_cache(tmp_path: Path) -> None:
    series, cache = tiny.write(tmp_path / "series"), tmp_path / "cache"
    file = series / "seeds" / "clashes.yaml"
    read = load(series).records
    forged = tuple(
        record.replace(best=Decimal(999)) if record.id == "toll" else record
        for record in read.by_id.values()
    )
    KeptRecords(cache).keep(file, file.read_bytes(), forged)
    believed = load(series, KeptRecords(cache)).records.by_id["toll"]

    built = build(series, now=NOW, cache=cache)

    facts = (built.folder / "facts.json").read_text(encoding="utf-8")
    assert Decimal(999) == getattr(believed, "best", None)
    assert ('"best":"16"' in facts, "999" in facts) == (True, False)

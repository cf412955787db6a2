"""``build --all`` as a user runs it, with the real engine on tiny series."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from tests import tiny
from tests.building import made_once
from tests.cli.series import environment_of, run
from tests.terminal import answer


@pytest.fixture(scope="session")
def called(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three series, one of them broken, after a call for all; to be read only."""

    def call(folder: Path) -> None:
        for name in ("atolls", "broken", "valley"):
            tiny.write(folder / "all" / name)
        brief = folder / "all" / "broken" / "seeds" / "brief.yaml"
        brief.write_text(brief.read_text().replace("producer:", "producr:"))
        tiny.write(folder / "alone")
        assert 0 == run(folder / "alone", "build").code
        for name, words in (("text", []), ("again", ["--json"])):
            ran = run(folder / "all", "build", "--all", "--workers", "2", *words)
            told = {"code": ran.code, "out": ran.out, "err": ran.err}
            (folder / f"{name}.json").write_text(json.dumps(told))

    return made_once(tmp_path_factory, "many-built", call)


def _told(called: Path, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((called / f"{name}.json").read_text())
    return told


def _editions(series: Path) -> list[str]:
    return [str(name) for name in Store(series / "reports").names()]


def test_each_series_is_sealed_with_the_bytes_of_its_own_command(called: Path) -> None:
    alone = called / "alone" / "reports" / "001"
    files = {path.name: path.read_bytes() for path in alone.iterdir()}

    for name in ("atolls", "valley"):
        edition = called / "all" / name / "reports" / "001"
        assert files == {path.name: path.read_bytes() for path in edition.iterdir()}


def test_a_broken_series_stops_no_other_and_the_exit_code_tells(called: Path) -> None:
    assert 1 == _told(called, "text")["code"]
    assert ["001"] == _editions(called / "all" / "atolls")
    assert ["001"] == _editions(called / "all" / "valley")
    assert not (called / "all" / "broken" / "reports").exists()


def test_the_table_tells_what_became_of_each(called: Path) -> None:
    lines = _told(called, "text")["out"].splitlines()
    shown = [re.sub(r" +", " ", re.sub(r"\d+\.\d ", "", line)) for line in lines]

    assert [
        "series edition pages seconds what happened",
        "atolls 1 1 published: baseline",
        "broken - 1 error in 1 file; nothing was published",
        "valley 1 1 published: baseline",
    ] == shown


def test_problems_stand_below_the_name_of_their_series_and_nothing_else_where_nobody_watches(
    called: Path,
) -> None:
    first, second, *_, last = _told(called, "text")["err"].splitlines()

    assert first.startswith("broken: 1 error in 1 file; nothing was published (")
    assert second.startswith("seeds/brief.yaml:")
    assert "3 series, 2 published, 1 failed" == last


def test_json_is_one_object_with_what_each_command_would_tell(called: Path) -> None:
    again = _told(called, "again")
    report = json.loads(again["out"])

    assert "" == again["err"]
    assert (False, 1) == (report["ok"], report["code"])
    shown = {
        Path(one["series"]).name: (one["code"], one["what"], one.get("edition"), one.get("sealed"))
        for one in report["series"]
    }
    assert {
        "atolls": (0, "already published as No. 1", "1", False),
        "broken": (1, "1 error in 1 file; nothing was published", None, None),
        "valley": (0, "already published as No. 1", "1", False),
    } == shown
    assert "key-unknown" in [one["code"] for one in report["series"][1]["problems"]]


def test_json_of_a_series_is_what_its_own_command_tells(called: Path) -> None:
    alone = run(called / "alone", "build", "--json").json
    one = json.loads(_told(called, "again")["out"])["series"][2]
    elsewhere = {"schema_version", "timings", "folder", "pdf", "html"}

    shared = {key: value for key, value in alone.items() if key not in elsewhere}
    assert shared == {key: one[key] for key in shared}
    assert elsewhere - {"schema_version", "timings"} <= one.keys()


def test_on_a_terminal_a_line_tells_of_each_as_it_ends(called: Path) -> None:
    names = ["atolls", "valley"]
    session = answer(called / "all", "build", "--all", *names, answers=[], columns=40)
    lines = session.screen.split("\x1b[K")

    assert 0 == session.code
    assert {f"{name}: already published as No. 1" for name in names} == {
        line.partition(" (")[0] for line in lines if "already" in line
    }
    assert "  0 of 2 series …\r" == lines[0]
    assert lines[-1] == "2 series, 0 published, 2 with nothing to publish\n"
    assert all(len(line) <= 40 for line in session.out.splitlines())


def test_where_no_series_is_the_command_says_what_one_is(tmp_path: Path) -> None:
    ran = run(tmp_path, "build", "--all")

    assert (2, "") == (ran.code, ran.out)
    assert "neither it nor a folder directly below it holds seeds/brief.yaml" in ran.err


@pytest.mark.parametrize(
    "words", [["x"], ["--workers", "2"], ["--on", "tcp://h:1"], ["--all", "--workers=1", "--on=x"]]
)
def test_options_of_many_series_are_refused_for_one(tmp_path: Path, words: list[str]) -> None:
    assert 2 == run(tiny.write(tmp_path), "build", *words).code


def test_a_light_command_for_one_series_loads_nothing_of_this_room(called: Path) -> None:
    script = (
        "import sys; from reportkit.cli import run; run(['build', '--json']);"
        "print(*sorted(name for name in sys.modules if 'many_series' in name), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=called / "alone",
        env=environment_of(called / "alone"),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )

    assert "" == ran.stderr.strip()


# Stopped on the way ---------------------------------------------------------------------------


@pytest.fixture
def all_series(tmp_path: Path) -> Path:
    """Three series of which nothing was published."""
    for name in ("atolls", "roads", "valley"):
        tiny.write(tmp_path / name)
    return tmp_path


@contextmanager
def _at_work(folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Begin a call, and give it with the processes that print an edition."""
    process = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "build", "--all", "--workers", "2"],
        cwd=folder,
        env=environment_of(folder),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        _wait_until(lambda: len(_holders(folder)) == 2)
        yield process, _holders(folder)
    finally:
        process.kill()
        process.communicate()


def _holders(folder: Path) -> list[int]:
    """Give the processes that hold the lock of a series."""
    notes = (lock.read_text() for lock in folder.glob("*/reports/.lock"))
    return [int(found[1]) for note in notes if (found := re.match(r"process (\d+),", note))]


def _wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def _is_gone(process: int) -> bool:
    """Tell whether it runs no more, be it that nobody has asked yet how it ended."""
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_at_once_and_leaves_nothing(
    all_series: Path, number: signal.Signals
) -> None:
    with _at_work(all_series) as (call, processes):
        call.send_signal(number)
        out, err = call.communicate(timeout=20)

        assert 130 == call.returncode
        assert 3 == out.count("interrupted")
        assert "3 series, 0 published, 3 interrupted\nreportkit: interrupted;" in err
        assert "Traceback" not in err
        assert all(map(_is_gone, processes))
    for name in ("atolls", "roads", "valley"):
        assert [] == _editions(all_series / name)
        assert [] == [*(all_series / name).glob("reports/.staging/*")]


def test_who_does_not_listen_is_killed_where_ctrl_c_is_pressed_again(all_series: Path) -> None:
    """Such as a process that waits for a disk."""
    with _at_work(all_series) as (call, processes):
        os.kill(processes[0], signal.SIGSTOP)
        try:
            call.send_signal(signal.SIGINT)
            _wait_until(lambda: _is_gone(processes[1]))  # that one listens
            call.send_signal(signal.SIGINT)
            out, _ = call.communicate(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.kill(processes[0], signal.SIGKILL)

    assert (130, 3) == (call.returncode, out.count("interrupted"))


def test_a_killed_call_leaves_no_process_and_no_lock(all_series: Path) -> None:
    with _at_work(all_series) as (call, processes):
        call.kill()
        _wait_until(lambda: all(map(_is_gone, processes)))

    ran = run(all_series, "build", "--all")
    assert (0, 3) == (ran.code, ran.out.count("published: baseline"))


def test_a_process_that_is_killed_costs_its_series_nothing(all_series: Path) -> None:
    """Another process begins it once more."""
    with _at_work(all_series) as (call, processes):
        os.kill(processes[0], signal.SIGKILL)
        out, err = call.communicate(timeout=60)

    assert (0, 3) == (call.returncode, out.count("published: baseline")), err
    for name in ("atolls", "roads", "valley"):
        assert ["001"] == _editions(all_series / name)
        assert () == verify(Store(all_series / name / "reports")).findings


def test_of_two_calls_at_once_one_publishes_a_series_and_the_other_says_who(
    all_series: Path,
) -> None:
    shutil.rmtree(all_series / "roads")
    with _at_work(all_series) as (call, processes):
        other = run(all_series, "build", "--all")
        out, _ = call.communicate(timeout=60)

    assert (0, 2) == (call.returncode, out.count("published: baseline"))
    assert 6 == other.code
    assert all(f"process {process}" in other.out for process in processes)
    assert ["001"] == _editions(all_series / "valley")

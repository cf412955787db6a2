"""The process that prints: started early, handed one order, never left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.editions.store import Store
from reportkit.page.child_process import Forked
from reportkit.problems import MachineUnable, SeedsRejected
from reportkit.publish import printing, render
from reportkit.publish.build import build
from reportkit.publish.check import check_series
from reportkit.publish.press import Press
from reportkit.publish.printed import PrintedSet
from tests import tiny
from tests.cli.series import environment_of, run
from tests.schedule.series import quick_engine
from tests.variants import heron

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_two_workers_seal_the_same_bytes_as_one(tmp_path: Path) -> None:
    """All forms, at the marking of the edition and at a lower one."""
    one, two = (heron.write(_folder(tmp_path, name)) for name in ("one", "two"))

    build(one, now=NOW, workers=1)
    build(two, now=NOW, workers=2)

    sealed = _files(one / "reports" / "001")
    assert sealed == _files(two / "reports" / "001")
    assert 6 == sum(name.endswith(".pdf") for name in sealed)


def test_it_is_begun_before_the_series_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = _steps(monkeypatch)

    build(tiny.write(tmp_path), now=NOW, workers=2)

    assert ["begun", "checked", "ordered"] == steps


def test_it_is_not_begun_where_nothing_was_written_since_the_last_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = tiny.write(tmp_path)
    steps = _steps(monkeypatch)
    build(series, now=NOW, workers=2)
    steps.clear()

    assert "already published" in build(series, now=NOW, workers=2).reason
    assert ["checked"] == steps
    (series / "seeds" / "clashes.yaml").touch()
    assert "already published" in build(series, now=NOW, workers=2).reason
    assert ["checked", "begun", "checked"] == steps


def test_it_is_not_begun_early_where_there_is_one_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = _steps(monkeypatch)

    build(tiny.write(tmp_path), now=NOW, workers=1)

    assert ["checked", "ordered", "begun"] == steps


def test_a_check_that_fails_leaves_no_process_behind(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    (series / "seeds" / "clashes.yaml").write_text("section: [")

    with pytest.raises(SeedsRejected):
        build(series, now=NOW, workers=2)

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="sessions are read in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_of_a_build_that_is_stopped_goes_on_running(
    tmp_path: Path, number: signal.Signals
) -> None:
    """The process that prints, and those that it began, end with the one that was asked."""
    series = heron.write(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "reportkit", "build"],
        cwd=series,
        env=environment_of(series),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    _wait_until((series / "reports" / ".lock").exists)
    _wait_until(lambda: len(_of_session(process.pid)) > 2)  # it, the press, and a child of that

    process.send_signal(number)

    process.wait()
    _wait_until(lambda: not _of_session(process.pid))
    assert () == Store(series / "reports").names()


def test_a_press_that_is_killed_is_told_and_nothing_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(printing, "print_composed", die)
    series = tiny.write(tmp_path)

    with pytest.raises(MachineUnable, match="the process that prints was ended from outside"):
        build(series, now=NOW)

    assert () == Store(series / "reports").names()


def test_a_child_of_it_that_crashes_is_told_and_nothing_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGSEGV)

    monkeypatch.setattr("reportkit.page.pdf.typesetter.typeset", crash)
    series = tiny.write(tmp_path)

    with pytest.raises(MachineUnable, match="ended by SIGSEGV"):
        build(series, now=NOW)

    assert () == Store(series / "reports").names()


def test_a_bug_in_it_is_told_with_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(render, "illustrate", stumble)

    with pytest.raises(RuntimeError, match=r"(?s)in stumble.*KeyError: 'ours'"):
        build(tiny.write(tmp_path), now=NOW)


def test_what_the_system_refuses_it_is_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "no process can be begun")

    monkeypatch.setattr(render, "illustrate", refuse)

    with pytest.raises(BlockingIOError, match="no process can be begun"):
        build(tiny.write(tmp_path), now=NOW)


def test_it_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTKIT_SMTP_PASSWORD", "hunter2")
    shown = tmp_path / "environment"

    def look(*_: object, **__: object) -> PrintedSet:
        shown.write_text(repr(dict(os.environ)))
        return PrintedSet((), ())

    monkeypatch.setattr(printing, "print_set", look)
    monkeypatch.setattr("reportkit.page.pdf.engine.warm_engine", lambda: None)
    with Press() as press:
        press.print_set(None, progress=lambda _: None)  # type: ignore[arg-type]

    assert "PATH" in shown.read_text()
    assert "hunter2" not in shown.read_text()
    assert "hunter2" == os.environ["REPORTKIT_SMTP_PASSWORD"]


def test_the_problems_of_every_marking_are_told_in_one_run(tmp_path: Path) -> None:
    series = heron.write(tmp_path)
    (series / "templates").mkdir()
    for form in ("one-page", "changes"):
        (series / "templates" / f"{form}.html.j2").write_text(f"{{{{ page.no_{form[:3]} }}}}")

    ran = run(series, "build")

    assert 1 == ran.code
    assert [True, True] == [f"no_{form}" in ran.err for form in ("one", "cha")]


# -- what the tests share ---------------------------------------------------------------------


def _of_session(leader: int) -> list[int]:
    """Give the processes of a session that are at work."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone meanwhile
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                members.append(int(stat.parent.name))
    return members


def _wait_until(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def _folder(base: Path, name: str) -> Path:
    folder = base / name
    folder.mkdir()
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _steps(patch: pytest.MonkeyPatch) -> list[str]:
    """Give the list to which a build adds its steps; it sets no type."""
    steps: list[str] = []
    quick_engine(patch)

    def noted(step: str, do: Callable[..., object]) -> Callable[..., object]:
        def doing(*given: object, **named: object) -> object:
            steps.append(step)
            return do(*given, **named)

        return doing

    patch.setattr("reportkit.publish.press.Forked", noted("begun", Forked))
    patch.setattr("reportkit.publish.build.check_series", noted("checked", check_series))
    patch.setattr(Press, "print_set", noted("ordered", Press.print_set))
    return steps

"""HTML and PDF in a child process that may take only so long, so much, and nothing from outside.

Hostile or unlucky input is small and the engine patient: twelve nested boxes, a picture of
twelve kilobytes or eight levels of variables keep it busy for hours. The child therefore
runs under limits of the system, opens no connection, and can fetch only what the design
holds. It is forked, not started anew, so that the book need not be written out and read in
again; the engine is imported in the child alone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.page.assets import Design
from reportkit.page.fitting import Sheet
from reportkit.page.html import TEMPLATE
from reportkit.page.order import Attached, Order
from reportkit.problems import MachineUnable, Mark, Problem, ReportkitError, SeedsRejected

#: Told the name of each stage as it begins.
Progress = Callable[[str], None]


def unwatched(stage: str) -> None:
    """Tell nobody of a stage."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one edition may cost; a weekly of twelve pages needs 3 s and 110 MB."""

    cpu_seconds: int = 120
    wall_seconds: int = 180
    memory_bytes: int = 3 * 1024**3
    file_bytes: int = 100 * 1024**2
    pages: int = 300


@dataclass(frozen=True, slots=True)
class Rendered:
    """One brief, ready to be sealed."""

    html: str
    pdf: bytes
    pages: int
    tools: Mapping[str, str]  # versions of what made it
    left: int = 0  # how many of the things that may leave have left


def render(  # noqa: PLR0913  # these are what a PDF is made of
    page: object,
    design: Design,
    *,
    moment: datetime,
    attached: tuple[Attached, ...] = (),
    limits: Limits | None = None,
    progress: Progress = unwatched,
) -> Rendered:
    """Set, render and inspect one page that carries all files; see ``render_all``."""
    carries = tuple(each.name for each in attached)
    sheet = Sheet("brief", TEMPLATE, lambda *_: page, carries=carries)
    made = render_all(
        [sheet], design, moment=moment, attached=attached, limits=limits, progress=progress
    )
    return made[0]


def render_all(  # noqa: PLR0913  # as above
    sheets: Sequence[Sheet],
    design: Design,
    *,
    moment: datetime,
    attached: tuple[Attached, ...] = (),
    limits: Limits | None = None,
    progress: Progress = unwatched,
) -> tuple[Rendered, ...]:
    """Set, render and inspect the documents of an edition, the engine loaded once.

    ``moment`` is the only clock: the edition's own time of publication. The files
    ``attached`` travel as they are inside each PDF that carries them, and no others.
    Raises SeedsRejected with what the templates, the engine or the inspection found, and
    MachineUnable when the engine is missing or a limit was reached.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="reportkit-") as folder:
        workshop = Path(folder)
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        order = Order(tuple(sheets), design, moment, attached)
        job = _Job(order, limits, workshop, writing)
        child = os.fork()
        if child == 0:
            os.close(reading)
            _be_the_child(job)
        os.close(writing)
        status = _wait(child, reading, limits, progress)
        return _outcome(workshop, status, limits)


# -- in the parent ---------------------------------------------------------------------------


def _wait(child: int, reading: int, limits: Limits, progress: Progress) -> int:
    """Pass on the child's stages until it ends; end it when its time is over or ours is."""
    import select

    deadline = time.monotonic() + limits.wall_seconds
    try:
        with os.fdopen(reading, "rb", buffering=0) as stages:
            while True:
                ready, _, _ = select.select([stages], [], [], max(deadline - time.monotonic(), 0))
                told = stages.read(4096) if ready else b""
                if not told:
                    break
                for stage in told.decode().split("\n"):
                    if stage:
                        progress(stage)
            if not ready:
                os.kill(child, signal.SIGKILL)
    except BaseException:  # Ctrl-C: nothing of ours may go on running
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    _, status = os.waitpid(child, 0)
    return status


def _outcome(workshop: Path, status: int, limits: Limits) -> tuple[Rendered, ...]:
    report = workshop / "report.json"
    if os.WIFSIGNALED(status):
        raise MachineUnable(_why_killed(os.WTERMSIG(status), limits))
    if not report.exists():
        raise MachineUnable("the page's process ended without a word; is the disk full?")
    told = json.loads(report.read_text(encoding="utf-8"))
    if problems := told.get("problems"):
        raise SeedsRejected(
            Problem(each["code"], each["message"], Mark(*each["mark"]), each["hint"])
            for each in problems
        )
    if "unable" in told:
        raise MachineUnable(told["unable"])
    if "bug" in told:
        raise RuntimeError(f"in the page's process:\n{told['bug']}")
    return tuple(
        Rendered(
            html=(workshop / f"{each['name']}.html").read_text(encoding="utf-8"),
            pdf=(workshop / f"{each['name']}.pdf").read_bytes(),
            pages=each["pages"],
            tools=told["tools"],
            left=each["left"],
        )
        for each in told["pressed"]
    )


def _why_killed(number: int, limits: Limits) -> str:
    if number == signal.SIGXCPU:
        return f"the page took more than {limits.cpu_seconds} s of computing and was stopped"
    if number == signal.SIGKILL:
        return f"the page took more than {limits.wall_seconds} s, or all memory, and was stopped"
    return f"the page's process was ended by {signal.Signals(number).name}"


# -- in the child ----------------------------------------------------------------------------


class _Job(NamedTuple):
    """All that the child needs to know."""

    order: Order
    limits: Limits
    workshop: Path
    stages: int  # the pipe on which it tells its stages


def _be_the_child(job: _Job) -> None:
    """Do the work, write report.json, and end without running anything of the parent's."""
    code = 0
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)  # the engine swallows exceptions
        _confine(job.limits, job.workshop)
        (job.workshop / "report.json").write_text(json.dumps(_report(job)), encoding="utf-8")
    except BaseException:  # noqa: BLE001  # nothing may reach the parent's frames
        code = 1
    finally:
        os._exit(code)


def _report(job: _Job) -> dict[str, object]:
    import traceback

    def progress(stage: str) -> None:
        os.write(job.stages, f"{stage}\n".encode())

    try:
        from reportkit.page.press import press, tool_versions

        pressed = press(job.order, job.workshop, progress)
        if (pages := max(each.pages for each in pressed)) > job.limits.pages:
            raise SeedsRejected([_too_long(pages, job.limits.pages)])
    except SeedsRejected as rejected:
        return {"problems": [asdict(problem) for problem in rejected.problems]}
    except (ReportkitError, MemoryError) as error:
        most = job.limits.memory_bytes >> 20
        return {"unable": str(error) or f"the page needs more than {most} MB of memory"}
    except BaseException:  # noqa: BLE001  # FatalURLFetchingError is no Exception
        return {"bug": traceback.format_exc()}
    return {"pressed": [asdict(each) for each in pressed], "tools": tool_versions()}


def _too_long(pages: int, most: int) -> Problem:
    return Problem(
        "page-limit",
        f"the brief has {pages} pages; at most {most}",
        Mark("seeds/brief.yaml", 1, 1),
        "carry fewer records",
    )


def _confine(limits: Limits, workshop: Path) -> None:
    """Bind this process to its limits, and away from the network and other programs."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (soft, hard))
        except (ValueError, OSError):  # macOS knows no RLIMIT_AS
            continue
    # Pango and GLib complain to stderr, past Python's logging; the press reads it there.
    noise = os.open(workshop / "noise.txt", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    os.dup2(noise, 1)
    os.dup2(noise, 2)
    sys.addaudithook(_no_way_out)


_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")


def _no_way_out(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a page may not use {event}")

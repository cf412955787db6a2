"""Work on what strangers wrote, in a child process that may take only so long and so much.

Hostile or unlucky input is small and programs are patient: twelve nested boxes, a picture of
twelve kilobytes or one line of a template keep them busy for hours. The child runs under limits
of the system, opens no connection, starts no program, and finds no secret in its environment.
It is forked, not started anew, so that nothing need be written out and read in again.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from reportkit.page.scratch import FULL, full_folder, refuse_full
from reportkit.problems import MachineUnable, Mark, Problem, ReportkitError, SeedsRejected

#: Told the name of each stage as it begins.
Progress = Callable[[str], None]
#: What the child does: it is given the folder it may write to, and gives what JSON can hold.
Work = Callable[[Path, Progress], Mapping[str, object]]


#: The file in which a child leaves what its work gave.
REPORT = "report.json"


def unwatched(stage: str) -> None:
    """Tell nobody of a stage."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one edition may cost.

    A weekly of 26 pages needs 15 s; a body too long, which is tried at several lengths, a minute.
    Memory counts from what the process holds as the work begins: what is loaded is no fault of it.
    """

    cpu_seconds: int = 240
    wall_seconds: int = 300
    memory_bytes: int = 3 * 1024**3
    file_bytes: int = 100 * 1024**2
    pages: int = 300


class LimitReached(MachineUnable):
    """The work took more than it may: too much input, or a hostile one."""


def confined(
    work: Work,
    scratch: Path,
    *,
    limits: Limits,
    progress: Progress = unwatched,
    what: str = "the page",
) -> dict[str, Any]:
    """Do some work in a child and give what it gives.

    ``what`` is called by its name in messages. Raises SeedsRejected and MachineUnable as the
    work did, LimitReached where it was stopped, RuntimeError with the traceback of a bug.
    """
    child = Confined(work, scratch, limits=limits, progress=progress, what=what)
    try:
        while not ended_among([child]):
            pass
        return child.answer()
    finally:  # Ctrl-C: nothing of ours may go on running
        child.close()


class Confined:
    """A child at work in confinement. Whoever begins one closes it."""

    def __init__(
        self,
        work: Work,
        scratch: Path,
        *,
        limits: Limits,
        progress: Progress = unwatched,
        what: str = "the page",
    ) -> None:
        self._scratch, self._limits, self._progress, self._what = scratch, limits, progress, what
        self._status: int | None = None
        self._reading, writing = os.pipe()
        ours_is_open, self._we_live = os.pipe()  # the second is closed by the system if we die
        self._deadline = time.monotonic() + limits.wall_seconds
        sys.stdout.flush()
        sys.stderr.flush()
        self._child = os.fork()
        if self._child == 0:
            _be_the_child(_Job(work, scratch, limits, writing, ours_is_open))
        os.close(writing)
        os.close(ours_is_open)

    def fileno(self) -> int:
        """Give the pipe on which it tells its stages, and which ends with it."""
        return self._reading

    @property
    def seconds_left(self) -> float:
        """How long it may still take."""
        return max(self._deadline - time.monotonic(), 0)

    def has_ended(self) -> bool:
        """Pass on the stages that it has told, where there are any; else it has ended."""
        stages = os.read(self._reading, 4096)
        for stage in stages.decode(errors="replace").split("\n"):
            if stage:
                self._progress(stage)
        return not stages

    def kill(self) -> None:
        """End it at once, if it has not ended."""
        if self._status is None:
            os.kill(self._child, signal.SIGKILL)

    def answer(self) -> dict[str, Any]:
        """Wait for its end and give what its work gave; raises as ``confined`` does."""
        return _outcome(self._scratch, self._wait(), self._limits, self._what)

    def close(self) -> None:
        """Let go of it; it does not go on running."""
        self.kill()
        self._wait()
        os.close(self._reading)
        os.close(self._we_live)

    def _wait(self) -> int:
        if self._status is None:
            _, self._status = os.waitpid(self._child, 0)
        return self._status


# -- in the parent ---------------------------------------------------------------------------


def ended_among(children: Collection[Confined]) -> list[Confined]:
    """Wait until one of them tells a stage or ends; give those that have ended.

    Whose time is over is ended.
    """
    import select

    patience = min(child.seconds_left for child in children)
    ready, _, _ = select.select(children, [], [], patience)
    for child in children:
        if not child.seconds_left:
            child.kill()
    return [child for child in ready if child.has_ended()]


def _outcome(scratch: Path, status: int, limits: Limits, what: str) -> dict[str, Any]:
    if os.WIFSIGNALED(status):
        raise LimitReached(_why_killed(os.WTERMSIG(status), limits, what))
    return answer_in(scratch / REPORT, limits, what)


def answer_in(report: Path, limits: Limits, what: str = "the page") -> dict[str, Any]:
    """Read what some work gave; raises as ``confined`` does."""
    try:
        answer: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # there is none, or only a part of it
        refuse_full(report.parent)
        raise MachineUnable(f"the process of {what} ended without a word") from None
    if "problems" in answer:
        raise SeedsRejected(
            Problem(each["code"], each["message"], Mark(*each["mark"]), each["hint"])
            for each in answer["problems"]
        )
    if "unable" in answer:
        raise MachineUnable(answer["unable"])
    if answer.get("memory"):
        raise LimitReached(f"{what} needs more than {limits.memory_bytes >> 20} MB of memory")
    if "bug" in answer:
        raise RuntimeError(f"in the process of {what}:\n{answer['bug']}")
    done: dict[str, Any] = answer["done"]
    return done


def _why_killed(number: int, limits: Limits, what: str) -> str:
    if number == signal.SIGXCPU:
        return f"{what} took more than {limits.cpu_seconds} s of computing and was stopped"
    if number == signal.SIGKILL:
        return f"{what} took more than {limits.wall_seconds} s, or all memory, and was stopped"
    return f"the process of {what} was ended by {signal.Signals(number).name}"


# -- in the child ----------------------------------------------------------------------------


_MOST_FILES = 1 << 20  # where the system sets no limit


class _Job(NamedTuple):
    """All that the child needs to know."""

    work: Work
    scratch: Path
    limits: Limits
    stages: int  # the pipe on which it tells its stages
    parent: int  # the pipe that ends when the parent does


def _be_the_child(job: _Job) -> None:
    """Do the work, write report.json, and end without running anything of the parent's."""
    code = 0
    try:
        _let_go_of_the_parent(job)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)  # the engine swallows exceptions
        forget_secrets()
        _confine(job.limits, job.scratch)
        write_report(job.scratch / REPORT, lambda: job.work(job.scratch, partial(_tell, job)))
    except BaseException:  # noqa: BLE001  # nothing may reach the parent's frames
        code = 1
    finally:
        os._exit(code)


def _let_go_of_the_parent(job: _Job) -> None:
    """Keep none of the parent's files, its locks above all, and end when it ends."""
    low, high = sorted((job.stages, job.parent))
    os.closerange(3, low)
    os.closerange(low + 1, high)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(high + 1, _MOST_FILES if most == resource.RLIM_INFINITY else most)

    def watch() -> None:
        os.read(job.parent, 1)  # nobody writes: it returns when the parent is gone
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _tell(job: _Job, stage: str) -> None:
    os.write(job.stages, f"{stage}\n".encode())


def write_report(report: Path, work: Callable[[], Mapping[str, object]]) -> bool:
    """Do some work and write what it gave, or why it gave nothing, for ``answer_in``.

    Tells whether other work may follow: problems of one are not in its way, all else is.
    """
    answer: dict[str, object]
    try:
        answer = {"done": work()}
    except BaseException as error:  # noqa: BLE001  # FatalURLFetchingError is no Exception
        answer = _failure(error, report.parent)
    report.write_text(json.dumps(answer), encoding="utf-8")
    return "done" in answer or "problems" in answer


def _failure(error: BaseException, scratch: Path) -> dict[str, object]:
    if isinstance(error, SeedsRejected):
        return {"problems": [asdict(problem) for problem in error.problems]}
    if isinstance(error, ReportkitError):
        return {"unable": str(error)}
    if isinstance(error, MemoryError):
        return {"memory": True}
    if isinstance(error, OSError) and error.errno in FULL:
        return {"unable": full_folder(scratch)}
    return {"bug": "".join(traceback.format_exception(error))}


#: What the engine and its libraries may read. All else goes: passwords, tokens, agents.
_KEPT = frozenset(
    [
        b"HOME",
        b"LANG",
        b"LD_LIBRARY_PATH",
        b"PATH",
        b"TMPDIR",
        b"TZ",
    ]
)
_KEPT_LIKE = (b"LC_", b"DYLD_")


def forget_secrets() -> None:
    """Take out of the environment what the work does not need, where it lies in memory too.

    Else /proc/self/environ would go on showing the block with which the parent was started.
    """
    import ctypes

    getenv = ctypes.CDLL(None).getenv
    getenv.restype, getenv.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    for name, value in list(os.environb.items()):
        if name not in _KEPT and not name.startswith(_KEPT_LIKE):
            if at := getenv(name):
                ctypes.memset(at, 0, len(value))
            del os.environb[name]


def _confine(limits: Limits, scratch: Path) -> None:
    """Bind this process to its limits, and away from the network and other programs."""
    for bound, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, limits.memory_bytes + _held()),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(bound)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(bound, (soft, hard))
        except (ValueError, OSError):  # macOS knows no RLIMIT_AS
            continue
    # Pango and GLib complain to stderr, past Python's logging; the press reads it there.
    noise = os.open(scratch / "noise.txt", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    os.dup2(noise, 1)
    os.dup2(noise, 2)
    sys.addaudithook(_no_way_out)


def _held() -> int:
    """Give the bytes of address space that this process has, where the system tells."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")


def _no_way_out(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a page may not use {event}")

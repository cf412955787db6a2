"""What every timer is told: which series to look at, with which command, at which minute.

A timer is only an alarm clock that rings every hour. What is due is for ``run`` to know, so
that a ring too many, too late or none at all does no harm that the next one does not mend.
"""

from __future__ import annotations

import subprocess  # timers are installed by the system's own commands
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reportkit.problems import MachineUnable


class Job(NamedTuple):
    """One series that is to be looked at every hour."""

    name: str  # of unit and line: "reportkit-durand-line-3fa2c1"
    title: str  # of the series
    series: Path  # absolute
    command: tuple[str, ...]  # of this installation, with absolute path
    minute: int  # of each hour, in UTC: that at which the series falls due
    user: str  # whose the series is; system units run as this account


class Answer(NamedTuple):
    """What a command of the system said."""

    code: int
    out: str
    err: str


#: Runs a command of the system with a text on its standard input.
Ask = Callable[[Sequence[str], str], Answer]


class Host(NamedTuple):
    """The machine, as far as timers are concerned."""

    home: Path
    system: Path  # of the system's units: /etc/systemd/system
    ask: Ask


class TimerState(NamedTuple):
    """Whether a timer is there and will really ring; None: it cannot be told here."""

    kind: str
    installed: bool
    active: bool | None
    detail: str


def job_name(series_id: str, series: Path) -> str:
    """Name a job; two folders with a series of the same id get names of their own."""
    return f"reportkit-{series_id}-{sha256(str(series).encode()).hexdigest()[:6]}"


def refuse_odd_paths(job: Job) -> None:
    """Refuse what no unit file, crontab or plist can hold on one line."""
    for text in (str(job.series), *job.command):
        if not text.isprintable():
            raise MachineUnable(f"a timer cannot be written for {text!a}: rename the folder")


def ask_system(command: Sequence[str], given: str = "") -> Answer:
    """Run a command of the system; one that is not there answers 127."""
    try:
        done = subprocess.run(  # noqa: S603  # fixed commands, no shell
            command,
            input=given,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",  # a crontab goes back as it came, whatever else is in it
            timeout=30,
            check=False,
        )
    except FileNotFoundError:
        return Answer(127, "", f"there is no {command[0]} here")
    except subprocess.TimeoutExpired:
        return Answer(124, "", f"{command[0]} does not answer")
    return Answer(done.returncode, done.stdout, done.stderr.strip())


def must(answer: Answer, what: str) -> str:
    """Give what a command said; raises MachineUnable if it failed."""
    if answer.code:
        raise MachineUnable(f"cannot {what}: {answer.err or answer.out.strip() or answer.code}")
    return answer.out


def put(path: Path, text: str) -> bool:
    """Write a file if it is not there in this wording; tells whether it was written."""
    try:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MachineUnable(f"cannot write {path}: {error.strerror}") from error
    return True


def take_away(path: Path) -> bool:
    """Delete a file; tells whether there was one."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise MachineUnable(f"cannot remove {path}: {error.strerror}") from error
    return True

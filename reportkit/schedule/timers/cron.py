"""A line in the crontab of an account."""

from __future__ import annotations

import shlex
from pathlib import Path

from reportkit.problems import MachineUnable
from reportkit.schedule.timers.job import Host, Job, TimerState, must

_PIDS = (Path("/run/crond.pid"), Path("/var/run/crond.pid"), Path("/run/cron.pid"))


def line(job: Job) -> str:
    """Write the line: every hour, silent unless something is wrong, which cron then mails.

    For cron an unescaped ``%`` ends the command; the name at the end is a comment of the shell.
    """
    words = (*job.command, "-C", str(job.series), "run", "--quiet")
    command = " ".join(shlex.quote(word) for word in words).replace("%", "\\%")
    return f"{job.minute} * * * * {command} # {job.name}"


def with_line(crontab: str, job: Job) -> str:
    """Put the line of a job into a crontab, in place of an earlier one."""
    kept = without_line(crontab, job.name)
    return f"{kept}{'' if not kept or kept.endswith(chr(10)) else chr(10)}{line(job)}\n"


def without_line(crontab: str, name: str) -> str:
    """Leave out the line of a job and touch no other."""
    lines = crontab.splitlines(keepends=True)
    return "".join(each for each in lines if not each.rstrip().endswith(f"# {name}"))


def install(job: Job, host: Host) -> tuple[str, ...]:
    """Write the line; tells what was changed."""
    now = _read(host)
    if line(job) in now.splitlines():
        return ()
    _write(host, with_line(now, job))
    return (f"wrote into the crontab: {line(job)}",)


def remove(name: str, host: Host) -> tuple[str, ...]:
    """Take the line out; an empty crontab is removed."""
    now = _read(host)
    rest = without_line(now, name)
    if rest == now:
        return ()
    if rest.strip():
        _write(host, rest)
    else:
        must(host.ask(("crontab", "-r"), ""), "remove the crontab")
    return (f"took {name} out of the crontab",)


def state(name: str, host: Host) -> TimerState:
    """Tell whether the line is there, and whether a cron daemon seems to run."""
    try:
        installed = without_line(crontab := _read(host), name) != crontab
    except MachineUnable:
        return TimerState("cron", installed=False, active=False, detail="")
    if not installed:
        return TimerState("cron", installed=False, active=False, detail="")
    runs = _daemon_runs()
    detail = {
        True: "cron runs",
        False: "no cron daemon runs",
        None: "cron cannot be seen from here",
    }
    return TimerState("cron", installed=True, active=runs, detail=detail[runs])


def answers(host: Host) -> bool:
    """Tell whether crontabs can be written here."""
    return host.ask(("crontab", "-l"), "").code in (0, 1)  # 1: there is none yet


def _daemon_runs() -> bool | None:
    """Look for the daemon by the file with its number; a system without /proc does not tell."""
    if not Path("/proc/self").exists():
        return None
    for path in _PIDS:
        try:
            number = path.read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if number.isdigit() and Path("/proc", number).exists():
            return True
    return False


def _read(host: Host) -> str:
    answer = host.ask(("crontab", "-l"), "")
    if answer.code == 1 and "no crontab" in answer.err:
        return ""
    return must(answer, "read the crontab")


def _write(host: Host, crontab: str) -> None:
    must(host.ask(("crontab", "-"), crontab), "write the crontab")

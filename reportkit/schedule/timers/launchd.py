"""An agent of launchd, the timer of macOS."""

from __future__ import annotations

import os
import plistlib
from pathlib import Path

from reportkit.schedule.timers.job import Host, Job, TimerState, must, put, take_away


def plist_text(job: Job) -> str:
    """Write the agent. launchd rings after waking up for what it slept through."""
    return plistlib.dumps(
        {
            "Label": job.name,
            "ProgramArguments": [*job.command, "-C", str(job.series), "run"],
            "StartCalendarInterval": {"Minute": job.minute},
            "ProcessType": "Background",
            "LowPriorityIO": True,
            "ExitTimeOut": 10,
            "StandardErrorPath": str(job.series / "reports" / ".run.log"),
        }
    ).decode()


def install(job: Job, host: Host) -> tuple[str, ...]:
    """Write the agent and load it; tells what was changed."""
    path = _path(job.name, host)
    if not put(path, plist_text(job)) and state(job.name, host).active:
        return ()
    host.ask(("launchctl", "bootout", f"{_domain()}/{job.name}"), "")
    must(host.ask(("launchctl", "bootstrap", _domain(), str(path)), ""), "load the agent")
    return (f"wrote and loaded {path}",)


def remove(name: str, host: Host) -> tuple[str, ...]:
    """Unload the agent and delete it."""
    path = _path(name, host)
    if not path.is_file():
        return ()
    host.ask(("launchctl", "bootout", f"{_domain()}/{name}"), "")
    take_away(path)
    return (f"removed {path}",)


def state(name: str, host: Host) -> TimerState:
    """Tell whether the agent is there and loaded."""
    if not _path(name, host).is_file():
        return TimerState("launchd", installed=False, active=False, detail="")
    answer = host.ask(("launchctl", "print", f"{_domain()}/{name}"), "")
    loaded = answer.code == 0
    detail = "loaded" if loaded else "not loaded"
    return TimerState("launchd", installed=True, active=loaded, detail=detail)


def answers(host: Host) -> bool:
    """Tell whether launchd runs here."""
    return host.ask(("launchctl", "version"), "").code == 0


def _path(name: str, host: Host) -> Path:
    return host.home / "Library" / "LaunchAgents" / f"{name}.plist"


def _domain() -> str:
    return f"gui/{os.getuid()}"

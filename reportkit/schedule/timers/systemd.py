"""A service and a timer of systemd, for one account or for the machine."""

from __future__ import annotations

from pathlib import Path

from reportkit.problems import MachineUnable
from reportkit.schedule.timers.job import Answer, Host, Job, TimerState, must, put, take_away

#: In the path of a program; in an argument they can be written.
_UNQUOTABLE = frozenset("'\"\\$")
#: What a run needs nothing of, and what needs no namespace: in units of an account those
#: ask for user namespaces, which some distributions refuse, and the unit would not start.
_CONFINED = """\
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
# Not ~@resources: the page's process binds itself to its limits.
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""
_CONFINED_MORE = """\
SystemCallFilter=~@privileged @obsolete
CapabilityBoundingSet=
AmbientCapabilities=
RestrictNamespaces=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
PrivateIPC=yes
DevicePolicy=closed
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RemoveIPC=yes
KeyringMode=private
"""


def service_text(job: Job, *, system: bool) -> str:
    """Write the service: one run, confined to what it needs."""
    reports = _quoted(str(job.series / "reports"))
    secrets = f"/etc/reportkit/{job.name}.env" if system else f"%h/.config/reportkit/{job.name}.env"
    whole = f"User={job.user}\n" if system else ""
    written = (
        f"ReadWritePaths={reports}\nCacheDirectory=reportkit\nEnvironment=XDG_CACHE_HOME=%C\n"
        if system
        else ""
    )
    network = "Wants=network-online.target\nAfter=network-online.target\n" if system else ""
    return (
        f"[Unit]\nDescription=Publish what is due of {_text(job.title)}\n{network}\n"
        f"[Service]\nType=oneshot\n{whole}"
        f"ExecStart={_command(job)} run\n"
        "# 6: another run or a build is at work, and the next hour comes.\n"
        "SuccessExitStatus=6\n"
        "TimeoutStartSec=30min\nTimeoutStopSec=10s\n"
        f"# REPORTKIT_SMTP_HOST=, REPORTKIT_SMTP_PASSWORD= and the like; readable by nobody else.\n"
        f"EnvironmentFile=-{secrets}\n"
        "Nice=10\nMemoryMax=3G\nTasksMax=64\nUMask=0027\n"
        f"{_CONFINED}{_CONFINED_MORE if system else ''}{written}"
    )


def timer_text(job: Job) -> str:
    """Write the timer: every hour, at the minute at which the series falls due.

    Each ring asks anew what is due, so that nothing depends on ``Persistent``: a stamp from
    the future can silence a timer for a year (systemd issue 6821).
    """
    return (
        f"[Unit]\nDescription=Look every hour whether {_text(job.title)} is due\n\n"
        f"[Timer]\nOnCalendar=*-*-* *:{job.minute:02}:00 UTC\n"
        "AccuracySec=30s\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def install(job: Job, host: Host, *, system: bool) -> tuple[str, ...]:
    """Write both units and start the timer; tells what was changed."""
    folder = _folder(host, system=system)
    texts = {"service": service_text(job, system=system), "timer": timer_text(job)}
    done = [
        f"wrote {folder / f'{job.name}.{kind}'}"
        for kind, text in texts.items()
        if put(folder / f"{job.name}.{kind}", text)
    ]
    if done:
        must(_control(host, system, "daemon-reload"), "reload systemd")
    if done or not _rings(job.name, host, system=system):
        must(_control(host, system, "enable", "--now", f"{job.name}.timer"), "start the timer")
        done.append(f"started {job.name}.timer")
    return tuple(done)


def remove(name: str, host: Host, *, system: bool) -> tuple[str, ...]:
    """Stop the timer and delete both units and its stamp."""
    folder = _folder(host, system=system)
    units = [folder / f"{name}.timer", folder / f"{name}.service"]
    if not any(unit.is_file() for unit in units):
        return ()
    must(_control(host, system, "disable", "--now", f"{name}.timer"), "stop the timer")
    _control(host, system, "clean", "--what=state", f"{name}.timer")  # what Persistent= keeps
    done = [f"removed {unit}" for unit in units if take_away(unit)]
    must(_control(host, system, "daemon-reload"), "reload systemd")
    return tuple(done)


def state(name: str, host: Host, *, system: bool) -> TimerState:
    """Tell whether the timer is installed, and what systemd itself says of it."""
    kind = "system" if system else "systemd"
    if not (_folder(host, system=system) / f"{name}.timer").is_file():
        return TimerState(kind, installed=False, active=False, detail="")
    answer = _control(host, system, "is-active", f"{name}.timer")
    reply = answer.out.strip() or answer.err
    known = reply in ("active", "inactive", "failed", "activating", "deactivating")
    detail = reply if known else f"systemd does not answer: {reply}"
    if not system and reply == "active" and not _lingers(host):
        detail = "active while you are logged in; 'loginctl enable-linger' keeps it so"
    active = reply == "active" if known else None
    return TimerState(kind, installed=True, active=active, detail=detail)


def answers(host: Host, *, system: bool) -> bool:
    """Tell whether systemd runs here."""
    return _control(host, system, "show", "--property=Version").code == 0


def _rings(name: str, host: Host, *, system: bool) -> bool:
    target = ("is-active", "is-enabled")
    return all(_control(host, system, ask, f"{name}.timer").code == 0 for ask in target)


def _lingers(host: Host) -> bool:
    return "yes" in host.ask(("loginctl", "show-user", "--property=Linger", host.home.name), "").out


def _control(host: Host, system: bool, *words: str) -> Answer:  # noqa: FBT001  # of each call here
    whom = () if system else ("--user",)
    return host.ask(("systemctl", *whom, *words), "")


def _folder(host: Host, *, system: bool) -> Path:
    return host.system if system else host.home / ".config" / "systemd" / "user"


def _command(job: Job) -> str:
    """Spell the command. Of a program's own path systemd takes no quotes, however written."""
    words = (*job.command, "-C", str(job.series))
    if not _UNQUOTABLE & set(words[0]):
        return " ".join(_word(word) for word in words)
    if "=" in words[0]:  # env would take it for a variable
        raise MachineUnable(f"systemd cannot start {words[0]}: install reportkit elsewhere")
    return " ".join(("/usr/bin/env", *(_word(word) for word in words)))


def _word(word: str) -> str:
    """Quote a word of a command line as systemd reads it."""
    return _quoted(word.replace("$", "$$"))


def _quoted(text: str) -> str:
    """Spell a text so that systemd reads it as one, whatever stands in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if set(escaped) & set(" '\";\\#") else escaped


def _text(text: str) -> str:
    return " ".join(text.replace("%", "%%").replace("\\", " ").split())

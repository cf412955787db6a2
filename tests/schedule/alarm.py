"""A real cron daemon in a corner of its own, and a clock that says it is November 2025.

The daemon sees its own crontabs, no system jobs and its own process numbers' files: a private
mount namespace, so that nothing of this machine is changed. It and what it starts have their
clock moved by libfaketime; all else is as cron does it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

UNSHARE = shutil.which("unshare") or ""
CRON = shutil.which("cron", path="/usr/sbin:/usr/bin:/sbin")
_LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
_CORNER = """
set -e
mount -t tmpfs corner /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
mount -t tmpfs corner /etc/cron.d
mount --bind /dev/null /etc/crontab
mount -t tmpfs corner /run
echo ready
exec sleep 600
"""


def missing() -> str:
    """Say why there can be no alarm clock on this machine; "" if there can."""
    if CRON is None or _LIBRARY is None:
        return "needs cron and libfaketime (make test installs them where it may)"
    if os.geteuid() != 0 or not UNSHARE:
        return "needs root for a mount namespace of its own"
    tried = subprocess.run([UNSHARE, "--mount", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "no mount namespace can be had here"


@dataclass(frozen=True)
class Alarm:
    """A machine, as far as cron is concerned."""

    corner: int  # the process that holds the namespace

    def run(
        self, *command: str, given: str = "", environment: Mapping[str, str] | None = None
    ) -> str:
        """Run a command there and give what it said."""
        done = subprocess.run(
            [*self._enter, *command],
            input=given,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **(environment or {})},
        )
        return done.stdout

    def set_environment(self, environment: Mapping[str, str], ring_at: datetime) -> None:
        """Write what jobs are to find in their environment above the lines of the crontab."""
        kept = [line for line in self.run("crontab", "-l").splitlines() if " * * " in line]
        told = {**environment, "MAILTO": "", **_moved(ring_at)}
        lines = [f'{name}="{value}"' for name, value in told.items()]
        self.run("crontab", "-", given="\n".join([*lines, *kept, ""]))

    @contextmanager
    def ringing(self, environment: Mapping[str, str], ring_at: datetime) -> Iterator[None]:
        """Let the daemon run, whose clock reaches ``ring_at`` in a few seconds."""
        self.set_environment(environment, ring_at)
        daemon = subprocess.Popen(
            [*self._enter, str(CRON), "-f"], env={**os.environ, **_moved(ring_at)}
        )
        try:
            yield
        finally:
            daemon.terminate()
            daemon.wait(10)

    @property
    def _enter(self) -> tuple[str, ...]:
        return ("nsenter", f"--mount=/proc/{self.corner}/ns/mnt")


@contextmanager
def alarm() -> Iterator[Alarm]:
    """Make the corner; it is gone, with all that was written there, when it is left."""
    corner = subprocess.Popen(
        [UNSHARE, "--mount", "--propagation", "private", "sh", "-c", _CORNER],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert corner.stdout is not None
    try:
        assert "ready\n" == corner.stdout.readline()
        yield Alarm(corner.pid)
    finally:
        corner.terminate()
        corner.wait(10)
        corner.stdout.close()


def wait_until(so: Callable[[], bool], seconds: float) -> bool:
    """Tell whether something came about in time."""
    end = time.monotonic() + seconds
    while not so() and time.monotonic() < end:
        time.sleep(0.2)
    return so()


def _moved(ring_at: datetime) -> dict[str, str]:
    """Move the clock so that it is eight seconds before a moment."""
    offset = round(ring_at.timestamp() - time.time()) - 8
    return {
        "LD_PRELOAD": str(_LIBRARY),
        "FAKETIME": f"{offset:+d}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }

"""Run one command in a small process of its own and print what it cost.

    python -S -m bench.gauge FOLDER WATCHED COMMAND...

A process inherits the peak of the one that starts it, so the benchmark with its libraries would
be measured along; and a browser leaves helpers behind, which are waited for here. With WATCHED
"yes" the memory of all processes together is looked at every 20 ms, which costs time.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import threading
import time

from bench.processes import memory_of, tree_of

_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER
_PATIENCE = 2.0  # seconds for helpers to end
_INTERVAL = 0.02
#: macOS counts bytes, Linux kB.
_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


def main(folder: str, watched: str, *command: str) -> None:
    """Run the command; print its exit code, seconds, CPU seconds and MB as one JSON object."""
    os.chdir(folder)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    peaks = [0.0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process, peaks, ended), daemon=True)
    if watched == "yes":
        watcher.start()
    _, status = os.waitpid(process, 0)
    wall = time.perf_counter() - began
    ended.set()
    _wait_for_helpers()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {
        "code": os.waitstatus_to_exitcode(status),
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss / _PER_MB,
        "tree": max(peaks),
    }
    sys.stdout.write(json.dumps(cost))


def _watch(process: int, peaks: list[float], ended: threading.Event) -> None:
    while not ended.wait(_INTERVAL):
        peaks.append(memory_of(tree_of(process)))


def _wait_for_helpers() -> None:
    """Take in what the command left running, for its CPU counts too."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            process, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not process:
            time.sleep(_INTERVAL)


if __name__ == "__main__":
    main(*sys.argv[1:])

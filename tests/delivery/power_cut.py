"""What a disk may hold after a power cut, worked out from the calls of a run that was traced.

What was written and not synced may be lost, all of it or any part; a file is there, or gone,
once its folder was synced. A program that is killed loses nothing of this: it cannot tell.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

CALLS = "openat,pwrite64,ftruncate,fdatasync,fsync,unlink,sendto"
ROOT = Path(__file__).parents[2]  # where the programs of the tests are found
DOT = b".\r\n"
FOLDER = "reports"
_CALL = re.compile(
    r"(?P<name>\w+)\((?:AT_FDCWD\S*, )?(?:\d+<(?P<fd>[^>]*)>)?(?:, )?"
    r'(?:"(?P<text>(?:\\x[0-9a-f]{2})*)")?(?P<rest>.*)\) = (?P<result>-?\d+)'
)


class Call(NamedTuple):
    """One call of the system."""

    name: str
    path: str  # name of the file, or of the folder that holds it
    content: bytes  # what was written or sent
    at: int  # where in the file; its new length


@dataclass
class Disk:
    """The ledger's files as they are for sure, and what may be lost of them."""

    synced: dict[str, bytes] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # as the folder was synced
    waiting: list[Call] = field(default_factory=list)
    there: set[str] = field(default_factory=set)  # as programs see it

    def take(self, call: Call) -> None:
        """Do what a call does to the files."""
        if call.name == "openat":
            if call.path not in self.there:
                self.synced.pop(call.path, None)  # a new file under an old name
            self.there.add(call.path)
        elif call.name == "unlink":
            self.there.discard(call.path)
            self._no_longer_waiting(call.path)
        elif call.name in ("pwrite64", "ftruncate"):
            self.waiting.append(call)
        elif call.path == FOLDER:
            self.names = set(self.there)
        else:
            for write in self._no_longer_waiting(call.path):
                self._write(self.synced, write)

    def images(self) -> Iterator[dict[str, bytes]]:
        """Give what may be found: without all that waits, and with every other write of it."""
        for kept in ((), self.waiting[::2], self.waiting[1::2]):
            files = dict(self.synced)
            for call in kept:
                self._write(files, call)
            yield {name: files.get(name, b"") for name in self.names}

    def _no_longer_waiting(self, path: str) -> list[Call]:
        taken = [call for call in self.waiting if call.path == path]
        self.waiting = [call for call in self.waiting if call.path != path]
        return taken

    @staticmethod
    def _write(files: dict[str, bytes], call: Call) -> None:
        held = files.get(call.path, b"")
        if call.name == "ftruncate":
            files[call.path] = held[: call.at].ljust(call.at, b"\0")
        else:
            before = held[: call.at].ljust(call.at, b"\0")
            files[call.path] = before + call.content + held[call.at + len(call.content) :]


def traced(strace: str, series: Path, port: int) -> list[Call] | None:
    """Send the first edition and give the calls; None if this machine lets nobody trace."""
    log = series / "calls"
    run = subprocess.run(
        [strace, "-o", log, "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", sys.executable,
         "-m", "tests.delivery.killing", "once", series, str(port)],
        capture_output=True, encoding="utf-8", check=False, timeout=120, cwd=ROOT,
    )  # fmt: skip
    if run.returncode:
        return None
    return [call for line in log.read_text().splitlines() if (call := _call(line))]


def _call(line: str) -> Call | None:
    """Read a line of the trace; None if it is about something else."""
    read = _CALL.match(line)
    if not read or read["result"].startswith("-"):
        return None
    text = bytes.fromhex((read["text"] or "").replace("\\x", ""))
    held = (read["fd"] or "").replace("\\x", "")
    path = bytes.fromhex(held).decode() if re.fullmatch(r"(?:[0-9a-f]{2})+", held) else held
    if read["name"] == "sendto":
        return Call("sendto", "", text, 0)
    if read["name"] in ("openat", "unlink"):
        path, text = text.decode(), b""
    name = Path(path).name
    if name != FOLDER and not re.fullmatch(r"deliveries\.sqlite(-journal|-wal)?", name):
        return None  # what else lies there, or shared memory, which no disk keeps
    numbers = re.findall(r"\b(\d+)\b", read["rest"])
    return Call(read["name"], name, text, int(numbers[-1]) if numbers else 0)

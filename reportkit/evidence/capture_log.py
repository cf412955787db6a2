"""The log of what was kept: who kept which file, when and how; each line names the one before.

Whoever alters, drops or moves a line breaks the chain behind it (Berkeley Protocol, chain of
custody). It shows no log that somebody rewrote whole: against that helps a digest of its last
line that another person holds, or version control.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from reportkit.files import disk

FOLDER, LOG = "evidence", "log.jsonl"


class Capture(NamedTuple):
    """One file that was kept."""

    at: str  # the moment, with zone
    by: str  # who kept it
    how: str  # "copied from a file", or in their own words
    source: str  # the id that it had then
    name: str  # of the file that was given, without its folder
    size: int
    type: str  # "application/pdf", by the ending of the name; "" where it tells none
    sha256: str


class Broken(NamedTuple):
    """A line that is not as it was written, or does not follow the one before."""

    line: int  # from 1
    what: str


class CaptureLog(NamedTuple):
    """The log as it stands."""

    captures: tuple[Capture, ...]
    broken: tuple[Broken, ...]
    last: str  # the digest of the last line, "" where there is none


def read_log(series: Path) -> CaptureLog:
    """Read the log of a series and follow its chain; one that is not there is empty."""
    path = series / FOLDER / LOG
    lines = disk.read(path).split(b"\n") if disk.is_there(path) else []
    lines = [line for line in lines if line]
    captures: list[Capture] = []
    broken: list[Broken] = []
    before = ""
    for number, line in enumerate(lines, 1):
        try:
            written = json.loads(line)
            captures.append(_capture(written))
            if written["before"] != before:
                broken.append(Broken(number, "it does not follow the line before it"))
        except (ValueError, KeyError, TypeError, RecursionError):  # brackets in brackets
            broken.append(Broken(number, "it is no whole entry"))
        before = sha256(line).hexdigest()
    return CaptureLog(tuple(captures), tuple(broken), before)


def append_capture(series: Path, capture: Capture) -> None:
    """Write an entry behind the last one, for good. Whoever calls holds the folder."""
    path = series / FOLDER / LOG
    if not disk.is_there(path):
        disk.write_new(path, b"", private=True)
        path.chmod(path.lstat().st_mode | stat.S_IWUSR)  # it is added to
    written = {**capture._asdict(), "before": read_log(series).last}
    line = json.dumps(written, ensure_ascii=False, separators=(", ", ": "))
    disk.append_line(path, line.encode())
    disk.sync_folder(path.parent)


def captures_of(log: CaptureLog, digest: str) -> Iterator[Capture]:
    """Give every entry of a copy, the oldest first."""
    return (capture for capture in log.captures if capture.sha256 == digest)


def _capture(written: Mapping[str, Any]) -> Capture:
    """Read an entry; raises KeyError or TypeError where it is none."""
    kinds = {name: int if name == "size" else str for name in Capture._fields}
    for name, kind in kinds.items():
        if type(written[name]) is not kind:
            raise TypeError(f"{name} is {written[name]!r}")
    return Capture(**{name: written[name] for name in kinds})

"""Are files what they were? A digest of what they hold, or of what the system says of them.

What somebody writes is read, since the same size and time prove nothing. What is sealed or
installed goes by its size, inode and times: nobody alters a file without moving the time of its
last change, unless that very moment is not over yet, which ``changed`` tells.
"""

# Texts and the system's own calls: this looks at a thousand files before a person blinks.
# ruff: noqa: PTH115, PTH116, PTH118, PTH208
from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple


class Trace(NamedTuple):
    """What is known of one file or folder."""

    what: str  # what the digest is made of
    stamp: str = ""  # another whenever it is written again, be it with the same bytes
    changed: int = 0  # when, where only the system's word for it is taken; in nanoseconds


class Fingerprint(NamedTuple):
    """What is known of many; two that are equal tell that nothing was written in between."""

    digest: str  # the same as long as all is the same
    stamps: str
    changed: int  # the last of all changes


class TooMuch(Exception):
    """There is more in a folder than is worth reading to know whether it changed."""


#: More than any series may hold; a file that is larger goes by the system's word.
_MAX_FILES, _MAX_TOTAL_BYTES, _MAX_FILE_BYTES = 5_000, 96 * 1024 * 1024, 16 * 1024 * 1024
_MAX_DEPTH = 40
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
#: Where Python looks for time zones, Conda apart, and files there of which each edition is another.
_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
_ZONE_FILES = ("tzdata.zi", "+VERSION", "zone1970.tab", "leapseconds")


def fingerprint(words: Iterable[str], traces: Iterable[Trace]) -> Fingerprint:
    """Make one of words, such as options, and of files. Raises TooMuch, as they do."""
    digest, stamps, changed = sha256(), sha256(), 0
    for word in words:
        digest.update(_bytes(f"{word}\0"))
    for trace in traces:
        digest.update(_bytes(f"{trace.what}\0"))
        stamps.update(_bytes(f"{trace.stamp}\0"))
        changed = max(changed, trace.changed)
    return Fingerprint(digest.hexdigest(), stamps.hexdigest(), changed)


def by_content(folder: Path, *, follow: bool = False) -> Iterator[Trace]:
    """Read all that lies in a folder and below, hidden names apart.

    A link is told of and never followed; with ``follow`` the folder itself may be one.
    """
    yield _of_folder(str(folder))
    if folder.is_symlink():
        if not follow:
            return
        yield _of_folder(os.path.realpath(folder))
    total = 0
    for path, status in _below(str(folder)):
        total += status.st_size
        if total > _MAX_TOTAL_BYTES:
            raise TooMuch(folder)
        if stat.S_ISREG(status.st_mode) and status.st_size <= _MAX_FILE_BYTES:
            yield _of_content(path)
        else:
            yield _of_status(path, status)


def by_status(folder: Path, *endings: str, but: tuple[str, ...] = ()) -> Iterator[Trace]:
    """Look at the files of some endings in a folder and below, else at all; opens none.

    What is called as in ``but`` is passed over.
    """
    yield _of_folder(str(folder))
    compiled = ("__pycache__",) if ".py" in endings else ()  # Python makes it while it looks
    for path, status in _below(os.path.realpath(folder), but=(*compiled, *but)):
        if not stat.S_ISREG(status.st_mode) or not endings or path.endswith(endings):
            yield _of_status(path, status)


def of_what_runs(code: Path) -> Iterator[Trace]:
    """Tell which program looks at them: its code, Python, the libraries, the time zones."""
    yield Trace("\0".join(sys.path))  # the folder that is worked in may be among them
    yield from _of_program(code)


@cache
def program_digest() -> str:
    """Tell the program that runs, and what it runs with, from any other: an edited line is another.

    What one kept to save work must not be read by another. It is the same in every folder.
    """
    return fingerprint((), _of_program(Path(__file__).resolve().parents[1])).digest


def _of_program(code: Path) -> Iterator[Trace]:
    searched = os.environ.get("PYTHONTZPATH", "")
    yield Trace(f"{sys.version}\0{searched}")
    yield from by_status(code, ".py", ".mo")
    for libraries in filter(None, map(_installed, sys.path)):
        yield Trace("\0".join(libraries))
    own = f"{sys.base_prefix}/share/zoneinfo"
    for zones in (*_ZONES, own, *filter(None, searched.split(os.pathsep))):
        for path in (zones, *(os.path.join(zones, file) for file in _ZONE_FILES)):
            try:
                yield _of_status(path, os.stat(path), whole=True)
            except OSError as error:
                yield Trace(f"{path} {error.errno}")


def _installed(place: str) -> list[str]:
    """Name the libraries in a folder with their versions, as installers write them there."""
    try:
        names = os.listdir(place or ".")
    except OSError:  # a ZIP, or nothing
        return []
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _below(
    folder: str, depth: int = 0, *, but: tuple[str, ...] = ()
) -> Iterator[tuple[str, os.stat_result]]:
    """Walk in the order of names; a folder that cannot be listed is told of as one."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    if len(entries) > _MAX_FILES or depth > _MAX_DEPTH:
        raise TooMuch(folder)
    for entry in entries:
        if entry.name.startswith(".") or entry.name in but:
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:  # it has just gone
            continue
        yield entry.path, status
        if stat.S_ISDIR(status.st_mode):
            yield from _below(entry.path, depth + 1, but=but)


def _of_content(path: str) -> Trace:
    try:
        handle = os.open(path, _OPEN)
        with os.fdopen(handle, "rb", buffering=0) as file:
            status = os.fstat(handle)
            content = file.readall() if stat.S_ISREG(status.st_mode) else b""
    except OSError as error:
        return Trace(f"{path} {error.errno}")
    held = sha256(content).hexdigest()
    # Of its status what readers ask: is it plain, and has it no other name?
    return Trace(f"{path} {stat.S_IFMT(status.st_mode)} {status.st_nlink} {held}", _stamp(status))


def _of_folder(path: str) -> Trace:
    try:
        return _of_status(path, os.lstat(path))
    except OSError as error:
        return Trace(f"{path} {error.errno}")


def _of_status(path: str, status: os.stat_result, *, whole: bool = False) -> Trace:
    """Look at one file; of a folder, unless ``whole``, only that it is this one, and open.

    The stamp of a folder tells of what came into it and is gone again.
    """
    kind, stamp = stat.S_IFMT(status.st_mode), _stamp(status)
    if kind == stat.S_IFDIR and not whole:
        readable = os.access(path, os.R_OK | os.X_OK)
        return Trace(f"{path} {kind} {status.st_dev} {status.st_ino} {readable}", stamp)
    target = os.readlink(path) if kind == stat.S_IFLNK else ""
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    return Trace(f"{path} {kind} {target} {stamp}", stamp, changed)


def _stamp(status: os.stat_result) -> str:
    return (
        f"{status.st_dev} {status.st_ino} {status.st_mode} {status.st_size} "
        f"{status.st_mtime_ns} {status.st_ctime_ns}"
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

"""The durable operations of all that writes, and no others anywhere: each can be failed in a test.

The rules: a file is made anew and synced before anybody counts on it; a folder is filled
out of sight, synced, moved into place and then its parent is synced. A sync that failed is
never tried again: the kernel marks the page clean, so that a second one lies. An error of
the system becomes a MachineUnable that says what could not be done, where and why.
"""

# The system's own calls, one by one, because that is what can fail:
# ruff: noqa: PTH102, PTH104, PTH106, PTH108, PTH208
from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from reportkit.problems import Busy, MachineUnable


class Kind(Enum):
    """What a name in a folder stands for; a link is never followed."""

    FILE = auto()
    FOLDER = auto()
    OTHER = auto()  # a link, pipe, socket or device


class Measured(NamedTuple):
    """What a file holds, without holding it."""

    size: int  # in bytes
    sha256: str


#: Before the umask takes its part: sealed files are written by nobody.
_FILE_MODE, _FOLDER_MODE = 0o444, 0o755
_NOT_FOR_THE_WORLD = ~0o007
#: What systems drop into folders that somebody looks at; none of it is anybody's work.
_DROPPED = frozenset(
    {".ds_store", ".localized", "icon\r", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"}
)
#: Before the names: where macOS keeps what another file system has no place for, and what
#: network and user-space file systems keep of a file that was deleted while it was open.
_DROPPED_BEGIN = ("._", ".nfs", ".fuse_hidden")
_CHUNK = 1024 * 1024
_NOTE_BYTES = 200  # of what the holder of a lock says of itself
_REMEDIES = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space, or ask for a larger quota",
    errno.EACCES: "let this account write there",
    errno.EPERM: "let this account write there",
    errno.EROFS: "mount it writable",
    errno.EMFILE: "allow more open files (ulimit -n)",
    errno.ENFILE: "allow more open files",
    errno.EXDEV: "keep all of reports/ on one file system",
    errno.ENOLCK: "use a file system with locks",
    errno.ENOTSUP: "use a file system with locks",
    errno.ELOOP: "a link stands where a plain file or folder is expected; remove it",
    errno.EIO: "the disk reports a fault; look at the system's log before trying again",
}


# -- writing ---------------------------------------------------------------------------------


def write_new(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file that was not there, read-only and synced; its folder is not synced yet.

    The umask holds; what is ``private`` is not for the world, whatever the umask.
    """
    with doing("write", path):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(path, flags, _mode(_FILE_MODE, private=private))
        with closing(handle):
            _write_all(handle, content)
            _sync(handle)


def copy_new(source: Path, path: Path, *, private: bool = False) -> Measured:
    """Copy a plain file, however large, to one that was not there, read-only and synced.

    A link, pipe or device is not read. Gives the size and the digest of what was written.
    """
    size, sha256 = 0, hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with doing("read", source), _plain(source) as reading, doing("write", path):
        handle = os.open(path, flags, _mode(_FILE_MODE, private=private))
        with closing(handle):
            while chunk := os.read(reading, _CHUNK):
                _write_all(handle, chunk)
                size += len(chunk)
                sha256.update(chunk)
            _sync(handle)
    return Measured(size, sha256.hexdigest())


def make_folder(path: Path, *, private: bool = False) -> None:
    """Make a folder that was not there, as far as the umask lets others into it."""
    with doing("make the folder", path):
        os.mkdir(path, _mode(_FOLDER_MODE, private=private))


def ensure_folder(path: Path, *, private: bool = False) -> None:
    """Make a folder if it is not there, for good; what is there must be no link."""
    if not is_there(path):
        try:
            make_folder(path, private=private)
            sync_folder(path.parent)
        except MachineUnable as error:
            if not isinstance(error.__cause__, FileExistsError):  # another run was quicker
                raise
    if kind(path) is not Kind.FOLDER:
        what = "no folder, but a link" if path.is_symlink() else "no folder"
        raise MachineUnable(f"cannot use {path}: it is {what}; move it away")


def sync_folder(path: Path) -> None:
    """Make the names in a folder last through a power cut."""
    with doing("sync the folder", path):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        with closing(handle):
            try:
                _sync(handle)
            except OSError as error:
                if error.errno != errno.EINVAL:  # some file systems cannot, and need not
                    raise


def move_into_place(staged: Path, target: Path) -> None:
    """Give a finished file or folder its name; nothing is ever replaced.

    Asked first, because rename() onto an EMPTY folder, or onto any file, succeeds in
    silence. Whoever calls holds the lock, so that nobody else makes ``target`` in between.
    """
    if is_there(target):
        raise MachineUnable(f"{target} is there already; nothing was replaced: move it away")
    with doing("move into place", target):
        os.rename(staged, target)


def append_line(path: Path, line: bytes) -> None:
    """Add one line to the end of a file, for good, whole or not at all.

    What a cut left half written stays apart.
    """
    with doing("write", path):
        new = not is_there(path)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(path, flags, 0o644)
        with closing(handle):
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            written = b"\n" * torn + line + b"\n"
            try:
                _write_all(handle, written)
            except OSError:
                with suppress(OSError):  # a full disk took the half of it
                    if os.fstat(handle).st_size < size + len(written):
                        os.ftruncate(handle, size)
                raise
            _sync(handle)
    if new:
        sync_folder(path.parent)


def replace_file(staged: Path, target: Path) -> None:
    """Put a finished file in the place of another: for drafts, never for what is sealed."""
    with doing("replace", target):
        os.rename(staged, target)


def remove(path: Path) -> None:
    """Delete a file, or a folder with all in it; links are deleted, not followed."""
    with doing("remove", path), suppress(FileNotFoundError):
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            os.unlink(path)
            return
        for name in os.listdir(path):
            remove(path / name)
        os.rmdir(path)


# -- reading ---------------------------------------------------------------------------------


def is_there(path: Path) -> bool:
    """Tell whether a name is taken, be it by a link that leads nowhere."""
    return os.path.lexists(path)


def kind(path: Path) -> Kind:
    """Tell what a path stands for; a name that is not taken is OTHER."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return Kind.OTHER
    except OSError as error:
        raise _unable("read", path, error) from error
    if stat.S_ISREG(mode):
        return Kind.FILE
    return Kind.FOLDER if stat.S_ISDIR(mode) else Kind.OTHER


def names(folder: Path) -> tuple[str, ...]:
    """List a folder in the order of the alphabet; one that is not there is empty."""
    try:
        return tuple(sorted(os.listdir(folder)))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unable("list", folder, error) from error


def is_dropped(path: Path) -> bool:
    """Tell whether a plain file was put there by a system, for itself."""
    name = path.name.casefold()  # the systems that drop them tell no capitals apart
    known = name in _DROPPED or name.startswith(_DROPPED_BEGIN)
    return known and kind(path) is Kind.FILE


def read(path: Path) -> bytes:
    """Read one plain file."""
    with doing("read", path), _plain(path) as handle, os.fdopen(handle, "rb", closefd=False) as f:
        return f.read()


def measure(path: Path) -> Measured:
    """Count and hash one plain file, however large, in little memory."""
    size, sha256 = 0, hashlib.sha256()
    with doing("read", path), _plain(path) as handle:
        while chunk := os.read(handle, _CHUNK):
            size += len(chunk)
            sha256.update(chunk)
    return Measured(size, sha256.hexdigest())


# -- the lock --------------------------------------------------------------------------------


class Held(NamedTuple):
    """A lock that is held."""

    path: Path
    handle: int
    left_by: str  # the note of a holder who was killed with it; "" where it was given back

    def refuse_lost(self) -> None:
        """Look again whether the lock still has its name: without it another run got in."""
        if not _is_named(self.handle, self.path):
            raise MachineUnable(
                f"{self.path} was removed while this run held it, so that another may be at work; "
                "nothing was published: leave that file alone, and try again"
            )


@contextmanager
def locked(path: Path, note: str, wait: float) -> Iterator[Held]:
    """Hold the lock of a file, waiting for at most ``wait`` seconds.

    flock and not lockf: a POSIX lock protects nothing inside one process and vanishes with
    any descriptor of the file. ``note`` is what Busy tells the others about this holder; a
    full disk does not take it, and keeps nobody from the lock.
    """
    with doing("lock", path):
        handle = _lock_handle(path, wait)
    try:
        with doing("lock", path):
            left = os.pread(handle, _NOTE_BYTES, 0).decode("utf-8", "replace").strip()
        with suppress(OSError):
            os.ftruncate(handle, 0)
            _write_all(handle, note.encode())
        yield Held(path, handle, left)
    finally:
        with suppress(OSError):
            os.ftruncate(handle, 0)
        with suppress(OSError):
            os.close(handle)  # gives the lock back


class Holder(NamedTuple):
    """Who has a lock."""

    at_work: bool
    note: str  # of the holder, or of one who was killed with it; "" where it was given back


def holder(path: Path) -> Holder:
    """Tell who holds the lock of a file, without taking it for longer than a look."""
    if not is_there(path):
        return Holder(at_work=False, note="")
    with doing("look at the lock", path), _plain(path) as handle:
        note = os.pread(handle, _NOTE_BYTES, 0).decode("utf-8", "replace").strip()
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return Holder(at_work=True, note=note)
        return Holder(at_work=False, note=note)  # closing it gives it back


def _lock_handle(path: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(path, flags, 0o644)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "it is no plain file")
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_named(handle, path):
                return handle
            os.close(handle)
        except BlockingIOError:
            holder = os.read(handle, _NOTE_BYTES).decode("utf-8", "replace").strip()
            os.close(handle)
            if time.monotonic() >= until:
                who = f" ({holder})" if holder else ""
                raise Busy(f"another run holds the lock of this series{who}; try again") from None
            time.sleep(min(0.05, wait))
        except BaseException:
            os.close(handle)
            raise


def _is_named(handle: int, path: Path) -> bool:
    """Tell whether the file that was opened still has its name.

    If somebody deleted it, the next run would make a new one: two files, two holders.
    """
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


# -- helpers ---------------------------------------------------------------------------------


def _mode(most: int, *, private: bool) -> int:
    return most & _NOT_FOR_THE_WORLD if private else most


@contextmanager
def doing(what: str, path: Path) -> Iterator[None]:
    """Have what the system refuses told as something that this machine cannot do to a path."""
    try:
        yield
    except OSError as error:
        raise _unable(what, path, error) from error


def _unable(what: str, path: Path, error: OSError) -> MachineUnable:
    reason = error.strerror or str(error)
    remedy = _REMEDIES.get(error.errno or 0, "")
    return MachineUnable(f"cannot {what} {path}: {reason}{f'; {remedy}' if remedy else ''}")


@contextmanager
def closing(handle: int) -> Iterator[None]:
    """Close whatever happens; an error of close() counts only if nothing failed before."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        raise
    os.close(handle)


@contextmanager
def _plain(path: Path) -> Iterator[int]:
    # As files.open_plain, by this module's calls: the tests let each of them fail.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with closing(handle):
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file")
        yield handle


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sync(handle: int) -> None:
    if sys.platform == "darwin":  # there fsync() leaves the bytes in the drive's own memory
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)

"""Notes that only save time: private, bounded in number, and as if absent when damaged.

Whoever else may write where they lie could answer in the program's place, so that a folder or
file that is not this account's alone is left unread. Nothing is synced: what a power cut took
is made again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

#: Under reports/: made from the editions to find things in them, and no part of any.
INDEX = "index.sqlite"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OF_OTHERS = 0o077
_MAX_BYTES = 4 * 1024 * 1024


class Notes(NamedTuple):
    """A folder of notes by key; a key is a digest."""

    folder: Path
    most: int  # the oldest go when there are more

    def read(self, key: str) -> bytes | None:
        """Give a note as it was written, or None."""
        with suppress(OSError), _opened(self.folder) as folder:
            handle = os.open(key, _READ, dir_fd=folder)
            with os.fdopen(handle, "rb") as file:
                status = os.fstat(handle)
                if not (stat.S_ISREG(status.st_mode) and _is_private(status)):
                    return None
                seal, _, content = file.read(_MAX_BYTES).partition(b"\n")
                return content if seal == _seal(content) else None
        return None

    def write(self, key: str, content: bytes) -> None:
        """Keep a note if that can be done; whole or not at all, whoever else writes."""
        draft = f"{key}.{os.urandom(8).hex()}"  # in a container each run may be the same process
        if len(content) > _MAX_BYTES // 2:
            return
        with suppress(OSError):
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with _opened(self.folder) as folder:
                try:
                    with os.fdopen(os.open(draft, _WRITE, 0o600, dir_fd=folder), "wb") as file:
                        file.write(_seal(content) + b"\n" + content)
                    os.rename(draft, key, src_dir_fd=folder, dst_dir_fd=folder)
                except OSError:
                    with suppress(OSError):
                        os.unlink(draft, dir_fd=folder)
                _sweep(folder, self.most)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Hold a folder open that is this account's alone, so that no other can take its place."""
    handle = os.open(path, _FOLDER)
    try:
        if not _is_private(os.fstat(handle)):
            raise PermissionError(f"{path} is not this account's alone")
        yield handle
    finally:
        os.close(handle)


def _is_private(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & _OF_OTHERS


def _seal(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


def _sweep(folder: int, most: int) -> None:
    """Delete the oldest; among them is what a killed run left half written."""
    names = os.listdir(folder)
    if len(names) <= most:
        return
    by_age: list[tuple[int, str]] = []
    for name in names:
        with suppress(OSError):  # another run was quicker
            by_age.append((os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime_ns, name))
    for _, name in sorted(by_age)[: len(names) - most]:
        with suppress(OSError):  # or it is a folder, and no note
            os.unlink(name, dir_fd=folder)

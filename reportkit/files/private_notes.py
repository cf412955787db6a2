"""Notes of the cache that may be believed: in a folder that nobody else writes to, each one proved.

A note is a name, a key and some bytes. It is read only with the key with which it was written, and
only whole: one that was cut off, altered or made of something else is none. Nothing depends on
notes, and the folder may be deleted at any time.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

MAX_NOTE_BYTES = 8 * 1024 * 1024
#: Of one folder; where there are more, the oldest go.
MAX_NOTES = 1_000
_SEAL_BYTES = 32


def read_note(folder: Path, name: str, key: bytes) -> bytes | None:
    """Give the bytes that were noted under a name with this key; None where there are none."""
    try:
        with _private(folder) as handle, _opened(name, handle) as note:
            written = os.read(note, MAX_NOTE_BYTES + 1)
    except OSError:
        return None
    seal, content = written[:_SEAL_BYTES], written[_SEAL_BYTES:]
    return content if seal == _seal(key, content) else None


def write_note(folder: Path, name: str, key: bytes, content: bytes) -> None:
    """Note some bytes in the place of those that stood there; what cannot be noted is not."""
    if len(content) + _SEAL_BYTES > MAX_NOTE_BYTES:
        return
    draft = f".{name}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _private(folder) as handle:
            try:
                _write(draft, _seal(key, content) + content, handle)
                # Whole or not at all, whoever else writes.
                os.replace(draft, name, src_dir_fd=handle, dst_dir_fd=handle)
            except BaseException:
                with suppress(OSError):
                    os.unlink(draft, dir_fd=handle)
                raise
            _sweep(handle)


def _seal(key: bytes, content: bytes) -> bytes:
    sealed = sha256(len(key).to_bytes(8, "big") + key)
    sealed.update(content)
    return sealed.digest()


@contextmanager
def _private(folder: Path) -> Iterator[int]:
    """Open a folder that is ours alone. Raises OSError for any other, and for a link."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        status = os.fstat(handle)
        if status.st_uid != os.geteuid() or status.st_mode & 0o077:
            raise PermissionError(f"{folder} is not for this account alone")
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _opened(name: str, folder: int) -> Iterator[int]:
    """Open a plain file of a folder."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    handle = os.open(name, flags, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise PermissionError(f"{name} is no plain file")
        yield handle
    finally:
        os.close(handle)


def _write(name: str, content: bytes, folder: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(name, flags, 0o600, dir_fd=folder), "wb") as file:
        file.write(content)


def _sweep(folder: int) -> None:
    """Delete the oldest notes, and with them what a stopped run left, where there are too many."""
    names = os.listdir(folder)
    if len(names) <= MAX_NOTES:
        return
    written = sorted(
        (os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime_ns, name) for name in names
    )
    for _, name in written[: len(names) - MAX_NOTES * 3 // 4]:
        os.unlink(name, dir_fd=folder)

"""Bytes from the disk: of plain files alone, and never more than asked for."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}


class NotPlain(OSError):
    """A name stands for no plain file; the text says what it stands for."""


class TooLarge(OSError):
    """A file holds more bytes than its reader takes."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(f"it holds {size:,} bytes")


def read_plain(path: Path, most: int) -> bytes:
    """Read one plain file of at most ``most`` bytes.

    A link, pipe or device could be anything, and end never: it is not opened. Raises
    NotPlain, TooLarge, or the OSError of the system.
    """
    _refuse_odd(path.lstat())
    with open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:  # a file with holes is refused without reading a byte
            raise TooLarge(size)
        content = file.read(most + 1)
    if len(content) > most:  # it grew, or, as in /proc, does not tell its size
        raise TooLarge(len(content))
    return content


def open_plain(path: Path) -> BinaryIO:
    """Open one plain file to be read; no link is followed.

    Raises NotPlain, or the OSError of the system.
    """
    # NONBLOCK: should a pipe have taken its place since, opening it must not wait for a writer.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _refuse_odd(os.fstat(handle))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _refuse_odd(status: os.stat_result) -> None:
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        raise NotPlain(f"it is {_KINDS.get(kind, 'no plain file')}")

"""The file of the index, ``reports/index.sqlite``: proved before it is believed, made aside.

Its last line is the digest of all before it, so that a damaged or cut off file is as if it were
not there; so is one of another program, or one that another account may have written. It is never
changed in place: a new one is made beside it and takes its name, whoever reads the old one still.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import mkstemp
from typing import BinaryIO
from urllib.parse import quote

from reportkit.files.notes import INDEX
from reportkit.files.plain import open_plain

#: Beside it, while it is made, stand files whose names begin so.
_DRAFT = f".{INDEX}."
_SEAL = len(sha256().hexdigest()) + 1  # the last line, with its line feed
_OF_OTHERS = 0o077
_CHUNK = 1024 * 1024


def open_kept(reports: Path) -> sqlite3.Connection | None:
    """Open the index that is kept, to be read alone; None if there is none that can be believed."""
    file = reports / INDEX
    try:
        with open_plain(file) as content:
            size = _proved(content)
        return _connected(file, "mode=ro&immutable=1") if size else None
    except (OSError, sqlite3.Error):
        return None


class IndexDraft:
    """An index in the making, in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.connection = _connected(path, "mode=rw")
        self.connection.execute("PRAGMA journal_mode = MEMORY")
        self.connection.execute("PRAGMA synchronous = OFF")  # what a power cut took is made again

    def install(self) -> None:
        """Give it its name, whole or not at all; raises OSError or sqlite3.Error."""
        self.connection.commit()
        self.connection.close()
        with self._path.open("r+b") as content:
            digest = sha256()
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
            content.write(digest.hexdigest().encode() + b"\n")
        self._path.replace(self._path.with_name(INDEX))


@contextmanager
def drafted(reports: Path, *, goes_on: bool) -> Iterator[IndexDraft]:
    """Begin an index, with what the kept one holds if it ``goes_on``; clears it away if it fails.

    Raises OSError or sqlite3.Error where none can be made.
    """
    if _is_anothers(reports / INDEX):
        raise PermissionError(f"{reports / INDEX} is not this account's")
    for left in reports.glob(f"{_DRAFT}*"):  # by a run that was killed, or is at work
        with suppress(OSError):  # that one then keeps nothing, and loses nothing
            left.unlink()
    handle, name = mkstemp(prefix=_DRAFT, dir=reports)  # for its owner alone
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as copy:
            if goes_on:
                with open_plain(reports / INDEX) as kept:
                    copyfileobj(kept, copy, _CHUNK)
                copy.truncate(copy.tell() - _SEAL)
        draft = IndexDraft(path)
        try:
            yield draft
        finally:
            draft.connection.close()
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def in_memory() -> sqlite3.Connection:
    """Begin an index that is gone with the process."""
    return sqlite3.connect(":memory:")


def _proved(content: BinaryIO) -> bool:
    """Tell whether a file is ours alone and as it was written."""
    status = os.fstat(content.fileno())
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & _OF_OTHERS:
        return False
    digest, left = sha256(), status.st_size - _SEAL
    if left <= 0:
        return False
    while left and (chunk := content.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    return content.read() == digest.hexdigest().encode() + b"\n"


def _is_anothers(file: Path) -> bool:
    """Another account's index is left alone: two that write in turn would both gain nothing."""
    with suppress(FileNotFoundError):
        return file.lstat().st_uid != os.geteuid()
    return False


def _connected(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(os.fsencode(path.resolve()))}?{how}", uri=True)

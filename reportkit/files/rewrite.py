"""Files that people write, changed whole or not at all, and never over what another saved."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import NamedTuple

from reportkit.files.disk import (
    Kind,
    closing,
    doing,
    is_there,
    kind,
    read,
    remove,
    replace_file,
    sync_folder,
    write_new,
)
from reportkit.problems import MachineUnable

#: A file that nobody may write was made so on purpose; one of a colleague in a shared folder not.
_WRITABLE = 0o222


class Rewritten(NamedTuple):
    """A file and what it is to hold; see ``rewrite``."""

    path: Path
    content: bytes
    instead_of: bytes | None = None


class ChangedMeanwhile(MachineUnable):
    """A file is no longer what was read: somebody saved it, and nothing was written over that."""


def rewrite(path: Path, content: bytes, *, instead_of: bytes | None = None) -> None:
    """Give a file new content whole or not at all, with the rights and the owner that it had.

    For what people write: seeds. One that is not there is made, as an editor would.
    ``instead_of`` is what the new content was made from. Raises ChangedMeanwhile where the file
    holds something else by now.
    """
    rewrite_all((Rewritten(path, content, instead_of),))


def rewrite_all(files: Iterable[Rewritten]) -> None:
    """Give several files new content, in their order: all are ready before the first is changed.

    A full disk, a file of another kind or one that was saved meanwhile leaves all as they were.
    What ends the process between two of them leaves the first ones written.
    """
    staged: dict[Path, Path] = {}
    try:
        for file in files:
            staged[file.path] = _staged(file)
        for path, new in staged.items():
            replace_file(new, path)
    except BaseException:
        for new in staged.values():
            remove(new)
        raise
    for folder in dict.fromkeys(path.parent for path in staged):
        sync_folder(folder)


def _staged(file: Rewritten) -> Path:
    """Write the new content beside a file."""
    path, instead_of = file.path, file.instead_of
    _remove_left_beside(path)
    staged = path.with_name(f".{path.name}.{os.getpid()}.new")  # two at once have one each
    if kind(path) is Kind.OTHER and is_there(path):
        raise MachineUnable(f"cannot write {path}: it is no plain file")
    before = os.lstat(path) if is_there(path) else None
    if before and not before.st_mode & _WRITABLE:  # a new file in its place would not ask
        raise MachineUnable(f"cannot write {path}: it is read-only; 'chmod u+w' lets it be written")
    try:
        write_new(staged, file.content)
        with doing("write", staged):
            if before:
                with suppress(PermissionError):  # of a group that this account is not in
                    os.chown(staged, -1, before.st_gid)
                with suppress(PermissionError):  # not every account may give a file away
                    os.chown(staged, before.st_uid, -1)
            staged.chmod(stat.S_IMODE(before.st_mode) if before else _as_made())
        if instead_of is not None and instead_of != (read(path) if is_there(path) else b""):
            raise ChangedMeanwhile(f"{path} was saved meanwhile; nothing was written: try again")
    except BaseException:
        remove(staged)
        raise
    return staged


def _remove_left_beside(path: Path) -> None:
    """Remove what processes that were killed had written beside a file and never put there."""
    for left in path.parent.glob(f".{escape(path.name)}.*.new"):
        number = left.name.removesuffix(".new").rpartition(".")[2]
        if number.isdecimal() and not _is_alive(int(number)):
            remove(left)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let no other reportkit edit the files of a folder; waits for one that does."""
    with doing("open", folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    with closing(handle):
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _as_made() -> int:
    """Give the rights of a file that an editor makes."""
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask

"""The folder in which a page is made: nobody else reads it, and nothing stays in it.

It holds the text of an edition before it is published. A run that is killed cannot take it
away, so that the next one does: who holds the lock of a folder is at work in it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportkit.problems import MachineUnable

PREFIX = "reportkit-work-"
#: Made and not locked yet: never swept, and empty.
_UNLOCKED = "reportkit-new-"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_LEAST_FREE = 1024 * 1024  # bytes; less than this is what a page fails for


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make an empty folder, gone when it is left; sweep those of runs that were killed.

    Raises MachineUnable, naming the folder for temporary files, if that is full or missing.
    """
    try:
        base = Path(tempfile.gettempdir())
    except OSError as error:  # it tries to write there
        raise MachineUnable(f"there is no folder for temporary files: {error.strerror}") from error
    handle = -1
    try:
        new = Path(tempfile.mkdtemp(prefix=_UNLOCKED, dir=base))
        handle = os.open(new, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        with suppress(OSError):  # no locks here: it will not be swept, for nobody can tell
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder = new.rename(new.with_name(new.name.replace(_UNLOCKED, PREFIX, 1)))
    except OSError as error:
        if handle >= 0:
            os.close(handle)
        raise MachineUnable(_unable(base, error)) from error
    if _is_locked(folder):  # where locks say yes to everybody, nobody can tell what was left
        _sweep(base)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def full_folder(scratch: Path) -> str:
    """Say that the folder for temporary files is full, and what to do."""
    ours = (one for one in (scratch, *scratch.parents) if one.name.startswith(PREFIX))
    base = next(ours, scratch).parent  # each child has a folder of its own in ours
    return (
        f"the folder for temporary files, {base}, is full; free some space there, or name "
        "another one in TMPDIR"
    )


def refuse_full(scratch: Path) -> None:
    """Raise MachineUnable if there is no room left for a page."""
    if shutil.disk_usage(scratch).free < _LEAST_FREE:
        raise MachineUnable(full_folder(scratch))


def _unable(base: Path, error: OSError) -> str:
    if error.errno in FULL:
        return full_folder(base / PREFIX)
    return f"cannot make a folder for temporary files in {base}: {error.strerror}"


def _sweep(base: Path) -> None:
    """Remove what killed runs of this account left; what is locked is somebody's at work."""
    with suppress(OSError):
        for folder in base.glob(f"{PREFIX}*"):
            if not folder.is_symlink() and folder.lstat().st_uid == os.getuid():
                _remove_if_left(folder)


def _remove_if_left(folder: Path) -> None:
    if not _is_locked(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _is_locked(folder: Path) -> bool:
    """Tell whether somebody is at work in a folder, this process included."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:  # no folder, or gone meanwhile: nothing to remove
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # at work, or on a file system without locks
        return True
    else:
        return False
    finally:
        os.close(handle)

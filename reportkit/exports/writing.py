"""Exported files put where they are wanted: all of them or none, and nothing of anybody's lost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reportkit.files import disk
from reportkit.problems import MachineUnable, ReportkitError


class InTheWay(ReportkitError):
    """A file is there already that this export did not make."""

    exit_code = 2


def write_files(files: Mapping[Path, bytes], *, private: bool, force: bool) -> None:
    """Write files, each whole; nothing is written if one of them may not be.

    A file that is there is left alone where it holds these very bytes, and is replaced by
    ``force`` alone. What is ``private`` is not for the world.
    """
    _refuse_what_is_there(files, force=force)
    staged: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            beside = path.with_name(f".{path.name}.{os.getpid()}.new")
            staged[path] = beside
            disk.write_new(beside, content, private=private)
            with disk.doing("write", beside):
                beside.chmod(_mode(private=private))
        _refuse_what_is_there(files, force=force)  # somebody may have saved one meanwhile
        for path, beside in staged.items():
            disk.replace_file(beside, path)
    except BaseException:
        for beside in staged.values():
            with suppress(MachineUnable):
                disk.remove(beside)
        raise
    for folder in {path.parent for path in files}:
        disk.sync_folder(folder)


def _refuse_what_is_there(files: Mapping[Path, bytes], *, force: bool) -> None:
    for path, content in files.items():
        if not disk.is_there(path):
            continue
        if disk.kind(path) is not disk.Kind.FILE:
            raise InTheWay(f"{path} is no plain file; nothing was written: name another")
        if not force and disk.read(path) != content:
            raise InTheWay(
                f"{path} is there already and holds something else; nothing was written: name "
                "another, or replace it with --force"
            )


def _mode(*, private: bool) -> int:
    """Give the rights of a file that an editor makes."""
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask & (~0o007 if private else ~0)

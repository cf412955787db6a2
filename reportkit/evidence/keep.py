"""A file kept as evidence: copied once, under its digest, and never written again."""

from __future__ import annotations

import mimetypes
import os
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.evidence.capture_log import (
    FOLDER,
    Capture,
    append_capture,
    captures_of,
    read_log,
)
from reportkit.evidence.copies import path_of
from reportkit.files import disk
from reportkit.files.rewrite import held
from reportkit.problems import IntegrityBroken


class Kept(NamedTuple):
    """What became of a file that was to be kept."""

    capture: Capture
    path: Path
    new: bool  # False: the same bytes were there already
    logged: bool  # False: the log says so already


class By(NamedTuple):
    """Who keeps it, when and how."""

    name: str
    at: datetime
    how: str


def keep(series: Path, source: str, file: Path, by: By) -> Kept:
    """Copy a plain file to where its digest says, and write it into the log.

    The file itself is only read. Nothing that is there is written over: the same bytes are kept
    once, and a copy that is not what its name says ends it. Raises MachineUnable, of a link or a
    device too, and IntegrityBroken.
    """
    folder = series / FOLDER
    disk.ensure_folder(folder, private=True)
    with held(folder):
        staged = folder / f".{os.getpid()}.new"
        for left in disk.names(folder):  # by a run that was killed: nobody else holds the folder
            if left.startswith(".") and left.endswith(".new"):
                disk.remove(folder / left)
        try:
            size, digest = disk.copy_new(file, staged, private=True)
            new = _put(staged, path_of(series, digest), digest)
        finally:
            disk.remove(staged)
        kind, _ = mimetypes.guess_type(file.name, strict=False)
        name = _readable(file.name)
        capture = Capture(
            by.at.isoformat(timespec="seconds"),
            _readable(by.name),
            _readable(by.how),
            source,
            name,
            size,
            kind or "",
            digest,
        )
        known = captures_of(read_log(series), digest)
        logged = not any((one.source, one.name) == (source, name) for one in known)
        if logged:
            append_capture(series, capture)
    return Kept(capture, path_of(series, digest), new, logged)


def _readable(given: str) -> str:
    """Give a word of the command line as UTF-8: a file may be called by any bytes."""
    return os.fsencode(given).decode("utf-8", "replace")


def _put(staged: Path, target: Path, digest: str) -> bool:
    """Give a finished copy its name; False where the same bytes have it."""
    if not disk.is_there(target):
        disk.move_into_place(staged, target)
        disk.sync_folder(target.parent)
        return True
    if disk.kind(target) is not disk.Kind.FILE or disk.measure(target).sha256 != digest:
        raise IntegrityBroken(
            f"{target} is not what was kept under this digest; nothing was written over it"
        )
    return False

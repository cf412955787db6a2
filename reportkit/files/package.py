"""What is shipped beside the code: the design, map data and example series."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportkit.problems import MachineUnable


def package_folder(name: str) -> Path:
    """Where the package keeps its own templates, styles, map data or examples.

    Inside the package where it was installed; at the top of a checkout, which is itself a
    series, so that there is one copy.
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "design" / name
    folder = installed if installed.is_dir() else package.parent / name
    if not folder.is_dir():
        raise MachineUnable(f"reportkit is not whole: its {name}/ is missing; install it again")
    return folder


@cache
def package_fingerprint(rooms: tuple[str, ...] = ()) -> bytes:
    """Tell the code of some rooms, or all of it, from any other: an edited line is another code.

    What one version kept to save work must not be read by another. Files are told apart by what
    the system says of them: reading them all would cost more than most of what is kept. The time
    of the last change is part of that, since installers and images give all files one time.
    """
    from hashlib import sha256

    package = Path(__file__).resolve().parents[1]
    tops = [package / room for room in rooms] or [package]
    files = "\n".join(line for top in tops for line in sorted(_source_files(top)))
    return sha256(f"{sys.version}\n{files}".encode("utf-8", "surrogateescape")).digest()


def _source_files(top: Path) -> Iterator[str]:
    """Give name and status of each file of a room, which is a folder or a module."""
    if not top.is_dir():
        yield f"{top} {_stamp(top.with_suffix('.py').stat())}"
        return
    with os.scandir(top) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _source_files(Path(entry.path))
            elif entry.name.endswith(".py"):
                yield f"{entry.path} {_stamp(entry.stat())}"


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"

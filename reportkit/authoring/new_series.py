"""A new series on the disk: written whole or not at all, and over nothing."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from reportkit.files.disk import move_into_place
from reportkit.problems import ReportkitError, counted

_SHOWN = 20  # of the files that are in the way


class InTheWay(ReportkitError):
    """Files of other content stand where those of the series would."""

    exit_code = 2

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
        self.files = files
        more = [f"and {len(files) - _SHOWN} more"] if len(files) > _SHOWN else []
        lines = "".join(f"\n  {each}" for each in (*files[:_SHOWN], *more))
        are = "is" if len(files) == 1 else "are"
        super().__init__(
            f"{counted(len(files), 'file')} {are} in {folder} already and would be replaced; "
            f"nothing was written:{lines}\n"
            "move them away, or name another folder"
        )


def write_series(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files into a folder that may be there; give the paths of those that were not.

    A file of the same content is left as it is. Raises InTheWay before anything is written.
    """
    if in_the_way := tuple(path for path in files if _differs(folder, path, files[path])):
        raise InTheWay(folder, tuple(sorted(in_the_way)))
    new = {path: content for path, content in files.items() if not (folder / path).exists()}
    if not new:
        return ()
    if folder.is_dir():
        _write_into(folder, new)
    else:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = _staged(folder.parent, new)
        with _gone_after(staged):
            move_into_place(staged, folder)
    return tuple(new)


def _differs(folder: Path, path: str, content: bytes) -> bool:
    """Tell whether something else stands at a path, or where one of its folders would be."""
    here = folder
    if os.path.lexists(here) and not here.is_dir():
        return True
    *folders, name = path.split("/")
    for part in folders:
        here /= part
        if os.path.lexists(here) and (here.is_symlink() or not here.is_dir()):
            return True
    here /= name
    if not os.path.lexists(here):
        return False
    return here.is_symlink() or not here.is_file() or here.read_bytes() != content


def _staged(parent: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder out of sight; none is left behind if that fails."""
    staged = parent / f".reportkit-init-{secrets.token_hex(4)}"
    staged.mkdir()
    try:
        for path, content in files.items():
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return staged


def _write_into(folder: Path, files: Mapping[str, bytes]) -> None:
    """Move staged files into a folder that has others, and out again if one cannot be moved."""
    staged = _staged(folder, files)
    made: list[Path] = []
    with _gone_after(staged):
        try:
            for path in files:
                target = folder / path
                made += _make_folders(folder, target.parent)
                move_into_place(staged / path, target)
                made.append(target)
        except BaseException:
            for each in reversed(made):
                with suppress(OSError):
                    each.rmdir() if each.is_dir() else each.unlink()
            raise


def _make_folders(folder: Path, wanted: Path) -> list[Path]:
    """Make the folders down to one, and give those that were not there."""
    made: list[Path] = []
    for each in reversed([wanted, *wanted.parents]):
        if each.is_relative_to(folder) and not each.is_dir():
            each.mkdir()
            made.append(each)
    return made


@contextmanager
def _gone_after(staged: Path) -> Iterator[None]:
    """Remove a folder that was only staged, whatever became of it."""
    try:
        yield
    finally:
        shutil.rmtree(staged, ignore_errors=True)

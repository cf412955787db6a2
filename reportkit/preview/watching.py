"""Notices what an editor, git or a build writes that the brief is made from."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, awatch

#: What a brief is made from.
FOLDERS = ("seeds", "templates", "styles")
_REPORTS = "reports"
_QUIET, _LONGEST = (
    20,
    300,
)  # milliseconds: a save is over after the first, waited for until the last
_POLL = 300
_RETRY = 0.2  # seconds until a folder that is being replaced may be there again


async def watch(series: Path, saved: Callable[[], None], say: Callable[[str], None]) -> None:
    """Call ``saved`` after each change, until cancelled.

    The folders are watched with all that is in them, the series and its reports only for what
    is put into them itself: editions that a build seals, a folder that is replaced. Where the
    system has no more watches to give, files are looked at again and again; ``say`` tells so.
    """
    known = _state_of(series)
    polling = False
    while True:
        stop = asyncio.Event()

        def look(stop: asyncio.Event = stop) -> None:
            nonlocal known
            if (state := _state_of(series)) == known:
                return
            if state.folders != known.folders:
                stop.set()  # each is watched anew
            known = state
            saved()

        look()  # what happened while nobody watched
        tops = [path for path in (series, series / _REPORTS) if path.is_dir()]
        inner = [series / name for name in FOLDERS if (series / name).is_dir()]
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_look_on(tops, stop, look, deep=False, polling=polling))
                group.create_task(_look_on(inner, stop, look, deep=True, polling=polling))
        except* (OSError, RuntimeError) as errors:
            if not polling and not _are_gone(series, errors):
                say("this system watches no more files; looking at them again and again instead")
                polling = True
        await asyncio.sleep(_RETRY)


async def _look_on(
    paths: list[Path], stop: asyncio.Event, look: Callable[[], None], *, deep: bool, polling: bool
) -> None:
    if not paths:
        await stop.wait()
        return
    changes = awatch(
        *paths,
        watch_filter=_counts,
        debounce=_LONGEST,
        step=_QUIET,
        stop_event=stop,
        rust_timeout=1_000,
        recursive=deep,
        force_polling=polling,
        poll_delay_ms=_POLL,
        ignore_permission_denied=True,
    )
    async for _ in changes:
        look()


def _counts(_change: Change, path: str) -> bool:
    """Leave out what editors write beside: the brief is made from nothing hidden."""
    name = os.path.basename(path)  # noqa: PTH119  # asked for each of many
    return not name.startswith(".") and not name.endswith("~")


def _are_gone(series: Path, errors: BaseExceptionGroup[Exception]) -> bool:
    """Tell whether a folder vanished just then, which is no lack of watches."""
    return not series.is_dir() or any(
        isinstance(error, FileNotFoundError) or "No such file" in str(error)
        for error in errors.exceptions
    )


class _State(tuple[tuple[str, int, int, int], ...]):
    """Names, sizes, times and numbers of all files that count."""

    __slots__ = ()

    @property
    def folders(self) -> frozenset[tuple[str, int]]:
        """Which folders of the series there are, each by its number on the disk."""
        return frozenset((name, inode) for name, size, _, inode in self if size < 0)


def _state_of(series: Path) -> _State:
    return _State(sorted(_entries(series)))


def _entries(series: Path) -> Iterator[tuple[str, int, int, int]]:
    for name in (*FOLDERS, _REPORTS):
        try:
            status = (series / name).stat()
        except OSError:
            continue
        yield name, -1, 0, status.st_ino
        if name != _REPORTS:
            yield from _files(series / name, name)
    try:
        editions = [path.name for path in (series / _REPORTS).iterdir()]
    except OSError:
        return
    yield from ((f"{_REPORTS}/{name}", 0, 0, 0) for name in editions if name[:1].isdigit())


def _files(folder: Path, name: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith("~"):
                    continue
                inner = f"{name}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(Path(entry.path), inner)
                    continue
                status = entry.stat(follow_symlinks=False)
                yield inner, status.st_size, status.st_mtime_ns, status.st_ino
    except OSError:  # it is being replaced: the next change tells
        return

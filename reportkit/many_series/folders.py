"""Which series are meant: folders that are one, or that hold some."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportkit.problems import ReportkitError, did_you_mean


class NoneFound(ReportkitError):
    """Where series are looked for is none."""

    exit_code = 2


def series_in(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Give the series that are named, or that lie directly below what is named.

    A series is a folder with seeds/brief.yaml. Each is given once, absolute, where it was named
    first, however many names and links lead to it. Raises NoneFound for a folder without any.
    """
    known: dict[tuple[int, int], Path] = {}
    for folder in folders:
        for series in _series_of(folder):
            status = series.stat()
            known.setdefault((status.st_dev, status.st_ino), Path(os.path.abspath(series)))  # noqa: PTH100  # links stay
    return tuple(known.values())


def _series_of(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        near = did_you_mean(folder.name, (path.name for path in _below(folder.parent)))
        raise NoneFound(f"there is no folder {folder}{f'; {near}' if near else ''}")
    if _is_series(folder):
        return (folder,)
    if series := tuple(_below(folder)):
        return series
    raise NoneFound(
        f"no series in {folder}: neither it nor a folder directly below it holds seeds/brief.yaml"
        "\n  name the folders of series, or begin one: reportkit init DIR"
    )


def _below(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except (NotADirectoryError, FileNotFoundError):
        return
    yield from filter(_is_series, inside)


def _is_series(folder: Path) -> bool:
    return (folder / "seeds" / "brief.yaml").is_file()

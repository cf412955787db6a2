"""The design of a page: templates, styles and fonts, the series' own before the package's.

A design is held in memory while an edition is made, so that nothing which renders ever
opens a file: what is not in the design does not exist for the page.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportkit.problems import MachineUnable, Mark, Problem

#: The folders that make the page; a series may hold any of them and needs none.
FOLDERS = ("templates", "styles")
#: What a page can use; other files (a licence, a note) may lie beside and are not read.
KINDS = frozenset({".j2", ".css", ".ttf", ".otf", ".woff2", ".svg", ".png", ".jpg", ".jpeg"})
MAX_FILE_BYTES = 16 * 1024 * 1024
MAX_TOTAL_BYTES = 64 * 1024 * 1024
MAX_FILES = 1_000
MAX_DEPTH = 6


@dataclass(frozen=True)
class Design:
    """Files by name ("templates/brief.html.j2", "styles/fonts/..."); same bytes, same page."""

    files: Mapping[str, bytes]

    def templates(self) -> dict[str, str]:
        """Give the templates by the name under which one includes another."""
        return {
            name.removeprefix("templates/"): content.decode()
            for name, content in self.files.items()
            if name.startswith("templates/")
        }


def package_folder(name: str) -> Path:
    """Where the package keeps its own templates, styles or map data.

    Inside the package where it was installed; at the top of a checkout, which is itself a
    series, so that there is one copy.
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "design" / name
    folder = installed if installed.is_dir() else package.parent / name
    if not folder.is_dir():
        raise MachineUnable(f"reportkit is not whole: its {name}/ is missing; install it again")
    return folder


def read_design(series: Path) -> tuple[Design, list[Problem]]:
    """Read the package's design with the series' files laid over it, name by name.

    In the series only plain files count: a link, pipe, device or second hard link could
    bring in what is not the series' own, and is a Problem.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in FOLDERS:
        shipped = package_folder(name)
        own = series / name
        for folder in [shipped, own] if own.exists() and not _same(own, shipped) else [shipped]:
            for path, file in _files(folder, name, problems, depth=0):
                content = _read(path, file, problems, trusted=folder is shipped)
                if content is not None:
                    files[file] = content
    if sum(map(len, files.values())) > MAX_TOTAL_BYTES:
        problems.append(
            Problem(
                "asset-too-large",
                "templates/ and styles/ hold more than 64 MB",
                Mark("styles", 1, 1),
                "take out what no page shows",
            )
        )
    return Design(files), problems


def _same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _files(
    folder: Path, name: str, problems: list[Problem], *, depth: int
) -> Iterator[tuple[Path, str]]:
    """Walk a folder in the order of names; links to folders are reported, not followed."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)[:MAX_FILES]
    for entry in found:
        file = f"{name}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            _refuse(problems, file, "is a link")
        elif entry.is_dir():
            if depth < MAX_DEPTH:
                yield from _files(Path(entry.path), file, problems, depth=depth + 1)
        elif Path(entry.name).suffix in KINDS:
            yield Path(entry.path), file


def _read(path: Path, file: str, problems: list[Problem], *, trusted: bool) -> bytes | None:
    """Read one file once it is known to be a plain one of a sane size."""
    try:
        # NONBLOCK: opening a pipe must not wait for a writer.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        _refuse(problems, file, f"cannot be read: {(error.strerror or '').lower()}")
        return None
    with os.fdopen(handle, "rb") as opened:
        why = _unfit(os.fstat(handle), trusted=trusted)
        content = b"" if why else opened.read()
    if not why and path.suffix in (".j2", ".css", ".svg") and not _is_text(content):
        why = "is not UTF-8 text"
    if why:
        _refuse(problems, file, why)
        return None
    return content


def _unfit(told: os.stat_result, *, trusted: bool) -> str:
    if not stat.S_ISREG(told.st_mode):
        return "is no plain file"
    if told.st_nlink > 1 and not trusted:  # an installer may link the package's own
        return "is a second name of another file"
    return "is larger than 16 MB" if told.st_size > MAX_FILE_BYTES else ""


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse(problems: list[Problem], file: str, why: str) -> None:
    problems.append(
        Problem(
            "asset-unusable", f"{file} {why}", Mark(file, 1, 1), "put a plain file in its place"
        )
    )

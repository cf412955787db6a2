"""The design of a page: templates, styles and fonts, the series' own before the package's.

A design is held in memory while an edition is made, so that nothing which renders ever
opens a file: what is not in the design does not exist for the page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportkit.files.package import package_folder
from reportkit.files.plain import NotPlain, open_plain
from reportkit.loading.characters import why_unprintable
from reportkit.problems import Mark, Problem

#: The folders that make the page; a series may hold any of them and needs none.
FOLDERS = ("templates", "styles")
#: What a page can use; other files (a licence, a note) may lie beside and are not read.
KINDS = frozenset({".j2", ".css", ".ttf", ".otf", ".woff2", ".svg", ".png", ".jpg", ".jpeg"})
#: Those of them that people write.
TEXTS = (".j2", ".css", ".svg")
#: Controls, and what turns the direction of the text around.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
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
            if name.startswith("templates/") and name.endswith(".j2")
        }


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
        for folder in [shipped, own] if _is_own(own, shipped, name, problems) else [shipped]:
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


def _is_own(folder: Path, shipped: Path, name: str, problems: list[Problem]) -> bool:
    """Tell whether the series has a folder of its own that can be walked."""
    if folder.is_symlink():
        _refuse(problems, name, "is a link", "put a folder in its place")
    elif folder.exists() and not folder.is_dir():
        _refuse(problems, name, "is no folder", "put a folder in its place")
    elif folder.exists():
        return not folder.samefile(shipped)
    return False


def _files(
    folder: Path, name: str, problems: list[Problem], *, depth: int
) -> Iterator[tuple[Path, str]]:
    """Walk a folder in the order of names; links to folders are reported, not followed."""
    for entry in _entries(folder, name, problems):
        file = f"{name}/{entry.name}"
        kind = Path(entry.name).suffix
        if entry.is_symlink():
            _refuse(problems, file, "is a link")
        elif not _is_utf8(entry.name):
            _refuse(problems, file, "has a name that is not UTF-8", "rename it")
        elif entry.is_dir():
            if depth < MAX_DEPTH:
                yield from _files(Path(entry.path), file, problems, depth=depth + 1)
            else:
                _refuse(problems, file, "lies too deep and is not read", "move it further up")
        elif kind in KINDS:
            yield Path(entry.path), file
        elif kind.lower() in KINDS:
            hint = f"rename it to {entry.name.removesuffix(kind)}{kind.lower()}"
            _refuse(problems, file, "is not read", hint)


def _entries(folder: Path, name: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """List what lies in a folder, hidden files apart."""
    try:
        with os.scandir(folder) as entries:
            listing = sorted(
                (entry for entry in entries if not entry.name.startswith(".")),
                key=lambda entry: entry.name,
            )
    except OSError as error:
        why = (error.strerror or "").lower()
        _refuse(problems, name, f"cannot be read: {why}", "let it be read by whoever builds")
        return []
    if len(listing) > MAX_FILES:
        hint = f"at most {MAX_FILES:,} in one folder are read"
        _refuse(problems, name, f"holds {len(listing):,} files", hint)
    return listing[:MAX_FILES]


def _read(path: Path, file: str, problems: list[Problem], *, trusted: bool) -> bytes | None:
    """Read one file once it is known to be a plain one of a sane size."""
    try:
        opened = open_plain(path)
    except NotPlain:
        _refuse(problems, file, "is no plain file")
        return None
    except OSError as error:
        _refuse(problems, file, f"cannot be read: {(error.strerror or '').lower()}")
        return None
    with opened:
        why = _unfit(os.fstat(opened.fileno()), trusted=trusted)
        content = b"" if why else opened.read()
    if not why and path.suffix in TEXTS:
        if not _is_text(content):
            why = "is not UTF-8 text"
        elif odd := _CONTROL.search(content.decode()):
            problems.append(_holds_control(file, content.decode(), odd))
            return None
    if why:
        _refuse(problems, file, why)
        return None
    return content


def _holds_control(file: str, text: str, found: re.Match[str]) -> Problem:
    """Name what no reader sees and programs obey, each in its own way."""
    before = text[: found.start()].split("\n")
    said, hint = why_unprintable(found[0])
    return Problem("character", said, Mark(file, len(before), len(before[-1]) + 1), hint)


def _unfit(status: os.stat_result, *, trusted: bool) -> str:
    if status.st_nlink > 1 and not trusted:  # an installer may link the package's own
        return "is a second name of another file"
    return "is larger than 16 MB" if status.st_size > MAX_FILE_BYTES else ""


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(
    problems: list[Problem], file: str, why: str, hint: str = "put a plain file in its place"
) -> None:
    problems.append(Problem("asset-unusable", f"{file} {why}", Mark(file, 1, 1), hint))

"""The series that are shipped: the starter, the examples and the whole one, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportkit.editions.manifest import EditionName
from reportkit.files.package import package_folder

STARTER = "starter"
#: The series that the repository itself is.
WHOLE = "durand-line"
#: Of the starter, what any series needs that lives under version control.
_BESIDE = (".gitattributes", ".gitignore")
_DESIGNS = ".designs"
_DROPPED = frozenset({"__pycache__", ".DS_Store"})


def example_names() -> tuple[str, ...]:
    """Name the series that can be copied, the whole one first."""
    folders = (each for each in package_folder("examples").iterdir() if each.is_dir())
    return WHOLE, *sorted(each.name for each in folders if (each / "seeds").is_dir())


def starter_texts() -> dict[str, str]:
    """Read the files of the starter by their paths."""
    folder = package_folder("examples") / STARTER
    return {path: file.read_text("utf-8") for path, file in _plain_files(folder)}


def example_files(name: str) -> dict[str, bytes]:
    """Read a series that is shipped by the paths of its files: seeds and sealed editions."""
    files = {
        path: file.read_bytes()
        for path, file in _plain_files(package_folder("examples") / STARTER)
        if path in _BESIDE
    }
    if name != WHOLE:
        files |= _read(_plain_files(package_folder("examples") / name), "")
        return files
    files |= _read(_plain_files(package_folder("seeds")), "seeds/")
    files |= _read(_sealed(package_folder("reports")), "reports/")
    return files


def _read(found: Iterator[tuple[str, Path]], below: str) -> dict[str, bytes]:
    return {f"{below}{path}": file.read_bytes() for path, file in found}


def _sealed(reports: Path) -> Iterator[tuple[str, Path]]:
    """Give the files of editions and their designs; drafts and ledgers are nobody's example."""
    for path, file in _plain_files(reports):
        first = path.split("/", 1)[0]
        if first == _DESIGNS or EditionName.parse(first) is not None:
            yield path, file


def _plain_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give each file below a folder with its path, in order; what a draft left is not taken."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if not file.is_file() or file.is_symlink() or _DROPPED & {*path.parts}:
            continue
        if path.parts[:2] == ("reports", "drafts"):
            continue
        yield path.as_posix(), file

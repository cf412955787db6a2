"""The designs that made the editions: each file kept once, so that an edition can be remade.

    .designs/<digest>.json   what a design consists of; its name is the digest of its bytes
    .designs/files/<sha256>  the bytes of a template, style or font, shared by all designs

A design is kept before the edition that names it. One that no edition names, left behind by
a build that was stopped, does no harm and is used by the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from reportkit.editions.canonical import canonical, read_json, sha256
from reportkit.files import disk
from reportkit.problems import IntegrityBroken

FOLDER = ".designs"


class Fault(NamedTuple):
    """What is wrong with a kept design; ``file`` is relative to reports/."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file} {self.what}"


def design_digest(files: Mapping[str, bytes]) -> str:
    """Give the digest of a design: paths such as "styles/brief.css" and their bytes."""
    return sha256(_listing(files))


def keep_design(reports: Path, staging: Path, files: Mapping[str, bytes]) -> str:
    """Store a design durably unless it is there already, and return its digest.

    Whoever calls holds the lock. What is there already is proved when an edition is sealed.
    """
    listing = _listing(files)
    digest = sha256(listing)
    folder = reports / FOLDER
    disk.ensure_folder(folder)
    disk.ensure_folder(folder / "files")
    contents = {sha256(content): content for content in files.values()}
    new = [name for name in contents if not disk.is_there(folder / "files" / name)]
    for name in new:
        _keep(staging / name, folder / "files" / name, contents[name])
    if new:
        disk.sync_folder(folder / "files")
    if not disk.is_there(folder / f"{digest}.json"):
        _keep(staging / f"{digest}.json", folder / f"{digest}.json", listing)
        disk.sync_folder(folder)
    return digest


def read_design(reports: Path, digest: str) -> dict[str, bytes]:
    """Give a kept design, path to bytes, each proved. Raises IntegrityBroken otherwise."""
    for fault in faults_in_design(reports, digest):
        raise IntegrityBroken(f"{reports}: {fault}")
    return {
        path: disk.read(reports / FOLDER / "files" / name)
        for path, name in _read_listing(reports, digest).items()
    }


def kept_designs(reports: Path) -> tuple[str, ...]:
    """Give the digests of all designs."""
    folder = reports / FOLDER
    names = [name for name in disk.names(folder) if not disk.is_dropped(folder / name)]
    return tuple(name.removesuffix(".json") for name in names if name.endswith(".json"))


def faults_in_design(
    reports: Path, digest: str, proved: dict[str, Fault | None] | None = None
) -> Iterator[Fault]:
    """Prove one design; ``proved`` remembers its files, so that a shared one is read once."""
    proved = {} if proved is None else proved
    try:
        listing = _read_listing(reports, digest)
    except IntegrityBroken as error:
        yield Fault(f"{FOLDER}/{digest}.json", str(error))
        return
    for path, expected in listing.items():
        if expected not in proved:
            proved[expected] = fault_in_kept_file(reports, expected)
        if fault := proved[expected]:
            yield Fault(fault.file, f"{fault.what} ({path})")


def faults_in_kept(reports: Path, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Prove what is kept already of a design that is about to be kept."""
    digest = design_digest(files)
    if disk.is_there(reports / FOLDER / f"{digest}.json"):
        yield from faults_in_design(reports, digest)
        return
    for name in sorted({sha256(content) for content in files.values()}):
        if disk.is_there(reports / FOLDER / "files" / name) and (
            fault := fault_in_kept_file(reports, name)
        ):
            yield fault


def kept_files(reports: Path) -> tuple[str, ...]:
    """Name every file of every design, by digest."""
    folder = reports / FOLDER / "files"
    return tuple(name for name in disk.names(folder) if not disk.is_dropped(folder / name))


def fault_in_kept_file(reports: Path, name: str) -> Fault | None:
    """Prove one file, whose name is its digest."""
    path = f"{FOLDER}/files/{name}"
    if disk.kind(reports / path) is not disk.Kind.FILE:
        return Fault(path, "is missing")
    known = disk.measure(reports / path).sha256 == name
    return None if known else Fault(path, "is not what was kept")


def _keep(staged: Path, target: Path, content: bytes) -> None:
    disk.write_new(staged, content)
    disk.move_into_place(staged, target)


def _listing(files: Mapping[str, bytes]) -> bytes:
    for path in files:
        if not _is_inside(path):
            raise ValueError(f"{path!r} is no path inside a design")
    return canonical({path: sha256(content) for path, content in files.items()})


def _read_listing(reports: Path, digest: str) -> dict[str, str]:
    path = reports / FOLDER / f"{digest}.json"
    if disk.kind(path) is not disk.Kind.FILE:
        raise IntegrityBroken("is missing")
    content = disk.read(path)
    if sha256(content) != digest:
        raise IntegrityBroken("is not what was kept")
    return {name: str(found) for name, found in read_json(content, path.name).items()}


def _is_inside(path: str) -> bool:
    # Whoever rebuilds an edition writes these files into a folder of its own.
    parts = PurePosixPath(path).parts
    return bool(parts) and "/".join(parts) == path and not {"/", "..", "."} & set(parts)

"""One sealed edition: reading it, and proving its folder byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportkit.editions.canonical import sha256
from reportkit.editions.manifest import (
    MANIFEST,
    EditionName,
    FileDigest,
    Manifest,
    Previous,
    read_manifest,
)
from reportkit.files import disk
from reportkit.problems import IntegrityBroken


class Sealed(NamedTuple):
    """A published edition, known by its manifest; its files are not proved yet."""

    name: EditionName
    folder: Path
    manifest: Manifest
    sha256: str  # of the manifest's bytes: the digest that readers are told


class Finding(NamedTuple):
    """Something sealed that is not as it was; ``file`` is "" for an edition as a whole."""

    edition: str  # "005"; "" where it belongs to none
    file: str  # relative to the edition's folder, or to reports/ if it stands outside
    what: str

    def __str__(self) -> str:
        return f"{'/'.join(part for part in (self.edition, self.file) if part)} {self.what}"


def read_sealed(reports: Path, name: EditionName) -> Sealed:
    """Read the manifest of an edition; its other files are left unread.

    Raises IntegrityBroken, naming the folder, if there is no whole manifest of this name.
    """
    folder = reports / str(name)
    if disk.kind(folder) is not disk.Kind.FOLDER:
        raise IntegrityBroken(f"{folder} is no sealed edition: it is no folder")
    if disk.kind(folder / MANIFEST) is not disk.Kind.FILE:
        raise IntegrityBroken(f"{folder} is no sealed edition: it holds no {MANIFEST}")
    content = disk.read(folder / MANIFEST)
    try:
        manifest = read_manifest(content)
    except IntegrityBroken as error:
        raise IntegrityBroken(f"{folder}: {error}") from error
    if manifest.edition != name:
        raise IntegrityBroken(f"{folder}: {MANIFEST} is that of {manifest.edition}, not {name}")
    return Sealed(name, folder, manifest, sha256(content))


def faults_in(sealed: Sealed) -> Iterator[Finding]:
    """Prove the files of an edition: none altered, none missing, none too many."""
    edition = str(sealed.name)
    expected = {file.name: file for file in sealed.manifest.files}
    names = {
        name for name in disk.names(sealed.folder) if not disk.is_dropped(sealed.folder / name)
    }
    for name in sorted((expected.keys() | names) - {MANIFEST}):
        if name not in expected:
            yield Finding(edition, name, "is not part of the edition")
        elif name not in names:
            yield Finding(edition, name, "is missing")
        elif disk.kind(sealed.folder / name) is not disk.Kind.FILE:
            yield Finding(edition, name, "is no plain file")
        elif what := _difference(sealed.folder / name, expected[name]):
            yield Finding(edition, name, what)


def fault_in_link(sealed: Sealed, before: EditionName | None, digest: str) -> Finding | None:
    """Prove that an edition names the one before it, whose manifest has this digest."""
    expected = None if before is None else Previous(before, digest)
    previous = sealed.manifest.previous
    if previous == expected:
        return None
    if previous is None or expected is None or previous.edition != expected.edition:
        says = previous.edition if previous else "nothing"
        what = f"says that {says} came before it; before it stands {before or 'nothing'}"
    else:
        what = f"was sealed upon another {before}: that one's {MANIFEST} has changed since"
    return Finding(str(sealed.name), MANIFEST, what)


def read_file(sealed: Sealed, file: str) -> bytes:
    """Give one file of an edition, proved. Raises IntegrityBroken if it is another."""
    expected, path = _listed(sealed, file), sealed.folder / file
    content = disk.read(path)
    if sha256(content) != expected.sha256:
        raise IntegrityBroken(f"{path} is not what was sealed")
    return content


def _listed(sealed: Sealed, file: str) -> FileDigest:
    """Give what the manifest says of a file that is there."""
    expected = next((known for known in sealed.manifest.files if known.name == file), None)
    if expected is None:
        raise IntegrityBroken(f"{sealed.folder} was sealed without {file}")
    if disk.kind(sealed.folder / file) is not disk.Kind.FILE:
        raise IntegrityBroken(f"{sealed.folder / file} is missing")
    return expected


def _difference(path: Path, expected: FileDigest) -> str:
    measured = disk.measure(path)
    if measured.size != expected.size:
        return f"is not what was sealed: {measured.size} bytes, not {expected.size}"
    return "" if measured.sha256 == expected.sha256 else "is not what was sealed: it was altered"

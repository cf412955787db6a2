"""The published editions under reports/: numbered, chained, written whole or not at all.

001/ 002/ 002-r1/ ...  sealed editions
.designs/              what made them
drafts/                unsealed, replaced at will
.staging/              an edition being written; whatever a stopped run left is swept
.lock                  held by the one run that may seal; never deleted
runs.jsonl             what the scheduled runs did (see journal.py)
index.sqlite           made from the editions, to search them; may be deleted at any time
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from reportkit.editions import designs
from reportkit.editions.canonical import sha256
from reportkit.editions.manifest import (
    MANIFEST,
    EditionName,
    FileDigest,
    Imprint,
    Manifest,
    Previous,
    write_manifest,
)
from reportkit.editions.sealed import Sealed, fault_in_link, faults_in, read_file, read_sealed
from reportkit.files import disk
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import IntegrityBroken, MachineUnable, ReportkitError

#: Held by the one run that may seal.
LOCK = ".lock"
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}\Z")


class NotReleased(ReportkitError):
    """An edition does not exist at a marking or below it."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Proof that no other run is sealing; only ``Store.lock`` gives one."""

    staging: Path
    held: disk.Held


@dataclass(frozen=True, slots=True)
class Store:
    """The published editions of one series."""

    reports: Path

    # -- reading: takes no lock, since what is sealed never changes ---------------------------

    def names(self) -> tuple[EditionName, ...]:
        """Name the editions, oldest first, reading none of them.

        Raises IntegrityBroken if a number is missing: nothing may be sealed upon a gap.
        """
        names = self.names_found()
        for before, name in zip((None, *names), names, strict=False):
            if not name.follows(before):
                raise IntegrityBroken(
                    f"{self.reports}: {name} stands there, but not the edition before it; "
                    "bring back what was sealed"
                )
        return names

    def names_found(self) -> tuple[EditionName, ...]:
        """Name the editions, oldest first, gaps and all."""
        found = (EditionName.parse(written) for written in disk.names(self.reports))
        return tuple(sorted(name for name in found if name))

    def editions(self) -> tuple[Sealed, ...]:
        """Read every manifest, oldest first, and prove the chain, but no other file."""
        sealed = tuple(read_sealed(self.reports, name) for name in self.names())
        for before, edition in zip((None, *sealed), sealed, strict=False):
            _refuse_broken_link(edition, before)
        return sealed

    def edition(self, name: EditionName) -> Sealed:
        """Read the manifest of one edition."""
        if name not in self.names_found():
            raise ReportkitError(f"there is no edition {name} in {self.reports}")
        return read_sealed(self.reports, name)

    def latest(self) -> Sealed | None:
        """Read the manifest of the newest edition; None before the first."""
        names = self.names()
        return read_sealed(self.reports, names[-1]) if names else None

    def recent(self, *, before: EditionName, most: int) -> Iterator[Sealed]:
        """Read the manifests of the last editions before a name, newest first."""
        earlier = [name for name in self.names() if name < before]
        for name in reversed(earlier[-most:]):
            yield read_sealed(self.reports, name)

    def predecessor(self) -> Sealed | None:
        """Give the newest edition, proved byte for byte with its link to the one before.

        Reads two manifests and one edition, however many there are: the links further back
        were proved when those were sealed, and ``verify`` proves all of them again.
        """
        names = self.names()
        if not names:
            return None
        sealed = read_sealed(self.reports, names[-1])
        before = read_sealed(self.reports, names[-2]) if len(names) > 1 else None
        _refuse_broken_link(sealed, before)
        faults = [str(finding) for finding in faults_in(sealed)]
        if faults:
            raise IntegrityBroken(f"{self.reports}: {'; '.join(faults)}")
        return sealed

    def next_name(self, *, revision: bool = False) -> EditionName:
        """Name the edition that may be sealed next, or the next revision of the newest."""
        names = self.names()
        if revision and not names:
            raise ReportkitError("there is no edition to revise; build the first one")
        if revision:
            return names[-1]._replace(revision=names[-1].revision + 1)
        return EditionName(names[-1].number + 1 if names else 1)

    def design(self, digest: str) -> dict[str, bytes]:
        """Give the design that made an edition: path to bytes, each proved."""
        return designs.read_design(self.reports, digest)

    def read(self, sealed: Sealed, file: str) -> bytes:
        """Give one file of an edition, proved."""
        return read_file(sealed, file)

    # -- writing -----------------------------------------------------------------------------

    @contextmanager
    def lock(self, since: datetime, *, wait: float = 0.0) -> Iterator[Lock]:
        """Be the only run that seals; ``since`` is told to others, ``wait`` is in seconds.

        Take it before asking for the next name, and keep it until the edition is sealed.
        Raises Busy, naming the holder. Sweeps what a stopped run left behind, and what this
        one leaves.
        """
        if not self.reports.is_dir():  # it may be a link to another disk
            disk.ensure_folder(self.reports)
        note = f"process {os.getpid()}, since {since.isoformat(timespec='seconds')}\n"
        with disk.locked(self.reports / LOCK, note, wait) as held:
            staging = self.reports / ".staging"
            disk.ensure_folder(staging)
            _sweep(staging)
            try:
                yield Lock(staging, held)
            finally:
                with suppress(MachineUnable):  # the next run tries again
                    _sweep(staging)

    def refuse_unsealable(self, design: Mapping[str, bytes]) -> None:
        """Prove, writing nothing, what the next edition would stand upon.

        That is the newest edition, and what is kept already of its design. Raises
        IntegrityBroken.
        """
        self.predecessor()
        for fault in designs.faults_in_kept(self.reports, design):
            raise IntegrityBroken(f"{self.reports}: {fault}")

    def keep_design(self, lock: Lock, files: Mapping[str, bytes]) -> str:
        """Keep what makes an edition, once for all editions it makes; gives its digest."""
        return designs.keep_design(self.reports, lock.staging, files)

    def seal(
        self, lock: Lock, name: EditionName, files: Mapping[str, bytes], imprint: Imprint
    ) -> Sealed:
        """Publish an edition whole or not at all.

        Raises IntegrityBroken if the edition before it is not what was sealed, MachineUnable
        if the disk fails; then no edition is visible, and the next run may seal it.
        """
        _refuse_odd_names(files)
        before = self.predecessor()
        if not name.follows(before.name if before else None):
            raise IntegrityBroken(f"{name} cannot follow {before.name if before else 'nothing'}")
        for fault in designs.faults_in_design(self.reports, imprint.design):
            raise IntegrityBroken(f"{self.reports}: {fault}")
        staged, target = lock.staging / str(name), self.reports / str(name)
        private = imprint.marking.rank > Tlp.GREEN.rank
        disk.make_folder(staged, private=private)
        digests = tuple(_write(staged / file, files[file], private) for file in sorted(files))
        previous = Previous(before.name, before.sha256) if before else None
        manifest = _manifest(name, imprint, digests, previous)
        written = _write(staged / MANIFEST, write_manifest(manifest), private)
        disk.sync_folder(staged)
        lock.held.refuse_lost()
        disk.move_into_place(staged, target)
        self._acknowledge(staged, target)
        return Sealed(name, target, manifest, written.sha256)

    def write_draft(self, name: str, files: Mapping[str, bytes], marking: Tlp) -> Path:
        """Put a draft under drafts/<name>, each file whole, in the place of an earlier one.

        What stands there already and is not of this draft is removed; so neither folder may be
        a link to somebody's own.
        """
        _refuse_odd_names((name, *files))
        private = marking.rank > Tlp.GREEN.rank
        folder = self.reports / "drafts" / name
        if not self.reports.is_dir():  # it may be a link to another disk
            disk.ensure_folder(self.reports)
        disk.ensure_folder(folder.parent)
        disk.ensure_folder(folder, private=private)
        for file, content in files.items():
            staged = folder / f".{file}.{os.getpid()}"
            disk.remove(staged)
            disk.write_new(staged, content, private=private)
            disk.replace_file(staged, folder / file)
        for file in disk.names(folder):
            if file not in files:
                disk.remove(folder / file)  # of an earlier draft, or of a stopped run
        return folder

    def _acknowledge(self, staged: Path, target: Path) -> None:
        """Make the new name last; if that fails, take it back, since nobody was told of it."""
        try:
            disk.sync_folder(self.reports)
        except MachineUnable:
            with suppress(MachineUnable):
                disk.move_into_place(target, staged)
            raise


def _sweep(staging: Path) -> None:
    for left in disk.names(staging):
        disk.remove(staging / left)


def _write(path: Path, content: bytes, private: bool) -> FileDigest:  # noqa: FBT001
    """Write a file and read it again, so that what is listed is what lies on the disk."""
    disk.write_new(path, content, private=private)
    size, digest = disk.measure(path)
    if digest != sha256(content):
        raise MachineUnable(f"{path} reads other than it was written; look at the disk")
    return FileDigest(path.name, size, digest)


def _manifest(
    name: EditionName,
    imprint: Imprint,
    digests: tuple[FileDigest, ...],
    previous: Previous | None,
) -> Manifest:
    known = {item.name: getattr(imprint, item.name) for item in fields(Imprint)}
    return Manifest(**known, edition=name, files=digests, previous=previous)


def _refuse_broken_link(sealed: Sealed, before: Sealed | None) -> None:
    fault = fault_in_link(sealed, before.name if before else None, before.sha256 if before else "")
    if fault:
        raise IntegrityBroken(f"{sealed.folder.parent}: {fault}")


def _refuse_odd_names(names: Mapping[str, bytes] | tuple[str, ...]) -> None:
    for name in names:
        if not _FILE_NAME.match(name) or name == MANIFEST:
            raise ValueError(f"{name!r} cannot name a file of an edition")

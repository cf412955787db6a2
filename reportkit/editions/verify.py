"""Was anything altered? Every byte under reports/ that was sealed is read once and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reportkit.editions import designs
from reportkit.editions.canonical import sha256
from reportkit.editions.journal import JOURNAL
from reportkit.editions.manifest import MANIFEST, EditionName
from reportkit.editions.sealed import Finding, Sealed, fault_in_link, faults_in, read_sealed
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.files.notes import INDEX
from reportkit.problems import IntegrityBroken, ReportkitError


class Verification(NamedTuple):
    """What ``verify`` read and what it found; no findings mean that nothing was altered."""

    editions_checked: int
    findings: tuple[Finding, ...]
    passed_over: tuple[str, ...] = ()  # files that a system dropped, relative to reports/


class Origin(NamedTuple):
    """Where a single file comes from."""

    sha256: str
    edition: EditionName | None  # None: no edition holds a file of these bytes
    file: str = ""  # its name in that edition
    revised_by: EditionName | None = None  # the newest revision that took its place


def verify(store: Store) -> Verification:
    """Prove every edition, the chain between them and the designs that made them."""
    findings = list(_strangers(store.reports))
    names = store.names_found()
    before: EditionName | None = None
    used: dict[str, EditionName] = {}
    digest = ""
    for name in names:
        if not name.follows(before):
            findings.append(_gap(before, name))
        sealed = _read(store.reports, name, findings)
        if sealed:
            findings += faults_in(sealed)
            used.setdefault(sealed.manifest.design, name)
            link = fault_in_link(sealed, before, digest) if name.follows(before) else None
            findings += [link] if link else []
        # A damaged manifest still has a digest, which tells whether the next one knew it so.
        before, digest = name, sealed.sha256 if sealed else _digest(store.reports, name)
    findings += _designs(store.reports, used)
    return Verification(len(names), tuple(findings), tuple(_dropped(store.reports, names)))


def verify_edition(store: Store, name: EditionName) -> Verification:
    """Prove one edition, its design and its link to the edition before it."""
    names = store.names_found()
    if name not in names:
        raise ReportkitError(f"there is no edition {name} in {store.reports}")
    findings: list[Finding] = []
    sealed = _read(store.reports, name, findings)
    if sealed:
        findings += faults_in(sealed)
        findings += [
            Finding(str(name), fault.file, fault.what)
            for fault in designs.faults_in_design(store.reports, sealed.manifest.design)
        ]
        before = names[names.index(name) - 1] if name != names[0] else None
        if not name.follows(before):
            findings.append(_gap(before, name))
        else:
            link = fault_in_link(sealed, before, _digest(store.reports, before))
            findings += [link] if link else []
    return Verification(1, tuple(findings))


def verify_file(store: Store, path: Path) -> Origin:
    """Tell which edition a file was published in, wherever it lies now and whatever its name.

    Raises IntegrityBroken if a manifest on the way is not what was sealed.
    """
    digest = disk.measure(path.resolve()).sha256
    editions = store.editions()
    for sealed in editions:
        for file in sealed.manifest.files:
            if file.sha256 == digest:
                newest = max(e.name for e in editions if e.name.number == sealed.name.number)
                revised_by = None if newest == sealed.name else newest
                return Origin(digest, sealed.name, file.name, revised_by)
    return Origin(digest, None)


def _read(reports: Path, name: EditionName, findings: list[Finding]) -> Sealed | None:
    try:
        return read_sealed(reports, name)
    except IntegrityBroken as error:
        file = MANIFEST if disk.is_there(reports / str(name) / MANIFEST) else ""
        findings.append(Finding(str(name), file, str(error).removeprefix(f"{reports}/{name}: ")))
        return None


def _digest(reports: Path, name: EditionName | None) -> str:
    path = reports / str(name) / MANIFEST
    return sha256(disk.read(path)) if disk.kind(path) is disk.Kind.FILE else ""


def _gap(before: EditionName | None, name: EditionName) -> Finding:
    return Finding(str(name), "", f"follows {before or 'nothing'}: an edition between is missing")


def _strangers(reports: Path) -> Iterator[Finding]:
    """Names under reports/ that look published and are not."""
    for name in disk.names(reports):
        if EditionName.parse(name) or disk.is_dropped(reports / name):
            continue
        if (reports / name).is_symlink():
            yield Finding("", name, "is a link; only reports/ itself may be one")
        if name.startswith((".", "deliveries")):
            continue
        if name not in ("drafts", JOURNAL, INDEX):
            yield Finding("", name, "is no edition and nothing that reportkit keeps here")


def _dropped(reports: Path, editions: Iterable[EditionName]) -> Iterator[str]:
    """Name what is neither sealed nor anybody's: a system put it there."""
    for folder in (reports, *(reports / str(name) for name in editions)):
        if disk.kind(folder) is disk.Kind.FOLDER:
            for name in disk.names(folder):
                if disk.is_dropped(folder / name):
                    yield str((folder / name).relative_to(reports))


def _designs(reports: Path, used: dict[str, EditionName]) -> Iterator[Finding]:
    """Prove each design once; a fault is told of the first edition made with it."""
    proved: dict[str, designs.Fault | None] = {}
    for digest in sorted({*used, *designs.kept_designs(reports)}):
        for fault in designs.faults_in_design(reports, digest, proved):
            yield Finding(str(used.get(digest, "")), fault.file, fault.what)
    for name in {*designs.kept_files(reports)} - {*proved}:
        if broken := designs.fault_in_kept_file(reports, name):
            yield Finding("", broken.file, broken.what)

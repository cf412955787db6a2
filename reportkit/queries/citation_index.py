"""Who cites what, kept under the user's cache folder: one file for each series.

The first line tells what wrote the file, each other line what one edition changed, in the order of
the editions; before each stands its digest. An entry counts only under the digest of the manifest
that it was made from, as long as nobody touched the snapshot, and only behind entries that count:
what is damaged, of another version, or of editions that are there no more, is as if it were not
there, with all that follows it. So the file may be deleted at any time. It holds ids from editions
of every marking and is for its owner alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO, NamedTuple

from reportkit import __version__
from reportkit.editions.canonical import items, mapping, on_one_line, read_json, sha256, text
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS
from reportkit.files.package import package_fingerprint
from reportkit.files.plain import open_plain
from reportkit.loading.serialize import Plain
from reportkit.problems import IntegrityBroken

#: The form of an entry; another form has other files.
FORMAT = 2
#: The rooms whose code decides what an entry tells.
READ_BY = ("problems", "files", "zones", "i18n", "model", "loading", "editions", "queries")
_FOLDER = "citations"
_LONGEST = 64 * 1024 * 1024  # bytes of an entry


class Citing(NamedTuple):
    """What a record of an edition has to do with sources."""

    repeats: str  # the source it originates from, if it is one itself
    cites: tuple[str, ...]  # every id that it holds; none of a source or of an ended record


class CitationStep(NamedTuple):
    """What one edition changed in who cites what."""

    edition: EditionName
    came: Mapping[str, Citing]  # records that did not cite so before, by id
    gone: tuple[str, ...]  # records that cite nothing any more


class CitationIndex:
    """The entries of one series. What cannot be read is not there; what cannot be kept is not."""

    def __init__(self, cache: Path | None, reports: Path) -> None:
        self._file = _file_of(reports, cache) if cache else None
        self._kept = _opened(self._file) if self._file else None
        self._draft: _Draft | None = None
        self._counting = 0  # bytes from the beginning
        if (entry := self._next()) == _HEAD:
            self._counting = len(_spelt(entry))
        else:
            self._forget()

    def step_of(self, sealed: Sealed) -> CitationStep | None:
        """Give what the next edition changed, if it is known."""
        entry = self._next()
        try:
            plain = read_json(entry, "an entry")
            if plain["manifest"] == sealed.sha256 and plain["snapshot"] == state_of(sealed):
                step = _bind(sealed.name, plain)
                self._counting += len(_spelt(entry))
                return step
        except (IntegrityBroken, KeyError, TypeError, ValueError):
            pass
        self._forget()
        return None

    def keep(self, sealed: Sealed, state: str, step: CitationStep) -> None:
        """Have the next entry written behind those that count; ``state`` as before the reading."""
        try:
            if self._draft is None and self._file:
                self._draft = _begun(self._file, self._counting)
            if self._draft:
                self._draft.content.write(_spelt(_entry(sealed, state, step)))
        except OSError:
            self._give_up()

    def close(self) -> None:
        """Put the entries in their place, whole or not at all, whoever else keeps some."""
        self._forget()
        if self._draft and self._file:
            try:
                self._draft.content.close()
                self._draft.path.replace(self._file)
            except OSError:
                self._give_up()

    def _next(self) -> bytes:
        """Give the next entry that is whole."""
        with suppress(OSError):
            line = self._kept.readline(_LONGEST) if self._kept else b""
            digest, _, entry = line.partition(b" ")
            if digest == sha256(entry).encode():
                return entry
        return b""

    def _forget(self) -> None:
        if self._kept:
            self._kept.close()
        self._kept = None

    def _give_up(self) -> None:
        draft, self._draft, self._file = self._draft, None, None
        with suppress(OSError):
            if draft:
                draft.path.unlink()
                draft.content.close()


def state_of(sealed: Sealed) -> str:
    """Give what the system says of a snapshot: another once it was altered; "" if it is gone."""
    try:
        status = (sealed.folder / FACTS).lstat()
    except OSError:
        return ""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


class _Draft(NamedTuple):
    content: BinaryIO
    path: Path


def _file_of(reports: Path, cache: Path) -> Path:
    return cache / _FOLDER / sha256(os.fsencode(reports.resolve()))[:32]


def _opened(file: Path) -> BinaryIO | None:
    try:
        return open_plain(file) if _is_private(file.parent) else None
    except OSError:
        return None


def _is_private(folder: Path) -> bool:
    """Tell whether nobody else can have written or can read there."""
    status = folder.lstat()
    ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    return ours and not status.st_mode & 0o077


def _begun(file: Path, counting: int) -> _Draft | None:
    """Begin a file beside the one that is there, with what counts of it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_private(file.parent):
        return None
    for left in file.parent.glob(f"{file.name}.*"):  # by a run that was killed, or is at work
        with suppress(OSError):  # that one then keeps nothing, and loses nothing
            left.unlink()
    handle, path = mkstemp(prefix=f"{file.name}.", dir=file.parent)  # for its owner alone
    draft = _Draft(os.fdopen(handle, "wb"), Path(path))
    kept = _opened(file) if counting else None
    if kept is None:
        draft.content.write(_spelt(_HEAD))
        return draft
    with kept:
        draft.content.write(kept.read(counting))
    return draft


def _spelt(entry: bytes) -> bytes:
    return sha256(entry).encode() + b" " + entry


def _entry(sealed: Sealed, state: str, step: CitationStep) -> bytes:
    came: dict[str, Plain] = {
        id: [citing.repeats, *citing.cites] for id, citing in step.came.items()
    }
    plain: dict[str, Plain] = {
        "manifest": sealed.sha256,
        "snapshot": state,
        "came": came,
        "gone": list(step.gone),
    }
    return (on_one_line(plain) + "\n").encode()


def _bind(name: EditionName, plain: Mapping[str, Plain]) -> CitationStep:
    came = mapping(plain["came"]).items()
    return CitationStep(
        name,
        {id: _citing(items(citing)) for id, citing in came},
        tuple(text(id) for id in items(plain["gone"])),
    )


def _citing(plain: Sequence[Plain]) -> Citing:
    repeats, *cites = map(text, plain)
    return Citing(repeats, tuple(cites))


def _head() -> bytes:
    """Name what wrote the file: another version, or an edited line, may tell records otherwise."""
    code = package_fingerprint(READ_BY).hex()
    return f"citations {FORMAT} {__version__} {code}\n".encode()


_HEAD = _head()

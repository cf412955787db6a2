"""Kept copies, and whether each still is what its digest says."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from reportkit.evidence.capture_log import FOLDER, LOG, CaptureLog, read_log
from reportkit.files import disk
from reportkit.files.notes import Notes
from reportkit.model.book import Records, is_live
from reportkit.model.evidence import Source
from reportkit.problems import Level, MachineUnable, Mark, Problem, counted

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
#: Notes of digests; the oldest go.
_MOST = 4096
#: What may lie beside the copies.
_BESIDE = frozenset({LOG, ".gitattributes", ".gitignore", "README.md"})

#: Gives the digest of a file.
Hash = Callable[[Path], str]


def path_of(series: Path, digest: str) -> Path:
    """Tell where the copy of a digest lies."""
    return series / FOLDER / digest


def copy_problems(
    series: Path, records: Records, cache: Path | None = None, *, anew: bool = False
) -> Iterator[Problem]:
    """Find what keeps the kept copies from proving what the sources say.

    A copy is hashed once for each state that the system tells of it, and that is noted under
    ``cache``; ``anew`` trusts no note. What is not kept is no error: it may lie elsewhere.
    """
    folder = series / FOLDER
    if disk.is_there(folder) and disk.kind(folder) is not disk.Kind.FOLDER:
        yield _of_folder("evidence-stray", f"{FOLDER} is no folder", "move it away")
        return
    hash_of = _hashed if anew or cache is None else _noted(cache)
    sources = [one for one in records.all(Source) if is_live(one) and one.sha256 is not None]
    for source in sources:
        yield from _of_source(source, series, hash_of)
    yield from _of_log(read_log(series))
    yield from _of_others(series, {str(one.sha256) for one in sources}, hash_of)


def altered(series: Path) -> Iterator[tuple[str, str]]:
    """Name each kept copy whose bytes are not those of its digest, and what is wrong with it.

    Likewise the log, where its chain is broken.
    """
    for name in disk.names(series / FOLDER):
        path = series / FOLDER / name
        if _DIGEST.match(name) and (why := _fault(path, name, _hashed)):
            yield f"{FOLDER}/{name}", why
    for line, what in read_log(series).broken:
        yield f"{FOLDER}/{LOG}", f"line {line} is not as it was written: {what}"


def _of_source(source: Source, series: Path, hash_of: Hash) -> Iterator[Problem]:
    digest, mark = str(source.sha256), source.at("sha256")
    if not _DIGEST.match(digest):
        yield Problem(
            "evidence-digest",
            f"the sha256 of {source.id} is no digest",
            mark,
            f"64 digits from 0 to f; 'reportkit sources keep {source.id} FILE' writes it",
        )
        return
    path = path_of(series, digest)
    if not disk.is_there(path):
        yield Problem(
            "evidence-missing",
            f"no copy of {source.id} is kept under {FOLDER}/{digest[:12]}…",
            mark,
            f"'reportkit sources keep {source.id} FILE' keeps it, if FILE has this digest",
            Level.WARNING,
        )
    elif why := _fault(path, digest, hash_of):
        yield Problem(
            "evidence-altered",
            f"the kept copy of {source.id} is not what was kept: {why}",
            mark,
            "bring the copy back from a backup; what it was is known by its digest",
        )


def _fault(path: Path, digest: str, hash_of: Hash) -> str:
    """Say why a file cannot be the copy of a digest; "" if it is."""
    if disk.kind(path) is not disk.Kind.FILE:
        return "it is no plain file"
    try:
        now = hash_of(path)
    except MachineUnable as error:
        return str(error)
    return "" if now == digest else f"its digest is {now[:12]}… now"


def _of_log(log: CaptureLog) -> Iterator[Problem]:
    for line, what in log.broken:
        yield Problem(
            "evidence-log",
            f"line {line} of the log of kept copies is not as it was written: {what}",
            Mark(f"{FOLDER}/{LOG}", line, 1),
            "bring the log back from version control or a backup; it is only ever added to",
        )


def _of_others(series: Path, named: set[str], hash_of: Hash) -> Iterator[Problem]:
    """Tell of what lies there and is no source's copy, or was kept without a word in the log."""
    log = read_log(series)
    logged = {capture.sha256 for capture in log.captures}
    unknown = []
    for name in disk.names(series / FOLDER):
        path = series / FOLDER / name
        if name in _BESIDE or name.startswith(".") or disk.is_dropped(path):
            continue
        if not _DIGEST.match(name):
            unknown.append(name)
        elif name not in named and (why := _fault(path, name, hash_of)):
            text = f"{FOLDER}/{name[:12]}… is not what was kept: {why}"
            yield _of_folder("evidence-altered", text, "bring it back from a backup", error=True)
        elif name not in logged and not log.broken:
            text = f"{FOLDER}/{name[:12]}… is not in the log: who kept it, and when?"
            yield _of_folder(
                "evidence-unlogged", text, "keep the file once more: it is logged then"
            )
    if unknown:
        text = f"{counted(len(unknown), 'file')} in {FOLDER}/ no digest names: {unknown[0]}"
        hint = "'reportkit sources keep SOURCE FILE' puts a copy there under its digest"
        yield _of_folder("evidence-stray", text, hint)


def _of_folder(code: str, message: str, hint: str, *, error: bool = False) -> Problem:
    level = Level.ERROR if error else Level.WARNING
    return Problem(code, message, Mark(FOLDER, 1, 1), hint, level)


def _hashed(path: Path) -> str:
    return disk.measure(path).sha256


def _noted(cache: Path) -> Hash:
    """Hash a file whose state no note knows; the system changes the state with every write."""
    notes = Notes(cache / FOLDER, _MOST)

    def hash_of(path: Path) -> str:
        key = _state(path)
        noted = notes.read(key)
        if noted is not None and _DIGEST.match(noted.decode("ascii", "replace")):
            return noted.decode()
        digest = _hashed(path)
        if _state(path) == key:
            notes.write(key, digest.encode())
        return digest

    return hash_of


def _state(path: Path) -> str:
    status = os.lstat(path)
    kind = stat.S_IFMT(status.st_mode)
    seen = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return sha256(f"{os.fspath(path.absolute())}|{kind}|{seen}".encode()).hexdigest()

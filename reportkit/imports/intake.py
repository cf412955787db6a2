"""One file to be imported: what it is, what it gives, and what an import of it would do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from reportkit.files.plain import open_plain
from reportkit.imports.candidate import Candidate, LeftOut, Refusal
from reportkit.imports.kept_warnings import KeptWarnings
from reportkit.imports.preview import Preview
from reportkit.imports.spool import Spool
from reportkit.imports.state import Header, State, basis_of, read_state
from reportkit.model.book import Records
from reportkit.problems import MachineUnable, Problem, errors_in

_CHUNK = 1024 * 1024
#: A table that is larger was not made for people; read it in parts.
MAX_BYTES = 512 * 1024 * 1024


class Measured(NamedTuple):
    """A file that is about to be read."""

    sha256: str
    lines: int  # line feeds in it, by which it is seen how far reading is; 0 where it is no text
    status: tuple[int, int, int]  # inode, size, moment of its last change


@dataclass(frozen=True)
class Intake:
    """A file and the records that it gives, read as they are asked for."""

    path: Path
    file: Measured
    stream: Iterable[Candidate | Refusal | LeftOut]
    source: str = ""  # id of its data set; "": what it said is not kept
    mapping: str = ""  # digest of how it is read
    columns: str = ""  # digest of what its columns mean alone
    filters: Mapping[str, str] = field(default_factory=dict)  # the options that leave rows out
    described: str = ""  # how it was read: "acled, windows-1252"
    day: str = ""  # on which it was accessed
    kept: KeptWarnings = field(default_factory=KeptWarnings)


class Previewed(NamedTuple):
    """What an import would do, and what the last one left."""

    preview: Preview
    state: bytes
    unchanged: bool  # the very file of the last import: it was not read again


def measured(path: Path) -> Measured:
    """Read a file once for its digest. Raises OSError, MachineUnable of one that is too large."""
    whole, lines, binary = sha256(), 0, False
    with open_plain(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise MachineUnable(
                f"{path} has {size / 1024 / 1024:,.0f} MB; at most 512 MB are read: split it"
            )
        while chunk := file.read(_CHUNK):
            whole.update(chunk)
            lines += chunk.count(b"\n")
            binary = binary or b"\0" in chunk  # of a workbook they are no lines
        status = _status(os.fstat(file.fileno()))
    return Measured(whole.hexdigest(), 0 if binary else lines, status)


def previewed(
    series: Path,
    records: Records,
    intake: Intake,
    spool: Spool,
    step: Callable[[int], object] = int,
) -> Previewed:
    """Hold what a file gives against the seeds and against the last import of its data set.

    Where the very file was imported last, in the same way, what it said then is held against
    the seeds, and the file is not read; what was warned of then is said again. Raises
    MachineUnable where it changes meanwhile.
    """
    kept = intake.kept
    state, content = read_state(series, intake.source) if intake.source else (State(), b"")
    header = Header(
        file=intake.path.name,
        sha256=intake.file.sha256,
        day=intake.day,
        mapping=intake.mapping,
        columns=intake.columns,
        basis=basis_of(records),
        filters=dict(intake.filters),
    )
    last = state.header if state.header and header.is_of(state.header) else None
    warnings = kept.of(last, intake.path) if last else None
    unchanged = last is not None and warnings is not None
    preview = Preview(
        str(intake.path), records, state, last if last and unchanged else header, spool
    )
    preview.fill(_again(state, warnings or ()) if unchanged else intake.stream, step)
    if not unchanged and _status(intake.path.lstat()) != intake.file.status:
        raise MachineUnable(f"{intake.path} changed while it was read; try again")
    preview.header = preview.header._replace(
        version=_version(preview, intake.source) or preview.header.version,
        refused=len(errors_in(preview.problems)),
        warnings=len(preview.problems) - len(errors_in(preview.problems)),
    )
    if last is not None and not unchanged:
        kept.keep(preview.header, intake.path, preview.problems)
    return Previewed(preview, content, unchanged)


def _again(state: State, warnings: Iterable[Problem]) -> Iterable[Candidate | Refusal]:
    for id in state:
        last = state.get(id)
        if last is not None and not last.gone:
            yield last.candidate
    yield from map(Refusal, warnings)


def _version(preview: Preview, source: str) -> str:
    number = preview.number_of(source)
    values = preview.spool.get(number).values if number >= 0 else {}
    return str(values.get("version", ""))


def _status(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns

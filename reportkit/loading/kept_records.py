"""What files of records were read to, kept so that a file which did not change is not read again.

Only a file in which nothing is wrong is kept: a problem may depend on more than the file itself.
"""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from sys import modules
from typing import Any

import yaml

from reportkit.files.notes import Notes
from reportkit.files.package import package_fingerprint
from reportkit.model.base import Located
from reportkit.model.envelope import Record
from reportkit.problems import Mark

FOLDER, MOST = "records", 1_000
#: What the records of a file depend on beside its bytes: this room, and those that it knows.
READ_BY = ("problems", "files", "zones", "i18n", "model", "loading")
_MODEL = "reportkit.model."
#: What records are made of, beside the classes of the model.
_VALUES = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (date, datetime, timedelta, timezone, Decimal, Mark)
}


class KeptRecords:
    """The records of files by their bytes: those read last here, then those of a cache folder.

    Nothing depends on it: what is not there, or not whole, is read from the seeds.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache
        self._notes = Notes(cache / FOLDER, MOST) if cache else None
        self._here: dict[Path, tuple[bytes, tuple[Record, ...]]] = {}

    def of(self, path: Path, content: bytes) -> tuple[Record, ...] | None:
        """Give the records of a file that holds these bytes, if they are kept."""
        known = self._here.get(path)
        if known is not None and known[0] == content:
            return known[1]
        noted = self._noted(path, content)
        if noted is not None:
            self._here[path] = content, noted
        return noted

    def keep(self, path: Path, content: bytes, records: tuple[Record, ...]) -> None:
        """Keep the records of a file that holds these bytes, and in which nothing is wrong."""
        self._here[path] = content, records
        if self._notes is not None:
            written = pickle.dumps(records, pickle.HIGHEST_PROTOCOL)
            self._notes.write(_name(path), _made_of(path, content) + written)

    def _noted(self, path: Path, content: bytes) -> tuple[Record, ...] | None:
        note = self._notes.read(_name(path)) if self._notes else None
        made_of = _made_of(path, content)
        if note is None or not note.startswith(made_of):
            return None
        return _unpickled(note[len(made_of) :])


def _name(path: Path) -> str:
    """Name the note of a file: a file that is changed takes the place of what it was."""
    return sha256(bytes(path.absolute())).hexdigest()[:32]


def _made_of(path: Path, content: bytes) -> bytes:
    """Give a digest of all that records depend on: the file, its name, and what reads it."""
    whole = sha256(package_fingerprint(READ_BY))
    whole.update(f"{path.name}\0{yaml.__version__}\0".encode("utf-8", "surrogateescape"))
    whole.update(content)
    return whole.digest()


class _Values(pickle.Unpickler):
    """Makes values of the model and nothing else, whatever a note asks for."""

    def find_class(self, module: str, name: str) -> Any:
        """Give a class of the model. Raises UnpicklingError for all else."""
        kind: Any = _VALUES.get((module, name))
        if kind is None and module.startswith(_MODEL) and module in modules:
            kind = vars(modules[module]).get(name)
        if isinstance(kind, type) and (
            kind in _VALUES.values() or issubclass(kind, Located | Enum)
        ):
            _close(kind)
            return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the model")


def _close(kind: Any) -> None:
    """Let no note alter what all values share: a class, or a member of an Enum.

    A pickle may set attributes of any object that it named, and goes on to be refused or not;
    of one that has a way of its own to be given a state, it can do that alone.
    """
    if issubclass(kind, Enum | Mark) and "__setstate__" not in vars(kind):
        kind.__setstate__ = _refuse_state


def _refuse_state(*_: object) -> None:
    raise pickle.UnpicklingError("it is what it is, and shared")


def _unpickled(written: bytes) -> tuple[Record, ...] | None:
    try:
        records = _Values(BytesIO(written)).load()
    except Exception:  # noqa: BLE001  # a note that cannot be read is none
        return None
    if isinstance(records, tuple) and all(isinstance(record, Record) for record in records):
        return records
    return None

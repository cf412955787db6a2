"""What a file gave, kept beside the memory until it is known what becomes of it.

It is written and read by one process, and nobody else's to write: so ``marshal``, which takes a
quarter of the time that JSON does.
"""

from __future__ import annotations

import marshal
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from types import TracebackType
from typing import Self

from reportkit.files.disk import doing
from reportkit.imports.candidate import Candidate
from reportkit.imports.state import Imported
from reportkit.model.book import RECORD_TYPES

#: So much stays in memory; what is more goes to the disk.
_IN_MEMORY = 16 * 1024 * 1024
_LENGTH = 4  # bytes that say how long a candidate is
_TYPES = {kind.type: kind for kind in RECORD_TYPES}


class Spool:
    """Candidates in the order in which they came, each to be had again by its place."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed below
        self._folder = Path(gettempdir())
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, id: str, candidate: Candidate) -> int:
        """Keep a candidate, and give the place where it is had again."""
        kept = marshal.dumps(
            (candidate.kind.type, id, candidate.key, candidate.row, candidate.values)
        )
        place = self._end
        with doing("keep what was read in", self._folder):
            self._file.seek(place)
            self._file.write(len(kept).to_bytes(_LENGTH) + kept)
        self._end += _LENGTH + len(kept)
        return place

    def get(self, place: int) -> Imported:
        """Give what was kept at a place."""
        self._file.seek(place)
        length = int.from_bytes(self._file.read(_LENGTH))
        kept = self._file.read(length)
        kind, id, key, row, values = marshal.loads(kept)  # noqa: S302  # written above
        return Imported(_TYPES[kind], id, key, row, values)

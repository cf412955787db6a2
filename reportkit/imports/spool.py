"""What a file gave, kept beside the memory and found again by id or by its number.

It is written and read by one process, and nobody else's to write: so ``marshal``, which takes a
quarter of the time that JSON does.
"""

from __future__ import annotations

import marshal
from array import array
from os import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from types import TracebackType
from typing import Self

from reportkit.authoring.written import Value
from reportkit.files.disk import doing
from reportkit.imports.candidate import Candidate
from reportkit.imports.state import Imported
from reportkit.model.book import BY_TYPE
from reportkit.tables.number_index import NumberIndex

#: So much stays in memory; what is more goes to the disk.
_IN_MEMORY = 16 * 1024 * 1024
_CHUNK = 256 * 1024  # bytes that are written at once
_LENGTH = 4  # bytes that say how long a candidate is


class Spool:
    """Candidates in the order in which they came, numbered from 0."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed below
        self._folder = Path(gettempdir())
        self._end = 0
        self._places = array("q")  # where each begins
        self._numbers = NumberIndex()  # by the hash of the id
        self._alike: dict[str, int] = {}  # ids whose hash another one has
        self._waiting: list[bytes] = []  # not written yet; the file ends before them
        self._waits = 0  # bytes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, id: str, candidate: Candidate) -> int:
        """Keep a candidate and give its number; of an id the first alone is kept."""
        number = len(self._places)
        if self._numbers.setdefault(hash(id), number) != number:
            if (first := self.find(id)) >= 0:
                return first
            self._alike[id] = number
        kind, key, values, line, row = candidate
        kept = marshal.dumps((kind.type, id, key, row, line, values))
        self._places.append(self._end)
        self._waiting += len(kept).to_bytes(_LENGTH), kept
        self._waits += _LENGTH + len(kept)
        self._end += _LENGTH + len(kept)
        if self._waits >= _CHUNK:
            self._write()
        return number

    def size(self, number: int) -> int:
        """Give how many bytes a candidate takes: about as many as in a file of seeds."""
        after = number + 1
        return (self._places[after] if after < len(self) else self._end) - self._places[number]

    def find(self, id: str) -> int:
        """Give the number of the candidate of an id; -1 where there is none."""
        number = self._numbers.get(hash(id))
        if number < 0 or self._read(number)[1] == id:
            return number
        return self._alike.get(id, -1)

    def get(self, number: int) -> Imported:
        """Give what was kept under a number, without its line."""
        kind, id, key, row, _, values = self._read(number)
        return Imported(BY_TYPE[kind], id, key, row, values)

    def candidate(self, number: int) -> Candidate:
        """Give the same as the file gave it."""
        kind, _, key, row, line, values = self._read(number)
        return Candidate(BY_TYPE[kind], key, values, line, row)

    def _read(self, number: int) -> tuple[str, str, str, str, int, dict[str, Value]]:
        if self._waiting:
            self._write()
        self._file.seek(self._places[number])
        length = int.from_bytes(self._file.read(_LENGTH))
        kept: tuple[str, str, str, str, int, dict[str, Value]]
        kept = marshal.loads(self._file.read(length))  # noqa: S302  # written above
        return kept

    def _write(self) -> None:
        with doing("keep what was read in", self._folder):
            self._file.seek(0, SEEK_END)
            self._file.write(b"".join(self._waiting))
        self._waiting.clear()
        self._waits = 0

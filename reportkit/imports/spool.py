"""What a file gave, kept beside the memory until it is known what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from types import TracebackType
from typing import Self

from reportkit.files.disk import doing
from reportkit.imports.candidate import Candidate
from reportkit.imports.state import Imported
from reportkit.model.book import BY_TYPE

#: So much stays in memory; what is more goes to the disk.
_IN_MEMORY = 16 * 1024 * 1024
_ENCODED = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


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
        plain = (candidate.kind.type, id, candidate.key, candidate.row, candidate.values)
        line = _ENCODED(plain).encode("utf-8", "surrogatepass") + b"\n"
        place = self._end
        with doing("keep what was read in", self._folder):
            self._file.seek(place)
            self._file.write(line)
        self._end += len(line)
        return place

    def get(self, place: int) -> Imported:
        """Give what was kept at a place."""
        self._file.seek(place)
        kind, id, key, row, values = json.loads(
            self._file.readline().decode("utf-8", "surrogatepass")
        )
        return Imported(BY_TYPE[kind], id, key, row, values)

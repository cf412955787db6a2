"""What an import warned of, kept so that the same file need not be read again to say it again.

Nothing depends on it: where it is not there, or not whole, the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportkit.files.notes import Notes
from reportkit.imports.state import Header, digest_of_texts
from reportkit.problems import Level, Mark, Problem

FOLDER, MOST = "imports", 100
_ODD = (ValueError, TypeError, KeyError)


class KeptWarnings:
    """The warnings of files that were imported whole, by all that decides how they are read."""

    def __init__(self, cache: Path | None = None) -> None:
        self._notes = Notes(cache / FOLDER, MOST) if cache else None

    def of(self, header: Header, path: Path) -> tuple[Problem, ...] | None:
        """Give the warnings of a file of the last import, which lies at ``path`` now."""
        if not header.warnings:
            return ()
        note = self._notes.read(_name(header)) if self._notes else None
        if note is None:
            return None
        try:
            plain = json.loads(note)
            kept = tuple(_problem(one, plain["path"], path.as_posix()) for one in plain["warnings"])
        except _ODD:
            return None
        return kept if len(kept) == header.warnings else None

    def keep(self, header: Header, path: Path, warnings: Sequence[Problem]) -> None:
        """Keep the warnings of a file of which no row was refused."""
        if self._notes is None or not warnings or header.refused:
            return
        plain = [[one.code, one.message, *one.mark, one.hint, str(one.level)] for one in warnings]
        content = json.dumps({"path": path.as_posix(), "warnings": plain}, ensure_ascii=False)
        self._notes.write(_name(header), content.encode("utf-8", "surrogatepass"))


def _name(header: Header) -> str:
    how = (header.mapping, header.basis, json.dumps(dict(header.filters), sort_keys=True))
    return digest_of_texts(header.sha256, *how)


def _problem(plain: list[Any], then: str, now: str) -> Problem:
    code, message, file, line, column, hint, level = plain
    mark = Mark(now if file == then else str(file), int(line), int(column))
    return Problem(str(code), str(message), mark, str(hint), Level(level))

"""Drawings kept on disk by what they show, so that an unchanged picture costs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from reportkit.files.notes import Notes
from reportkit.page.charts.chart import Drawing

#: In the cache folder.
FOLDER = "drawings"
#: An edition has some twenty, in each language and at each marking.
MOST = 2_000


class DrawingCache(MutableMapping[str, Drawing]):
    """A folder of drawings; what cannot be read is drawn anew, what cannot be kept is not.

    They are printed as they are, and show what is not published yet: so they are notes, which
    are sealed and for this account alone. Nothing depends on it: the folder may be emptied at
    any time.
    """

    def __init__(self, folder: Path) -> None:
        self._notes = Notes(folder, MOST)

    def __getitem__(self, key: str) -> Drawing:
        content = self._notes.read(key)
        try:
            plain = json.loads(content or b"")
            return Drawing(str(plain["svg"]), float(plain["height_mm"]), str(plain["left_out"]))
        except (ValueError, LookupError, TypeError):
            raise KeyError(key) from None

    def __setitem__(self, key: str, drawing: Drawing) -> None:
        self._notes.write(key, json.dumps(asdict(drawing)).encode())

    def __delitem__(self, key: str) -> None:
        try:
            (self._notes.folder / key).unlink()
        except OSError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        names: list[str] = []
        with suppress(OSError):  # none was kept yet
            names = sorted(path.name for path in self._notes.folder.iterdir())
        return iter(names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

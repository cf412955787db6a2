"""Drawings kept on disk by what they show, so that an unchanged picture costs nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from reportkit.page.charts.chart import Drawing


class DrawingCache(MutableMapping[str, Drawing]):
    """A folder of drawings; what cannot be read is drawn anew, what cannot be kept is not.

    Nothing depends on it: the folder may be emptied at any time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, key: str) -> Drawing:
        try:
            told = json.loads(self._file(key).read_bytes())
            return Drawing(str(told["svg"]), float(told["height_mm"]), str(told["left_out"]))
        except (OSError, ValueError, LookupError, TypeError):
            raise KeyError(key) from None

    def __setitem__(self, key: str, drawing: Drawing) -> None:
        draft = self._file(f"{key}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(asdict(drawing)), encoding="utf-8")
            draft.replace(self._file(key))  # whole or not at all, whoever else draws
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def __delitem__(self, key: str) -> None:
        try:
            self._file(key).unlink()
        except OSError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        found = self._folder.glob("*.json") if self._folder.is_dir() else ()
        return (path.stem for path in sorted(found))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"

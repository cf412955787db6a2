"""Pictures that were drawn for one save and are shown again after the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path

from reportkit.page.charts.chart import Drawing
from reportkit.publish.render import pictures_kept


class KeptPictures(MutableMapping[str, Drawing]):
    """Pictures drawn or read by this process, before those that lie in the cache folder."""

    def __init__(self, cache: Path | None) -> None:
        self._here: dict[str, Drawing] = {}
        self._disk = pictures_kept(cache)

    def take_over(self, pictures: Mapping[str, Drawing]) -> None:
        """Keep what a child drew, which lies in the cache folder already."""
        self._here.update(pictures)

    def since(self, known: frozenset[str]) -> dict[str, Drawing]:
        """Give the pictures that came after these."""
        return {key: drawing for key, drawing in self._here.items() if key not in known}

    def __getitem__(self, key: str) -> Drawing:
        if key not in self._here:
            self._here[key] = self._disk[key]
        return self._here[key]

    def __setitem__(self, key: str, drawing: Drawing) -> None:
        self._here[key] = self._disk[key] = drawing

    def __delitem__(self, key: str) -> None:
        self._here.pop(key, None)
        del self._disk[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._here)

    def __len__(self) -> int:
        return len(self._here)

"""The shipped series, to be built again and again as if for the first time."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measure import REPORTKIT, ROOT, Command, nothing
from reportkit.page.charts.drawing_cache import FOLDER

FORMS = ("full", "one-page", "changes")
BEFORE = tuple(f"00{number}" for number in range(1, 5))


class Series:
    """The shipped series before its No. 5, with the forms asked for."""

    def __init__(self, folder: Path, cache: Path, forms: Sequence[str] = FORMS) -> None:
        self.folder = folder
        self._cache = cache
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        self.replace("brief.yaml", r"(?m)^profiles: \[.*?\]", f"profiles: [{', '.join(forms)}]")
        self.rewind()

    def replace(self, file: str, pattern: str, text: str) -> None:
        """Write the first place of a file of seeds otherwise."""
        path = self.folder / "seeds" / file
        changed, count = re.subn(pattern, text, path.read_text(encoding="utf-8"), count=1)
        if not count:
            sys.exit(f"bench: seeds/{file} does not say '{pattern}'")
        path.write_text(changed, encoding="utf-8")

    def rewind(self) -> None:
        """Take No. 5 back, and what was kept to save time."""
        empty(self.folder, but="seeds")
        forget(self._cache)
        for name in (".designs", *BEFORE):
            shutil.copytree(ROOT / "reports" / name, self.folder / "reports" / name)

    def cold(self) -> Command:
        """Give the command that builds No. 5 with nothing kept but pictures."""
        return command(self.folder, self._cache, "build", before=self.rewind)


def command(
    series: Path, cache: Path, *words: str, before: Callable[[], object] = nothing
) -> Command:
    """Give a command of reportkit in a series; what saves time is kept in a folder of its own."""
    environment = {"XDG_CACHE_HOME": str(cache)}
    return Command([REPORTKIT, "-C", series, *words], series, before, environment)


def forget(cache: Path) -> None:
    """Remove what was kept to save time, but for pictures.

    They are there in any week; what it costs to draw all anew is a row of its own.
    """
    empty(cache / "reportkit", but=FOLDER)


def empty(folder: Path, *, but: str = "") -> None:
    """Remove what a folder holds, but for one entry; the folder need not exist."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.name == but:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()

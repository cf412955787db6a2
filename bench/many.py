"""Many series in one command, and one edition at two markings and in two languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache as once
from pathlib import Path

from bench.bars import row
from bench.measure import REPORTKIT, ROOT, Command, side_by_side
from bench.shipped import Series, command, empty, forget
from bench.table import Result

_SERIES = 24
_ALL = "--all"
_STARTER = ROOT / "examples" / "starter" / "seeds"
_MISSING = f"not there: build has no {_ALL}"
#: In Urdu the body needs more pages, and an edition that must be shortened is set again and again.
_ROOM = "max_pages: 9"
#: Can be marked above the brief without a trace in what is left.
_MARKED = "  - id: gap.doha-text\n"


def measure_many(scratch: Path, rounds: int) -> Iterator[Result]:
    """Build 24 small series with two workers, beside one of them alone."""
    if not _builds_all():
        yield Result(row=row("many"), missing=_MISSING)
        return
    cache = scratch / "cache"
    several = [_small_series(scratch / "several", number) for number in range(_SERIES)]
    alone = _small_series(scratch / "alone", _SERIES)

    def rewind() -> None:
        for series in (*several, alone):
            empty(series, but="seeds")
        forget(cache)

    together, one = side_by_side(
        rounds,
        _build_all(several, cache, rewind),
        command(alone, cache, "build", before=rewind),
    )
    yield Result(row=row("many"), ours=together, peers=one)


def measure_markings(scratch: Path, rounds: int) -> Iterator[Result]:
    """Build No. 5 at two markings; in two languages as well; beside it at one and in one."""
    cache = scratch / "cache"
    one = _roomy(scratch / "one", cache)
    english, urdu = _two_markings(scratch / "en", cache), _two_markings(scratch / "ur", cache)
    urdu.replace("brief.yaml", r"(?m)^language: en$", "language: ur\ntext_language: en")

    def rewind() -> None:
        english.rewind()
        urdu.rewind()

    ways = [one.cold(), english.cold()]
    if _builds_all():
        ways.append(_build_all([english.folder, urdu.folder], cache, rewind))
    single, two, *four = side_by_side(rounds, *ways)
    note = "one is No. 5 as one PDF of nine pages of body at most, English, TLP:CLEAR"
    yield Result(row=row("markings-two"), ours=two, peers=single, note=note)
    if four:
        yield Result(row=row("markings"), ours=four[0], peers=single, note="and in Urdu")
    else:
        yield Result(row=row("markings"), missing=_MISSING)


@once
def _builds_all() -> bool:
    asked = subprocess.run(
        [REPORTKIT, "build", "--help"], capture_output=True, encoding="utf-8", check=True
    )
    return _ALL in asked.stdout


def _build_all(folders: Sequence[Path], cache: Path, before: Callable[[], object]) -> Command:
    words: list[str | Path] = [REPORTKIT, "build", _ALL, *folders, "--workers", "2"]
    return Command(words, before=before, environment={"XDG_CACHE_HOME": str(cache)})


def _small_series(folder: Path, number: int) -> Path:
    """Write what a new series begins with; each file is a little unlike those of the others."""
    series = folder / f"tarn-{number}"
    shutil.copytree(_STARTER, series / "seeds")
    for file in (series / "seeds").glob("*.yaml"):
        text = re.sub(r"(?m)^id: tarn\b", f"id: tarn-{number}", file.read_text(encoding="utf-8"))
        file.write_text(f"{text}# Series {number}.\n", encoding="utf-8")
    return series


def _roomy(folder: Path, cache: Path) -> Series:
    series = Series(folder, cache, ["full"])
    series.replace("brief.yaml", r"(?m)^max_pages: \d+", _ROOM)
    return series


def _two_markings(folder: Path, cache: Path) -> Series:
    """Mark the edition and one record of it TLP:GREEN; it also appears at TLP:CLEAR."""
    series = _roomy(folder, cache)
    releases = f'{_ROOM}\nreleases: ["TLP:CLEAR"]\ntlp_community: the desks'
    series.replace("brief.yaml", f"(?m)^{_ROOM}", releases)
    series.replace("edition.yaml", "(?m)^bottom_line:", 'tlp: "TLP:GREEN"\nbottom_line:')
    series.replace("outlook.yaml", re.escape(_MARKED), f'{_MARKED}    tlp: "TLP:GREEN"\n')
    return series

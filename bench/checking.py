"""``check``: of the shipped series, of many records, and of one text that is hard to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from bench.bars import FLOOR, row
from bench.large import write_large_series
from bench.measure import REPORTKIT, Cost, cost_of, middle, side_by_side
from bench.rules import measure_rules
from bench.shipped import Series, command, forget
from bench.table import Result
from reportkit.loading.scalars import MAX_TEXT

#: Ends the text of a record that is new in No. 5; each run ends it otherwise.
_END = r"(?<=650 people were evacuated)[a-z ]*(?=\.)"
_FEW = 2  # rounds of what takes long and spreads little
_SIZES = (2_500, 5_000, 10_000)
#: What made patterns of a linter slow: signs that open and never close, and runs of one kind.
_HOSTILE = ('"', "„", "«", "‘a ", "'", ". ", "AB-", "( ", "(A", "a # ", "x", "1,", "5 per cent ",
            "signal ", "=?", "a@", "https://x ", "12 October ", "e\u0301", "ا", "🂡")  # fmt: skip


def measure_check(scratch: Path, rounds: int) -> Iterator[Result]:
    """Check the shipped series unchanged, and with one record of one file written anew."""
    cache = scratch / "cache"
    same, edited = Series(scratch / "same", cache), Series(scratch / "edited", cache)
    numbers = count()

    def edit() -> None:
        """Write what no earlier run has read, so that nothing kept knows it."""
        word = "".join(chr(ord("a") + int(digit)) for digit in str(next(numbers)))
        edited.replace("militancy.yaml", _END, f" by dusk {word}")

    unchanged, changed, floors = side_by_side(
        rounds * 2,
        command(same.folder, cache, "check"),
        command(edited.folder, cache, "check", before=edit),
        FLOOR,
    )
    yield Result(row=row("check"), ours=unchanged, peers=floors)
    yield Result(row=row("check-changed"), ours=changed, peers=floors)


def measure_growth(scratch: Path, rounds: int) -> Iterator[Result]:
    """Check 2,500, 5,000 and 10,000 records: four times as many should take four times as long."""
    cache = scratch / "cache"
    ways = []
    for size in _SIZES:
        series = scratch / str(size)
        write_large_series(series, size)
        ways.append(command(series, cache, "check", before=partial(forget, cache)))
    costs = side_by_side(min(rounds, _FEW), *ways)
    per_thousand = ", ".join(
        f"{middle(column).wall / size * 1000:.2f}"
        for size, column in zip(_SIZES, costs, strict=True)
    )
    note = f"s per 1,000 of {', '.join(f'{size:,}' for size in _SIZES)}: {per_thousand}"
    yield Result(row=row("growth"), ours=costs[-1], peers=costs[0], note=note)
    yield from measure_rules(rounds)


def measure_texts(scratch: Path, _: int) -> Iterator[Result]:
    """Check one text at its length limit: hostile signs beside plain words."""
    plain = _cost_of_text(scratch, "word ")
    costs = {signs: _cost_of_text(scratch, signs) for signs in _HOSTILE}
    worst = max(costs, key=lambda signs: costs[signs].cpu)
    note = f"{MAX_TEXT:,} characters of {worst!r}; plain words {plain.cpu:.2f} s"
    yield Result(row=row("texts"), ours=[costs[worst]], note=note)


def _cost_of_text(scratch: Path, signs: str) -> Cost:
    write_large_series(scratch, 2)
    text = json.dumps((signs * MAX_TEXT)[:MAX_TEXT].strip())
    records = scratch / "seeds" / "roads-0.yaml"
    plain = records.read_text(encoding="utf-8")
    swapped = plain.replace("Road 1 was open on this day.", text)
    records.write_text(swapped, encoding="utf-8")
    # What is wrong with the text is no matter here: it may well be refused.
    command = f'"{REPORTKIT}" -C "{scratch}" check || true'
    return cost_of(["sh", "-c", command], scratch)

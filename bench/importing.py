"""A file of others as a data set of events sends it: 50,000 rows previewed, 2,000 written."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.bars import row
from bench.measure import PYTHON, REPORTKIT, Command, cost_of, side_by_side
from bench.table import Result

_ROWS, _FEW_ROWS = 50_000, 5_000
#: They make 4,000 records, and 14,800: events, tolls, the 400 places and the data set.
_WRITTEN, _MORE_WRITTEN = 2_000, 8_000
#: One event in so many has as many dead at least; they alone are taken of a large file.
_DEADLIEST, _MANY_DEAD = 500, 50
_FEW = 2  # rounds of what takes seconds and spreads little
_HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp\n"
)
_TABLE = (
    "import sys; from pathlib import Path; from reportkit.tables.table import open_table;"
    "table = open_table(Path(sys.argv[1])); print(sum(1 for _ in table.rows()), table.problems)"
)
_CSV = (
    "import csv, sys; file = open(sys.argv[1], newline='', encoding='utf-8');"
    "print(sum(1 for _ in csv.reader(file)))"
)


class Files(NamedTuple):
    """The same export, of 50,000 rows and of 5,000."""

    many: Path
    few: Path


def measure_import(scratch: Path, rounds: int) -> Iterator[Result]:
    """Walk through a table of events; the peer splits the same bytes into cells, no more."""
    many, few = scratch / "many.csv", scratch / "few.csv"
    write_events(many, _ROWS)
    write_events(few, _FEW_ROWS)
    table, bare, small = side_by_side(
        min(rounds, _FEW),
        Command([PYTHON, "-c", _TABLE, many]),
        Command([PYTHON, "-c", _CSV, many]),
        Command([PYTHON, "-c", _TABLE, few]),
    )
    yield Result(row=row("import-read"), ours=table, peers=bare)
    yield Result(row=row("import-read-seconds"), ours=table)
    yield Result(row=row("import-memory"), ours=table, peers=small)
    yield from _measure_preview(scratch, min(rounds, _FEW), Files(many, few))
    yield from _measure_writing(scratch, min(rounds, _FEW))


def _measure_preview(scratch: Path, rounds: int, files: Files) -> Iterator[Result]:
    """Preview a file as a desk does: at first, and again after it took the deadliest events."""
    fresh, held = scratch / "new-here", scratch / "knows-it"
    cost_of([REPORTKIT, "init", fresh, "--yes"], scratch)
    shutil.copytree(fresh, held)
    deadliest = ["--min-deaths", str(_MANY_DEAD)]
    cost_of([*_import(held, files.many), *deadliest, "--write"], scratch)
    first, bare, small, again = side_by_side(
        rounds,
        Command(_import(fresh, files.many)),
        Command([PYTHON, "-c", _CSV, files.many]),
        Command(_import(fresh, files.few)),
        Command([*_import(held, files.many), *deadliest]),
    )
    yield Result(row=row("import-preview"), ours=first, peers=bare)
    yield Result(row=row("import-preview-seconds"), ours=first)
    yield Result(row=row("import-preview-memory"), ours=first, peers=small)
    yield Result(row=row("import-preview-again"), ours=again, peers=first)


def _import(series: Path, file: Path) -> list[str | Path]:
    return [REPORTKIT, "-C", series, "import", file]


def _measure_writing(scratch: Path, rounds: int) -> Iterator[Result]:
    """Write records into a series, more of them, and a newer file over them."""
    files = {"events": (_WRITTEN, 0), "more": (_MORE_WRITTEN, 0), "newer": (_WRITTEN, 1)}
    for name, (count, later) in files.items():
        write_events(scratch / f"{name}.csv", count, later=later)
    fresh, held = scratch / "fresh", scratch / "held"
    cost_of([REPORTKIT, "init", fresh, "--yes"], scratch)
    shutil.copytree(fresh, held)
    cost_of([REPORTKIT, "-C", held, "import", scratch / "events.csv", "--write"], scratch)
    first, more, newer = side_by_side(
        rounds,
        _writing(scratch, "events", fresh),
        _writing(scratch, "more", fresh),
        _writing(scratch, "newer", held),
    )
    yield Result(row=row("import-write"), ours=first)
    yield Result(row=row("import-write-more"), ours=more, peers=first)
    yield Result(row=row("import-write-newer"), ours=newer, peers=first)


def _writing(scratch: Path, name: str, series: Path) -> Command:
    """Import a file into a series that is as it was before, round after round."""
    copy = scratch / f"into-{name}"

    def before() -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(series, copy)

    return Command([*_import(copy, scratch / f"{name}.csv"), "--write"], before=before)


def write_events(path: Path, count: int, *, later: int = 0) -> None:
    """Write invented events under the header of a full export; ``later`` revises every tenth."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(_HEADER)
        rows = (_event(number, later * (number % 10 == 0)) for number in range(count))
        csv.writer(file).writerows(rows)


def _event(number: int, more_dead: int) -> list[str | int]:
    town, week, dead = number % 400, number % 28 + 1, number % 5 * 6 + more_dead
    if number % _DEADLIEST == 0:
        dead += _MANY_DEAD
    note = (
        f"On {week} March 2025, forces and a band met near Town {town}, Régión {town % 12}; "
        f"{dead} were killed, says report {number}, and the road was closed until dusk."
    )
    return [
        f"VES{number}", f"2025-03-{week:02d}", 2025, 1, "Political violence", "Battles",
        "Armed clash", f"Forces of Vesland ({number % 7})", "", 1, f"Band {number % 40}", "", 3, 13,
        "", 999, "Invented", "Vesland", f"Region {town % 12}", f"District {town % 60}", "",
        f"Town {town}", f"{30 + town / 1000:.4f}", f"{60 + town / 700:.4f}", town % 3 + 1,
        f"Gazette {town % 9}; Wire", "National", note, dead, "", 1_740_000_000 + number,
    ]  # fmt: skip

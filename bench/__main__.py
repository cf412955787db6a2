"""``make bench``: print the ratios that reportkit holds itself to.

Times drift from minute to minute on a shared machine, ratios of the same round much less;
a ratio between 0.9 and 1.1 says nothing.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from bench.building import build_against_bare_engine
from bench.delivery import send_five_hundred
from bench.editions import read_a_decade
from bench.large import write_large_series
from bench.measure import PYTHON, REPORTKIT, ROOT, Cost, cost_of, ratio, report, side_by_side
from bench.preview import preview_against_cold_build
from reportkit.loading.scalars import MAX_TEXT

ROUNDS = 5

#: The floor of a light command: the two libraries that it cannot do without.
FLOOR = "import click, yaml"


def main() -> None:
    """Measure and print; nothing here fails on a number, a person reads them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second start has byte code
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        build_against_bare_engine(scratch / "build", ROUNDS)
        check_against_floor()
        check_grows_linearly(scratch / "large")
        check_of_one_text(scratch / "text")
        read_a_decade(scratch / "decade")
        send_five_hundred(scratch / "mail")
        preview_against_cold_build(scratch / "preview", ROUNDS)


def check_against_floor() -> None:
    """``check`` of the shipped series against importing click and yaml."""
    checked, floor, helped = side_by_side(
        ROUNDS * 3,
        lambda: cost_of([REPORTKIT, "-C", ROOT, "check"], ROOT),
        lambda: cost_of([PYTHON, "-c", FLOOR], ROOT),
        lambda: cost_of([REPORTKIT, "--help"], ROOT),
    )
    parsing = _parsing_seconds()
    report("check / import click, yaml", checked, floor)
    over = ratio([cost.wall for cost in checked], [cost.wall + parsing / 3 for cost in floor])
    print(f"  check / (3 x floor + parsing): {over / 3:.2f}  (bar 1.00; parsing {parsing:.3f} s)")
    report("--help / import click, yaml", helped, floor)


def _parsing_seconds() -> float:
    from reportkit.loading.yaml_reader import read_yaml

    files = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.yaml"))]
    runs = []
    for _ in range(5):
        began = time.perf_counter()
        for content in files:
            read_yaml(content, "seeds/x.yaml")
        runs.append(time.perf_counter() - began)
    return statistics.median(runs)


def check_grows_linearly(scratch: Path) -> None:
    """``check`` of 2,500, 5,000 and 10,000 records: seconds per thousand stay the same."""
    print("check of many records (s per 1,000 records should not grow)")
    for count in (2_500, 5_000, 10_000):
        series = scratch / str(count)
        write_large_series(series, count)
        cost = cost_of([REPORTKIT, "-C", series, "check"], scratch)
        print(
            f"  {count:>6} records: {cost.wall:6.2f} s, {cost.memory:5.0f} MB, "
            f"{cost.wall / count * 1000:.2f} s per 1,000"
        )


#: What made patterns of a linter slow: signs that open and never close, and runs of one kind.
_HOSTILE = ('"', "„", "«", "‘a ", "'", ". ", "AB-", "( ", "(A", "a # ", "x", "1,", "5 per cent ",
            "signal ", "=?", "a@", "https://x ", "12 October ", "e\u0301", "ا", "🂡")  # fmt: skip


def check_of_one_text(scratch: Path) -> None:
    """``check`` of one text at its length limit: hostile signs beside plain words."""
    print(f"check of one text of {MAX_TEXT:,} characters (bar 1 s each)")
    plain = _cost_of_text(scratch, "word ")
    costs = {signs: _cost_of_text(scratch, signs) for signs in _HOSTILE}
    worst = max(costs, key=lambda signs: costs[signs].wall)
    print(
        f"  plain words {plain.wall:.2f} s; the worst of {len(costs)}, {worst!r}: "
        f"{costs[worst].wall:.2f} s, {costs[worst].wall / plain.wall:.2f} of plain"
    )


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


if __name__ == "__main__":
    main()

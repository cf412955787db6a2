"""``make bench``: print the table of ratios that reportkit holds itself to.

Times drift from minute to minute on a shared machine, ratios of the same round much less: all
that a row compares runs in turn, round after round. The noise beside a row, its peer against
itself a round later, says what the ratio is worth.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.groups import GROUPS, chosen
from bench.measure import ROOT
from bench.printing import heading, machine_line, overview, printed, summary
from bench.record import LATEST, machine, run_json, save, saved_before, versions, write_latest
from bench.table import Group, Result

ROUNDS = 5


def main(words: Sequence[str]) -> int:
    """Measure and print; nothing here fails on a number, a person reads them."""
    options = _parser().parse_args(words)
    try:
        groups = chosen(options.only.replace(",", " ").split())
    except ValueError as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's second start has byte code
    began, at = time.monotonic(), datetime.now(UTC)
    print(machine_line(machine(), versions()))
    if machine()["load"] > 1:
        print("this machine is busy: believe CPU and ratios of it, not seconds")
    print(f"value: median of {options.rounds} rounds (lowest to highest); costs are medians")
    results: list[Result] = []
    for group in groups:
        results += _measured(group, options.rounds)
        write_latest(run_json(results, at=at, rounds=options.rounds))
    print("", *overview(results), summary(results), sep="\n")
    print(f"{LATEST.relative_to(ROOT)}, {time.monotonic() - began:.0f} s")
    if options.save:
        save(run_json(results, at=at, rounds=options.rounds))
        print("saved in bench/history.jsonl: commit it")
    return 0


def _measured(group: Group, rounds: int) -> list[Result]:
    """Measure a group in a folder that is gone afterwards; print each row as it comes."""
    before = saved_before()
    results = []
    print(heading(group), flush=True)
    with tempfile.TemporaryDirectory(prefix="reportkit-bench-") as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        for result in group.measure(Path(folder), rounds):
            print("\n".join(printed(result, before.get(result.row.key))), flush=True)
            results.append(result)
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    names = ", ".join(group.name for group in GROUPS)
    parser.add_argument("--only", default="", metavar="GROUPS", help=f"of {names}; all if empty")
    parser.add_argument("--rounds", type=_rounds, default=ROUNDS, help="how often each runs")
    parser.add_argument("--save", action="store_true", help="add a line to the history")
    return parser


def _rounds(text: str) -> int:
    if not text.strip():  # make passes ROUNDS= on as it is
        return ROUNDS
    if not text.strip().isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of rounds from 1 on")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Commands that must feel immediate, against importing the library that reads their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.bars import CLICK, row
from bench.measure import REPORTKIT, Command, side_by_side
from bench.table import Result

_LIGHT = 3  # times as many rounds: each takes a tenth of a second
#: How each shell asks at TAB what may follow "reportkit bu".
_ASKED = {
    "bash": {"COMP_WORDS": "reportkit bu", "COMP_CWORD": "1"},
    "zsh": {"COMP_WORDS": "reportkit bu", "COMP_CWORD": "1"},
    "fish": {"COMP_WORDS": "reportkit bu", "COMP_CWORD": "bu"},
}


def measure_start(_: Path, rounds: int) -> Iterator[Result]:
    """Ask for help, version, completions; the floor beside itself shows what a ratio is worth."""
    ways = {
        "start-help": Command([REPORTKIT, "--help"]),
        "start-version": Command([REPORTKIT, "--version"]),
        **{f"start-{shell}": _completion(shell) for shell in _ASKED},
        "start-noise": CLICK,
    }
    *columns, floors = side_by_side(rounds * _LIGHT, *ways.values(), CLICK)
    for key, costs in zip(ways, columns, strict=True):
        yield Result(row=row(key), ours=costs, peers=floors)


def _completion(shell: str) -> Command:
    asked = {"_REPORTKIT_COMPLETE": f"{shell}_complete", **_ASKED[shell]}
    return Command([REPORTKIT], environment=asked)

"""What a run leaves behind: all figures as JSON, and a line of the history if asked for."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bench.measure import KEPT, ROOT
from bench.table import Result
from bench.typesetters import version_of

LATEST = KEPT / "latest.json"
#: One line a run, committed by who saved it.
HISTORY = ROOT / "bench" / "history.jsonl"
SCHEMA_VERSION = 1


def run_json(results: Sequence[Result], *, at: datetime, rounds: int) -> dict[str, Any]:
    """Give a run with every cost of every round."""
    return {
        "schema_version": SCHEMA_VERSION,
        "at": at.isoformat(timespec="seconds"),
        "commit": _commit(),
        "rounds": rounds,
        "machine": machine(),
        "versions": versions(),
        "rows": [row_json(result) for result in results],
    }


def row_json(result: Result) -> dict[str, Any]:
    """Give a row with its bar and what it cost."""
    row = result.row
    words = {
        "key": row.key,
        "group": row.group,
        "what": row.what,
        "peer": row.peer,
        "measure": row.measure.value,
        "unit": row.unit.strip() or "ratio",
        "at_most": row.at_most,
        "at_least": row.at_least,
        "aim": row.aim,
    }
    if result.missing:
        return {**words, "missing": result.missing}
    return {
        **words,
        "median": result.median,
        "low": min(result.values),
        "high": max(result.values),
        "met": result.is_met,
        "note": result.note,
        "noise": result.noise,
        "ours": [cost._asdict() for cost in result.ours],
        "peers": [cost._asdict() for cost in result.peers],
    }


def line_of(run: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the history keeps of a run: the values without the rounds behind them."""
    kept = ("at", "commit", "rounds", "machine", "versions")
    rows = {
        row["key"]: {
            **{name: round(row[name], 3) for name in ("median", "low", "high")},
            "met": row["met"],
        }
        for row in run["rows"]
        if "missing" not in row
    }
    return {**{name: run[name] for name in kept}, "rows": rows}


def write_latest(run: Mapping[str, Any], file: Path = LATEST) -> None:
    """Write the figures of a run in place of those of the last."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def save(run: Mapping[str, Any], file: Path = HISTORY) -> None:
    """Append a run to the history."""
    with file.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line_of(run), ensure_ascii=False) + "\n")


def saved_before(file: Path = HISTORY) -> dict[str, float]:
    """Give the value that each row had when it was last saved on a machine like this."""
    if not file.exists():
        return {}
    here, values = machine(), {}
    for text in file.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        if all(line["machine"][name] == here[name] for name in ("cores", "cpu")):
            values.update({key: row["median"] for key, row in line["rows"].items()})
    return values


def machine() -> dict[str, Any]:
    """Describe this machine, without its name."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": _cores(),
        "memory_gb": round(pages / 1024**3),
        "cpu": _cpu(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 1),
    }


@cache
def versions() -> dict[str, str]:
    """Give the versions of what was measured."""
    from reportkit import __version__
    from reportkit.page.pdf.typesetter import tool_versions

    return {
        "reportkit": __version__,
        "python": platform.python_version(),
        "pango": tool_versions()["pango"],
        **{name: version_of(name) for name in ("weasyprint", "typst", "chromium")},
    }


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cpu() -> str:
    described = Path("/proc/cpuinfo")
    for line in described.read_text(encoding="utf-8").splitlines() if described.exists() else ():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def _commit() -> str:
    """Name the commit that is measured, with a "+" where the tree holds more; "" without git."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        return ""
    asked = subprocess.run(
        [git, "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude", "*"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return asked.stdout.strip()

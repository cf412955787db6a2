"""``build`` of the shipped No. 5 against the bare engine over the very page that the press sets."""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.measure import Cost, cost_of, report, side_by_side
from reportkit.page.assets import Design
from reportkit.page.charts.arabic_script import drawn_for_pdf
from reportkit.page.charts.chart import Drawing
from reportkit.page.compose.illustrations import illustrate
from reportkit.page.html.screen import for_paper
from reportkit.page.pagination import Document
from reportkit.page.pdf.engine import Rendered, render_all
from reportkit.publish import render
from reportkit.publish.check import Candidate, check_series

ROOT = Path(__file__).resolve().parents[1]
PYTHON = Path(sys.executable)
REPORTKIT = PYTHON.with_name("reportkit")
FURTHER = ("one-page", "changes")

#: What a user would write without reportkit: the same page, with its files, through the engine.
BARE = """
import sys, weasyprint
folder = sys.argv[1]
html = weasyprint.HTML(folder + "/page.html", base_url=folder + "/")
html.write_pdf(folder + "/bare.pdf", pdf_variant="pdf/ua-1")
"""


def build_against_bare_engine(scratch: Path, rounds: int) -> None:
    """Print what ``build`` costs over the bare engine, form by form, and what pictures cost."""
    os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")  # where pictures are kept
    alone = _Series(scratch / "full", ["full"])
    others = [_Series(scratch / name, ["full", name]) for name in FURTHER]
    bare = _bare_engine(alone.folder, scratch / "bare")

    def bared() -> Cost:
        return cost_of(bare, scratch)

    def unchanged() -> Cost:
        return cost_of(alone.command, scratch)

    built, peer, *further, same = side_by_side(
        rounds, alone.build, bared, *(other.build for other in others), unchanged
    )
    report("build of full alone, pictures kept / bare engine", built, peer, bar=1.15)
    for name, costs in zip(FURTHER, further, strict=True):
        more = [
            Cost(*map(float.__sub__, one, full)) for one, full in zip(costs, built, strict=True)
        ]
        report(f"{name} besides / bare engine", more, peer)
    report("unchanged build / bare engine", same, peer)
    told = alone.told()
    print(f"No. {told['edition']} in full: {told['pages']} pages, {told['bytes'] / 1000:.0f} kB")
    alone.rewind()
    _pictures(alone.folder, statistics.median(cost.cpu for cost in peer), rounds)


class _Series:
    """The shipped series before its No. 5, with the forms asked for."""

    def __init__(self, folder: Path, profiles: list[str]) -> None:
        self.folder = folder
        self.command: list[str | Path] = [REPORTKIT, "-C", folder, "build"]
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        brief = folder / "seeds" / "brief.yaml"
        text, count = re.subn(
            r"(?m)^profiles: \[.*?\]",
            f"profiles: [{', '.join(profiles)}]",
            brief.read_text(encoding="utf-8"),
        )
        if not count:
            sys.exit("bench: seeds/brief.yaml names no profiles")
        brief.write_text(text, encoding="utf-8")
        self.rewind()

    def rewind(self) -> None:
        """Take No. 5 back."""
        shutil.rmtree(self.folder / "reports", ignore_errors=True)
        before = [f"00{number}" for number in range(1, 5)]
        for name in (".designs", *before):
            shutil.copytree(ROOT / "reports" / name, self.folder / "reports" / name)

    def build(self) -> Cost:
        """Build No. 5 anew; it stays."""
        self.rewind()
        return cost_of(self.command, self.folder)

    def told(self) -> dict[str, Any]:
        """Build No. 5 anew and give what the command says of it."""
        self.rewind()
        done = subprocess.run([*self.command, "--json"], capture_output=True, check=True)
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def _bare_engine(series: Path, folder: Path) -> list[str | Path]:
    """Lay out the page that the press sets with all its files; give the command that sets it."""
    candidate, whole = _candidate(series)

    def laid_out(
        sheets: Sequence[Document], design: Design, **options: Any
    ) -> tuple[Rendered, ...]:
        made = render_all(sheets, design, **options)
        for name, content in design.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(drawn_for_pdf(content) if file.suffix == ".svg" else content)
        (folder / "page.html").write_text(for_paper(made[0].html), encoding="utf-8")
        return made

    with patch.object(render, "render_all", laid_out):
        render.print_edition(candidate.book, candidate.name, candidate.history, whole)
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{folder}/styles/fonts</dir>"
        f"<cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return ["env", f"FONTCONFIG_FILE={fonts}", PYTHON, folder / "bare.py", folder]


def _pictures(series: Path, bare: float, rounds: int) -> None:
    """Print what the pictures cost, kept and all anew, beside the bare engine's seconds."""
    candidate, design = _candidate(series)
    kept: dict[str, Drawing] = {}

    def seconds(cache: dict[str, Drawing]) -> float:
        began = time.process_time()
        illustrate(candidate.book, candidate.history, design, cache)
        return time.process_time() - began

    anew = seconds(kept)  # the first time in this process: with reading the shapes of the map
    again = statistics.median(seconds(kept) for _ in range(rounds))
    for what, spent, bar in (("kept", again, ""), ("all drawn anew", anew, "  (bar 0.5)")):
        print(f"pictures {what}: {spent:.3f} s cpu, {spent / bare:.2f} of the bare engine{bar}")


def _candidate(series: Path) -> tuple[Candidate, Design]:
    checked = check_series(series)
    if checked.candidate is None:
        sys.exit("bench: the shipped series cannot be built")
    return checked.candidate, checked.design

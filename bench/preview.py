"""``preview`` of the shipped series: from a save to what is seen."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench import typesetters
from bench.bare import lay_out
from bench.bars import row
from bench.measure import REPORTKIT, Cost, side_by_side
from bench.processes import memory_of, seconds_of, tree_of
from bench.shipped import Series
from bench.table import Result

#: Stands once in the bottom line of the shipped edition; each save writes it otherwise.
_BOTTOM_LINE = "A suicide bomb[a-z]* in Islamabad"


def measure_preview(scratch: Path, rounds: int) -> Iterator[Result]:
    """Save a file; beside it Typst compiles the same content, and a cold ``build``."""
    series = Series(scratch / "series", scratch / "cache", ["full"])
    cold = Series(scratch / "cold", scratch / "cold-cache", ["full"])
    with _preview(series.folder, scratch / "cache") as (address, process):
        html = _Save(series, _Watch(address, ""), process)
        if missing := typesetters.missing("typst"):
            yield Result(row=row("preview-html"), missing=missing)
        else:
            lay_out(cold.folder, scratch / "page")
            ours, peers = side_by_side(rounds, html, typesetters.typst(scratch / "page"))
            note = f"ours {1000 * min(cost.wall for cost in ours):.0f} ms at best"
            yield Result(row=row("preview-html"), ours=ours, peers=peers, note=note)
        html.watch.close()
        paper = _Save(series, _Watch(address, "form=full"), process)
        ours, peers = side_by_side(rounds, paper, cold.cold())
        yield Result(row=row("preview-pdf"), ours=ours, peers=peers)


@dataclass
class _Save:
    """A save of the bottom line, seen by one who has the page open."""

    series: Series
    watch: _Watch
    process: int
    saves: int = 0

    def cost(self, *, watched: bool = False) -> Cost:
        """Save once; give the time until it is there, and what the server used meanwhile."""
        self.watch.until(lambda state: state["version"] and not state["busy"])
        tree = tree_of(self.process)
        version, spent = self.watch.state["version"], seconds_of(tree)
        self.saves += 1
        # No state that was before, so that nothing kept knows it.
        word = "".join(chr(ord("a") + int(digit)) for digit in str(self.saves))
        began = time.perf_counter()
        self.series.replace("edition.yaml", _BOTTOM_LINE, f"A suicide bomb{word} in Islamabad")
        self.watch.until(lambda state: state["version"] > version)
        self.watch.content()
        wall = time.perf_counter() - began
        used = seconds_of(tree_of(self.process)) - spent
        largest = max(memory_of([process]) for process in tree)
        return Cost(wall, used, largest, memory_of(tree) if watched else 0.0)


@contextmanager
def _preview(series: Path, cache: Path) -> Iterator[tuple[str, int]]:
    """Run the preview; give its address and the number of its process."""
    with subprocess.Popen(
        [REPORTKIT, "-C", series, "preview"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    ) as running:
        try:
            address = running.stdout.readline() if running.stdout else ""
            yield address.strip(), running.pid
        finally:
            running.send_signal(signal.SIGINT)


class _Watch:
    """A page that is open: the stream of one view."""

    def __init__(self, address: str, query: str) -> None:
        parts = urlsplit(address)
        self._host, self._base, self._query = parts.netloc, parts.path, query
        self._stream = http.client.HTTPConnection(self._host, timeout=120)
        self._stream.request("GET", f"{self._base}events?{query}")
        self._lines = self._stream.getresponse()
        self.state: dict[str, Any] = {}

    def until(self, holds: Callable[[dict[str, Any]], object]) -> None:
        """Read on until a state holds, which the one at hand may do already."""
        while not (self.state and holds(self.state)):
            line = self._lines.readline().decode()
            if line.startswith("data: {"):
                self.state = json.loads(line.removeprefix("data: "))
            elif not line:
                sys.exit("bench: the preview ended")

    def content(self) -> bytes:
        """Fetch what is seen first: the HTML, or page 1 as a picture."""
        name = f"page/{self.state['pages'][0]['digest']}.png" if self.state["pages"] else "brief"
        connection = http.client.HTTPConnection(self._host, timeout=60)
        connection.request("GET", f"{self._base}{name}?{self._query}")
        return connection.getresponse().read()

    def close(self) -> None:
        """Look no longer."""
        self._stream.close()

"""``preview`` of the shipped series: from a save to what is seen, beside a cold ``build``."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.measure import REPORTKIT, ROOT, Cost, cost_of, ratio

#: Stands once in the bottom line of the shipped edition; each save writes it otherwise.
WORDS = ("A suicide bomb in Islamabad", "A suicide bombing in Islamabad")


def preview_against_cold_build(scratch: Path, rounds: int) -> None:
    """Print how long a save takes to be seen, as HTML and as PDF; saves and builds in turn."""
    os.environ["XDG_CACHE_HOME"] = str(scratch / "cache")
    series = scratch / "series"
    shutil.copytree(ROOT / "seeds", series / "seeds")
    for name in (".designs", *(f"00{number}" for number in range(1, 5))):
        shutil.copytree(ROOT / "reports" / name, series / "reports" / name)
    pages, inspected, colds = [], [], []
    with _preview(series) as address:
        screen = _Watch(address, "")
        screen.until(lambda state: state["version"] and not state["busy"])
        html = [_saved(series, screen) for _ in range(rounds)]
        screen.close()
        paper = _Watch(address, "form=full")
        paper.until(lambda state: state["version"] and not state["busy"])
        for number in range(rounds):
            pages.append(_saved(series, paper))
            began = time.perf_counter() - pages[-1]
            paper.until(lambda state: not state["busy"])
            inspected.append(time.perf_counter() - began)
            colds.append(_cold_build(series, scratch / str(number)).wall)
    print(f"edit to HTML in preview: {_middle(html):.2f} s  (bar 1)")
    print(
        f"edit to PDF pages in preview / cold build: {ratio(pages, colds):.2f}  (bar 0.5; "
        f"{_middle(pages):.2f} s; inspected {ratio(inspected, colds):.2f}; "
        f"build {_middle(colds):.2f} s)"
    )


def _saved(series: Path, watch: _Watch) -> float:
    """Save another bottom line; give the seconds until it is there."""
    file = series / "seeds" / "edition.yaml"
    text = file.read_text(encoding="utf-8")
    old, new = WORDS if WORDS[0] in text else WORDS[::-1]
    if old not in text:
        sys.exit(f"bench: {file} does not say '{old}'")
    version = watch.state["version"]
    began = time.perf_counter()
    file.write_text(text.replace(old, new), encoding="utf-8")
    watch.until(lambda state: state["version"] > version)
    watch.content()
    return time.perf_counter() - began


def _cold_build(series: Path, folder: Path) -> Cost:
    """Build the edition as the first command of a new machine does: nothing is kept."""
    shutil.copytree(series, folder / "series")
    command = [REPORTKIT, "-C", folder / "series", "build"]
    return cost_of(["env", f"XDG_CACHE_HOME={folder / 'cache'}", *command], folder)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


@contextmanager
def _preview(series: Path) -> Iterator[str]:
    command = [REPORTKIT, "-C", series, "preview"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as running:
        try:
            yield (running.stdout.readline() if running.stdout else "").strip()
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

    def until(self, holds: Any) -> None:
        """Read on until a state holds."""
        while True:
            line = self._lines.readline().decode()
            if line.startswith("data: {"):
                self.state = json.loads(line.removeprefix("data: "))
                if holds(self.state):
                    return
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

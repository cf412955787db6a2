"""A preview that runs as a person starts it, and a plain client that asks it."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

REPORTKIT = Path(sys.executable).with_name("reportkit")
State = Mapping[str, Any]


@dataclass
class Preview:
    """A running preview."""

    series: Path
    process: subprocess.Popen[str]
    address: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def base(self) -> str:
        return urlsplit(self.address).path

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Ask for a path under the token, or for another one that begins with a slash."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        where = path if path.startswith("/") else f"{self.base}{path}"
        connection.request(method, where, headers=dict(headers or {}))
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content, dict(answer.getheaders())

    def states(self, query: str = "") -> Iterator[State]:
        """Give the states of a view as they come."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request("GET", f"{self.base}events?{query}")
        answer = connection.getresponse()
        try:
            until = time.monotonic() + 120
            for line in iter(answer.readline, b""):
                assert time.monotonic() < until, line  # what keeps the stream alive comes on
                if line.startswith(b"data: {"):
                    yield json.loads(line.removeprefix(b"data: "))
        finally:
            answer.close()
            connection.close()

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """End it; give its exit code and what it said."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@contextmanager
def preview(series: Path, *options: str) -> Iterator[Preview]:
    """Start a preview of a series, and leave none behind."""
    command = [str(REPORTKIT), "-C", str(series), "preview", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=series
    )
    try:
        assert process.stdout is not None
        yield Preview(series, process, process.stdout.readline().strip())
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def first(states: Iterator[State], holds: Callable[[State], object]) -> State:
    """Give the first state that holds; what never comes fails within two minutes."""
    until = time.monotonic() + 120
    for state in states:
        if holds(state):
            return state
        assert time.monotonic() < until, state
    raise AssertionError("the preview has ended")


def settled(state: State) -> bool:
    """Nothing newer is on its way."""
    return not state["busy"]

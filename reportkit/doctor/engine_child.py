"""The engine, tried in a child process that is at work while other rows are asked for."""

from __future__ import annotations

import json
import signal
import subprocess  # the engine may crash or hang, and is not loaded here
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from reportkit.files.package import package_folder

#: Seconds from its start to its last word; a slow disk needs ten for the engine.
PATIENCE = 30
#: What libraries are found by. All else stays here: passwords above all.
_KEPT = ("HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ")
_KEPT_LIKE = ("LC_", "DYLD_")
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from reportkit.page.pdf.probe import main; main(sys.argv[2])"
)


class Tried(NamedTuple):
    """How far the child came."""

    steps: Mapping[str, Mapping[str, Any]]  # "libraries", "engine", "page"
    ended: str = ""  # why it came no further; "" if it did


@dataclass(frozen=True)
class EngineChild:
    """A child at work; whoever asks for what it tried waits for it."""

    process: subprocess.Popen[str]
    patience: float

    @cached_property
    def tried(self) -> Tried:
        """Wait for its end, or end it."""
        try:
            out, err = self.process.communicate(timeout=self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, _ = self.process.communicate()
            return Tried(_steps(out), f"it did not answer in {self.patience:g} s")
        return Tried(_steps(out), _why(self.process.returncode, err))

    def close(self) -> None:
        """Leave no child behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def start_engine(environment: Mapping[str, str], patience: float = PATIENCE) -> EngineChild:
    """Let a child try the engine, with no secret in its environment and nothing to read."""
    font = next(iter(sorted((package_folder("styles") / "fonts").glob("*.ttf"))), Path("none"))
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT or name.startswith(_KEPT_LIKE)
    }
    process = subprocess.Popen(  # noqa: S603  # this Python
        [sys.executable, "-I", "-c", _PROGRAM, json.dumps(sys.path), str(font)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=kept,
    )
    return EngineChild(process, patience)


def _steps(out: str) -> dict[str, Mapping[str, Any]]:
    steps: dict[str, Mapping[str, Any]] = {}
    for line in out.splitlines():
        try:
            steps |= json.loads(line)
        except (ValueError, TypeError):  # a library printed something, or the line was cut
            continue
    return steps


def _why(code: int, err: str) -> str:
    if code < 0:
        return f"it was ended by {signal.Signals(-code).name}"
    last = [line for line in err.splitlines() if line.strip()][-1:]
    return " ".join(last) or f"it left with {code}" if code else ""

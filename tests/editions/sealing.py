"""What the tests of the store share: an imprint, some files, a failing machine."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reportkit.editions.designs import design_digest
from reportkit.editions.manifest import Imprint, Period
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
from reportkit.files import disk
from reportkit.model.vocabulary.series import EditionKind, Tlp

NOW = datetime(2025, 10, 19, 18, 30, tzinfo=UTC)
DESIGN = {"templates/brief.html.j2": b"<h1>{{ title }}</h1>", "styles/brief.css": b"h1 {}"}
FILES = {"durand-line.pdf": b"%PDF-1.7 two pages", "facts.json": b'{\n "records": {}\n}\n'}
IMPRINT = Imprint(
    series="durand-line",
    kind=EditionKind.REGULAR,
    period=Period(date(2025, 10, 13), date(2025, 10, 19)),
    cut_off=datetime(2025, 10, 19, 18, 0, tzinfo=UTC),
    published=datetime(2025, 10, 19, 20, 0, tzinfo=UTC),
    marking=Tlp.CLEAR,
    facts="f" * 64,
    design=design_digest(DESIGN),
    inputs="1" * 64,
    tools={"reportkit": "0.1.0"},
    pages=2,
    records=30,
    changes={"ADDED": 3},
)


def publish(  # noqa: PLR0913  # what an imprint may differ in
    store: Store,
    *,
    files: dict[str, bytes] | None = None,
    inputs: str = IMPRINT.inputs,
    revision: bool = False,
    marking: Tlp = Tlp.CLEAR,
    wait: float = 0.0,
) -> Sealed:
    """Do what a build does with the store, from the lock to the seal."""
    with store.lock(NOW, wait=wait) as lock:
        design = store.keep_design(lock, DESIGN)
        imprint = replace(IMPRINT, design=design, inputs=inputs, marking=marking)
        return store.seal(lock, store.next_name(revision=revision), files or FILES, imprint)


class Machine:
    """The system under ``disk``: it notes each durable call and lets the nth one fail."""

    DURABLE = frozenset({
        "open", "write", "fsync", "close", "rename", "mkdir", "chmod", "fchmod", "ftruncate",
        "unlink", "rmdir", "flock",
    })  # fmt: skip

    def __init__(self, at: int = 0, fault: Callable[[], None] | None = None) -> None:
        self.at = at  # from 1; 0 fails nothing
        self.fault = fault
        self.made: list[str] = []
        self.done: list[str] = []  # the same with the name of the file: "fsync facts.json"
        self.opened: dict[int, str] = {}

    def under(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the real system in ``disk``."""
        patch.setattr(disk, "os", _StandIn(os, self))
        patch.setattr(disk, "fcntl", _StandIn(fcntl, self))


class _StandIn:
    def __init__(self, module: ModuleType, machine: Machine) -> None:
        self._module, self._machine = module, machine

    def __getattr__(self, name: str) -> Any:
        real, machine = getattr(self._module, name), self._machine
        if name not in Machine.DURABLE:
            return real

        def call(*given: Any, **named: Any) -> Any:
            machine.made.append(name)
            if len(machine.made) == machine.at and machine.fault:
                if name == "close":
                    real(*given)  # a close() that reports an error has closed all the same
                machine.fault()
            done = real(*given, **named)
            if name == "open":
                machine.opened[done] = Path(given[0]).name
            what = given[0] if isinstance(given[0], Path) else machine.opened[given[0]]
            machine.done.append(f"{name} {Path(what).name}")
            return done

        return call


def failing(code: int) -> Callable[[], None]:
    """A fault: the call reports this error of the system."""

    def fault() -> None:
        raise OSError(code, f"{os.strerror(code)} [{errno.errorcode[code]}]")

    return fault

"""Does a version satisfy what a package asks for? The plain part of PEP 440."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import NamedTuple

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;)]*)\)?\s*")
_CLAUSE = re.compile(r"\s*(~=|==|!=|<=|>=|<|>)\s*([0-9][0-9a-z.]*?)(\.\*)?\s*\Z")
#: A release or one before it; a build of the same release changes no order.
_VERSION = re.compile(r"(\d+(?:\.\d+)*)(?:(a|b|rc)(\d+))?(?:\.post\d+)?(?:\+[a-z0-9.]+)?\Z")


class Requirement(NamedTuple):
    """What a package asks for whatever the machine."""

    name: str
    asked: str  # "~=8.3"; "" for any version
    by: str


class Unmet(NamedTuple):
    """A requirement, and what is there in its stead."""

    requirement: Requirement
    version: str  # "" where it is not installed

    def __str__(self) -> str:
        name, asked, by = self.requirement
        return f"{name} is {self.version}, and {by} asks for {asked}"


def spelt(unmet: Iterable[Unmet]) -> str:
    """Say in a line what is missing, and what is of another version than is asked for."""
    unmet = tuple(unmet)
    missing = sorted({entry.requirement.name for entry in unmet if not entry.version})
    others = [str(entry) for entry in unmet if entry.version]
    return "; ".join([*([f"not installed: {', '.join(missing)}"] if missing else []), *others])


class Requirements(NamedTuple):
    """All that a package needs, by way of others too."""

    met: tuple[str, ...]  # names
    unmet: tuple[Unmet, ...]
    unknown: tuple[str, ...]  # names whose version is written in no way known here


def requirements_of(package: str) -> Requirements:
    """Look for all that a package needs. Raises PackageNotFoundError if it is not installed.

    What is needed on some machines only, or for an extra, is not looked for.
    """
    met: dict[str, None] = {}
    unmet: list[Unmet] = []
    unknown: dict[str, None] = {}
    waiting = list(_asked_by(distribution(package)))
    while waiting:
        requirement = waiting.pop()
        installed = _distribution(requirement.name)
        if installed is None:
            unmet.append(Unmet(requirement, ""))
            continue
        fits = admits(requirement.asked, installed.version)
        if fits is None:
            unknown[requirement.name] = None
        elif not fits:
            unmet.append(Unmet(requirement, installed.version))
        if requirement.name not in met:
            met[requirement.name] = None
            waiting += _asked_by(installed)
    bad = {entry.requirement.name for entry in unmet} | set(unknown)
    return Requirements(
        tuple(name for name in sorted(met) if name not in bad), tuple(unmet), tuple(unknown)
    )


def admits(asked: str, version: str) -> bool | None:
    """Tell whether a version is one of those asked for; None if that cannot be told here."""
    have = _Version.parse(version)
    clauses = [_CLAUSE.match(clause) for clause in asked.split(",") if clause.strip()]
    fits = [_fits(clause, have) if clause and have else None for clause in clauses]
    return None if have is None or None in fits else all(fits)


class _Version(NamedTuple):
    """A version in its order: "2.0b1" comes before "2.0"."""

    release: tuple[int, ...]
    before: tuple[str, int]  # ("b", 1); ("z", 0) for the release itself

    @classmethod
    def parse(cls, written: str) -> _Version | None:
        """Read it; None if it is written in another way."""
        if (read := _VERSION.match(written.lower())) is None:
            return None
        release, phase, number = read.groups()
        return cls(tuple(map(int, release.split("."))), (phase or "z", int(number or 0)))

    def padded(self, length: int) -> _Version:
        """Write 2 as 2.0.0."""
        return self._replace(release=self.release + (0,) * (length - len(self.release)))


def _fits(clause: re.Match[str], have: _Version) -> bool | None:
    sign, written, any_more = clause.groups()
    want = _Version.parse(written)
    if want is None:
        return None
    if any_more or sign == "~=":
        head = want.release if any_more else want.release[:-1]
        begins = have.padded(len(head)).release[: len(head)] == head
        return {"==": begins, "!=": not begins}.get(sign, begins and _order(have, want) >= 0)
    return _HOLDS[sign](_order(have, want), 0)


_HOLDS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


def _order(have: _Version, want: _Version) -> int:
    """Compare: -1, 0 or 1."""
    length = max(len(have.release), len(want.release))
    left, right = have.padded(length), want.padded(length)
    return (left > right) - (left < right)


def _asked_by(package: Distribution) -> Iterator[Requirement]:
    for written in package.requires or ():
        requirement, _, marker = written.partition(";")
        if not marker.strip() and (read := _REQUIREMENT.match(requirement)):
            yield Requirement(_canonical(read[1]), read[2].strip(), package.metadata["Name"])


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None

"""The commands that mend this machine: with its own package manager, and with this Python."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import NamedTuple


class Machine(NamedTuple):
    """What installs things here."""

    manager: str  # "apt-get", "dnf", "pacman", "apk", "brew"; "" where none of them is known
    root: str  # what goes before a command that needs root: "sudo ", or "" for root itself
    python: str  # the interpreter that runs reportkit
    has_pip: bool = True  # else it was installed by uv


#: By manager, the first that is there: how it installs.
_INSTALL = {
    "apt-get": "apt-get install",
    "dnf": "dnf install",
    "pacman": "pacman -S",
    "apk": "apk add",
    "brew": "brew install",
}
MANAGERS = tuple(_INSTALL)
#: Debian has a package for each library; elsewhere Pango brings the rest.
_DEBIAN = {
    "gobject": "libglib2.0-0",
    "pango": "libpango-1.0-0",
    "pangoft2": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
_ALPINE = "so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0"


def install(machine: Machine, package: str) -> str:
    """Give the command that installs a package of the system."""
    if machine.manager not in _INSTALL:
        return f"(no known package manager here: install {package} by hand)"
    root = "" if machine.manager == "brew" else machine.root
    return f"{root}{_INSTALL[machine.manager]} {package}"


def install_libraries(machine: Machine, names: Iterable[str]) -> str:
    """Give the command that installs libraries of the engine."""
    if machine.manager == "apt-get":
        return install(machine, " ".join(_DEBIAN[name] for name in names))
    return install(machine, _ALPINE if machine.manager == "apk" else "pango")


def set_clock(machine: Machine) -> str:
    """Give the command that lets the network set the clock."""
    if machine.manager == "brew":
        return f"{machine.root}sntp -sS time.apple.com"
    return f"{machine.root}timedatectl set-ntp true"


def look_up(machine: Machine, host: str) -> str:
    """Give the command that asks the system for the address of a host."""
    if machine.manager == "brew":
        return f"dscacheutil -q host -a name {shlex.quote(host)}"
    return f"getent hosts {shlex.quote(host)}"


def pip_install(machine: Machine, *requirements: str) -> str:
    """Give the command that installs packages for the Python that runs reportkit."""
    python = shlex.quote(machine.python)
    way = f"{python} -m pip install" if machine.has_pip else f"uv pip install --python {python}"
    return " ".join((way, *map(shlex.quote, requirements)))

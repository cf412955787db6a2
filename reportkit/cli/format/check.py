"""The forms in which others take what ``check`` found: a function each, from report to text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportkit.cli.format.report import CheckReport

#: By the word behind --format. Text and JSON, which all commands have, are not among them.
NAMES = ("github", "gitlab", "sarif", "junit")


def check_form(name: str) -> Callable[[CheckReport], str]:
    """Give the function that writes a form; the modules of the others are not loaded."""
    write: Callable[[CheckReport], str] = getattr(
        import_module(f"reportkit.cli.format.check_{name}"), f"check_{name}"
    )
    return write

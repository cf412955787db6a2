"""How a place in the seeds is opened: by a link that the editor answers to, or by a command."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from reportkit.files.package import package_folder
from reportkit.page.assets import FOLDERS
from reportkit.problems import Mark

#: Editors that open a file at an address of their own.
LINKS = {
    "vscode": "vscode://file/{file}:{line}:{column}",
    "vscodium": "vscodium://file/{file}:{line}:{column}",
    "cursor": "cursor://file/{file}:{line}:{column}",
    "zed": "zed://file/{file}:{line}:{column}",
    "jetbrains": "idea://open?file={file}&line={line}&column={column}",
}
_PART = re.compile(r"\{(file|line|column)\}")


class Editor(NamedTuple):
    """What opens a place; one of the two is empty."""

    link: str = ""
    command: tuple[str, ...] = ()

    def address(self, path: Path, mark: Mark) -> str:
        """Give the link to a place; "" where a command opens it."""
        if not self.link:
            return ""
        file = quote(os.fsencode(str(path).lstrip("/") if "//file/" in self.link else path))
        parts = {"file": file, "line": str(mark.line), "column": str(mark.column)}
        return _PART.sub(lambda part: parts[part[1]], self.link)

    def open(self, path: Path, mark: Mark) -> None:
        """Start the command for a place, without a shell. Raises OSError where it cannot."""
        parts = {"file": str(path), "line": str(mark.line), "column": str(mark.column)}
        words = [_PART.sub(lambda part: parts[part[1]], word) for word in self.command]
        subprocess.Popen(  # noqa: S603  # the user's own words, given at the start
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def editor_of(written: str) -> Editor:
    """Read the name of an editor or a command. Raises ValueError where it is neither."""
    if written in LINKS:
        return Editor(link=LINKS[written])
    words = tuple(shlex.split(written))
    if not any("{file}" in word for word in words[1:]):
        known = ", ".join(LINKS)
        raise ValueError(f"name one of {known}, or a command with {{file}}: 'code -g {{file}}'")
    return Editor(command=words)


def path_of(series: Path, mark: Mark) -> Path:
    """Find the file of a place: the series' own, else the template that comes with reportkit."""
    own = series.resolve() / mark.file
    folder, _, rest = mark.file.partition("/")
    if (
        not own.exists()
        and folder in FOLDERS
        and (shipped := package_folder(folder) / rest).exists()
    ):
        return shipped
    return own

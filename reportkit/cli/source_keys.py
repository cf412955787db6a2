"""Keys of a source written into the seeds, where that can be done without a person."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path

from reportkit.authoring.set_keys import with_keys
from reportkit.authoring.yaml_text import Unwritable
from reportkit.files.disk import read
from reportkit.files.rewrite import held, rewrite
from reportkit.model.envelope import Record


def account() -> str:
    """Name the account that asks."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name
        return "unknown"


def write_keys(folder: Path, record: Record, values: Mapping[str, str]) -> str:
    """Write values into the record's file, all else byte for byte; gives why not, or "".

    What the record says already is left as it is.
    """
    path = folder / record.at().file
    with held(folder / "seeds"):
        content = read(path)
        try:
            after = with_keys(content, record.plural, record.id, values)
        except Unwritable as reason:
            return f"{record.at().file}: {reason}"
        if after != content:
            rewrite(path, after, instead_of=content)
    return ""

"""Files that distribution.yaml names: from seeds/, from a home, or by their whole path."""

from __future__ import annotations

from pathlib import Path

from reportkit.problems import MachineUnable


def named_file(seeds: Path, named: str) -> Path:
    """Find the file of a name. Raises MachineUnable if it begins with a home that there is not."""
    try:
        return seeds / Path(named).expanduser()
    except RuntimeError:
        raise MachineUnable(
            f"there is no home for '{named}' of distribution.yaml; write the whole path"
        ) from None

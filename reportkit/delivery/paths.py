"""Where the files of the mail lie: the ledger, and what distribution.yaml names."""

from __future__ import annotations

from pathlib import Path

from reportkit.problems import MachineUnable

#: Under reports/.
LEDGER, LOCK = "deliveries.sqlite", "deliveries.lock"


def named_file(seeds: Path, named: str) -> Path:
    """Find the file of a name. Raises MachineUnable if it begins with a home that there is not."""
    try:
        return seeds / Path(named).expanduser()
    except RuntimeError:
        raise MachineUnable(
            f"there is no home for '{named}' of distribution.yaml; write the whole path"
        ) from None

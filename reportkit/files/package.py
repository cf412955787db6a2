"""What is shipped beside the code: the design, map data and example series."""

from __future__ import annotations

from pathlib import Path

from reportkit.problems import MachineUnable


def package_folder(name: str) -> Path:
    """Where the package keeps its own templates, styles, map data or examples.

    Inside the package where it was installed; at the top of a checkout, which is itself a
    series, so that there is one copy.
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "design" / name
    folder = installed if installed.is_dir() else package.parent / name
    if not folder.is_dir():
        raise MachineUnable(f"reportkit is not whole: its {name}/ is missing; install it again")
    return folder

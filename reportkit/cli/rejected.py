"""What a command prints that did nothing, because the seeds or a file do not allow it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportkit.cli.shell import print_json, print_status, show_problems, summary
from reportkit.problems import SeedsRejected


def print_rejected(
    rejected: SeedsRejected,
    *quoted: Path,
    as_json: bool,
    outcome: str = "nothing was written",
    **also: Any,
) -> int:
    """Show why nothing was done, and give the exit code.

    Lines are shown of files in the folders ``quoted`` alone. ``also`` are further fields of
    the object of ``--json``.
    """
    if as_json:
        print_json(ok=False, problems=rejected.problems, **also)
    else:
        show_problems(rejected.problems, *quoted)
        print_status(f"{summary(rejected.problems)}; {outcome}", kind="error")
    return rejected.exit_code

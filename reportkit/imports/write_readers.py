"""New readers written into the file of real addresses, or into distribution.yaml without one."""

from __future__ import annotations

from pathlib import Path

from reportkit.authoring.append import append_lists
from reportkit.authoring.yaml_text import Unwritable
from reportkit.delivery.paths import named_file
from reportkit.files.disk import is_there, read
from reportkit.files.rewrite import rewrite
from reportkit.imports.readers import Readers
from reportkit.loading.loader import DISTRIBUTION
from reportkit.model.series import Distribution
from reportkit.problems import Mark, Problem, SeedsRejected


def readers_file(distribution: Distribution) -> str:
    """Name the file that takes new readers, as a path from seeds/."""
    return distribution.recipients_file or DISTRIBUTION


def write_readers(series: Path, distribution: Distribution, readers: Readers) -> None:
    """Append the new readers; comments and order stay. Raises SeedsRejected where they cannot be.

    A file of addresses that is made here is for its owner alone.
    """
    name = readers_file(distribution)
    path = named_file(series / "seeds", name)
    before = read(path) if is_there(path) else None
    try:
        content = append_lists(before, {"recipients": [values for _, values in readers.new]})
    except Unwritable as reason:
        message = f"no reader is put into it: {reason}"
        mark = Mark(f"seeds/{name}", 1, 1)
        raise SeedsRejected([Problem("import-unwritable", message, mark)]) from None
    rewrite(path, content, instead_of=before or b"")
    if before is None:
        path.chmod(0o600)

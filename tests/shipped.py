"""The series of this repository as git tracks it, whatever lies in the working tree.

Who has built, drafted, mailed or edited here before ``make test`` must not be told that the
tests fail: an edition more, a ledger or a changed seed is theirs and no test's. So tests read
a copy of what is in git's index, and ``conftest`` refuses whoever opens the folders themselves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("seeds", "reports")
#: The editions that are shipped: where there is no git to ask, what is newer was built here.
EDITIONS = ("001", "002", "003", "004")


def copy_shipped(folder: Path) -> Path:
    """Write seeds and editions as they are tracked into a folder.

    Raises FileNotFoundError in an archive that does not hold them.
    """
    if not _from_git(folder):
        _from_tree(folder)
    return folder


def _from_git(folder: Path) -> bool:
    """Write what the index holds; False where this is no clone, or only a part of another's."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return False
    listed = _git("ls-files", "-z", "--", *FOLDERS)
    if listed.returncode or not listed.stdout:
        return False
    written = _git("checkout-index", "-z", "--stdin", f"--prefix={folder}/", given=listed.stdout)
    return written.returncode == 0


def _git(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Ask git about this clone, also inside a hook, whose environment names another index."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = [shutil.which("git") or "git", "-C", str(ROOT), *words]
    return subprocess.run(command, input=given, capture_output=True, check=False, env=ours)


def _from_tree(folder: Path) -> None:
    """Copy what an unpacked archive holds, without what was made there since."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in (".designs", *EDITIONS):
        shutil.copytree(ROOT / "reports" / name, folder / "reports" / name)

"""What the README promises: its example series builds, its commands and codes exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from reportkit.cli import COMMANDS
from reportkit.rules.explain import EXPLANATIONS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def test_the_series_made_by_hand_builds(tmp_path: Path) -> None:
    """Another country, other sections, three facts: no code is touched."""
    files = re.findall(r"`(roads/seeds/[\w.]+)`[^\n]*\n\n```yaml\n(.*?)```", README, re.DOTALL)
    for name, content in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    ran = subprocess.run(
        [sys.executable, "-m", "reportkit", "-C", "roads", "build"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 3 == len(files)
    assert (0, "roads/reports/001/roads-001.pdf\n") == (ran.returncode, ran.stdout), ran.stderr
    assert "No. 1, " in ran.stderr
    assert (tmp_path / ran.stdout.strip()).read_bytes().startswith(b"%PDF")


def test_every_command_is_told_of() -> None:
    assert [] == [name for name in COMMANDS if f"`{name}" not in README]


def test_every_code_that_is_shown_exists() -> None:
    shown = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", README))

    assert shown
    assert set() == shown - EXPLANATIONS.keys()

"""What tests read of the shipped series does not depend on what was done in this clone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import shipped


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone in which somebody has edited a seed, built No. 5 and mailed it."""
    root = tmp_path / "clone"
    for name in ("seeds/brief.yaml", *(f"reports/{n}/facts.json" for n in shipped.EDITIONS)):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("shipped")
    (root / "reports" / ".designs").mkdir()
    (root / "reports" / ".designs" / "design.json").write_text("shipped")
    for words in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", "-C", root, *words], check=True)  # noqa: S607
    (root / "seeds" / "brief.yaml").write_text("edited")
    (root / "reports" / "005").mkdir()
    for name in ("005/facts.json", "runs.jsonl", "deliveries.sqlite"):
        (root / "reports" / name).write_text("made here")
    monkeypatch.setattr(shipped, "ROOT", root)
    return root


def files_of(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text() for path in files}


def test_a_copy_holds_what_git_tracks_and_nothing_that_was_done_here(
    clone: Path, tmp_path: Path
) -> None:
    copied = files_of(shipped.copy_shipped(tmp_path / "copy"))

    assert clone.is_dir()
    assert {"shipped"} == set(copied.values())
    assert 6 == len(copied)


def test_without_git_what_was_made_since_is_left_out(clone: Path, tmp_path: Path) -> None:
    (clone / ".git").rename(tmp_path / "elsewhere")
    copied = files_of(shipped.copy_shipped(tmp_path / "copy"))

    assert {"reports/.designs/design.json", "seeds/brief.yaml"} | {
        f"reports/{name}/facts.json" for name in shipped.EDITIONS
    } == set(copied)


@pytest.mark.parametrize("folder", shipped.FOLDERS)
def test_a_test_that_reads_the_working_tree_is_stopped(folder: str) -> None:
    with pytest.raises(AssertionError, match="take the fixture 'shipped_series'"):
        list((shipped.ROOT / folder).iterdir())

"""Files that people write are changed whole, for their owner, and never over another's save."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.files.rewrite import ChangedMeanwhile, Rewritten, rewrite, rewrite_all
from reportkit.problems import MachineUnable


def test_rights_and_owner_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\n")
    file.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(file, 1234, 1234)
    before = file.stat()

    rewrite(file, b"a: 2\n", instead_of=b"a: 1\n")

    after = file.stat()
    assert b"a: 2\n" == file.read_bytes()
    assert (before.st_mode, before.st_uid, before.st_gid) == (
        after.st_mode,
        after.st_uid,
        after.st_gid,
    )


def test_what_was_saved_meanwhile_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: saved by an editor\n")

    with pytest.raises(ChangedMeanwhile, match=r"a\.yaml was saved meanwhile; nothing was written"):
        rewrite(file, b"a: 2\n", instead_of=b"a: 1\n")

    assert [file] == list(tmp_path.iterdir())
    assert b"a: saved by an editor\n" == file.read_bytes()


def test_a_link_at_the_name_of_the_copy_leads_nowhere(tmp_path: Path) -> None:
    """A repository that was cloned may hold one."""
    mine = tmp_path / "mine"
    mine.write_bytes(b"precious")
    (tmp_path / f".a.yaml.{os.getpid()}.new").symlink_to(mine)

    with pytest.raises(MachineUnable):
        rewrite(tmp_path / "a.yaml", b"a: 2\n")

    assert b"precious" == mine.read_bytes()


def test_a_link_in_the_place_of_the_file_is_not_written_over(tmp_path: Path) -> None:
    """Whoever keeps a file elsewhere keeps the link, and what it leads to."""
    mine, link = tmp_path / "mine", tmp_path / "a.yaml"
    mine.write_bytes(b"precious")
    link.symlink_to(mine)

    with pytest.raises(MachineUnable, match="it is no plain file"):
        rewrite(link, b"a: 2\n")

    assert (True, b"precious") == (link.is_symlink(), mine.read_bytes())
    assert [link, mine] == sorted(tmp_path.iterdir())


def test_a_full_disk_leaves_what_was_there_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("old")

    def full(_handle: int, _content: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(MachineUnable, match="free some space"):
        rewrite(file, b"new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(file.name, "old")]


def test_of_several_files_none_is_changed_where_one_was_saved_meanwhile(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_bytes(b"a: 1\n")
    second.write_bytes(b"b: saved by an editor\n")

    with pytest.raises(ChangedMeanwhile):
        rewrite_all(
            [Rewritten(first, b"a: 2\n", b"a: 1\n"), Rewritten(second, b"b: 2\n", b"b: 1\n")]
        )

    assert [first, second] == sorted(tmp_path.iterdir())
    assert b"a: 1\n" == first.read_bytes()

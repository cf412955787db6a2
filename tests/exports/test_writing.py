"""Exported files on the disk: all or none, and nothing of anybody's lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from reportkit.exports.writing import InTheWay, write_files
from reportkit.files import disk
from reportkit.problems import MachineUnable


def names(folder: Path) -> list[str]:
    """List a folder with what is hidden in it."""
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_with_the_rights_that_an_editor_gives(tmp_path: Path) -> None:
    open_, private = tmp_path / "a.csv", tmp_path / "b.csv"
    write_files({open_: b"a"}, private=False, force=False)
    write_files({private: b"b"}, private=True, force=False)

    assert stat.S_IWUSR & open_.stat().st_mode
    assert 0 == stat.S_IMODE(private.stat().st_mode) & 0o007
    assert ["a.csv", "b.csv"] == names(tmp_path)


def test_a_file_that_holds_something_else_stops_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(b"mine")
    with pytest.raises(InTheWay, match=r"b\.csv is there already"):
        write_files(
            {tmp_path / "a.csv": b"a", tmp_path / "b.csv": b"b"}, private=False, force=False
        )

    assert b"mine" == (tmp_path / "b.csv").read_bytes()
    assert ["b.csv"] == names(tmp_path)


def test_the_same_bytes_once_more_are_no_matter(tmp_path: Path) -> None:
    for _ in range(2):
        write_files({tmp_path / "a.csv": b"a"}, private=False, force=False)

    assert b"a" == (tmp_path / "a.csv").read_bytes()


def test_force_replaces_a_file_and_never_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    write_files({tmp_path / "a.csv": b"new"}, private=False, force=True)
    with pytest.raises(InTheWay, match="no plain file"):
        write_files({tmp_path / "link.csv": b"x"}, private=False, force=True)

    assert b"new" == (tmp_path / "a.csv").read_bytes()


def test_a_disk_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_new = disk.write_new

    def fail_at_b(path: Path, content: bytes, *, private: bool = False) -> None:
        if content == b"b":
            raise MachineUnable("no space")
        write_new(path, content, private=private)

    monkeypatch.setattr(disk, "write_new", fail_at_b)
    with pytest.raises(MachineUnable):
        write_files(
            {tmp_path / "a.csv": b"a", tmp_path / "b.csv": b"b"}, private=False, force=False
        )

    assert [] == names(tmp_path)


def test_a_file_that_was_saved_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_new = disk.write_new

    def saved_meanwhile(path: Path, content: bytes, *, private: bool = False) -> None:
        write_new(path, content, private=private)
        (tmp_path / "a.csv").write_bytes(b"theirs")

    monkeypatch.setattr(disk, "write_new", saved_meanwhile)
    with pytest.raises(InTheWay):
        write_files({tmp_path / "a.csv": b"ours"}, private=False, force=False)

    assert ["a.csv"] == names(tmp_path)
    assert b"theirs" == (tmp_path / "a.csv").read_bytes()

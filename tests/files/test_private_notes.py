"""A note of the cache is whole, ours, and of the key that it is asked for by; else it is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportkit.files import private_notes
from reportkit.files.private_notes import read_note, write_note


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one note."""
    write_note(tmp_path / "cache" / "notes", "a", b"key", b"words")
    return tmp_path / "cache" / "notes"


def names(folder: Path) -> list[str]:
    """List what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_note_is_read_by_its_key(folder: Path) -> None:
    assert read_note(folder, "a", b"key") == b"words"
    assert read_note(folder, "a", b"keyword") is None
    assert read_note(folder, "b", b"key") is None


def test_key_and_content_do_not_run_together(folder: Path) -> None:
    write_note(folder, "a", b"ab", b"c")

    assert read_note(folder, "a", b"a") is None


def test_a_note_takes_the_place_of_the_one_before(folder: Path) -> None:
    write_note(folder, "a", b"other", b"more words")

    assert read_note(folder, "a", b"other") == b"more words"
    assert names(folder) == ["a"]


def test_folder_and_note_are_for_this_account_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("at", [0, 31, 32, -1], ids=["seal", "its end", "content", "end"])
def test_an_altered_note_is_none(folder: Path, at: int) -> None:
    content = bytearray((folder / "a").read_bytes())
    content[at] ^= 1
    (folder / "a").write_bytes(content)

    assert read_note(folder, "a", b"key") is None


@pytest.mark.parametrize("kept", [0, 10, 33])
def test_a_note_that_was_cut_off_is_none(folder: Path, kept: int) -> None:
    (folder / "a").write_bytes((folder / "a").read_bytes()[:kept])

    assert read_note(folder, "a", b"key") is None


@pytest.mark.parametrize("mode", [0o750, 0o707, 0o770])
def test_a_folder_that_others_can_enter_is_not_believed(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    write_note(folder, "b", b"key", b"words")

    assert read_note(folder, "a", b"key") is None
    assert names(folder) == ["a"]


def test_no_link_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    (folder / "linked").symlink_to(folder / "a")

    assert read_note(tmp_path / "link", "a", b"key") is None
    assert read_note(folder, "linked", b"key") is None


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")

    assert read_note(folder, "pipe", b"key") is None


def test_what_cannot_be_noted_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    write_note(tmp_path / "file" / "notes", "a", b"key", b"words")

    assert read_note(tmp_path / "file" / "notes", "a", b"key") is None


def test_a_note_that_is_too_large_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_notes, "MAX_NOTE_BYTES", 40)
    write_note(folder, "b", b"key", b"nine bytes")

    assert names(folder) == ["a"]


def test_the_oldest_notes_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_notes, "MAX_NOTES", 4)
    os.utime(folder / "a", (1, 1))
    for name in "bcde":
        write_note(folder, name, b"key", b"words")

    assert "a" not in names(folder)
    assert read_note(folder, "e", b"key") == b"words"

"""Notes that only save time: what is not whole, or not private, is as if it were not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.files.notes import Notes

KEY = "a" * 64


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    kept = Notes(tmp_path / "cache" / "verdicts", most=3)
    kept.write(KEY, b"all is well")
    return kept


def test_a_note_is_read_as_it_was_written_and_by_nobody_else(notes: Notes) -> None:
    assert b"all is well" == notes.read(KEY)
    modes = [path.stat().st_mode & 0o777 for path in (notes.folder, notes.folder / KEY)]
    assert [0o700, 0o600] == modes


def _to_link(notes: Notes) -> None:
    (notes.folder / KEY).rename(notes.folder.parent / "elsewhere")
    (notes.folder / KEY).symlink_to(notes.folder.parent / "elsewhere")


def _to_linked_folder(notes: Notes) -> None:
    notes.folder.rename(notes.folder.parent / "elsewhere")
    notes.folder.symlink_to(notes.folder.parent / "elsewhere")


def _to_pipe(notes: Notes) -> None:
    (notes.folder / KEY).unlink()
    os.mkfifo(notes.folder / KEY, 0o600)


def _to_other(notes: Notes) -> None:
    content = (notes.folder / KEY).read_bytes()
    (notes.folder / KEY).write_bytes(content.replace(b"well", b"ill."))


SPOILT: dict[str, Callable[[Notes], object]] = {
    "deleted": lambda notes: (notes.folder / KEY).unlink(),
    "cut off": lambda notes: os.truncate(notes.folder / KEY, 70),
    "empty": lambda notes: os.truncate(notes.folder / KEY, 0),
    "altered": _to_other,
    "readable by others": lambda notes: (notes.folder / KEY).chmod(0o644),
    "in a folder of others": lambda notes: notes.folder.chmod(0o777),
    "a link": _to_link,
    "in a folder that is a link": _to_linked_folder,
    "a pipe": _to_pipe,
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_note_that_is_not_whole_or_not_private_is_none(notes: Notes, spoil: str) -> None:
    SPOILT[spoil](notes)

    assert notes.read(KEY) is None


@pytest.mark.parametrize("spoil", ["cut off", "altered", "readable by others", "a link", "a pipe"])
def test_the_next_note_takes_the_place_of_a_spoilt_one(notes: Notes, spoil: str) -> None:
    SPOILT[spoil](notes)

    notes.write(KEY, b"found anew")

    assert b"found anew" == notes.read(KEY)


def test_the_oldest_notes_go_and_so_does_what_a_killed_run_left(notes: Notes) -> None:
    (notes.folder / f"{KEY}.4711").touch()
    for age, name in enumerate((f"{KEY}.4711", KEY)):
        os.utime(notes.folder / name, (age, age))

    for key in ("b", "c"):
        notes.write(key * 64, b"x")

    assert [KEY, "b" * 64, "c" * 64] == sorted(path.name for path in notes.folder.iterdir())


def test_what_cannot_be_deleted_keeps_no_other_note(notes: Notes) -> None:
    """A folder, or a link to nothing: somebody put it there, and it is the oldest."""
    (notes.folder / "folder").mkdir()
    (notes.folder / "link").symlink_to("nowhere")
    for name in ("folder", "link"):
        os.utime(notes.folder / name, (0, 0), follow_symlinks=False)

    for number in range(6):
        notes.write(str(number) * 64, b"x")

    assert 4 >= len(list(notes.folder.iterdir()))


def test_what_a_killed_run_left_stands_in_no_way(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container each run may have the number of the one that was killed."""

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            notes.write("b" * 64, b"x")
    assert 2 == len(list(notes.folder.iterdir()))

    notes.write("b" * 64, b"x")

    assert b"x" == notes.read("b" * 64)


def test_a_folder_that_cannot_be_made_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    kept = Notes(tmp_path / "home" / "verdicts", most=3)

    kept.write(KEY, b"x")

    assert kept.read(KEY) is None


def test_a_full_disk_keeps_nothing_and_leaves_nothing(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", full)

    notes.write("b" * 64, b"x")

    assert [KEY] == [path.name for path in notes.folder.iterdir()]

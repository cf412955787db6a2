"""A series is written whole or not at all, and over nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.authoring import new_series
from reportkit.authoring.new_series import InTheWay, write_series

FILES = {"seeds/brief.yaml": b"a", "seeds/edition.yaml": b"b", "README.md": b"c"}


def all_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    written = write_series(tmp_path / "a" / "b", FILES)

    assert tuple(FILES) == written
    assert {f"a/b/{path}": content for path, content in FILES.items()} == all_below(tmp_path)


def test_a_folder_with_other_files_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "mine.yaml").write_bytes(b"mine")
    (tmp_path / "README.md").write_bytes(b"c")  # the same as would be written

    written = write_series(tmp_path, FILES)

    assert ("seeds/brief.yaml", "seeds/edition.yaml") == written
    assert {**FILES, "seeds/mine.yaml": b"mine"} == all_below(tmp_path)


def test_all_files_in_the_way_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    before = {"README.md": b"mine", "seeds/edition.yaml": b"mine"}
    (tmp_path / "seeds").mkdir()
    for path, content in before.items():
        (tmp_path / path).write_bytes(content)

    with pytest.raises(InTheWay) as refused:
        write_series(tmp_path, FILES)

    assert ("README.md", "seeds/edition.yaml") == refused.value.files
    assert before == all_below(tmp_path)


@pytest.mark.parametrize("name", ["seeds", "new"])
def test_a_file_where_a_folder_would_be_is_in_the_way(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (folder if name == "new" else tmp_path / "x").parent.mkdir(exist_ok=True)
    if name == "seeds":
        folder.mkdir()
        (folder / "seeds").write_bytes(b"mine")
    else:
        folder.write_bytes(b"mine")

    with pytest.raises(InTheWay):
        write_series(folder, FILES)


def test_a_link_that_leads_elsewhere_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "seeds").symlink_to(tmp_path)

    with pytest.raises(InTheWay):
        write_series(tmp_path / "new", FILES)

    assert [tmp_path / "new"] == list(tmp_path.iterdir())


@pytest.mark.parametrize("there", [True, False])
def test_what_fails_half_way_leaves_nothing(
    there: bool,  # noqa: FBT001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = iter(range(9))

    def fails_late(staged: Path, target: Path) -> None:
        if next(calls) == (2 if there else 0):
            raise OSError(28, "no space")
        staged.rename(target)

    monkeypatch.setattr(new_series, "move_into_place", fails_late)
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
        (folder / "mine").write_bytes(b"mine")

    with pytest.raises(OSError, match="no space"):
        write_series(folder, FILES)

    assert ({"new/mine": b"mine"} if there else {}) == all_below(tmp_path)
    assert ([folder] if there else []) == list(tmp_path.iterdir())
    assert not (folder / "seeds").exists()

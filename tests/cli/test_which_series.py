"""Which folder a command works on: before or after the command, and never a folder inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.series import run


@pytest.mark.parametrize(
    "words", [["editions"], ["verify"], ["diff", "1", "3"], ["schedule", "status"]]
)
def test_the_series_may_be_named_after_the_command(
    river: Path, tmp_path: Path, words: list[str]
) -> None:
    before, after = run(tmp_path, "-C", river, *words), run(tmp_path, *words, "-C", river)

    assert (before.code, before.out) == (after.code, after.out)
    assert after.code == 0, after.err


def test_what_stands_nearer_to_the_command_counts(river: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "-C", tmp_path, "editions", "-C", river).out.startswith("No. 1")


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    ran = run(tmp_path, "check", "-C", "lost")

    assert (ran.code, ran.out) == (2, "")
    assert "there is no folder lost" in ran.err


@pytest.mark.parametrize("words", [["-C", "", "check"], ["check", "-C", ""]])
def test_an_empty_name_is_not_the_current_folder(river: Path, words: list[str]) -> None:
    """A variable that is not set must not publish or mail another series."""
    ran = run(river, *words)

    assert (ran.code, ran.out) == (2, "")
    assert "it is empty: name the series' folder" in ran.err


@pytest.mark.parametrize("words", [["show", ""], ["impact", ""], ["log", ""], ["diff", "", "2"]])
def test_an_empty_word_names_nothing(river: Path, words: list[str]) -> None:
    ran = run(river, *words)

    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("inside", "named", "offered"),
    [(".", "seeds", "."), ("seeds", ".", ".."), (".", "reports/001", ".")],
)
def test_a_folder_of_the_series_offers_the_series(
    own_river: Path, inside: str, named: str, offered: str
) -> None:
    ran = run(own_river / inside, "check", "-C", named)

    assert (ran.code, ran.out) == (2, "")
    assert f"say -C {offered}\n" in ran.err

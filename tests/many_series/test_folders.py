"""Which series ``--all`` means."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.many_series.folders import NoneFound, series_in


def _series(folder: Path) -> Path:
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "brief.yaml").write_text("format: 1\n")
    return folder


def test_a_folder_that_is_a_series_is_meant_itself(tmp_path: Path) -> None:
    series = _series(tmp_path / "valley")
    _series(series / "examples")

    assert (series,) == series_in([series])


def test_of_any_other_folder_those_directly_below_are_meant_in_the_order_of_names(
    tmp_path: Path,
) -> None:
    later, first = _series(tmp_path / "roads"), _series(tmp_path / "atolls")
    _series(tmp_path / "archive" / "old")

    assert (first, later) == series_in([tmp_path])


def test_a_series_counts_once_by_whatever_names_it_is_reached(tmp_path: Path) -> None:
    series = _series(tmp_path / "all" / "valley")
    (tmp_path / "all" / "a-link").symlink_to(series)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "all")

    named = [series, tmp_path / "all" / ".." / "all" / "valley", tmp_path / "elsewhere"]

    assert (series,) == series_in(named)


def test_a_folder_without_any_is_refused(tmp_path: Path) -> None:
    _series(tmp_path / "series" / "valley")
    (tmp_path / "empty").mkdir()

    with pytest.raises(NoneFound, match=r"no series in .*empty: neither it nor") as refused:
        series_in([tmp_path / "series", tmp_path / "empty"])

    assert 2 == refused.value.exit_code


def test_a_folder_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    _series(tmp_path / "valley")

    with pytest.raises(NoneFound, match=r"there is no folder .*valey; did you mean 'valley'\?"):
        series_in([tmp_path / "valey"])

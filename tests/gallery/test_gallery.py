"""The gallery's list of variants and its sheet."""

from __future__ import annotations

import re

import pytest

from tests.gallery.sheet import Cell, sheet
from tests.gallery.variants import Printing, wanted, windows_of


def test_every_series_is_wanted_in_every_form_theme_language_and_paper() -> None:
    runs = list(wanted([]))

    assert 3 * 2 * 2 * 2 == len({run.printing for run in runs})
    assert {("full", "one-page", "changes", "screen")} == {
        run.forms for run in runs if run.printing.paper == "a4"
    }


def test_words_limit_it_to_what_bears_all_of_them() -> None:
    assert [
        (Printing("hostile", "plain", "ur", "letter"), ("one-page",)),
        (Printing("hostile", "broadsheet", "ur", "letter"), ("one-page",)),
    ] == [tuple(run) for run in wanted(["ur", "one-page", "letter", "hostile"])]


def test_a_word_that_names_nothing_is_told_with_those_that_do() -> None:
    with pytest.raises(ValueError, match=r"unknown: urdu; known: a4, .*, ur"):
        list(wanted(["urdu"]))


def test_a_screen_has_a_column_for_each_width_by_day_and_at_night() -> None:
    assert ("plain-en-360", "plain-en-360-night", "plain-en-1400", "plain-en-1400-night") == (
        windows_of(Printing("empty", "plain", "en", "a4"))
    )


def test_the_sheet_has_a_row_for_each_page_and_a_column_for_each_variant() -> None:
    cells = [
        Cell("empty", "full", page, column) for column in ("plain-en-a4", "x") for page in (1, 2)
    ]
    html = sheet(cells[:3], {("empty", "full", "y"): "font-unknown: <Times>"})

    assert [
        "empty/full/plain-en-a4-01.png",
        "empty/full/x-01.png",
        "empty/full/plain-en-a4-02.png",
    ] == re.findall(r'src="([^"]+)"', html)
    assert ["1", "2"] == re.findall(r'<th scope="row">(\d)</th>', html)
    assert "<pre>font-unknown: &lt;Times&gt;</pre>" in html
    assert "//" not in html

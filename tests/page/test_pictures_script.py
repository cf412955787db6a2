"""Arabic script in drawings: joined letters, in the order of paper, for the press alone."""

from __future__ import annotations

import unicodedata

from reportkit.page.charts.arabic_script import as_drawn, drawn_for_pdf, is_drawable
from reportkit.page.charts.svg import text


def test_letters_join_and_lie_from_left_to_right() -> None:
    drawn = as_drawn("بند")

    assert "بند" == unicodedata.normalize("NFKC", drawn)[::-1]
    assert drawn != "بند"[::-1]  # forms that join, not the letters alone


def test_numbers_names_and_brackets_keep_their_order() -> None:
    assert unicodedata.normalize("NFKC", as_drawn("شمارہ 12 (UNAMA)")) == "(UNAMA) 12 ہرامش"


def test_latin_text_stays_as_it_is() -> None:
    assert "Torkham (shut)" == as_drawn("Torkham (shut)")


def test_pashto_letters_without_joined_forms_cannot_be_drawn() -> None:
    assert [True, True, False] == [is_drawable(word) for word in ("طورخم", "Torkham", "ښوونځی")]


def test_a_browser_gets_the_text_and_the_press_the_forms() -> None:
    svg = text((0, 0), "بند", fill="#000000")

    assert "\u2067بند\u2069" in svg
    assert f">{as_drawn('بند')}<" in drawn_for_pdf(svg.encode()).decode()


def test_a_drawing_without_the_script_is_not_touched() -> None:
    svg = b"<svg><text>Torkham &amp; Chaman</text></svg>"

    assert svg == drawn_for_pdf(svg)

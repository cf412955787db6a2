"""Drawings on a screen: their inks are the theme's names, which change with day and night."""

from __future__ import annotations

import re
from pathlib import Path

from reportkit.page.assets import Design
from reportkit.page.charts.chart import drawn
from reportkit.page.charts.gallery import plans_of
from reportkit.page.charts.style import style_of
from reportkit.page.design.theme import THEME
from reportkit.page.html.screen import for_screen
from reportkit.page.html.screen_inks import with_named_inks
from tests.page.pictured import book_of, events, look, mapdata
from tests.page.test_illustrated import CROSSING, design

PAGE = '<img src="pictures/a.svg" alt="A">'


def theme() -> str:
    return design().files[THEME].decode()


def test_no_picture_keeps_an_ink_of_its_own_at_night(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "more.yaml").write_text(events(3))
    book = book_of(tmp_path, CROSSING.replace("section: talks", "section: floods"))
    shown = drawn(plans_of(book, style_of(design().files), mapdata()), {})

    assert {"timeline", "map"} <= set(shown)
    for picture in shown.values():
        svg = with_named_inks(picture.svg, theme())
        assert [] == re.findall(r'(?:fill|stroke)="#', svg)


def test_a_design_without_the_sheet_of_pictures_shows_them_as_they_were() -> None:
    """What was sealed with it is made again, byte for byte."""
    svg = f'<svg><path d="M0 0L1 1" fill="{look().ink}"/></svg>'
    files = {**design().files, "pictures/a.svg": svg.encode()}
    old = {name: file for name, file in files.items() if name != "styles/pictures.css"}

    assert 'fill="var(--ink)"' in for_screen(PAGE, Design(files))
    assert f'fill="{look().ink}"' in for_screen(PAGE, Design(old))


def test_an_ink_that_is_no_theme_s_stays() -> None:
    assert with_named_inks('<path fill="#123456"/>', theme()) == '<path fill="#123456"/>'

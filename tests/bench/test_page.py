"""The content that peers set: the page as the press sets it, and the same words in Typst."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.bare import lay_out
from bench.typst_page import escaped, typst_of
from tests import tiny

HEAD = '<meta name="author" content="Desk"><meta name="keywords" content="TLP:CLEAR">'
MASTHEAD = '<header data-title="The valley, No. 1" data-foot="Up to 11 Jan"></header>'


def markup(body: str) -> str:
    """Give what stands below the template."""
    page = f"<html><head>{HEAD}</head><body>{MASTHEAD}{body}</body></html>"
    return typst_of(page).partition("rgb(")[2].partition("\n")[2].strip()


def test_the_page_is_laid_out_with_all_its_files(tmp_path: Path) -> None:
    lay_out(tiny.write(tmp_path / "series"), tmp_path / "page")

    page = (tmp_path / "page" / "page.html").read_text("utf-8")
    assert 'href="styles/page.css"' in page
    assert (tmp_path / "page" / "styles" / "page.css").exists()
    assert "Clashes in the valley left people dead" in typst_of(page)


@pytest.mark.parametrize(
    ("html", "typst"),
    [
        ("<p>Two <b>were</b> shut</p>", "Two #strong[were] shut"),
        ("<h2>Talks</h2>", "#heading(level: 2)[Talks]"),
        ("<ul><li>One</li><li>Two</li></ul>", "#list([One], [Two])"),
        ('<p>So<a class="cite" href="#a">1</a></p><p id="a">Note</p>',
         'So#source("a")[1]\n\n#anchor("a")\n\nNote'),
        ('<p><a href="#nowhere">word</a></p>', "word"),
        ('<div class="matter"><p>One</p><p>two</p></div>', "One two"),
        ('<div class="band" style="margin-inline-start: 5%; width: 15%"></div>', "#band(5%, 15%)"),
    ],
)  # fmt: skip
def test_each_part_is_written_in_typsts_own_idiom(html: str, typst: str) -> None:
    assert typst == markup(html)


def test_a_table_keeps_its_head_its_rows_and_the_places_that_links_lead_to() -> None:
    made = markup(
        "<table><caption>Tolls</caption><thead><tr><th>Who</th><th>Killed</th></tr></thead>"
        '<tbody><tr id="toll"><th>All</th><td>16</td></tr></tbody></table>'
    )

    assert "table.header([#strong[Who]], [#strong[Killed]])" in made
    assert '[#anchor("toll")#strong[All]],\n[16])' in made
    assert "caption: [Tolls]" in made


def test_signs_of_the_markup_are_printed_as_they_stand() -> None:
    assert r"\#1 \*a\* \[b\] 5 \$ \<c\>" == escaped("#1 *a* [b] 5 $ <c>")

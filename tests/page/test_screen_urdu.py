"""The HTML edition in Urdu around English facts, measured in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import read_design
from reportkit.publish.render import print_edition
from tests.page.browser import Window, shown
from tests.page.hostile import crowded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Where the ink of an element lies: its text, not its box.
INK = """all => all.map(one => {
  const range = document.createRange(); range.selectNodeContents(one);
  const {left, top, right, bottom} = range.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


class Box(NamedTuple):
    """An area of the window, in pixels from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """They share an area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def boxes(page: Page, selector: str) -> list[Box]:
    return [Box(*each) for each in page.eval_on_selector_all(selector, INK)]


@pytest.fixture(scope="module")
def urdu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the HTML edition as ``build`` does."""
    folder = tmp_path_factory.mktemp("urdu")
    book, history = crowded(folder, brief="language: ur\ntext_language: en\n")
    design, problems = read_design(folder)
    assert problems == []
    made = print_edition(book, EditionName(2), history, design, only=Profile.FULL)
    file = folder / "brief.html"
    file.write_bytes(made.files[made.outputs[".html"]])
    return file


@pytest.mark.parametrize("width", [800, 1400])
def test_how_firm_a_fact_is_stands_on_the_other_side_of_it_than_its_day(
    browser: Browser, urdu: Path, width: int
) -> None:
    with shown(browser, urdu, Window(width)) as page:
        days = boxes(page, ".fact > .sentence[dir=ltr] > .day")
        tails = boxes(page, ".fact > .sentence[dir=ltr] > .cite:first-of-type")
        chips = boxes(page, ".fact > .firm .chip")

    assert days
    assert all(tail.right <= day.left for tail, day in zip(tails, days, strict=True))
    assert chips
    assert [] == [chip for chip in chips if any(chip.meets(one) for one in (*days, *tails))]


def test_a_list_of_english_sentences_keeps_its_bullets_on_the_screen(
    browser: Browser, urdu: Path
) -> None:
    with shown(browser, urdu, Window(360)) as page:
        items = boxes(page, ".highlights li[dir=ltr]")

    assert items
    assert all(item.left >= 16 + 20 for item in items)  # the edge of the page, and a bullet


def test_a_drawing_runs_as_it_was_drawn_and_in_the_faces_of_the_report(
    browser: Browser, urdu: Path
) -> None:
    with shown(browser, urdu, Window(1400)) as page:
        (label,) = boxes(page, "svg text:text('Volleys of shots at the weir 1')")
        faces = page.eval_on_selector_all(
            ".plate svg text",
            "all => [...new Set(all.map(one => getComputedStyle(one).fontFamily))]",
        )
        start = page.eval_on_selector(
            "svg text:text('Volleys of shots at the weir 1')",
            "one => one.getScreenCTM().e + one.getScreenCTM().a * one.getAttribute('x')",
        )

    assert label.left == pytest.approx(start, abs=2)
    assert all("Brief Arabic" in face for face in faces)

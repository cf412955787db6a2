"""What must not move on the page: small pictures of it, kept in tests/page/golden/.

A page that is meant to look otherwise: pytest tests/page/test_likeness.py --update-golden, and
look at the new pictures in the diff. What failed lies in build/unlike/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pypdfium2
import pytest
from PIL import Image

from reportkit.editions.manifest import EditionName
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import read_design
from reportkit.page.charts.chart import Drawing
from reportkit.publish.render import print_edition
from tests.page.hostile import crowded
from tests.page.likeness import DPI, GOLDEN, check, picture, unlike

#: Where in the PDFs of a printing lies what is kept: language, form, page.
KEPT = {
    "full": ("en", "river-002.pdf", 1),  # with the timeline
    "boards": ("en", "river-002.pdf", 2),  # with the map
    "one-page": ("en", "river-002-one-page.pdf", 1),
    "changes": ("en", "river-002-changes.pdf", 1),
    "urdu": ("ur", "river-002.pdf", 1),
}
MM = DPI / 25.4


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mapping[str, bytes]]:
    """Print one small edition in two languages; of the second, one form is looked at."""
    made = {}
    drawings: dict[str, Drawing] = {}
    for language in ("en", "ur"):
        folder = tmp_path_factory.mktemp(language)
        book, history = crowded(folder, brief=f"language: {language}\ntext_language: en\n")
        design, problems = read_design(folder)
        assert problems == []
        only = None if language == "en" else Profile.FULL
        printing = print_edition(book, EditionName(2), history, design, kept=drawings, only=only)
        made[language] = printing.files
    return made


@pytest.mark.parametrize("name", KEPT)
def test_the_page_looks_as_it_did(
    printed: dict[str, Mapping[str, bytes]], name: str, request: pytest.FixtureRequest
) -> None:
    language, file, page = KEPT[name]
    update = request.config.getoption("--update-golden")

    assert "" == check(name, picture(printed[language][file], page), update=update)


@pytest.mark.parametrize("name", KEPT)
def test_the_edges_of_another_machine_are_no_difference(
    printed: dict[str, Mapping[str, bytes]], name: str
) -> None:
    language, file, page = KEPT[name]
    pdf = printed[language][file]
    ours = picture(pdf, page)
    theirs = [picture(pdf, page, finer=5), picture(pdf, page, smooth=False)]

    assert all(ours.tobytes() != other.tobytes() for other in theirs)
    assert [] == [found for found in (unlike(ours, other) for other in theirs) if found.another]


@pytest.mark.parametrize("name", KEPT)
def test_a_block_that_moves_two_millimetres_is_another_page(name: str) -> None:
    """A block of 40 x 10 mm with ink in it, to the side and down."""
    page = kept(name)
    box = (round(60 * MM), round(25 * MM), round(100 * MM), round(35 * MM))
    block = page.crop(box)
    for right, down in ((2, 0), (0, 2)):
        moved = page.copy()
        moved.paste(255, box)
        moved.paste(block, (box[0] + round(right * MM), box[1] + round(down * MM)))

        assert unlike(page, moved).another


def test_a_missing_mark_is_another_page(printed: dict[str, Mapping[str, bytes]]) -> None:
    """Each sign of change in the margin, hardly 2 mm wide, is missed."""
    pdf = printed["en"]["river-002-changes.pdf"]
    page = kept("changes")
    boxes = list(signs_on(pdf))

    assert len(boxes) >= 4
    for box in boxes:
        without = page.copy()
        without.paste(255, box)
        assert unlike(page, without).another, box


def test_two_pictures_of_another_size_are_not_alike() -> None:
    page = kept("full")

    assert unlike(page, page.resize((page.width, page.height + 1))).another
    assert not unlike(page, page.copy()).another


def test_what_is_kept_is_small() -> None:
    files = {file.stem: file.stat().st_size for file in GOLDEN.glob("*.png")}

    assert KEPT.keys() == files.keys()
    assert sum(files.values()) < 300_000


def kept(name: str) -> Image.Image:
    """Open a picture that is kept."""
    with Image.open(GOLDEN / f"{name}.png") as opened:
        return opened.convert("L")


def signs_on(pdf: bytes) -> list[tuple[int, int, int, int]]:
    """Give the boxes of the signs of change on the first page, in pixels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        text = page.get_textpage()
        height = page.get_size()[1]
        letters = text.get_text_range()
        found = [at.start() for at in re.finditer(r"(?<!\S)[+~!](?!\S)", letters)]
        boxes = [text.get_charbox(at) for at in found]
        text.close()
    finally:
        document.close()
    scale = DPI / 72
    return [
        (
            int(left * scale) - 1,
            int((height - top) * scale) - 1,
            int(right * scale) + 2,
            int((height - bottom) * scale) + 2,
        )
        for left, bottom, right, top in boxes
    ]

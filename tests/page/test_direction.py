"""A page from right to left is the one from left to right with its sides changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
import tinycss2
from PIL import Image, ImageChops, ImageOps

from reportkit.files.package import package_folder
from reportkit.page.design.language_sheets import RTL
from tests.page.design import STYLE, pressed

STYLES = package_folder("styles")
#: Sheets for both directions; those for one alone may call sides by their names.
SHEETS = sorted({file.name for file in STYLES.glob("*.css")} - {"rtl.css", "rtl-page.css"})
#: What the engine, or CSS itself, has under no other name; rtl.css and rtl-page.css turn these.
BY_NAME = {
    "front.css": ["float: right"] * 2,
    "page.css": [
        "@top-left",
        "@top-right",
        "@bottom-left",
        "@bottom-right",
        "@top-left",
        "@bottom-left",
    ],
    "browser-print.css": [
        "@top-left",
        "@top-right",
        "@bottom-left",
        "@bottom-right",
        "@top-left",
        "@top-right",
    ],
}


def drawn(body: str, direction: str, style: str = STYLE) -> Image.Image:
    """Set a page in one direction, and give its picture."""
    style += " body { margin: 0; line-height: 20px } .ink { background: #000; height: 20px }"
    pdf = pressed(f'<div dir="{direction}">{body}</div>', style).pdf
    picture: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil()
    return picture.convert("L")


def is_mirrored(body: str) -> bool:
    """Tell whether a page turns round with its direction, and is not the same from both sides."""
    ltr, rtl = drawn(body, "ltr"), drawn(body, "rtl")
    return not unlike(ImageOps.mirror(ltr), rtl) and unlike(ltr, rtl)


def unlike(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures differ by more than edges; a page is 595.3 wide."""
    difference = ImageChops.difference(one, other).point(lambda level: 255 * (level > 200))
    box = difference.getbbox()
    return box is not None and box[2] - box[0] > 2


@pytest.mark.parametrize(
    "style",
    [
        "margin-inline-start: 40px",
        "margin-inline-end: 40px",
        "margin: 0 0 8px; margin-inline: 10px 70px",
        "width: 60px",
        "border-inline-start: 20px solid; background: none",
        "width: 60px; margin-inline-start: -30px",
        "position: absolute; inset-inline-start: 0; width: 60px",
        "position: absolute; inset-inline-end: 0; width: 60px",
    ],
)
def test_a_box_that_names_start_and_end_turns_round_with_its_page(style: str) -> None:
    assert is_mirrored(f'<div class="ink" style="{style}"></div>')


@pytest.mark.parametrize(
    "style",
    [
        "padding-inline-start: 40px",
        "padding-inline-end: 40px",
        "padding: 0; padding-inline: 10px 70px",
    ],
)
def test_a_padding_that_names_start_and_end_turns_round_with_its_page(style: str) -> None:
    assert is_mirrored(f'<div style="{style}"><div class="ink"></div></div>')


@pytest.mark.parametrize("side", ["start", "end"])
def test_a_line_that_is_set_at_its_start_or_end_turns_round_with_its_page(side: str) -> None:
    box = '<span class="ink" style="display: inline-block; width: 60px"></span>'

    assert is_mirrored(f'<p style="text-align: {side}">{box}</p>')


def test_what_names_left_and_right_stays_where_it_is() -> None:
    body = '<div class="ink" style="margin-left: 40px"></div>'

    assert not unlike(drawn(body, "ltr"), drawn(body, "rtl"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_shipped_sheet_calls_no_side_by_its_name(name: str) -> None:
    css = (STYLES / name).read_text()

    assert BY_NAME.get(name, []) == list(sides_by_name(tinycss2.parse_stylesheet(css)))


def test_the_sheets_for_one_direction_are_where_they_are_asked_for() -> None:
    template = (package_folder("templates") / "brief.html.j2").read_text()

    assert (STYLES.parent / RTL).is_file()
    assert 'href="styles/rtl-page.css"' in template


def sides_by_name(nodes: list[Any]) -> Iterator[str]:
    """Give what is called left or right, or has four lengths of which these two differ."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword.endswith(("-left", "-right")):
            yield f"@{node.lower_at_keyword}"
        if node.type in ("at-rule", "qualified-rule") and node.content is not None:
            yield from sides_by_name(tinycss2.parse_blocks_contents(node.content))
        if node.type == "declaration" and not node.name.startswith("--"):
            value = [each for each in node.value if each.type not in ("whitespace", "comment")]
            words = {each.lower_value for each in value if each.type == "ident"}
            written = tinycss2.serialize(value)
            if {"left", "right"} & {*words, *node.lower_name.split("-")} or (
                node.lower_name in ("margin", "padding", "inset", "border-width")
                and len(value) == len(("top", "right", "bottom", "left"))
                and value[1].serialize() != value[3].serialize()
            ):
                yield f"{node.name}: {written}"

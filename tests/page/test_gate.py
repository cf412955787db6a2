"""The last look at a PDF: lost text is found, kept text is not missed."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reportkit.page.gate import inspect
from reportkit.page.gate_text import blocks, fold, stands_in
from reportkit.page.order import Order
from tests.page.design import MOMENT, STYLE, codes, design, pressed, refusals

ORDER = Order(None, design(""), MOMENT)

LONG = (
    "Intercontinental counterrevolutionaries misunderstood international humanitarian obligations. "
)


def test_a_note_missing_from_the_pdf_is_named() -> None:
    """The engine can drop notes at the foot of a page without a word (its issue 2502)."""
    text = "<p>Text with a note.</p>"
    made = pressed(f"{text}<p>1. The first note.</p>").pdf
    tree = ET.fromstring(f"<body>{text}<p>1. The first note.</p><p>2. The second note.</p></body>")

    assert ["set, but not in the PDF: '2. The second note.'"] == [
        p.message for p in inspect(tree, [], made, ORDER)
    ]


def test_hyphens_justification_and_page_breaks_hide_no_text() -> None:
    style = (
        f"{STYLE} html {{ hyphens: auto; text-align: justify }}"
        " @page { @top-left { content: 'Running head' } }"
    )

    assert (
        pressed(
            f"<p>{LONG * 200}</p><table><tr><td>{LONG * 60}<td>{LONG * 50}</table>", style
        ).pages
        > 3
    )


def test_text_that_is_hidden_counts_as_lost() -> None:
    assert ["text-lost"] == codes(
        refusals('<p>seen</p><p style="display:none">set and not to be seen</p>')
    )


def test_text_off_the_paper_is_found() -> None:
    assert "text-off-page" in codes(refusals(f"<p>{'W' * 200}</p>"))


def test_right_to_left_text_is_found_again() -> None:
    style = STYLE.replace("Source Serif 4", "Amiri")
    from reportkit.page.assets import package_folder

    amiri = (package_folder("styles") / "fonts" / "Amiri-Regular.ttf").read_bytes()

    problems = refusals(
        '<p lang="ur" dir="rtl">پاکستان اور افغانستان کے درمیان</p>',
        style,
        assets={"fonts/Amiri.ttf": amiri},
    )

    assert [] == problems


def test_a_pdf_of_another_page_is_refused() -> None:
    other = pressed("<p>This is one page.</p>").pdf

    assert ["text-lost"] == codes(
        inspect(ET.fromstring("<body><p>This is another page.</p></body>"), [], other, ORDER)
    )


@pytest.mark.parametrize(
    ("block", "text", "there"),
    [
        ("the whole block", "before the whole block after", True),
        ("a block that a page break cuts", "a block that a pa HEAD ge break cuts", True),
        ("a block that lost its end", "a block that lost", False),
        ("words in another order", "order another in words", False),
    ],
)
def test_a_block_may_be_cut_but_not_shortened(block: str, text: str, there: bool) -> None:  # noqa: FBT001
    assert there == stands_in(fold(block), fold(text))


def test_blocks_are_the_innermost_ones_in_order() -> None:
    tree = ET.fromstring(
        "<body>one<div>two <b>bold</b><p>three</p> four</div><ul><li>five</li></ul></body>"
    )

    assert ["one", "two bold", "three", "four", "five"] == list(blocks(tree))

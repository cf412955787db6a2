"""The last look at a PDF: lost text is found, kept text is not missed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from reportkit.files.package import package_folder
from reportkit.page.assets import Design
from reportkit.page.pdf.engine import render
from reportkit.page.preflight.inspect import inspect
from reportkit.page.preflight.text import MAX_PIECES, blocks, fold, lost, stands_in
from reportkit.page.render_job import Attached, RenderJob
from reportkit.problems import SeedsRejected
from tests.page.design import MOMENT, STYLE, codes, design, pressed, refusals

ORDER = RenderJob((), design(""), MOMENT)

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


@pytest.mark.parametrize(("pieces", "there"), [(MAX_PIECES, True), (MAX_PIECES + 1, False)])
def test_a_block_in_more_pieces_than_pages_cut_it_into_is_lost(pieces: int, *, there: bool) -> None:
    """Of any page a text can be patched together if the pieces may be as many as one likes."""
    cut = [f"{number:02} of the pieces" for number in range(pieces)]
    block, text = "".join(cut), "#".join(cut)

    assert there == stands_in(block, text)


@pytest.mark.parametrize(
    ("between", "there"), [("River, No. 2 · Record, page 9 ", True), ("Other words ", False)]
)
def test_a_few_letters_count_where_a_page_ends_behind_them(between: str, *, there: bool) -> None:
    """The last line of a page may hold no more of a paragraph than a day."""
    text = f"The line before. UN, 8 Oct: {between}people killed at the ford: 5."

    wanted = fold("UN, 8 Oct: people killed at the ford: 5.")

    assert there == stands_in(wanted, fold(text), fold("River, No. 2"))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("افغانستان اور پاکستان", True),  # words in an order of their own
        ("ناتسناغفا روا ناتسکاپ", True),  # each word from its end, as some programs give it
        ("سپکاتنا اور سنفغاانتا", False),  # all their letters, and no word
    ],
)
def test_a_word_from_right_to_left_is_there_only_letter_by_letter(
    text: str, *, there: bool
) -> None:
    """Words may stand in any order, for programs reorder such a line; their letters may not."""
    tree = ET.fromstring('<body dir="rtl"><p>پاکستان اور افغانستان</p></body>')

    assert there == (not list(lost(tree, fold(text))))


def test_blocks_are_the_innermost_ones_in_order() -> None:
    tree = ET.fromstring(
        "<body>one<div>two <b>bold</b><p>three</p> four</div><ul><li>five</li></ul></body>"
    )

    assert ["one", "two bold", "three", "four", "five"] == list(blocks(tree))


NARROW = f"{STYLE} td, div {{ width: 30mm }} table {{ table-layout: fixed; width: 60mm }}"


@pytest.mark.parametrize(
    ("body", "holder"),
    [
        ("<div>Donaudampfschifffahrtsgesellschaftskapitän</div>", "its box"),
        ('<table><tr><td style="white-space: nowrap">one two three four five<td></table>', "box"),
        (
            '<table><tr><td><div style="width: 70mm">one two three four five</div><td></table>',
            "its cell",
        ),
        ('<p style="margin-left: -15mm">outside of the text</p>', "text area"),
        ('<p style="position: absolute; top: 260mm">below the text</p>', "text area"),
    ],
)
def test_text_out_of_its_box_is_refused_with_its_page(body: str, holder: str) -> None:
    problems = refusals(f"<p>first page</p><section>{body}</section>", NARROW)

    assert ["text-overflow"] == codes(problems)
    assert problems[0].message.startswith("page 1: '")
    assert holder in problems[0].message


@pytest.mark.parametrize(
    "second",
    [
        '<p style="margin-top: -16px">and another one</p>',
        '<p style="position: absolute; top: 0; left: 20px">and another one</p>',
        '<p style="float: left; margin: -16px 0 0 30px">and another one</p>',
    ],
)
def test_text_over_text_is_refused(second: str) -> None:
    style = f"{STYLE} p {{ margin: 0; line-height: 16px; font-size: 12px }} body {{ margin: 0 }}"
    problems = refusals(f"<p>a line of text that is there</p>{second}", style)

    assert ["text-overflow"] == codes(problems)
    assert "lie over each other" in problems[0].message


@pytest.mark.parametrize(
    "body",
    [
        '<p style="padding-left: 10mm; text-indent: -10mm">hanging indent of a paragraph</p>',
        "<p>raised<sup>12</sup> and lowered<sub>3</sub> figures</p>",
        '<p style="float: right">a float</p><p>beside a line</p>',
        '<div style="margin-left: -6px">a bar in the margin</div>',
        '<p style="line-height: 1">set tight,<br>line under line,<br>jgpqy ÄÖÜ</p>',
        f'<p style="text-align: justify">{LONG * 3}</p>',
        '<p dir="rtl" lang="ar">12 + 34</p>',
        '<div style="position: fixed; transform: rotate(-35deg); font-size: 60pt">DRAFT</div>',
        '<table><tr><td>a<td style="text-align: right">1,234</table>',
    ],
)
def test_what_only_looks_like_an_overflow_passes(body: str) -> None:
    assert [] == refusals(f"<p>text</p>{body}<p>text</p>")


def test_many_overflows_are_told_in_few_lines() -> None:
    words = "".join(f"<div>Donaudampfschifffahrtsgesellschaft{at}</div>" for at in range(30))
    problems = refusals(words, NARROW)

    assert 11 == len(problems)
    assert "and 20 more" in [problem.message for problem in problems]


def test_every_font_is_one_that_the_design_ships() -> None:
    """The engine takes the nearest font that it has, and says nothing."""
    made = pressed("<p>x <b>bold</b></p>").pdf
    other = Design({**ORDER.design.files, **fonts_of_another_design()})

    assert [] == inspect(ET.fromstring("<p>x bold</p>"), [], made, ORDER)
    assert ["font-foreign"] == codes(
        inspect(ET.fromstring("<p>x bold</p>"), [], made, RenderJob((), other, MOMENT))
    )


def fonts_of_another_design() -> dict[str, bytes]:
    """Give the sans under the name of the serif, which this design then no longer holds."""
    sans = package_folder("styles") / "fonts" / "SourceSans3-Regular.ttf"
    return {"styles/fonts/SourceSerif4-Regular.ttf": sans.read_bytes()}


def test_a_font_that_is_not_in_the_file_is_refused() -> None:
    """Every reader's machine would take another one."""
    made = pressed("<p>x</p>").pdf
    with pikepdf.open(BytesIO(made)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
                del each["/FontFile2"]
        bare = BytesIO()
        pdf.save(bare)

    problems = inspect(ET.fromstring("<p>x</p>"), [], bare.getvalue(), ORDER)
    assert "font-foreign" in codes(problems)
    assert "does not carry it" in problems[0].message


def test_only_the_files_of_the_order_may_be_inside() -> None:
    tree, facts = ET.fromstring("<p>x</p>"), Attached("facts.json", b"{}", "Facts")
    made = render(None, design("<p>x</p>"), moment=MOMENT, attached=(facts,)).pdf

    def told(*files: Attached) -> list[str]:
        order = RenderJob((), ORDER.design, MOMENT, files)
        return [problem.message for problem in inspect(tree, [], made, order)]

    assert [] == told(facts)
    assert ["the PDF carries 'facts.json', not asked for"] == told()
    assert ["'facts.json' is not whole in the PDF"] == told(replace(facts, content=b"{ }"))
    assert ["'other.json' is not whole in the PDF"] == told(
        facts, replace(facts, name="other.json")
    )


# -- text that nobody sees -----------------------------------------------------------------------

BOX = "position: absolute; top: 0; left: 0; width: 100%; height: 30mm"


@pytest.mark.parametrize(
    "body",
    [
        '<p style="color: white">not to be seen</p>',
        '<p style="color: #fcfcfc">not to be seen</p>',
        '<p style="background: #0b4f6c; color: #0b4f6c">not to be seen</p>',
        '<p style="color: rgba(0, 0, 0, 0.02)">not to be seen</p>',
        '<p style="opacity: 0">not to be seen</p>',
        '<p style="opacity: 0.03">not to be seen</p>',
        '<p style="font-size: 0.01px">not to be seen</p>',
        '<p style="font-size: 2px">not to be seen</p>',
        '<p style="transform: scale(0.01)">not to be seen</p>',
        '<p style="height: 0; overflow: hidden">not to be seen</p>',
        '<p style="height: 2px; overflow: hidden">not to be seen</p>',
        f'<p>not to be seen</p><div style="{BOX}; background: white"></div>',
        f'<p>not to be seen</p><div style="{BOX}; background: black"></div>',
        (f'<p>not to be seen</p><div style="{BOX}; background: repeating-linear-gradient(90deg, '
        'red 0, blue 3px)"></div>'),
        f'<p>not to be seen</p><img style="{BOX}" alt="a" src="styles/noise.png">',
        '<p>seen, but <span style="color: white">not this end of the line</span></p>',
        '<p style="color: #f1f1f1">not to be seen</p>',
        '<p>seen, but <span style="color: #eeeeff">hardly this end of the line</span></p>',
        (
            '<p>a word of this line is covered</p><div style="position: absolute; top: 4mm; '
            'left: 14mm; width: 9mm; height: 9mm; background: white"></div>'
        ),
    ],
)  # fmt: skip
def test_text_that_cannot_be_seen_is_refused(body: str) -> None:
    """Copied and searched, it would say more than the page shows."""
    noise = BytesIO()
    Image.effect_noise((99, 99), 90).save(noise, "PNG")

    assert "text-unseen" in codes(
        refusals(f"<section>{body}</section>", assets={"noise.png": noise.getvalue()})
    )


@pytest.mark.parametrize(
    "body",
    [
        '<p style="background: black; color: #ffc000">TLP:AMBER</p>',
        '<p style="color: #bbb; font-size: 7pt">pale and small</p>',
        "<p>raised<sup>1</sup> · – . ,</p>",
        (
            '<div style="position: fixed; transform: rotate(-35deg); font-size: 60pt; color: #eee">'
            "DRAFT</div><p>text</p>"
        ),
        '<p style="text-align: justify">two<br>w o r d s</p>',
        f'<div style="{BOX}; background: #eee; z-index: -1"></div><p>on a ground</p>',
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="30" viewBox="0 0 990 300" '
            'role="img" aria-label="drawn">'
            '<text x="0" y="200" font-size="200">drawn</text></svg><p>text</p>'
        ),
    ],
)
def test_text_that_can_be_seen_passes(body: str) -> None:
    assert [] == refusals(f"<section>{body}</section>")


# -- the marking ----------------------------------------------------------------------------------


def marked(body: str, style: str = STYLE, assets: Mapping[str, bytes] | None = None) -> list[str]:
    """Make a page that must bear a marking; give what is said."""
    try:
        render(None, design(body, style, assets), moment=MOMENT, marking="TLP:AMBER+STRICT")
    except SeedsRejected as rejected:
        return [f"{each.code}: {each.message}" for each in rejected.problems]
    return []


def test_every_page_bears_its_marking() -> None:
    """In running heads, as the shipped design has it, or in the text."""
    page = '<p>TLP:AMBER+STRICT</p><p style="break-before: page">{}</p>'
    head = f"{STYLE} @page {{ @top-right {{ content: 'TLP:AMBER+STRICT' }} }}"

    assert [] == marked(page.format("TLP:AMBER+STRICT"))
    assert [] == marked(page.format("more"), head)
    assert ["marking-missing: page 2 does not bear its marking, TLP:AMBER+STRICT"] == marked(
        page.format("more")
    )
    assert any("page 1 " in said for said in marked("<p>TLP:AMBER</p>"))


def test_a_marking_in_a_line_from_right_to_left_is_read() -> None:
    """PDFium takes such a line out from its end, so that the label comes as "CLEAR:TLP"."""
    sheet = STYLE.replace("Source Serif 4", "Vazirmatn")
    faces = package_folder("styles") / "fonts"
    vazirmatn = (faces / "Vazirmatn-Regular.ttf").read_bytes()
    line = (
        '<p dir="rtl"><bdi dir="ltr">The crisis</bdi>، شمارہ 5، کیا بدلا · ضمیمہ: تبدیلیوں '
        "کی فہرست "
        "<span>TLP:AMBER+STRICT</span></p>"
    )

    assert [] == marked(line, sheet, {"fonts/Vazirmatn.ttf": vazirmatn})


def test_the_html_edition_bears_its_marking() -> None:
    """Not only in its head, in a comment or in what paper alone shows."""
    paper = "<!-- paper --><p>TLP:AMBER+STRICT</p><!-- /paper -->"

    assert ["marking-missing: the HTML edition does not show its marking, TLP:AMBER+STRICT"] == (
        marked(f"{paper}<p>x</p>")
    )
    assert [] == marked(f"{paper}<!-- screen --><p>TLP:AMBER+STRICT</p><!-- /screen --><p>x</p>")


@pytest.mark.parametrize("screen", ["screen", "(prefers-color-scheme: dark)", "(max-width: 30em)"])
def test_no_sheet_of_the_html_edition_hides_its_marking(screen: str) -> None:
    rule = f"@media {screen} {{ p {{ background: #fff; color: #fff }} }}"

    assert "marking-missing: the HTML edition does not show its marking, TLP:AMBER+STRICT" in (
        marked(f'<style media="screen">{rule}</style><p>TLP:AMBER+STRICT</p>')
    )


@pytest.mark.parametrize(
    ("body", "wording"),
    [
        ('<p style="font-size: 5pt">TLP:AMBER+STRICT</p>', "too small to be read"),
        ('<p style="color: #888; background: #bbb">TLP:AMBER+STRICT</p>', "too pale to be read"),
        (
            '<p style="font-size: 30pt">TLP:CLEAR</p><p>TLP:AMBER+STRICT</p>',
            "shows TLP:CLEAR, larger than its marking",
        ),
        ("<p><s>TLP:AMBER+STRICT</s></p>", "turned, struck through or covered"),
        (
            '<p style="transform: rotate(180deg)">TLP:AMBER+STRICT</p>',
            "turned, struck through or covered",
        ),
        (
            '<p style="transform: scaleX(-1)">TLP:AMBER+STRICT</p>',
            "turned, struck through or covered",
        ),
        (
            (
                '<p style="position: relative">TLP:AMBER+STRICT<span style="position: absolute; '
                'left: 0; top: 0.4em; width: 60mm; height: 0.35em; background: #fff"></span></p>'
            ),
            "turned, struck through or covered",
        ),
    ],
)
def test_a_marking_that_is_easily_missed_is_none(body: str, wording: str) -> None:
    """Of the PDF; a screen, which is judged by itself, shows another."""
    screen = "<!-- screen --><p>TLP:AMBER+STRICT</p><!-- /screen -->"
    problem = marked(f"{screen}<!-- paper -->{body}<!-- /paper -->")[0]

    assert problem.startswith("marking-missing: page 1 ")
    assert wording in problem


@pytest.mark.parametrize(
    "style",
    ["", "font-style: italic", "text-decoration: underline", "font-size: 8pt",
     "color: #ff2b2b; background: #000", "border: 1px solid #000"],
)  # fmt: skip
def test_a_marking_with_a_look_of_its_own_is_one(style: str) -> None:
    """Small, slanted or underlined letters are neither broken nor turned."""
    assert [] == marked(f'<p style="{style}">TLP:AMBER+STRICT</p>')


@pytest.mark.parametrize(
    "body",
    [
        '<p style="color: #ffc000; background: black">TLP:AMBER+STRICT</p>',
        "<p>TLP:AMBER+STRICT</p><p>They marked it TLP:RED, not TLP:AMBER.</p>",
        '<p>TLP:AMBER+STRICT</p><p style="font-size: 4pt">TLP:AMBER+STRICT</p>',
        '<p style="letter-spacing: 2pt">TLP:AMBER+STRICT</p>',
    ],
)
def test_a_marking_beside_other_labels_is_one(body: str) -> None:
    assert [] == marked(body)


def test_a_marking_that_nobody_sees_is_none() -> None:
    said = marked('<p>TLP:AMBER+STRICT</p><p style="color: white">TLP:AMBER+STRICT</p>')

    assert [each.split(":")[0] for each in said] == ["text-unseen"]


def test_what_hangs_into_the_padding_of_its_element_sticks_out_of_nothing() -> None:
    """Beside a block the engine sets the text of a paragraph in a box without its padding."""
    style = (
        f"{STYLE} p {{ width: 60px; padding-right: 20px }} b {{ display: block }}"
        " span { white-space: nowrap }"
    )
    word = "W" * 5  # wider than the paragraph, not than the paragraph and its padding

    pressed(f"<p><b>Head</b> <span>{word}</span></p>", style)
    assert "text-overflow" in codes(refusals(f"<p><b>Head</b> <span>{word * 2}</span></p>", style))

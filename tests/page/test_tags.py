"""What a screen reader hears: the HTML's own elements, each once, in order, in its language."""

from __future__ import annotations

import re

import pytest

from reportkit.files.package import package_folder
from reportkit.page.assets import Design
from reportkit.page.pdf.engine import render
from reportkit.problems import SeedsRejected
from tests.page.design import MOMENT, STYLE, codes, design, pressed, refusals
from tests.page.judging import judged
from tests.page.structure import Element, faults_in, links_of, tree_of

LONG = "Seven sentences stand here so that the paragraph runs on. " * 60
PIXEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20z"/></svg>'
)


def outline(element: Element) -> str:
    """Write a tree as kinds in brackets: Document(H1 P)."""
    inside = " ".join(map(outline, element.children))
    return f"{element.kind}({inside})" if inside else element.kind


def heard(body: str, style: str = STYLE, **assets: bytes) -> Element:
    """Set a body; give its tree when nothing is wrong with it."""
    files = {f"{name}.svg": content for name, content in assets.items()}
    made = pressed(body, style, assets=files).pdf
    assert faults_in(made) == []
    assert judged(made) == []
    return tree_of(made)


def folded(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def spaced_once(text: str) -> str:
    """Join words as they are read: between two pieces of a line a reader may add a space."""
    return " ".join(text.split())


def test_elements_that_only_group_or_style_leave_no_trace() -> None:
    tree = heard(
        "<main><section><div><h1>One <b>bold</b> <span>word</span></h1> <p>Two</p>"
        "</div></section></main>"
    )

    assert "Document(Part(Sect(H1 P)))" == outline(tree)
    assert "One bold word" == spaced_once(tree.children[0].children[0].children[0].text)


def test_text_straight_inside_a_group_is_a_paragraph() -> None:
    tree = heard("<div>one <i>two</i><div>three</div>four</div>")

    assert ["one two", "three", "four"] == [spaced_once(each.text) for each in tree.children]
    assert "Document(P P P)" == outline(tree)


def test_a_paragraph_that_runs_over_pages_is_one() -> None:
    tree = heard(f"<p>{LONG * 3}</p>")

    assert "Document(P)" == outline(tree)
    assert folded(LONG * 3) == folded(tree.text)


def test_a_table_over_pages_is_one_and_its_heads_are_heard_once() -> None:
    rows = "".join(f"<tr><th scope=row>{at}<td>cell of row {at}</tr>" for at in range(120))
    made = pressed(
        f"<table><caption>Rows</caption><thead><tr><th>No.<th>What</tr></thead>{rows}</table>"
    )
    table = tree_of(made.pdf).children[0]
    cells = [element for element in table.within() if element.kind in ("TH", "TD")]

    assert made.pages > 2
    assert [] == judged(made.pdf) + faults_in(made.pdf)
    assert ["Caption", "THead", "TBody"] == [element.kind for element in table.children]
    assert 1 == sum(cell.text == "What" for cell in cells)
    assert ["/Column", "/Column", "/Row"] == [cell.attributes["/Scope"] for cell in cells[:3]]
    assert 121 == sum(element.kind == "TR" for element in table.within())


def test_a_cell_says_how_many_columns_and_rows_it_spans() -> None:
    tree = heard("<table><tr><th colspan=2>Both<th rowspan=2>Right</tr><tr><td>1<td>2</tr></table>")
    both, right, *_ = (each for each in tree.within() if each.kind == "TH")

    assert ("2", "2") == (both.attributes["/ColSpan"], right.attributes["/RowSpan"])


def test_a_list_has_its_labels_before_its_bodies() -> None:
    tree = heard("<ol><li>first</li><li>second <ol><li>inner</li></ol></li></ol>")
    item = "LI(Lbl LBody)"

    assert f"Document(L({item} LI(Lbl LBody(L({item})))))" == outline(tree)
    assert "/Decimal" == tree.children[0].attributes["/ListNumbering"]


def test_running_heads_are_artifacts() -> None:
    style = f"{STYLE} @page {{ @top-left {{ content: 'Running head' }} }}"

    assert "Running" not in heard(f"<p>{LONG * 3}</p>", style).text


def test_a_passage_has_its_language() -> None:
    amiri = (package_folder("styles") / "fonts" / "Amiri-Regular.ttf").read_bytes()
    style = STYLE.replace("Source Serif 4", "Source Serif 4, Amiri")
    made = pressed(
        '<p>He said <span lang="ps">سوله</span>.</p><blockquote lang="ur"><p>ہم</p></blockquote>',
        style,
        assets={"fonts/Amiri-Regular.ttf": amiri},
    ).pdf
    tree = tree_of(made)

    assert [] == faults_in(made) + judged(made)
    assert "Document(P(Span) BlockQuote(P))" == outline(tree)
    assert ["en", "en", "ps", "ur", "ur"] == [each.lang for each in tree.within()]


def test_a_link_is_hit_where_it_is_read_and_announced_by_its_words() -> None:
    """A raised number has a line without height, of which the engine makes a link as flat."""
    style = f"{STYLE} sup {{ font-size: 8pt; line-height: 0 }}"
    made = pressed(
        '<h1 id="a">Head</h1><p>Fact<sup><a href="#a">12</a></sup>'
        '<a href="#a" title="changed">~</a></p>',
        style,
    ).pdf

    assert [("12", True), ("changed", True)] == [
        (each.words, each.in_tree) for each in links_of(made)
    ]
    assert all(each.height > 7 for each in links_of(made))


def test_a_link_broken_over_two_lines_is_one_link() -> None:
    tree = heard(f'<p>{LONG[:80]}<a href="https://example.org/">{LONG[:90]}</a></p>')

    assert "Document(P(Link))" == outline(tree)


def test_a_picture_is_heard_by_its_alternative_text_and_decoration_is_not() -> None:
    tree = heard(
        '<figure><img src="styles/a.svg" alt="A black box"><figcaption>Box</figcaption></figure>'
        '<p>x <img src="styles/a.svg" alt=""></p>',
        a=PIXEL.encode(),
    )

    assert "Document(Div(Figure Caption) P)" == outline(tree)
    assert "A black box" == tree.children[0].children[0].alt
    assert "/BBox" in tree.children[0].children[0].attributes


@pytest.mark.parametrize(
    ("body", "wording"),
    [
        ('<p>x</p><img src="styles/a.svg">', "alternative text"),
        (f"<p>x</p>{PIXEL}", "alternative text"),
    ],
)
def test_a_picture_without_words_is_refused(body: str, wording: str) -> None:
    problems = refusals(body, assets={"a.svg": PIXEL.encode()})

    assert ["render-warning"] == codes(problems)
    assert wording in problems[0].message


def test_a_page_without_a_language_is_refused() -> None:
    made = design("<p>x</p>")
    silent = made.files["templates/brief.html.j2"].replace(b' lang="en"', b"")

    with pytest.raises(SeedsRejected) as caught:
        render(None, Design({**made.files, "templates/brief.html.j2": silent}), moment=MOMENT)

    assert "no language" in caught.value.problems[0].message


def test_a_note_is_tagged_as_one_and_leads_to_its_word_and_back() -> None:
    tree = heard(
        '<p>The Line<a id="use" href="#note" aria-label="Note on the Line">*</a>.</p>'
        '<aside id="note"><p><a href="#use" aria-label="Back">*</a> Of 1893.</p></aside>'
    )

    assert "Document(P(Link) Note(P(Link)))" == outline(tree)

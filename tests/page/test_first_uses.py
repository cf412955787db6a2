"""A disputed name bears a mark at its first use, and its note stands once, linked both ways."""

from __future__ import annotations

import re

import pytest

from reportkit.page.compose.view_model import NameNote
from reportkit.page.html.first_uses import set_first_uses

LINE = NameNote(
    key="durand-line", term="Durand Line", name="Durand Line", sign="*", text="The line of 1893.",
    label="Note", back="Back", pointer="Note on the name", see="See the note",
)  # fmt: skip
STRAIT = LINE._replace(key="strait", term="Strait", name="Strait", sign="†", text="Two names.")


def page(front: str = "", part: str = "", *, title: str = "News", annex: str = "") -> str:
    return (
        f'<title>Durand Line</title><body><header class="masthead"><h1>{title}</h1>'
        f'<p class="about">Desk</p></header><main><section class="front">{front}</section>'
        f'<section class="part" id="one">{part}</section>'
        f'<div class="annexes"><p>{annex}</p></div></main>'
    )


def marked(html: str, *notes: NameNote, on_page_one: bool = True) -> str:
    """Give the page with each mark as its sign, each note as [sign text]."""
    written = set_first_uses(html, notes or (LINE,), on_page_one=on_page_one)
    written = re.sub(
        r'<aside class="name-note" id="[^"]*"><p><a [^>]*>(.+?)</a> (.*?)</p></aside>\n',
        r"[\1 \2]",
        written,
    )
    return re.sub(
        r'<a class="note-mark" id="[^"]*" href="[^"]*" aria-label="Note">(.+?)</a>', r"\1", written
    )


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("At the Durand Line.", "At the Durand Line*."),
        ("the Durand Line’s length", "the Durand Line’s* length"),
        ("two Durand Lines", "two Durand Lines*"),
        ("DURAND LINE", "DURAND LINE*"),
        ("the Durand\N{NO-BREAK SPACE}Line,", "the Durand\N{NO-BREAK SPACE}Line*,"),
        ("the Durand <span>Line</span> here", "the Durand <span>Line*</span> here"),
        ('<a href="#x">the Durand Line now</a> too', '<a href="#x">the Durand Line now</a>* too'),
        ("the “so-called Durand Line” and the Durand Line", "the “so-called Durand Line” and the Durand Line*"),  # noqa: E501
        ("\u2067Durand Line\u2069 x", "\u2067Durand Line*\u2069 x"),
    ],
)  # fmt: skip
def test_the_mark_stands_behind_the_name(said: str, printed: str) -> None:
    assert f"<p>{printed}</p>[* The line of 1893.]</section>" in marked(page(part=f"<p>{said}</p>"))


@pytest.mark.parametrize(
    "said",
    [
        "<p>the “Durand Line”</p>",
        "<p>Durand Liner, Lower-Durand Lines-of-sight, xDurand Line</p>".replace(
            "Lines-of", "Linesof"
        ),
        '<p class="quote">Durand Line</p>',
        "<figure><figcaption>Durand Line</figcaption></figure>",
        '<img alt="Durand Line">',
        "<p>Durand</p><p>Line</p>",
        "<!-- screen --><p>Durand Line</p><!-- /screen -->",
    ],
)
def test_what_is_no_word_of_the_brief_bears_none(said: str) -> None:
    html = page(part=said)

    assert html == marked(html)


def test_the_title_is_the_first_use_and_its_label_stays_without_a_mark() -> None:
    html = page("<p>Durand Line</p>", "<p>Durand Line</p>", title="The Durand Line crisis")
    written = marked(html)

    assert '<h1 data-label="The Durand Line crisis">The Durand Line* crisis</h1>' in written
    assert "<title>Durand Line</title>" in written
    assert "<p>Durand Line</p>[* The line of 1893.]</section>" in written
    assert 1 == written.count("[*")


def test_a_note_for_which_page_1_has_no_room_stands_behind_it_and_page_1_says_where() -> None:
    written = marked(page("<p>Durand Line</p>", "<p>News</p>"), on_page_one=False)

    assert "<p>Durand Line*</p></section>" in written
    assert "<p>News</p>[* <b>Durand Line</b> The line of 1893.]</section>" in written
    assert '<a href="#name-note-durand-line">* Note on the name</a></span></p></header>' in written


def test_mark_and_note_lead_to_each_other() -> None:
    written = set_first_uses(page("<p>Durand Line</p>"), (LINE,), on_page_one=True)

    assert 'id="name-durand-line" href="#name-note-durand-line"' in written
    assert 'id="name-note-durand-line"><p><a class="note-mark" href="#name-durand-line"' in written


def test_several_names_have_signs_of_their_own() -> None:
    written = marked(page("<p>Strait and Durand Line</p>"), LINE, STRAIT)

    assert "<p>Strait† and Durand Line*</p>[* The line of 1893.][† Two names.]" in written


def test_the_list_of_names_refers_to_a_note_that_is_printed_and_says_it_else() -> None:
    row = '<span class="paged" data-note="durand-line">The line of <bdi>1893</bdi>.</span>'
    link = '<a href="#name-note-durand-line">See the note</a>'

    assert link in marked(page("<p>Durand Line</p>", annex=row))
    assert row in marked(page("<p>News</p>", annex=row))
    assert "1893" not in marked(page("<p>Durand Line</p>", annex=row)).partition("annexes")[2]

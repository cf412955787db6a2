"""The HTML edition in a real browser: read by hand, ear and eye, on a telephone and at a desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportkit.editions.history import History
from reportkit.model.book import Book
from reportkit.page.assets import Design, read_design
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import illustrate
from reportkit.page.design.house_colours import with_house_colours
from reportkit.page.html.render import render_html
from reportkit.page.html.screen import for_paper, for_screen
from reportkit.problems import SeedsRejected
from reportkit.publish.check import check_series
from tests.page.browser import WINDOWS, Window, shown, violations
from tests.page.composing import book_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TELEPHONE, DESK = Window(360), Window(1400)
LONG = "Provisional-Confederation-of-the-Upper-River-Irrigation-Leagues-and-Dyke-Wardens"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0H9V3Z"/></svg>'


def edition(book: Book, design: Design, *, history: History | None = None) -> str:
    """Make the HTML edition of a book as ``build`` does, without the PDF."""
    design = with_house_colours(design, book)
    drawn = illustrate(book, history, design, {})
    page = compose(book, name="5", history=history, pictures=drawn.pictures)
    whole = Design({**design.files, **drawn.files})
    return for_screen(render_html(whole, page), whole)


@pytest.fixture(scope="session")
def shipped(shipped_series: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the HTML edition that the shipped seeds make."""
    checked = check_series(shipped_series)
    assert checked.candidate is not None
    html = edition(checked.candidate.book, checked.design, history=checked.candidate.history)
    file = tmp_path_factory.mktemp("shipped") / "brief.html"
    file.write_text(html)
    return file


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an edition of long words, many columns, a quotation in Urdu, house colours, a logo."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "styles").mkdir()
    (folder / "styles" / "logo.svg").write_text(LOGO)
    leagues = "".join(
        f"  - {{id: league-{at}, name: {LONG} {at}, kind: armed_group, party_to_conflict: true}}\n"
        for at in range(5)
    )
    figures = "".join(
        f"  - {{id: toll-{at}, metric: killed, best: 1234567, provider: {who}, event: e, "
        "method: claim, as_of: 2025-10-09, source_refs: [s1, s2, s3]}\n"
        for at, who in enumerate(["un", "radio", *(f"league-{at}" for at in range(5))])
    )
    book = book_of(
        folder,
        f"""section: talks
actors:
{leagues}claims:
  - {{id: c1, speaker: league-0, modality: asserts, statement: {LONG * 2} fell, date: 2025-10-09,
     about: [f], source_refs: [s1], quote: {{text: ہم نے سرحد پر فائر بندی کی پابندی کی ہے,
     language: ur, translation: We have kept the ceasefire}}}}
  - {{id: c2, speaker: upper-army, modality: denies, statement: it fell, date: 2025-10-09,
     contradicts: [c1], about: [f], source_refs: [s2]}}
events:
  - {{id: e, event_type: battle, summary: {LONG}, date_start: 2025-10-08, place: ford,
     actors: [{{actor: upper, role: initiator, attribution: alleged}}], source_refs: [s1]}}
facts:
  - {{id: f, statement: {LONG} broke, date: 2025-10-08, claims: [c1, c2],
     verification: unverified, source_refs: [s1, s2, s3]}}
figures:
{figures}""",
        edition="key_figures: [toll-0]\nalerts: [conflict_risk]",
        brief="""
        house:
          accent: "#7a1f3d"
          parties: [{actor: league-0, colour: "#00512b"}]
          logo: styles/logo.svg
        """,
    )
    design, problems = read_design(folder)
    assert problems == []
    file = folder / "brief.html"
    file.write_text(edition(book, design))
    return file


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_a_checker_of_accessibility_finds_nothing_in_the_shipped_edition(
    browser: Browser, shipped: Path, window: Window
) -> None:
    """Contrast is the same at any width, and takes most of the time: once by day, once at night."""
    with shown(browser, shipped, window) as page:
        contrast = window in (Window(360), Window(1400, night=True))

        assert violations(page, contrast=contrast) == []


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_a_checker_of_accessibility_finds_nothing_in_a_hostile_edition(
    browser: Browser, hostile: Path, window: Window
) -> None:
    with shown(browser, hostile, window) as page:
        assert violations(page) == []


@pytest.mark.parametrize("which", ["shipped", "hostile"])
@pytest.mark.parametrize("width", [320, 360, 800, 1400])
def test_nothing_sticks_out_sideways(
    browser: Browser, request: pytest.FixtureRequest, which: str, width: int
) -> None:
    """Only boxes made for it scroll sideways; 320 px is WCAG 2.2, 1.4.10."""
    with shown(browser, request.getfixturevalue(which), Window(width)) as page:
        assert width == page.evaluate("document.documentElement.scrollWidth")


def test_the_file_fetches_nothing(browser: Browser, shipped: Path) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shipped.as_uri(), wait_until="networkidle")
    page.close()

    assert [shipped.as_uri()] == [url for url in asked if not url.startswith("data:")]


def test_the_file_lets_nothing_be_fetched_or_run(browser: Browser, tmp_path: Path) -> None:
    """Even if a template put it there: the policy in the head forbids it."""
    html = edition(book_of(tmp_path), read_design(tmp_path)[0])
    planted = '<img src="https://example.org/a.png"><script>document.title = "run"</script></body>'
    file = tmp_path / "brief.html"
    file.write_text(html.replace("</body>", planted))
    messages: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: messages.append(message.text))
    page.goto(file.as_uri())
    title = page.title()
    page.close()

    assert "The River Dispute, No. 5" == title
    assert 2 == len(messages)
    assert all("Content Security Policy" in text for text in messages)


def test_the_first_tab_shows_the_way_past_the_contents(browser: Browser, shipped: Path) -> None:
    with shown(browser, shipped, TELEPHONE) as page:
        hidden = page.locator(".skip").bounding_box()
        page.keyboard.press("Tab")
        seen = page.locator(".skip:focus").bounding_box()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert hidden is not None
        assert seen is not None
        assert hidden["y"] + hidden["height"] <= 0 <= seen["y"]
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_marking_stays_in_sight(browser: Browser, shipped: Path) -> None:
    with shown(browser, shipped, TELEPHONE) as page:
        page.evaluate("location.hash = '#annex-sources'")
        marks = page.locator(".tlp").all()
        boxes = [mark.bounding_box() for mark in marks]

        assert ["TLP:CLEAR", "TLP:CLEAR"] == [mark.inner_text() for mark in marks]
        assert boxes[0] is not None
        assert 0 <= boxes[0]["y"] < 40


def test_an_annex_is_folded_until_its_heading_or_a_link_into_it_opens_it(
    browser: Browser, shipped: Path
) -> None:
    unfolded = "[...document.querySelectorAll('details')].map(each => each.open)"
    with shown(browser, shipped, TELEPHONE) as page:
        folded = page.evaluate(unfolded)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.locator(".cite").first.click()
        cited = page.locator(".source").first
        opened = page.evaluate(unfolded)
        seen = cited.is_visible()
        page.locator("summary").first.click()

        assert len(folded) >= 4
        assert not any(folded)
        assert height < 30_000
        assert 1 == sum(opened)
        assert seen
        assert page.evaluate(unfolded)[0]


def test_what_is_folded_is_printed(browser: Browser, shipped: Path) -> None:
    with shown(browser, shipped, DESK) as page:
        printed = page.pdf(prefer_css_page_size=True)

    document = pypdfium2.PdfDocument(printed)
    text = "".join(each.get_textpage().get_text_range() for each in document)
    document.close()
    assert "Editions, newest first" in text.replace("\r\n", " ")
    assert "Same text as" in text


def test_a_telephone_says_once_what_happened_day_by_day(browser: Browser, shipped: Path) -> None:
    """In words; a desk has the picture in their place."""
    for window, drawn in ((TELEPHONE, False), (DESK, True)):
        with shown(browser, shipped, window) as page:
            timeline = page.locator(".drawing.timeline")
            assert drawn == timeline.locator("svg").first.is_visible()
            assert drawn != timeline.locator(".instead").is_visible()


def test_a_reason_runs_on_beside_its_label(browser: Browser, shipped: Path) -> None:
    """As a grid it had each piece of its sentence, as each citation makes one, in a cell."""
    edges = """() => [...document.querySelectorAll('.judgement .reason:has(.cite)')].map(one => [
      one.querySelector('.reason-name').getBoundingClientRect().right,
      Math.min(...[...one.querySelectorAll('.cite')].map(t => t.getBoundingClientRect().left))])"""
    with shown(browser, shipped, DESK) as page:
        measured = page.evaluate(edges)

    assert measured
    assert all(label <= cite for label, cite in measured)


def test_a_line_at_a_desk_has_sixty_to_eighty_letters(browser: Browser, shipped: Path) -> None:
    measure = """() => [...document.querySelectorAll('.sentence')].map(each => {
      const style = getComputedStyle(each)
      return [each.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
        parseFloat(style.fontSize)]})"""
    with shown(browser, shipped, DESK) as page:
        lines = page.evaluate(measure)

    # A letter of the text face is 0.47 of its size wide, as English runs.
    assert lines
    assert all(60 <= width / (0.47 * size) <= 80 for width, size in lines)


def test_text_on_a_telephone_is_large_enough(browser: Browser, shipped: Path) -> None:
    sizes = """() => [...document.querySelectorAll('main *')]
      .filter(each => [...each.childNodes].some(node => node.nodeType == 3 && node.data.trim()))
      .filter(each => !each.closest('svg, .cite, sup'))
      .map(each => parseFloat(getComputedStyle(each).fontSize))"""
    with shown(browser, shipped, TELEPHONE) as page:
        assert 12 <= min(page.evaluate(sizes))


def test_the_faces_are_the_reports_own(browser: Browser, shipped: Path) -> None:
    loaded = "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    with shown(browser, shipped, DESK) as page:
        page.evaluate("document.fonts.ready.then(() => true)")
        names = {name.strip('"') for name in page.evaluate(loaded)}

    assert {"Brief Serif", "Brief Sans"} <= names


def test_a_browser_prints_the_marking_on_every_page(browser: Browser, hostile: Path) -> None:
    with shown(browser, hostile, DESK) as page:
        printed = page.pdf(prefer_css_page_size=True)

    document = pypdfium2.PdfDocument(printed)
    texts = [each.get_textpage().get_text_range() for each in document]
    document.close()
    assert len(texts) > 1
    assert all(text.count("TLP:GREEN") == 2 for text in texts)
    assert "Skip to" not in "".join(texts)


def test_the_file_is_small_enough_to_mail(shipped: Path) -> None:
    assert shipped.stat().st_size < 750_000


def test_parts_of_a_medium_may_lie_inside_each_other() -> None:
    inner = "<!-- screen -->T<!-- /screen --><!-- paper -->P<!-- /paper -->"
    html = f"a<!-- screen -->S{inner}U<!-- /screen -->b"

    assert "ab" == for_paper(html)
    assert "aSTUb" == for_screen(html, Design({}))


def test_a_link_to_what_only_the_other_medium_has_is_plain_text() -> None:
    html = (
        '<a class="cite" href="#far">1</a><a href="#near">2</a><a href="#none">3</a>'
        '<!-- screen --><p id="far">x</p><!-- /screen --><p id="near">y</p>'
    )

    paper = for_paper(html)

    assert paper.startswith('<span class="cite">1</span><a href="#near">2</a><a href="#none">3</a>')
    assert '<a class="cite" href="#far">' in for_screen(html, Design({}))


def test_paper_and_screen_each_get_their_own() -> None:
    html = "a<!-- screen -->S<!-- /screen -->b<!-- paper -->P<!-- /paper -->c"

    assert "abPc" == for_paper(html)
    assert "aSbc" == for_screen(html, Design({}))


def test_a_page_without_marks_stays_as_it_is() -> None:
    """Old editions are made again from their own templates, byte for byte."""
    html = '<link rel="stylesheet" href="styles/a.css">\n<p>x</p>\n'
    design = Design({"styles/a.css": b"p { color: red }\n"})

    assert html == for_paper(html)
    assert "<style>\np { color: red }\n</style>\n<p>x</p>\n" == for_screen(html, design)


@pytest.mark.parametrize(
    "css", ["p { background: url(https://example.org/x.png) }", '@import "other.css";']
)
def test_a_style_sheet_that_asks_for_what_is_not_there_is_refused(css: str) -> None:
    design = Design({"styles/a.css": f"b {{}}\n{css}".encode()})

    with pytest.raises(SeedsRejected) as caught:
        for_screen('<link rel="stylesheet" href="styles/a.css" media="screen">', design)
    problem = caught.value.problems[0]
    assert ("asset-refused", "styles/a.css", 2) == (problem.code, *problem.mark[:2])


def test_a_style_sheet_cannot_end_itself() -> None:
    design = Design({"styles/a.css": b"/* </style><script>1</script> */"})

    html = for_screen('<link rel="stylesheet" href="styles/a.css">', design)
    assert 1 == html.count("</")


@pytest.mark.parametrize(
    "css",
    [
        "/* url(old.png), @import */ p { color: red }",
        'p::before { content: "url(a.png)" }',
        "p { background: url(data:image/png;base64,eA==) }",
        'p::after { content: "\\a0" }',
    ],
)
def test_what_asks_for_nothing_stays_as_it_was_written(css: str) -> None:
    assert css in on_screen(css)


@pytest.mark.parametrize(
    "written",
    ["url(a.png)", 'url( "a.png" )', "URL('a.png')", "u\\72l(a.png)", "url(a\\.png)"],
)
def test_an_address_is_carried_inside_however_it_is_written(written: str) -> None:
    html = on_screen(f"p {{ background: {written} }}")

    assert 'p { background: url("data:image/png;base64,eA==") }' in html


def test_a_part_of_a_picture_is_asked_for_by_its_name() -> None:
    assert 'url("data:image/svg+xml;base64,eA==#key")' in on_screen("p { mask: url(a.svg#key) }")


def test_all_that_a_style_sheet_asks_for_in_vain_is_refused_in_one_run() -> None:
    with pytest.raises(SeedsRejected) as caught:
        on_screen('p { background: url(b.png) }\n@media print { @import "c.css"; }')

    assert [(1, 17), (2, 16)] == [problem.mark[1:] for problem in caught.value.problems]


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(SeedsRejected) as caught:
        on_screen("p { background: url(a.png) }" + "(" * 100_000)

    assert "brackets are nested too deep" == caught.value.problems[0].message


def on_screen(css: str) -> str:
    """Give what a browser gets of a page with one style sheet, beside two pictures."""
    files = {"styles/a.css": css.encode(), "styles/a.png": b"x", "styles/a.svg": b"x"}
    return for_screen('<link rel="stylesheet" href="styles/a.css">', Design(files))

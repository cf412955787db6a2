"""The documents of an edition with the real engine: one page, the changes, a body within bounds."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pypdfium2
import pytest

from reportkit.editions.history import History
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import read_design
from reportkit.page.compose.edition import compose, selection_of
from reportkit.page.compose.overflow import demotable_records
from reportkit.page.compose.page_model import Page
from reportkit.page.pdf.documents import documents_of, stood_back
from reportkit.page.pdf.engine import Rendered, render_all
from reportkit.problems import Level, Problem, SeedsRejected
from tests.page.composing import EDITION, book_of, history_after
from tests.page.looking import faults
from tests.page.test_changes_on_page import BEFORE, NOTES, NOW

FULL, ONE_PAGE, CHANGES = Profile.FULL, Profile.ONE_PAGE, Profile.CHANGES
LONG_NAME = "Provisional Confederation of the Upper River Irrigation Leagues"
LONG = "The commission of both banks asks each town along the lower river to clear its channels"


def made(tmp_path: Path, before: Book, now: Book, *profiles: Profile) -> dict[str, Rendered]:
    """Make documents of No. 2 in the shipped design, by their names."""
    return printed(tmp_path, now, history_after(tmp_path, before, now), *profiles)


def printed(
    tmp_path: Path, book: Book, history: History, *profiles: Profile
) -> dict[str, Rendered]:
    def full(left: Collection[str]) -> Page:
        return compose(book, name="2", history=history, demoted=left)

    design, _ = read_design(tmp_path)
    sheets = documents_of(book, history, profiles, full)
    rendered = render_all(sheets, design, moment=book.edition.published)
    return {sheet.name: each for sheet, each in zip(sheets, rendered, strict=True)}


def refused(tmp_path: Path, before: Book, now: Book, profile: Profile) -> Problem:
    with pytest.raises(SeedsRejected) as told:
        made(tmp_path, before, now, profile)
    (problem,) = told.value.problems
    return problem


def book_folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def pages_of(pdf: bytes) -> list[str]:
    """Give the text of each page, spaces and hyphens of the line folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [" ".join(text.replace("￾\r\n", "").replace("\x02", "").split()) for text in texts]


# -- hostile page 1 ----------------------------------------------------------------------------


def crowded(now: int) -> str:
    """Write six figures with long names, judgements and facts; all change with ``now``."""
    term = "unlikely" if now else "likely"
    withdrawn = ", status: withdrawn, status_reason: the gauge was misread that morning at"
    rows = [
        "section: talks",
        f"actors: [{{id: league, name: {LONG_NAME}, kind: armed_group}}]",
        "figures:",
        *(
            f"  - {{id: n{at}, metric: killed, label: people counted as displaced in town {at},"
            f" best: {1_234_567 + 7 * now}, provider: league, place: ford, method: claim,"
            f" as_of: 2025-10-{5 + now:02}, series: s{at}, source_refs: [s1, s2, s3]}}"
            for at in range(6)
        ),
        "judgements:",
        *(
            f"  - {{id: j{at}, key: true, statement: The commission is {term} to open gate {at} of"
            f" the lower river before the rains of the coming winter, likelihood: {{term: {term}}},"
            " confidence: {level: low}, basis: [n0], none_found: true}"
            for at in range(7)
        ),
        "facts:",
        *(
            f"  - {{id: f{at}, statement: {LONG} at {at}, date: 2025-10-08, verification:"
            f" unverified, source_refs: [s1]{f'{withdrawn} {at}' if now else ''}}}"
            for at in range(3)
        ),
    ]
    return "\n".join(rows)


def front_page(now: int) -> str:
    rows = [
        "highlights:",
        *(f"  - {{text: {LONG} before the rains {at}, basis: [n0]}}" for at in range(5)),
        "key_figures: [n0, n1, n2, n3, n4, n5]",
        "alerts: [conflict_risk]",
    ]
    notes = [
        "changes:",
        *(
            f"  - {{record: n{at}, class: UPDATED, reason: Counted on in town {at}}}"
            for at in range(6)
        ),
        *(
            f"  - {{record: j{at}, class: JUDGEMENT-CHANGED, kind: likelihood_lowered,"
            f" evidence: [n{at}], reason: The counts of town {at} rose by seven within the week}}"
            for at in range(7)
        ),
    ]
    return "\n".join([*rows, *(notes if now else [])])


@pytest.fixture
def sixty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bottom line have sixty words."""
    words = " ".join([LONG.replace(":", "")] * 4).split()[:60]
    line = EDITION.replace("The dam is closed", " ".join(words))
    monkeypatch.setattr("tests.page.composing.EDITION", line)


def crowded_books(tmp_path: Path, paper: str) -> tuple[Book, Book]:
    brief = f"paper: {paper}"
    return (
        book_of(tmp_path / "before", crowded(0), edition=front_page(0), brief=brief),
        book_of(tmp_path, crowded(1), edition=front_page(1), brief=brief),
    )


@pytest.mark.usefixtures("sixty_words")
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_crowded_page_one_stays_on_page_one(tmp_path: Path, paper: str) -> None:
    """Six figures by names of sixty letters, seven judgements, sixty words: all before page 2.

    The highlights give way, and what changed is told by its weightiest.
    """
    page = made(tmp_path, *crowded_books(tmp_path, paper), FULL)[FULL]

    first, second, *_ = pages_of(page.pdf)
    assert faults(page.pdf, page.html) == []
    assert first.count(LONG_NAME) >= 6
    assert first.count("Withdrawn, we no longer stand behind it") == 3
    assert first.count("low confidence") == 7
    assert "Highlights" not in first
    assert "In this brief" in first
    assert "Key figures" not in second


@pytest.mark.usefixtures("sixty_words")
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_one_page_has_one_page_and_says_what_it_leaves_out(tmp_path: Path, paper: str) -> None:
    """Highlights leave first; withdrawn records and the key judgements are still told."""
    page = made(tmp_path, *crowded_books(tmp_path, paper), ONE_PAGE)[ONE_PAGE]

    (text,) = pages_of(page.pdf)
    assert faults(page.pdf, page.html) == []
    assert re.search(r"For want of room this page leaves out [45] of 5 highlights", text)
    assert text.count("Withdrawn, we no longer stand behind it") == 3
    assert text.count(LONG_NAME) >= 6
    assert "Sources 1 Daily; 2 Weekly; 3 Monthly." in text


def test_what_can_never_fit_is_refused_by_the_name_of_the_longest_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaving out helps no more; the author is told which text to shorten."""
    monkeypatch.setattr("reportkit.loading.scalars.MAX_TEXT", 20_000)  # one text fills the page
    endless = f"period_note: {LONG * 140}"
    before = book_of(tmp_path / "before", crowded(0))
    now = book_of(tmp_path, crowded(0), edition=endless)

    problem = refused(book_folder(tmp_path, "one"), before, now, ONE_PAGE)
    assert ("one-page-full", "seeds/edition.yaml") == (problem.code, problem.mark.file)
    assert "shorten the note on the period, which has 12180 letters" == problem.hint
    assert "page-one-full" == refused(book_folder(tmp_path, "full"), before, now, FULL).code


# -- one page, the changes ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rendered]:
    """No. 2 of a series in which much has moved, in every form."""
    folder = tmp_path_factory.mktemp("moved")
    before = book_of(folder / "before", BEFORE, edition="key_figures: [toll, homes]")
    return made(folder, before, book_of(folder, NOW, edition=NOTES), FULL, ONE_PAGE, CHANGES)


def test_one_page_holds_the_five_answers_and_where_the_rest_is(
    moved: dict[str, Rendered],
) -> None:
    (text,) = pages_of(moved[ONE_PAGE].pdf)

    for answer in ("No. 2", "The dam is closed.", "Unchanged.", "since No. 1", "25 people killed"):
        assert answer in text
    assert "very unlikely" in text
    assert "5–20%" in text
    assert "low confidence" in text
    assert "No. 2 in full gives every section" in text
    assert "It comes from Water desk, desk@example.org." in text
    assert "leaves out" not in text


def test_the_changes_say_what_we_said_what_we_say_and_why(moved: dict[str, Rendered]) -> None:
    text = " ".join(pages_of(moved[CHANGES].pdf))

    assert "We said (No. 1): The gate is unlikely (20–45%) to open." in text
    assert "We now say: Very unlikely (5–20%)." in text
    assert "Because the talks that began on 11 October have not touched the gate." in text
    assert "+ Talks began.2" in text
    assert "The dam leaks. No leak seen." in text or "Reason: No leak seen." in text
    assert "Annex" not in text


def test_a_source_has_one_number_in_all_forms(moved: dict[str, Rendered]) -> None:
    full = " ".join(pages_of(moved[FULL].pdf))
    shorter = " ".join(pages_of(moved[CHANGES].pdf))

    for number, name in (("1", "Weekly"), ("2", "Daily")):
        assert f"{number} {name}" in full
    assert "2 Daily" in shorter


def test_the_changes_of_a_first_edition_are_its_baseline(tmp_path: Path) -> None:
    design, _ = read_design(tmp_path)
    book = book_of(tmp_path, BEFORE)
    page = compose(book, name="1")
    from reportkit.page.compose.changes_document import changes_of
    from reportkit.page.html.render import render_html

    html = render_html(design, changes_of(page, book), "changes.html.j2")
    assert "This is the first edition." in html
    assert 'class="log-line' not in html


# -- the body ----------------------------------------------------------------------------------


def readings(count: int) -> str:
    """Write facts of the period, the first ones of its first day."""
    rows = "".join(
        f"  - {{id: f{at:03}, statement: The gauge at the ford reads number {at} today,"
        f" date: 2025-10-{6 + 7 * at // count:02}, verification: unverified, source_refs: [s1]}}\n"
        for at in range(count)
    )
    return f"section: talks\nfacts:\n{rows}"


def test_a_body_too_long_moves_its_least_important_to_the_annex(tmp_path: Path) -> None:
    """As few as need be, the oldest first; the section and a warning say how many."""
    book = book_of(tmp_path, readings(130), brief="max_pages: 2")
    before = book_of(tmp_path / "before", readings(130))
    history = history_after(tmp_path, before, book)
    page = printed(tmp_path, book, history, FULL)[FULL]

    text = pages_of(page.pdf)
    assert faults(page.pdf, page.html) == []
    assert 0 < page.demoted < 80
    assert f"{page.demoted} more on record in the annex, page " in text[2]
    (warning,) = stood_back(book, history, page.demoted)
    assert ("body-shortened", Level.WARNING) == (warning.code, warning.level)
    assert warning.message.startswith(f"{page.demoted} records moved from the body to the annex")
    assert "f000, f001, f002, ..." in warning.message
    body = page.html.partition('id="annex-log"')[0]
    assert body.count('class="fact') == 130 - page.demoted


def test_no_section_is_emptied_before_all_that_the_others_can_spare(tmp_path: Path) -> None:
    floods = "".join(
        f"  - {{id: flood{at}, section: floods, statement: The dyke held in {year}, standing: true,"
        f" date: {year}-10-06, verification: unverified, source_refs: [s1]}}\n"
        for at, year in enumerate((2019, 2020, 2021, 2022))
    )
    book = book_of(tmp_path, readings(5) + floods)

    order = demotable_records(selection_of(book, None), ())

    assert ["flood0", "flood1", "f000", "f001", "f002"] == list(order[:5])


def test_what_page_one_rests_on_never_leaves_the_body(tmp_path: Path) -> None:
    before = book_of(tmp_path / "before", readings(110))
    now = book_of(
        tmp_path,
        readings(110),
        edition="highlights: [{text: It reads so, basis: [f000]}]",
        brief="max_pages: 2",
    )
    page = made(tmp_path, before, now, FULL)[FULL]

    assert page.demoted
    body = page.html.partition('id="annex-log"')[0]
    assert 'id="rec-f000"' in body
    assert 'id="rec-f001"' not in body


def test_a_body_that_cannot_be_short_enough_is_refused(tmp_path: Path) -> None:
    """Open measures stay; too many of them are a problem, and nothing is published."""
    rows = "".join(
        f"  - {{id: m{at}, statement: Gate {at} is closed until both sides have signed, kind:"
        " statement, by: upper, measure_status: in_force, since: 2025-10-07, source_refs: [s1]}\n"
        for at in range(220)
    )
    now = book_of(tmp_path, f"section: talks\nmeasures:\n{rows}", brief="max_pages: 2")

    problem = refused(tmp_path, book_of(tmp_path / "before"), now, FULL)
    assert ("body-too-long", "seeds/brief.yaml") == (problem.code, problem.mark.file)

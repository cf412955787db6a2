"""Every record of a book is reachable in the HTML edition, whatever paper leaves out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from reportkit.editions.history import History
from reportkit.i18n.bidi import without_marks
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Place
from reportkit.model.redaction import abridged
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design, read_design
from reportkit.page.compose.edition import compose
from reportkit.page.html.render import render_html
from reportkit.page.html.screen import for_paper, for_screen
from reportkit.publish.check import check_series
from tests.page.composing import book_of, history_after
from tests.page.test_compose import CLASH

#: Without files of a series.
DESIGN, _ = read_design(Path(__file__).parent)


def unreachable(book: Book, html: str) -> list[str]:
    """Name the records without an anchor and, of actors and places in use, those without a name."""
    anchors = set(re.findall(r'\bid="([^"]+)"', html))
    text = text_of(html)
    used = {reference.id for record in book for reference in book.mentions(record)}
    lost = []
    for record in book:
        if isinstance(record, Actor | Place):
            names = [record.name, *([record.short] if isinstance(record, Actor) else [])]
            there = record.id not in used or any(name and name in text for name in names)
        else:
            kind = "src" if record.type == "source" else "rec"
            there = f"{kind}-{record.id}" in anchors
        if not there:
            lost.append(record.id)
    return lost


def text_of(html: str) -> str:
    """Give what a reader reads, with straight apostrophes as in the seeds."""
    return without_marks(unescape(re.sub("<[^>]*>", "", html))).replace("’", "'")


def pages(book: Book, design: Design, name: str, history: History | None) -> tuple[str, str]:
    """Set a book for the screen and for paper."""
    html = render_html(design, compose(book, name=name, history=history))
    return for_screen(html, design), for_paper(html)


def test_every_record_of_the_shipped_series_is_reachable(shipped_series: Path) -> None:
    candidate = check_series(shipped_series).candidate
    assert candidate is not None
    screen, _ = pages(candidate.book, DESIGN, "5", candidate.history)

    assert [] == unreachable(candidate.book, screen)


def test_every_record_of_a_small_series_is_reachable_in_each_edition(tmp_path: Path) -> None:
    book = book_of(tmp_path, CLASH, brief="annexes: [changes]")
    history = history_after(tmp_path, book_of(tmp_path / "before", CLASH), book)

    for name, known in (("1", None), ("2", history)):
        screen, paper = pages(book, DESIGN, name, known)
        assert [] == unreachable(book, screen)
        assert (known is not None) == ('id="annex-log"' in paper)  # a first edition has no log
        assert 'id="annex-sources"' not in paper
        assert "in the HTML edition, which is published with this document." in paper
        assert 'href="#src-' not in paper


def test_a_lower_marking_has_every_record_that_it_may_have_and_no_other(tmp_path: Path) -> None:
    secret = CLASH.replace("  - {id: c.lower,", "  - {id: c.lower, tlp: 'TLP:AMBER',")
    lower = abridged(book_of(tmp_path, secret), Tlp.GREEN)
    screen, paper = pages(lower, DESIGN, "1", None)

    assert "c.lower" not in lower.by_id
    assert [] == unreachable(lower, screen)
    assert "c.lower" not in screen + paper
    assert "the dyke was blown up" not in text_of(screen + paper)


def test_what_is_left_to_the_screen_is_said_by_a_sentence_of_the_paper(tmp_path: Path) -> None:
    """The fact says who speaks and the number; a silence that it does not tell stays on paper."""
    records = """
    section: floods
    facts:
      - {id: dam, statement: Upperland says that the dam leaks; the UN mission counts 12 homes,
         date: 2025-08-01, claims: [leak, hush], about: [homes], verification: unverified,
         source_refs: [s1]}
    claims:
      - {id: leak, speaker: upper, modality: asserts, statement: the dam leaks,
         about: [dam], date: 2025-08-01, source_refs: [s1]}
      - {id: hush, speaker: lower, modality: no_comment, statement: the leak, about: [dam],
         date: 2025-08-01, source_refs: [s1]}
    figures:
      - {id: homes, metric: displaced, best: 12, provider: un, method: count,
         as_of: 2025-08-01, source_refs: [s1]}
      - {id: sheds, metric: displaced, best: 40, provider: un, method: count,
         as_of: 2025-08-01, source_refs: [s1]}
    """
    book = book_of(tmp_path, records)
    history = history_after(tmp_path, book_of(tmp_path / "before", records), book)
    screen, paper = pages(book, DESIGN, "2", history)

    said, printed = text_of(screen), text_of(paper)
    assert "Upperland says that the dam leaks." in said
    assert "Upperland says that the dam leaks." not in printed
    assert "No comment from Lowerland was found on the leak." in printed
    assert "40 people displaced." in printed
    assert "12 people displaced." not in printed
    assert [] == unreachable(book, paper)


def test_ids_are_printed_for_desks_that_want_them(tmp_path: Path) -> None:
    plain, shown = book_of(tmp_path, CLASH), book_of(tmp_path / "ids", CLASH, brief="ids: true")
    record = next(record.id for record in plain if record.type == "fact")

    assert f">{record}<" not in pages(plain, DESIGN, "1", None)[0]
    assert f">{record}<" in pages(shown, DESIGN, "1", None)[0]

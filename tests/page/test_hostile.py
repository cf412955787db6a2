"""Content that breaks pages: each is set by the real engine, passes the gate, and is looked at."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from reportkit.editions.history import History
from reportkit.model.book import Book
from reportkit.page.assets import read_design
from reportkit.page.pdf.engine import Rendered, render_all
from tests.page.composing import book_of, first_history, full_form, history_after
from tests.page.looking import faults, lines_of

LONG_NAME = "Provisional Confederation of the Upper River Irrigation Leagues"
URDU = "ہم نے سرحد پر فائر بندی کی پابندی کی ہے اور کرتے رہیں گے۔"
PASHTO = "موږ د اوربند درناوی کوو او د خبرو لپاره چمتو یو."


def rendered(tmp_path: Path, records: str, *, edition: str = "", brief: str = "") -> Rendered:
    """Set a small series of these records in the shipped design."""
    book = book_of(tmp_path, records, edition=edition, brief=brief)
    return in_full(tmp_path, book, first_history(tmp_path, book), "1")


def in_full(tmp_path: Path, book: Book, history: History, name: str) -> Rendered:
    """Set the form ``full`` in the shipped design, as it is published."""
    design, problems = read_design(tmp_path)
    assert problems == []
    form = full_form(book, history, name)
    (made,) = render_all([form], design, moment=book.edition.published)
    return made


def text_of(pdf: bytes) -> str:
    """Give the text of all pages, spaces folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())
    finally:
        document.close()


def facts(count: int, sentence: str = "The gauge at the ford reads number {at} today") -> str:
    """Write that many facts of the period."""
    rows = "".join(
        f"  - {{id: f{at}, statement: {sentence.format(at=at)}, date: 2025-10-{at % 7 + 6:02},"
        f" verification: unverified, source_refs: [s1]}}\n"
        for at in range(count)
    )
    return f"section: talks\nfacts:\n{rows}"


def test_nothing_at_all(tmp_path: Path) -> None:
    """Empty sections stand and say so; an outlook without anything in it does not stand."""
    page = rendered(tmp_path, "section: talks")

    assert faults(page.pdf, page.html) == []
    assert text_of(page.pdf).count("No record in this section.") == 2


def test_one_record(tmp_path: Path) -> None:
    page = rendered(tmp_path, facts(1))

    assert faults(page.pdf, page.html) == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_two_hundred_records(tmp_path: Path, paper: str) -> None:
    """Many facts fill pages of either paper, each whole and none on top of another."""
    page = rendered(tmp_path, facts(200), brief=f"paper: {paper}")

    assert faults(page.pdf, page.html) == []
    document = pypdfium2.PdfDocument(page.pdf)
    sizes = {tuple(round(side) for side in document[at].get_size()) for at in range(page.pages)}
    document.close()
    assert sizes == {(595, 842) if paper == "A4" else (612, 792)}


LONG_NAMES = f"""
section: talks
actors:
  - {{id: league, name: {LONG_NAME}, kind: armed_group, party_to_conflict: true}}
places:
  - {{id: gorge, name: Grossherzogliches-Wasserschutzgebiet-Unterer-Talsperrendamm,
     kind: crossing, country: Lowerland, geo_precision: 1}}
claims:
  - {{id: blown, speaker: league, modality: asserts, statement: the dyke was blown up,
     date: 2025-10-09, contradicts: [not-blown], about: [dyke], source_refs: [s1]}}
  - {{id: not-blown, speaker: upper-army, modality: denies, statement: it was blown up,
     date: 2025-10-09, about: [dyke], source_refs: [s2]}}
facts:
  - {{id: dyke, statement: A dyke broke, date: 2025-10-08, claims: [blown, not-blown],
     verification: unverified, source_refs: [s1]}}
figures:
  - {{id: loss, metric: killed, best: 1234567, unit: USD million, provider: league,
     place: gorge, method: claim, as_of: 2025-10-09, source_refs: [s1]}}
measures:
  - {{id: m1, statement: Shut, kind: crossing_closure, by: league, place: gorge,
     traffic: trade, measure_status: in_force, since: 2025-10-07, note: {LONG_NAME}}}
  - {{id: m2, statement: {LONG_NAME * 3}, kind: statement, by: league, against: league,
     measure_status: in_force, since: 2025-10-07}}
"""


def test_long_names_everywhere(tmp_path: Path) -> None:
    """A name of sixty letters breaks inside its cell, in columns, boards and the strip."""
    page = rendered(tmp_path, LONG_NAMES, edition="key_figures: [loss]")

    assert faults(page.pdf, page.html) == []


def measures(count: int) -> str:
    """Write that many rows of the board of measures."""
    rows = "".join(
        f"  - {{id: gate{at}, statement: The board closes gate {at} until the water has fallen "
        "below the lower mark and both sides have signed, kind: statement, by: upper, "
        "against: lower, measure_status: in_force, since: 2025-10-07, source_refs: [s1, s2, s3]}\n"
        for at in range(count)
    )
    return f"section: talks\nmeasures:\n{rows}"


def test_a_table_over_three_pages(tmp_path: Path) -> None:
    """Rows stay whole, heads are repeated, none stands alone."""
    page = rendered(tmp_path, measures(130))

    assert faults(page.pdf, page.html) == []
    assert text_of(page.pdf).count("Measure Status") >= 3


READERS = "".join(
    f"  - {{id: x{at}, publisher: P, kind: wire, access: primary}}\n" for at in range(20)
)
TEN_SOURCES = f"""
section: talks
sources:
{READERS}
facts:
  - {{id: all-read, statement: All read it, date: 2025-10-06, verification: unverified,
     source_refs: [{", ".join(f"x{at}" for at in range(20))}]}}
  - {{id: ten-read, statement: The gauge at the ford was read by ten people who all wrote down the
     same, date: 2025-10-08, verification: unverified,
     source_refs: [{", ".join(f"x{at}" for at in range(0, 20, 2))}]}}
"""


def test_ten_sources_on_one_sentence(tmp_path: Path) -> None:
    """Ten numbers hang at the last word; none begins a line."""
    page = rendered(tmp_path, TEN_SOURCES)

    assert faults(page.pdf, page.html) == []
    assert "same.1,3,5,7,9,11,13,15,17,19" in text_of(page.pdf).replace("same. ", "same.")


QUOTATIONS = f"""
section: talks
claims:
  - {{id: truce-1, speaker: lower, modality: asserts, statement: it keeps the truce,
     date: 2025-10-09, about: [truce], contradicts: [truce-2], source_refs: [s1],
     quote: {{text: "{URDU}", language: ur, translation: We keep the truce.}}}}
  - {{id: truce-2, speaker: upper, modality: denies, statement: the other side keeps it,
     date: 2025-10-09, about: [truce], source_refs: [s2],
     quote: {{text: "{PASHTO}", language: ps, translation: We are ready to talk.}}}}
  - {{id: truce-3, speaker: un, modality: asserts, statement: it is told so, date: 2025-10-09,
     source_refs: [s3],
     quote: {{text: "{URDU}", language: ur, translation: We keep the truce.}}}}
facts:
  - {{id: truce, statement: Each side says who keeps the truce, date: 2025-10-08,
     claims: [truce-1, truce-2], verification: unverified, source_refs: [s1]}}
"""


def test_quotations_from_right_to_left(tmp_path: Path) -> None:
    """Urdu and Pashto stand in their own script beside a translation."""
    page = rendered(tmp_path, QUOTATIONS)

    assert faults(page.pdf, page.html) == []
    assert "We keep the truce." in text_of(page.pdf)


CHIPS = "section: talks\nfacts:\n" + "".join(
    f"  - {{id: said{at}, statement: Said, date: 2025-10-07, stale_after: 2025-10-08,"
    " verification: disproved, source_refs: [s1, s2]}\n"
    for at in range(4)
)


def test_three_chips_beside_one_line(tmp_path: Path) -> None:
    """Notes on how firm a fact is never reach down to those of the next."""
    page = rendered(tmp_path, CHIPS)

    assert faults(page.pdf, page.html) == []


def test_a_chip_of_two_lines_keeps_clear_of_the_claims_below(tmp_path: Path) -> None:
    """Contested, and yet "independently confirmed", which is longer than the space beside it."""
    firm = "verification: independently_confirmed, source_refs: [s1, s3]"
    text = QUOTATIONS.replace("verification: unverified, source_refs: [s1]", firm)
    page = rendered(tmp_path, text)
    document = pypdfium2.PdfDocument(page.pdf)
    lines = [line for sheet in document for line in lines_of(sheet)]
    chip = next(at for at, line in enumerate(lines) if line.text == "confirmed")
    claim = next(line for line in lines[chip:] if "keeps the truce (said" in line.text)
    document.close()

    assert lines[chip - 1].text == "independently"
    assert claim.top < lines[chip].bottom


def test_everything_changed(tmp_path: Path) -> None:
    """Two hundred rows of the log, marked in the margin, pass over the pages whole."""
    before = book_of(tmp_path / "before", facts(100))
    now = book_of(tmp_path, facts(200, "The gauge at the ford reads number {at} today and so on"))
    history = history_after(tmp_path, before, now)
    page = in_full(tmp_path, now, history, "2")

    assert faults(page.pdf, page.html) == []
    assert "Nothing has changed since" not in text_of(page.pdf)

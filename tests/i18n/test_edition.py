"""An edition in Urdu around English facts: set, inspected, and read out of its PDF again."""

from __future__ import annotations

import shutil
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from reportkit.i18n.translate import gettext, use_language
from reportkit.page.preflight.text import fold
from reportkit.publish.build import build
from reportkit.publish.built import Built
from reportkit.publish.check import check_series
from tests import tiny
from tests.schedule.series import rewrite

NOW = datetime(2026, 1, 20, tzinfo=UTC)
#: Ten UI strings that any edition prints.
UI_STRINGS = (
    "In this brief", "Key figures", "Highlights", "What changed", "Sources", "Methods",
    "In this edition", "Conflicting claims", "Digest",
    "Editions, newest first, and how to verify them",
)  # fmt: skip


def in_urdu(series: Path) -> Path:
    """Let a series speak Urdu around facts in English."""
    brief = series / "seeds" / "brief.yaml"
    told = brief.read_text().replace("language: en\n", "")
    brief.write_text(f"{told}\nlanguage: ur\ntext_language: en\n")
    return series


def text_of(pdf: Path) -> str:
    """Take the text out of a PDF, in one form of letters."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return unicodedata.normalize("NFKC", " ".join(text.split()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the tiny series in Urdu."""
    return build(in_urdu(tiny.write(tmp_path_factory.mktemp("urdu"))), now=NOW)


def test_the_words_of_the_page_come_out_of_the_pdf_as_they_were_set(made: Built) -> None:
    text = fold(text_of(made.pdf))
    with use_language("ur"):
        wanted = [gettext(each) for each in UI_STRINGS]

    assert [] == [words for words in wanted if fold(words) not in text]


def test_the_page_says_its_languages_and_directions(made: Built) -> None:
    assert made.html is not None
    html = made.html.read_text()

    assert '<html lang="ur" dir="rtl"' in html
    assert 'class="bottom-line" lang="en" dir="ltr">' in html


def test_the_marking_stands_where_a_line_of_the_page_ends(made: Built) -> None:
    """At the left in head and foot, where an English page has it at the right."""
    document = pypdfium2.PdfDocument(made.pdf)
    for page in document:
        text = page.get_textpage()
        letters = text.get_text_range()
        begins = [at for at in range(len(letters)) if letters.startswith("TLP", at)]
        lefts = [text.get_charbox(at)[0] for at in begins]

        assert len(lefts) == 2
        assert max(lefts) < page.get_width() / 4


def test_the_change_log_for_people_speaks_urdu_and_the_facts_do_not(made: Built) -> None:
    assert "# شمارہ 1 کی تبدیلیوں کا ریکارڈ" in (made.folder / "changes.md").read_text()
    assert "شمارہ" not in (made.folder / "facts.json").read_text()


def test_the_shipped_edition_in_urdu_passes_the_gate(tmp_path: Path, shipped_series: Path) -> None:
    """Nothing is lost, nothing sticks out; Urdu takes more room than the bound for English."""
    series = in_urdu(Path(shutil.copytree(shipped_series, tmp_path / "series")))
    rewrite(series, "brief.yaml", "max_pages: 5", "max_pages: 8")
    made = build(series, now=datetime(2025, 11, 18, tzinfo=UTC))

    assert made.sealed
    assert 10 < made.pages < 20


def test_a_language_without_a_catalogue_is_a_problem(tmp_path: Path) -> None:
    series = in_urdu(tiny.write(tmp_path))
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("language: ur", "language: sw", 1))

    (problem,) = check_series(series).problems

    assert "language-unspoken" == problem.code
    assert "known: en, ur" in problem.hint

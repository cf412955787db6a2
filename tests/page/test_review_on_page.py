"""Who wrote an edition and who read it before release stands at its head and in its methods."""

from __future__ import annotations

from pathlib import Path

from reportkit.page.compose.edition import compose
from tests.page.composing import book_of

REVIEW = "authors: [A. Writer]\nreview: {by: B. Reader, on: 2025-10-13, role: head of desk}"


def test_page_1_names_the_reviewer_and_the_methods_who_wrote_and_who_read(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path, edition=REVIEW), name="1")

    assert ("Reviewed by", "B. Reader") in [(row.label, row.text) for row in page.masthead.small]
    assert "Written by A. Writer. Reviewed by B. Reader (head of desk) on 13 Oct 2025." in [
        row.text for row in page.annexes.methods.rows
    ]


def test_an_edition_without_a_review_says_nothing_of_one(tmp_path: Path) -> None:
    page = compose(book_of(tmp_path), name="1")

    assert "Reviewed by" not in [row.label for row in page.masthead.small]
    assert "Review" not in [row.label for row in page.annexes.methods.rows]

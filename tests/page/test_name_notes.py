"""Which names bear a note, and whether page 1 has room for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportkit.page.compose.edition import compose
from reportkit.page.compose.front_fit import WORDS, fitted, words_of
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.view_model import Drawing
from tests.page.composing import book_of

NAMES = """
naming_policy:
  - {term: Great River, prefer: Great River, only_in_quotes: false, note: Two names are in use.}
  - {term: Small River, prefer: Small River, only_in_quotes: false}
  - {term: bandits, prefer: fighters, note: One side says so.}
"""


def page_of(tmp_path: Path, title: str) -> Page:
    """Compose the first edition of a series that is called so."""
    book = book_of(tmp_path, brief=NAMES)
    renamed = book.brief.replace(title=title)
    return compose(replace(book, brief=renamed), name="1")


def test_a_term_with_a_note_that_may_stand_outside_quotations_has_one(tmp_path: Path) -> None:
    (note,) = page_of(tmp_path, "The Great River").name_notes

    assert ("Great River", "*", "Two names are in use.") == (note.term, note.sign, note.text)


def test_the_list_of_names_knows_which_notes_stand_in_the_text(tmp_path: Path) -> None:
    names = page_of(tmp_path, "News").annexes.methods.names

    assert {"“Great River”": "great-river", "“bandits”": ""} == {
        row.label: row.note for row in names if row.label.startswith("“")
    }


def test_page_1_holds_the_note_of_a_name_that_it_uses_while_it_has_words_left(
    tmp_path: Path,
) -> None:
    used, room = page_of(tmp_path, "The Great River"), WORDS - 5

    def filled(page: Page, words: int) -> Page:
        more = " ".join(["word"] * (words - words_of(page)))
        return replace(page, subtitle=more)

    assert fitted(filled(used, room), 0).front.holds_notes
    assert not fitted(filled(used, room + 1), 0).front.holds_notes
    assert fitted(filled(page_of(tmp_path, "News"), room + 1), 0).front.holds_notes


def test_the_note_stays_where_the_strip_has_made_room_for_it(tmp_path: Path) -> None:
    page = page_of(tmp_path, "The Great River")
    strip = Drawing(src="pictures/strip.svg", alt=" ".join(["word"] * WORDS))

    front = fitted(replace(page, front=replace(page.front, strip=strip)), 0).front
    assert (front.strip, front.holds_notes) == (None, True)


def test_the_note_is_the_first_to_leave_a_page_1_that_does_not_end(tmp_path: Path) -> None:
    page = page_of(tmp_path, "The Great River")

    assert fitted(page, 0).front.holds_notes
    assert not fitted(page, 1).front.holds_notes

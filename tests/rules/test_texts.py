"""How rules look at texts: what is quoted, and at what cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.loading.serialize import Plain
from reportkit.problems import Problem
from reportkit.rules import texts
from reportkit.rules.references import MAX_HINTS
from reportkit.rules.texts import every_text, printed_texts, without_quotes
from tests import tiny
from tests.records import Written, book_of, by_id


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("He says “it is, ‘so’” and goes.", f"He says {13 * ' '} and goes."),
        ("He says \"it\" and 'that' and «this».", "He says      and        and       ."),
        ("„So“ and „so” end alike.", "     and      end alike."),
        ("The minister's and the parties' words", "The minister's and the parties' words"),
        ('An "open mark hides nothing', 'An "open mark hides nothing'),
        ("“a “b” c”", "       c”"),
    ],
)
def test_only_what_stands_between_two_marks_is_a_quotation(text: str, kept: str) -> None:
    assert kept == without_quotes(text)


def test_a_text_of_marks_that_nothing_closes_is_searched_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Searching for the end again from each mark made a text of quotes cost minutes."""
    searched: list[str] = []

    class Counting:
        def __init__(self, mark: str) -> None:
            self.mark = mark

        def search(self, _text: str, _at: int) -> None:
            searched.append(self.mark)

    monkeypatch.setattr(texts, "_CLOSES", {mark: Counting(mark) for mark in "“„\"«‘'"})
    text = "“„\"« ‘ '" * 1_000

    assert text == without_quotes(text)
    assert ["“", "„", '"', "«", "‘", "'"] == searched


def test_only_the_first_unknown_names_are_guessed_at(
    problems: Callable[[str], tuple[Problem, ...]],
) -> None:
    case = "facts: [" + ", ".join("{source_refs: [papr]}" for _ in range(60)) + "]"

    hints = Counter(p.hint for p in problems(case) if p.code == "ref-unknown")
    assert {
        "did you mean 'paper'?": MAX_HINTS,
        "define the source in the seeds": 60 - MAX_HINTS,
    } == hints


def test_the_texts_of_a_book_are_gathered_once(tmp_path: Path) -> None:
    book = load(tiny.write(tmp_path)).book
    assert book is not None

    assert printed_texts(book) is printed_texts(book)
    assert "The road through the valley is shut." in [each.text for each in printed_texts(book)]


@pytest.mark.parametrize(("language", "printed"), [("en", ["Mill"]), ("ur", ["Mill", "چکی"])])
def test_of_the_names_of_a_place_a_page_has_its_own_and_that_of_its_language(
    language: str, printed: list[str]
) -> None:
    """A font need not have the letters of the others, nor of a number of another data set."""
    names: list[Plain] = [
        {"name": "چکی", "language": "ur"},
        {"name": "磨坊", "language": "zh"},
        {"name": "Myll"},
    ]
    place: Written = {"type": "place", "id": "mill", "name": "Mill", "names": names,
             "external_ids": [{"scheme": "acled", "id": "AFG1"}]}  # fmt: skip
    book = book_of(by_id(place).values(), brief={"language": language})

    assert printed == [text.text for text in every_text(book) if text.owner == "mill" and text.text]

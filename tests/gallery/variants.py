"""What the gallery shows: each series in every form, theme, language and on every paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design, read_design
from reportkit.page.design.theme import THEME
from reportkit.publish.check import check_series
from tests.page.browser import WINDOWS
from tests.page.composing import book_of, history_after
from tests.page.hostile import FORMS, hostile
from tests.shipped import ROOT, copy_shipped

SERIES = ("shipped", "hostile", "empty")
THEMES = ("plain", "broadsheet")
LANGUAGES = ("en", "ur")
PAPERS = ("a4", "letter")
SCREEN = "screen"
FORMS_SHOWN = (*(profile.value for profile in Profile), SCREEN)
#: A page is printed grey once for each theme: language and paper change no ink.
GREY_PAGES = range(1, 5)


class Printing(NamedTuple):
    """One run of the press; its forms come from it together."""

    series: str
    theme: str
    language: str
    paper: str

    @property
    def variant(self) -> str:
        """Name it among those of its series: "broadsheet-ur-letter"."""
        return f"{self.theme}-{self.language}-{self.paper}"


class Wanted(NamedTuple):
    """A printing and the forms of it that are to be shown."""

    printing: Printing
    forms: tuple[str, ...]


class Edition(NamedTuple):
    """What the press is given."""

    book: Book
    name: EditionName
    history: History
    design: Design


def wanted(words: Sequence[str]) -> Iterator[Wanted]:
    """Give the printings whose names hold all words, each a name from the tuples above.

    Raises ValueError for a word that names nothing.
    """
    known = {*SERIES, *THEMES, *LANGUAGES, *PAPERS, *FORMS_SHOWN}
    if strange := sorted(set(words) - known):
        raise ValueError(f"unknown: {', '.join(strange)}; known: {', '.join(sorted(known))}")
    for each in product(SERIES, THEMES, LANGUAGES, PAPERS):
        printing = Printing(*each)
        forms = tuple(
            form
            for form in FORMS_SHOWN
            if set(words) <= {*printing, form} and (form != SCREEN or printing.paper == "a4")
        )
        if forms:
            yield Wanted(printing, forms)


def windows_of(printing: Printing) -> tuple[str, ...]:
    """Name the columns of a printing on a screen."""
    language = f"{printing.theme}-{printing.language}"
    return tuple(f"{language}-{_window(at)}" for at in range(len(WINDOWS)))


def edition_of(printing: Printing, folder: Path) -> Edition:
    """Write the series of a printing into an empty folder and read it."""
    if printing.theme != "plain":
        (folder / "styles").mkdir(parents=True)
        theme = ROOT / "docs" / "themes" / printing.theme / "theme.css"
        shutil.copyfile(theme, folder / THEME)
    locale = "text_language: en\n" if printing.language != "en" else ""
    paper = {"a4": "A4", "letter": "Letter"}[printing.paper]
    brief = f"paper: {paper}\nlanguage: {printing.language}\n{locale}"
    if printing.series == "shipped":
        return _shipped(folder, brief)
    design, problems = read_design(folder)
    if problems:
        raise ValueError("; ".join(str(problem) for problem in problems))
    if printing.series == "hostile":
        book, history = hostile(folder, brief=brief)
    else:
        bare = book_of(folder / "before", brief=FORMS + brief)
        book = book_of(folder, brief=FORMS + brief)
        history = history_after(folder, bare, book)
    return Edition(book, EditionName(2), history, design)


def _shipped(folder: Path, brief: str) -> Edition:
    """Copy the series of the repository."""
    copy_shipped(folder)
    file = folder / "seeds" / "brief.yaml"
    file.write_text(file.read_text().replace("language: en\n", "") + brief)
    checked = check_series(folder)
    if checked.candidate is None:
        raise ValueError("\n".join(str(problem) for problem in checked.problems))
    candidate = checked.candidate
    return Edition(candidate.book, candidate.name, candidate.history, checked.design)


def _window(at: int) -> str:
    return f"{WINDOWS[at].width}{'-night' if WINDOWS[at].night else ''}"

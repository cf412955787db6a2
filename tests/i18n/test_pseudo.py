"""Every word of the page comes from the catalogue, the records' own apart.

The page is set in a language that puts each of its texts between marks: a letter that stands
outside of them, and is no record's, was written past the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
import tinyhtml5

from reportkit.editions.history import History
from reportkit.i18n import catalog
from reportkit.i18n.translate import use_language
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import Profile
from reportkit.page.assets import Design
from reportkit.page.compose.edition import compose
from reportkit.page.compose.illustrations import illustrate
from reportkit.page.compose.language_isolation import in_language_of, isolated
from reportkit.page.compose.page_model import Page
from reportkit.page.html.render import render_html
from reportkit.page.pdf.documents import documents_of
from reportkit.publish.check import check_series

OPEN, CLOSE = "⟦", "⟧"
#: Their words are a record's, a name of this tool, or the label that nobody translates.
APART = frozenset({"tlp", "note-mark"})


class Marked(NullTranslations):
    """A catalogue that has every text, between marks."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        return self.gettext(msgid1)


@pytest.fixture
def shipped(shipped_series: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Book, History, Design]:
    """Give the shipped edition with UI strings in a marked language from right to left."""
    checked = check_series(shipped_series)
    assert checked.candidate is not None
    book = checked.candidate.book
    told = book.brief.replace(language="ur", text_language="en")
    monkeypatch.setattr(catalog, "translations_of", lambda _: Marked())

    return replace(book, brief=told), checked.candidate.history, checked.design


@pytest.mark.parametrize("profile", [Profile.FULL, Profile.ONE_PAGE, Profile.CHANGES])
def test_no_word_is_written_past_the_catalogue(
    profile: Profile, shipped: tuple[Book, History, Design]
) -> None:
    book, history, design = shipped
    drawn = illustrate(book, history, design, {})

    def full(left: Any) -> Page:
        return compose(book, name="5", history=history, pictures=drawn.pictures, demoted=left)

    with use_language("ur", "en"):
        (sheet,) = documents_of(isolated(book), history, {profile}, full)
    page = in_language_of(book, sheet.compose)(0, {}, 0)
    html = render_html(Design({**design.files, **drawn.files}), page, sheet.template)

    assert [] == untranslated(html)


def untranslated(html: str) -> list[str]:
    """Give the words that stand neither between marks nor in a record's passage."""
    depth = 0
    words, word = [], ""
    for letter in "".join(_texts(tinyhtml5.parse(html, namespace_html_elements=False))):
        depth += (letter == OPEN) - (letter == CLOSE)
        if letter.isalpha() and depth == 0:
            word += letter
        elif word:
            words.append(word)
            word = ""
    return words


def _texts(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("head", "style", "svg"):
        return
    own = element.get("lang") in (None, "ur") and not (
        element.tag == "bdi" and element.get("dir") == "ltr"
    )
    if own and not APART.intersection((element.get("class") or "").split()):
        yield f" {element.text or ''}"
        for child in element:
            yield from _texts(child)
            yield child.tail or ""

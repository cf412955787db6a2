"""What changed, for those who read the last edition: two pages of a weekly."""

from __future__ import annotations

from dataclasses import replace

from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.page.compose.excerpt import self_contained, short_sources
from reportkit.page.compose.log_model import LogExcerpt, Since
from reportkit.page.compose.one_page import document_head, whole_of
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.profiles_model import ChangesPage
from reportkit.page.compose.quotation_marks import typeset


def changes_of(page: Page, book: Book) -> ChangesPage:
    """Compose the changes of an edition out of its full page, with the same numbers of sources.

    The log says all that the box of page 1 says, so that it stands without it.
    """
    front = replace(
        page.front,
        expectations=(),
        track_record="",
        key_figures=(),
        highlights=(),
        strip=None,
        since=Since(""),
    )
    log = page.annexes.log
    return typeset(
        self_contained(
            ChangesPage(
                **document_head(page, front=front, form=gettext("what changed")),
                annexes=LogExcerpt(log),
                sources=short_sources(book, page, (front, log)),
                whole=whole_of(page, book),
            )
        )
    )

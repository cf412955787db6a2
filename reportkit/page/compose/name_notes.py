"""Notes on disputed names that the brief itself uses: each is printed once, at its first use."""

from __future__ import annotations

from itertools import count

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.page.compose.view_model import NameNote
from reportkit.page.labels import stop

_SIGNS = "*†‡"


def name_notes_of(book: Book) -> tuple[NameNote, ...]:
    """Give the notes on terms of the naming policy that may stand outside quotations."""
    noted = [each for each in book.brief.naming_policy if each.note and not each.only_in_quotes]
    return tuple(
        NameNote(
            key=key_of(naming.term),
            term=without_marks(naming.term),
            name=naming.term,
            sign=_SIGNS[at % len(_SIGNS)] * (at // len(_SIGNS) + 1),
            text=stop(naming.note or ""),
            label=gettext("Note on the name {term}", term=naming.term),
            back=gettext("Back to the name {term}", term=naming.term),
            pointer=gettext("Note on the name"),
            see=gettext("See the note on the name"),
        )
        for at, naming in zip(count(), noted, strict=False)
    )


def key_of(term: str) -> str:
    """Name a note by its term, in what addresses may hold."""
    plain = without_marks(term).casefold()
    return "-".join("".join(s if s.isalnum() else " " for s in plain).split())

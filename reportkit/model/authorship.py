"""Who wrote an edition, and parts of it? Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Judgement
from reportkit.model.book import Book, is_live


def authors_of(book: Book) -> tuple[str, ...]:
    """Name who wrote the edition: its own authors, else those of the series, else the producer."""
    return book.edition.authors or book.brief.authors or (book.brief.producer,)


def writers(book: Book) -> Iterator[str]:
    """Name all who wrote any of it: the authors, and those of single judgements."""
    yield from authors_of(book)
    for judgement in book.all(Judgement):
        if is_live(judgement):
            yield from judgement.authors

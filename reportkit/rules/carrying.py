"""Which sources carry what a reader acts upon."""

from __future__ import annotations

from reportkit.model.analysis import Judgement
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Source


def under_key_judgements(book: Book) -> tuple[Source, ...]:
    """Give the sources that key judgements rest on, in the order of the files."""
    return book.once(_under_key_judgements)


def under_page_one(book: Book) -> tuple[Source, ...]:
    """Give the sources that key judgements and key figures rest on, in the order of the files."""
    return book.once(_under_page_one)


def _under_key_judgements(book: Book) -> tuple[Source, ...]:
    return _under(book, _key_judgements(book))


def _under_page_one(book: Book) -> tuple[Source, ...]:
    return _under(book, [*_key_judgements(book), *book.edition.key_figures])


def _key_judgements(book: Book) -> list[str]:
    return [one.id for one in book.all(Judgement) if one.key and is_live(one)]


def _under(book: Book, ids: list[str]) -> tuple[Source, ...]:
    cited = {source for id in ids for source in book.sources_under(id)}
    return tuple(one for one in book.all(Source) if one.id in cited and is_live(one))

"""What a sentence rests on, down to the records at the end of each way."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.analysis import Judgement
from reportkit.model.book import EVIDENCE, Book
from reportkit.model.envelope import Record


def rested_on(book: Book, basis: tuple[str, ...]) -> Iterator[Record]:
    """Give the records named and what they rest on; a judgement is the end of a way."""
    waiting, seen = list(basis), set[str]()
    while waiting:
        record = book.by_id.get(waiting.pop())
        if record is None or record.id in seen:
            continue
        seen.add(record.id)
        yield record
        if not isinstance(record, Judgement):
            waiting += [named.id for named in book.mentions(record) if named.field in EVIDENCE]


def is_whole(book: Book, basis: tuple[str, ...]) -> bool:
    """Tell whether all that a sentence rests on could be read; what could not has its own error."""
    chain = (one for one in rested_on(book, basis) if not isinstance(one, Judgement))
    mentions = (mention for record in chain for mention in book.mentions(record))
    evidence = (mention.id for mention in mentions if mention.field in EVIDENCE)
    return all(id in book.by_id for id in (*basis, *evidence))

"""What a sentence rests on, down to the records at the end of each way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportkit.model.analysis import Indicator, Judgement
from reportkit.model.book import EVIDENCE, Book
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure


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


def last_day(book: Book, id: str) -> date | None:
    """Give the last day of what a record tells; None where it has no day or goes on."""
    match record := book.by_id.get(id):
        case Fact(date=None, event=str(event)):
            last = last_day(book, event)
        case Fact(date=day) | Claim(date=day) | Round(end=day) | Measure(until=day):
            last = day
        case Event():
            last = record.date_end or record.date_start
        case Figure():
            last = record.as_of or (record.period.end if record.period else None)
        case Commitment():
            last = record.due or record.made_on
        case Indicator():
            last = record.last_checked
        case _:
            last = None
    return last

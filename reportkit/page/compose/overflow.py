"""What leaves the body of an edition for want of room, the least important first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Fact, Figure
from reportkit.page.compose.sections import figures_in_body
from reportkit.page.selection import Selection, is_carried

#: So many records of a section leave last of all, so that no section is emptied.
SPARED = 2


def demotable_records(selection: Selection, moved: Collection[str]) -> tuple[str, ...]:
    """Name what may leave, the first to go first; ``moved`` changed and is not merely new.

    Facts with the claims under them, the event whose table of tolls stands in the body, and
    figures of no event, which go first: an annex lists them. Of the others, what
    merely stands from earlier goes before what is new, what is new before what moved, what
    no key judgement rests on before what one does, the older before the younger; but the first
    of each section go last. What page 1 rests on stays, and so does every state that is still open.
    """
    kept, carrying = page_one(selection.book), _under_key_judgements(selection.book)
    ranked = sorted(
        (
            not isinstance(record, Figure),
            record.id in moved,
            new,
            record.id in carrying,
            day or date.min,
            record.id,
            record.section,
        )
        for record, new, day in _in_body(selection)
        if record.id not in kept
    )
    return _emptying_last([(id, section) for *_, id, section in ranked])


def _emptying_last(ranked: list[tuple[str, str | None]]) -> tuple[str, ...]:
    """Put what would empty a section behind all else: ids and sections, the first to go first."""
    remaining = Counter(section for _, section in ranked)
    early: list[str] = []
    late: list[str] = []
    for id, section in ranked:
        (early if remaining[section] > SPARED else late).append(id)
        remaining[section] -= 1
    return (*early, *late)


def page_one(book: Book) -> frozenset[str]:
    """Name the records that the sentences and numbers of page 1 rest on."""
    edition = book.edition
    statements = (edition.bottom_line, edition.trend_rationale, *edition.highlights)
    figures = [figure for id in edition.key_figures if (figure := book.get(Figure, id))]
    return frozenset(
        [
            *(id for statement in statements for id in statement.basis),
            *(figure.id for figure in figures),
            *(figure.event for figure in figures if figure.event),
        ]
    )


def _in_body(selection: Selection) -> Iterator[tuple[Record, bool, date | None]]:
    """Give what of the body may leave, whether it is news, and its day."""
    for fact in selection.book.all(Fact):
        if selection.in_body(fact):
            yield fact, selection.is_news(fact), fact.date
    if selection.toll:
        yield selection.toll.event, True, selection.toll.event.date_start
    for figure in figures_in_body(selection.book, selection):
        yield figure, True, figure.as_of


def _under_key_judgements(book: Book) -> frozenset[str]:
    return frozenset(
        id
        for judgement in book.all(Judgement)
        if judgement.key and is_carried(judgement)
        for id in (*judgement.basis, *judgement.evidence_against)
    )

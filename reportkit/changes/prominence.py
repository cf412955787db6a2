"""What a reader of an edition acted upon: what page 1 and the key judgements rest on."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.changes.edition_view import EditionView
from reportkit.model.analysis import Judgement
from reportkit.model.book import EVIDENCE, Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Figure
from reportkit.model.fields import spec_of
from reportkit.model.metrics import LOSSES


def acted_upon(record: Record, view: EditionView, carrying: frozenset[str]) -> bool:
    """Tell whether readers of an edition may have acted on a record: its end is told to them.

    ``carrying`` is ``carrying_of(view)``. A count of losses is used wherever it stands, in a
    sentence about it too.
    """
    about = (view.records.get(id) for id in getattr(record, "about", ()))
    return record.id in carrying or view.is_key(record.id) or any(map(_is_loss, (record, *about)))


def resting_on(id: str, view: EditionView) -> frozenset[str]:
    """Name the judgements that rest on a record, however far down."""
    book = view.book
    return frozenset(each.id for each in book.all(Judgement) if id in _down([*each.basis], book))


def _is_loss(record: Record | None) -> bool:
    return isinstance(record, Figure) and record.metric in LOSSES


def carrying_of(view: EditionView) -> frozenset[str]:
    """All ids on which page 1 and the key judgements rest, however far down."""
    edition = view.book.edition
    named = [*edition.key_figures]
    for statement in (edition.bottom_line, *edition.highlights):
        named += statement.basis
    for judgement in view.book.all(Judgement):
        if judgement.key:
            named.append(judgement.id)  # and, going down, its basis
    return frozenset(_down(named, view.book))


def _down(named: list[str], book: Book) -> Iterator[str]:
    waiting, seen = list(named), set[str]()
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        yield id
        if record := book.by_id.get(id):
            waiting += _evidence_of(record)


def _evidence_of(record: Record) -> Iterator[str]:
    for field in EVIDENCE & spec_of(type(record)).keys():
        held = getattr(record, field)
        yield from held if isinstance(held, tuple) else (held,) if held else ()

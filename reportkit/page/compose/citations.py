"""What hangs at a record on the page: the numbers of its sources, its place, its change mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportkit.i18n.bidi import left_to_right
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Place, Source
from reportkit.page.compose.view_model import Anchor, ChangeMark, Cite, Link, Prose

#: Records without a place of their own: they are named wherever they act or lie.
_UNPRINTED = (Actor, Place)


class Citations:
    """Numbers the sources in the order in which the page first cites them.

    The page is composed in reading order, so that the first sentence has number 1. Records
    placed before ``close_body`` are those of the body: an annex does not print them again.
    """

    def __init__(self, book: Book, marks: Mapping[str, ChangeMark] | None = None) -> None:
        self.book = book
        self._marks = marks or {}
        self._numbers: dict[str, int] = {}
        self._in_body: dict[str, None] = {}
        self._body_open = True

    # Places ---------------------------------------------------------------------------------

    def anchor(self, record_id: str) -> Anchor:
        """Give a record its place; it is asked for once, where the record is printed."""
        if self._body_open:
            self._in_body[record_id] = None
        shown = left_to_right(record_id) if self.book.brief.ids else ""
        return Anchor(record_id, f"rec-{record_id}", shown, self._marks.get(record_id))

    def close_body(self) -> tuple[str, ...]:
        """End the body and give the ids of the records that it holds."""
        self._body_open = False
        return tuple(self._in_body)

    def is_in_body(self, record_id: str) -> bool:
        """Tell whether the body, composed so far, holds a record."""
        return record_id in self._in_body

    def link(self, record_id: str) -> Link:
        """Lead to a record by its id; one that has no place is named and leads nowhere."""
        record = self.book.by_id.get(record_id)
        if record is None or isinstance(record, _UNPRINTED):
            return Link(left_to_right(record_id), "")
        return Link(
            left_to_right(record_id),
            f"{'src' if isinstance(record, Source) else 'rec'}-{record_id}",
        )

    def links(self, record_ids: Iterable[str]) -> tuple[Link, ...]:
        """Lead to the records of a list."""
        return tuple(self.link(id) for id in record_ids if id in self.book.by_id)

    def mark(self, record_id: str) -> ChangeMark | None:
        """Tell what became of a record since the edition before."""
        return self._marks.get(record_id)

    # Sources --------------------------------------------------------------------------------

    def number(self, source_id: str) -> int:
        """Give a source its number, the next free one at its first mention."""
        return self._numbers.setdefault(source_id, len(self._numbers) + 1)

    def cite(self, source_ids: Iterable[str]) -> tuple[Cite, ...]:
        """Set the numbers of some sources in order; three in a row become a range."""
        known = [id for id in dict.fromkeys(source_ids) if self.book.get(Source, id)]
        numbered = sorted((self.number(id), id) for id in known)
        cites: list[Cite] = []
        for index, (number, id) in enumerate(numbered):
            before = number - 1 == numbered[index - 1][0] if index else False
            after = number + 1 == numbered[index + 1][0] if index + 1 < len(numbered) else False
            if before and after:
                continue
            in_range = before and index > 1 and number - 2 == numbered[index - 2][0]
            separator = "–" if in_range else "," if cites else ""
            cites.append(Cite(separator, str(number), f"src-{id}"))
        return tuple(cites)

    def of(self, record: Record | None) -> tuple[Cite, ...]:
        """Cite a record's own sources or, where it names none, those of its evidence."""
        return self.cite(self.sources_of(record)) if record else ()

    def sources_of(self, record: Record) -> Sequence[str]:
        """Name a record's own sources or, where it names none, those of its evidence."""
        own = [ref.id for ref in self.book.mentions(record) if ref.field == "source_refs"]
        return own or self.book.sources_under(record.id)

    def under(self, basis: Iterable[str], *, cited_by: Iterable[str] = ()) -> tuple[Cite, ...]:
        """Cite all sources that some records rest on, without those under ``cited_by``."""
        shown = {source for id in cited_by for source in self._sources(id)}
        return self.cite(s for id in basis for s in self._sources(id) if s not in shown)

    def _sources(self, id: str) -> Iterable[str]:
        return [id] if self.book.get(Source, id) else self.book.sources_under(id)

    def prose(self, text: str, basis: Iterable[str]) -> Prose:
        """Set a sentence of the desk with the sources of its basis."""
        return Prose(text, self.under(basis))

"""Numbered sources: the numbers after a sentence, and the list that they lead to."""

from __future__ import annotations

from collections.abc import Iterable

from reportkit.facts.book import Book
from reportkit.facts.envelope import Record
from reportkit.facts.evidence import Source
from reportkit.facts.words import SourceStatus
from reportkit.page.view import Cite, Link, Prose, Spot
from reportkit.page.view import Source as SourceView
from reportkit.page.wording import capital, day, is_withheld, label, reliability, stop


def spot(record_id: str) -> Spot:
    """Give a record's place on the page and in the index."""
    return Spot(f"rec-{record_id}", f"idx-{record_id}")


def link(book: Book, record_id: str) -> Link:
    """Lead to a record by its id."""
    kind = "src" if book.get(Source, record_id) else "rec"
    return Link(record_id, f"{kind}-{record_id}")


class Numbering:
    """Numbers the sources in the order in which the page first cites them.

    The page is composed in reading order, so that the first sentence has number 1.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._numbers: dict[str, int] = {}

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
        if record is None:
            return ()
        own = [ref.id for ref in self.book.mentions(record) if ref.field == "source_refs"]
        return self.cite(own or self.book.sources_under(record.id))

    def under(self, basis: Iterable[str]) -> tuple[Cite, ...]:
        """Cite all sources that some records rest on."""
        return self.cite(
            source
            for id in basis
            for source in ([id] if self.book.get(Source, id) else self.book.sources_under(id))
        )

    def prose(self, text: str, basis: Iterable[str]) -> Prose:
        """Set a sentence of the desk with the sources of its basis."""
        return Prose(text, self.under(basis))

    def listed(self) -> tuple[SourceView, ...]:
        """List every source by number; those that nothing cites come last, by id."""
        sources = sorted(self.book.all(Source), key=lambda source: source.id)
        for source in sources:
            self.number(source.id)
        cited_by = _cited_by(self.book)
        return tuple(
            self._view(source, cited_by.get(source.id, ()))
            for source in sorted(sources, key=lambda source: self._numbers[source.id])
        )

    def _view(self, source: Source, cited_by: tuple[str, ...]) -> SourceView:
        withheld = is_withheld(source.attribution_rule)
        return SourceView(
            anchor=f"src-{source.id}",
            index=f"idx-{source.id}",
            number=str(self.number(source.id)),
            publisher="Name withheld" if withheld else source.publisher,
            text=_description(source, withheld=withheld),
            url="" if withheld else source.url or source.archive_url or "",
            notes=tuple(self._notes(source)),
            cited_by=tuple(link(self.book, id) for id in cited_by),
        )

    def _notes(self, source: Source) -> Iterable[str]:
        if source.originates_from:
            yield f"Carries the text of {self.number(source.originates_from)}: one origin."
        elif same := _same_origin(self.book, source):
            numbers = ", ".join(str(self.number(id)) for id in same)
            yield f"Same origin: {numbers}."
        if grade := reliability(source.reliability):
            yield f"Reliability {grade}."
        if source.source_status is not SourceStatus.OK:
            yield f"This source is {label(source.source_status)}."
        if source.descriptor:
            yield stop(source.descriptor)


def _description(source: Source, *, withheld: bool) -> str:
    """Say title, day and kind in one line."""
    parts = []
    if not withheld:
        parts += [source.author] if source.author else []
        parts += [f"“{source.title}”"] if source.title else []
    parts.append(day(source.published) if source.published else "undated")
    parts.append(f"{label(source.kind)}, {label(source.access)}")
    if source.accessed:
        parts.append(f"read {day(source.accessed)}")
    if source.language != "en":
        parts.append(f"language: {source.language}")
    if source.translation:
        parts.append(f"translation: {source.translation.method}, {source.translation.by}")
    return stop(capital("; ".join(parts)))


def _same_origin(book: Book, source: Source) -> list[str]:
    return [other.id for other in book.all(Source) if other.originates_from == source.id]


def _cited_by(book: Book) -> dict[str, tuple[str, ...]]:
    """Find, for each source, the records that name it as theirs, by id."""
    found: dict[str, dict[str, None]] = {}
    for record in book:
        for reference in book.mentions(record):
            if reference.types == ("source",) and reference.field.endswith("source_refs"):
                found.setdefault(reference.id, {}).setdefault(record.id)
    return {id: tuple(sorted(records)) for id, records in found.items()}


def origins(book: Book, source_ids: Iterable[str]) -> tuple[int, int]:
    """Count reports and the independent origins behind them."""
    reports = set(source_ids)
    return len(reports), len({book.origin_of(id) for id in reports})

"""What every part of the page is composed from, and to which section a record belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.opposing_claims import claims_behind
from reportkit.page.compose.page_model import NO_PICTURES, Pictures
from reportkit.page.selection import Selection

OF_SECTIONS = tuple(kind for kind in RECORD_TYPES if kind.in_section)


@dataclass(frozen=True)
class ComposeContext:
    """What every part of the page is composed from."""

    book: Book
    selection: Selection
    citations: Citations
    behind: Mapping[str, tuple[Claim, ...]]  # contested fact to the claims printed under it
    pictures: Pictures = NO_PICTURES


def context_of(
    book: Book, selection: Selection, citations: Citations, pictures: Pictures = NO_PICTURES
) -> ComposeContext:
    """Lay everything ready, no source numbered yet."""
    return ComposeContext(book, selection, citations, claims_behind(book, selection), pictures)


def section_id(book: Book, record: Record) -> str:
    """Name the section of a record; "" where the brief has none of that name."""
    known = {section.id for section in book.brief.sections}
    return record.section if record.section in known and record.section else ""

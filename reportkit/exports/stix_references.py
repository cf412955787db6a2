"""Where a record comes from and what others call it: the external references of STIX. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.exports.stix_terms import StixObject
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source

_SHA256 = 64  # digits


def references_of(book: Book, record: Record) -> list[StixObject]:
    """Give the sources of a record, those that it rests on if it names none, and its numbers."""
    own = getattr(record, "source_refs", ()) or book.sources_under(record.id)
    sources = (book.get(Source, id) for id in own)
    return [
        *(_source(source) for source in sources if source),
        *({"source_name": each.scheme, "external_id": each.id} for each in record.external_ids),
    ]


def _source(source: Source) -> StixObject:
    """Give a source with its address, and the digest of the copy that was kept of it."""
    plain: StixObject = {"source_name": source.publisher, "external_id": source.id}
    if description := ". ".join(_described(source)):
        plain["description"] = f"{description}."
    if url := source.url or source.archive_url:
        plain["url"] = url
        if source.sha256 and len(source.sha256) == _SHA256:
            plain["hashes"] = {"SHA-256": source.sha256.lower()}
    return plain


def _described(source: Source) -> Iterator[str]:
    if source.title:
        yield source.title.rstrip(".")
    if source.published:
        yield f"Published {source.published.isoformat()}"
    if source.accessed:
        yield f"Accessed {source.accessed.isoformat()}"
    if source.version:
        yield f"Version {source.version}"
    if source.licence:
        yield f"Licence: {source.licence}"

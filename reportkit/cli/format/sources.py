"""The sources of a series, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportkit.problems import counted
from reportkit.queries.sources import SourceEntry
from reportkit.text_lines import BLANK, Line, columns

_HEAD = ("source", "grade", "kind", "published", "rests on it", "alone", "page 1")


def sources_lines(entries: Sequence[SourceEntry], width: int) -> Iterator[Line]:
    """Give a row for each source; where not all fits, without grade and kind, or in two lines."""
    rows = [_row(entry) for entry in entries]
    whole = list(columns([_HEAD, *rows]))
    brief = list(columns([(row[0], *row[3:]) for row in (_HEAD, *rows)]))
    fitting = (table for table in (whole, brief) if max(len(one.text) for one in table) <= width)
    if table := next(fitting, None):
        yield table[0]._replace(heading=True)
        yield from table[1:]
    else:
        for row in rows:
            yield Line(row[0], heading=True)
            pairs = zip(_HEAD[1:], row[1:], strict=True)
            yield Line("; ".join(f"{name} {cell}" for name, cell in pairs if cell), indent=2)
    yield BLANK
    yield Line(_summary(entries))
    for entry in entries:
        if entry.standing.fallen:
            yield Line(f"{entry.source.id} {_state(entry)}", hang=2)


def source_lines(entry: SourceEntry) -> Iterator[Line]:
    """Tell of one source all that the seeds and the editions know."""
    source, weight = entry.source, entry.weight
    yield Line(source.id, heading=True)
    for name, value in _particulars(entry):
        if value:
            yield Line(f"{name}: {value}", indent=2, hang=4)
    for reason in entry.weak:
        yield Line(f"weak: {reason}", indent=2)
    yield BLANK
    if entry.unused:
        yield Line("Nothing in the seeds rests on it.")
    else:
        yield Line(f"On it rest ({len(weight.records)}), * nothing else:", heading=True)
    for id in weight.records:
        key = " (key judgement)" if id in weight.key_judgements else ""
        yield Line(f"{'*' if id in weight.alone else ' '} {id}{key}", indent=2, hang=4)
    if weight.page_one:
        yield Line(f"Page 1: {', '.join(name.replace('_', ' ') for name in weight.page_one)}")
    editions = ", ".join(f"No. {name.spoken}" for name in entry.editions)
    yield Line(f"Editions that cite it: {editions or 'none'}", hang=2)
    yield Line(f"'reportkit impact {source.id}' tells more of them")


def sources_json(entries: Sequence[SourceEntry]) -> list[dict[str, Any]]:
    """Give the list of ``sources --json``."""
    return [source_json(entry) for entry in entries]


def source_json(entry: SourceEntry) -> dict[str, Any]:
    """Give one source."""
    source, weight = entry.source, entry.weight
    return {
        "id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "kind": str(source.kind),
        "access": str(source.access),
        "grade": str(source.reliability),
        "party": source.party_alignment,
        "status": ("ok", "disputed", "withdrawn")[entry.standing.fallen],
        "status_through": entry.standing.cause if entry.standing.fallen else None,
        "status_reason": source.status_reason,
        "origin": entry.origin,
        "repeated_by": list(entry.repeated_by),
        "same_voice": list(entry.same_voice),
        "published": source.published.isoformat() if source.published else None,
        "accessed": source.accessed.isoformat() if source.accessed else None,
        "url": source.url,
        "archive_url": source.archive_url,
        "link_status": str(source.link_status) if source.link_status else None,
        "sha256": source.sha256,
        "weak": list(entry.weak),
        "unused": entry.unused,
        "records": list(weight.records),
        "alone": list(weight.alone),
        "judgements": list(weight.judgements),
        "key_judgements": list(weight.key_judgements),
        "page_one": list(weight.page_one),
        "sections": list(weight.sections),
        "editions": [name.spoken for name in entry.editions],
    }


def _row(entry: SourceEntry) -> tuple[str, ...]:
    weight = entry.weight
    fallen = f" ({entry.standing.words.split()[-1]})" if entry.standing.fallen else ""
    return (
        f"{entry.source.id}{fallen}",
        str(entry.source.reliability),
        str(entry.source.kind),
        entry.source.published.isoformat() if entry.source.published else "no day",
        str(len(weight.records)) if weight.records else "-",
        str(len(weight.alone)) if weight.alone else "",
        str(len(weight.page_one)) if weight.page_one else "",
    )


def _summary(entries: Sequence[SourceEntry]) -> str:
    """Count what asks for a look: the single points of failure, and what nothing uses."""
    unused = sum(entry.unused for entry in entries)
    alone = sum(bool(entry.weight.alone) for entry in entries)
    origins = len({entry.origin for entry in entries})
    parts = [f"{counted(len(entries), 'source')} of {counted(origins, 'first text')}"]
    if alone:
        parts.append(f"{alone} with something that rests on nothing else")
    if unused:
        parts.append(f"{unused} on which nothing rests")
    return "; ".join(parts)


def _particulars(entry: SourceEntry) -> Iterator[tuple[str, str]]:
    source = entry.source
    yield "publisher", source.publisher
    yield "author", source.author or ""
    yield "title", source.title or ""
    yield "kind", f"{source.kind}, {source.access}"
    yield "grade", f"{source.reliability}"
    yield "voice of", source.party_alignment or ""
    yield "state", _state(entry)
    yield "why", source.status_reason or ""
    yield "repeats", entry.origin if entry.origin != source.id else ""
    yield "repeated by", ", ".join(entry.repeated_by)
    yield "same voice, no second origin", ", ".join(entry.same_voice)
    yield "published", source.published.isoformat() if source.published else "no day is noted"
    yield "last looked at", source.accessed.isoformat() if source.accessed else "no day is noted"
    yield "address", source.url or ""
    yield "link", str(source.link_status or "")
    yield "archived at", source.archive_url or ""
    yield "digest of the kept copy", source.sha256 or ""
    yield "descriptor", source.descriptor or ""


def _state(entry: SourceEntry) -> str:
    if not entry.standing.fallen:
        return "stands"
    cause, words = entry.standing.cause, entry.standing.words
    return words if cause == entry.source.id else f"repeats {cause}, which {words}"

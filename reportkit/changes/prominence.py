"""What a reader of an edition acted upon: what page 1 and the key judgements rest on."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.changes.edition_view import Side, items, listed, text
from reportkit.changes.field_schema import PlainRecord, PlainRecords
from reportkit.model.book import EVIDENCE
from reportkit.model.metrics import LOSSES


def acted_upon(record: PlainRecord, side: Side, carrying: frozenset[str]) -> bool:
    """Tell whether readers of an edition may have acted on a record: its end is told to them.

    ``carrying`` is ``carrying_of(side)``. A count of losses is used wherever it stands, in a
    sentence about it too.
    """
    id = text(record, "id")
    told = (record, *(side.records.get(about, {}) for about in listed(record, "about")))
    return id in carrying or side.is_key(id) or any(map(_is_loss, told))


def resting_on(id: str, side: Side) -> frozenset[str]:
    """Name the judgements that rest on a record, however far down."""
    judgements = (each for each in side.records.values() if each.get("type") == "judgement")
    return frozenset(
        text(each, "id")
        for each in judgements
        if id in _down([*listed(each, "basis")], side.records)
    )


def _is_loss(record: PlainRecord) -> bool:
    return record.get("type") == "figure" and record.get("metric") in LOSSES


def carrying_of(side: Side) -> frozenset[str]:
    """All ids on which page 1 and the key judgements rest, however far down."""
    named = list(listed(side.edition, "key_figures"))
    statements = (
        *items({"one": [side.edition.get("bottom_line") or {}]}, "one"),
        *items(side.edition, "highlights"),
    )
    for statement in statements:
        named += listed(statement, "basis")
    for record in side.records.values():
        if record.get("type") == "judgement" and record.get("key") is True:
            named += (text(record, "id"), *listed(record, "basis"))
    return frozenset(_down(named, side.records))


def _down(named: list[str], records: PlainRecords) -> Iterator[str]:
    waiting, seen = list(named), set[str]()
    while waiting:
        id = waiting.pop()
        if id in seen:
            continue
        seen.add(id)
        yield id
        record = records.get(id, {})
        for field in EVIDENCE & record.keys():
            held = record[field]
            waiting += listed(record, field) if isinstance(held, list) else (str(held),)

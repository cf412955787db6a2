"""Editions of a few records, with a change log that says what a test needs."""

from __future__ import annotations

from typing import Any

from reportkit.changes.log import SCHEMA_VERSION
from reportkit.editions.canonical import canonical
from reportkit.editions.history import CHANGES
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.editions.store import Store
from reportkit.loading.serialize import Plain
from reportkit.model.vocabulary.series import Tlp
from tests.editions.sealing import publish
from tests.records import Written, book_of, by_id


def seal(
    store: Store,
    *records: Written,
    sentence: str = "",
    renamed: dict[str, str] | None = None,
    marking: Tlp = Tlp.CLEAR,
) -> None:
    """Publish an edition whose log says something of 'shut'."""
    row: dict[str, Any] = {
        "record": "shut", "type": "fact", "title": sentence, "class": "UPDATED", "field": None,
        "was": None, "now": None, "reason": sentence, "evidence": [], "sentence": sentence,
    }  # fmt: skip
    log: dict[str, Plain] = {
        "schema_version": SCHEMA_VERSION,
        "from": "0",
        "to": store.next_name().spoken,
        "changes": [row] if sentence else [],
        "counts": {},
        "renamed": dict(renamed or {}),
    }
    snapshot = snapshot_of(book_of(by_id(*records).values()), store.next_name())
    files = {FACTS: write_snapshot(snapshot), CHANGES: canonical(log)}
    publish(store, files=files, marking=marking)

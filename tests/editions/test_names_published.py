"""Which names did earlier editions tell that the newest keeps back?"""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.changes.log import SCHEMA_VERSION
from reportkit.editions import snapshot as snapshots
from reportkit.editions.canonical import canonical
from reportkit.editions.history import CHANGES
from reportkit.editions.published_names import names_published_before
from reportkit.editions.snapshot import FACTS, Snapshot, write_snapshot
from reportkit.editions.store import Store
from reportkit.loading.serialize import Plain
from reportkit.model.envelope import Record
from tests.editions.sealing import publish
from tests.records import Written, book_of, by_id

FACT: Written = {"type": "fact", "id": "shut", "source_refs": ["paper"]}


def source(publisher: str, id: str = "paper", **more: str) -> Written:
    return {"type": "source", "id": id, "publisher": publisher, **more}


def snapshot_of(store: Store, *records: Written) -> Snapshot:
    return Snapshot(store.next_name(), book_of(by_id(*records).values()))


def seal(store: Store, *records: Written, renamed: dict[str, str] | None = None) -> None:
    log: dict[str, Plain] = {
        "schema_version": SCHEMA_VERSION,
        "from": "0",
        "to": store.next_name().spoken,
        "changes": [],
        "counts": {},
        "renamed": dict(renamed or {}),
    }
    facts = write_snapshot(snapshot_of(store, *records))
    publish(store, files={FACTS: facts, CHANGES: canonical(log)})


def names(store: Store, *now: Written) -> set[str]:
    newest = snapshot_of(store, *now)
    return {term.text for term in names_published_before(store, newest, most=None)}


def test_each_name_that_any_edition_told_is_given(tmp_path: Path) -> None:
    """Between two names, and before the first, editions that tell nothing new."""
    store = Store(tmp_path / "reports")
    for publisher in ("The Gazette", "The Gazette", "The Herald", "The Herald"):
        seal(store, source(publisher), FACT)

    hidden = source("A paper", attribution_rule="chatham_house")
    assert {"The Gazette", "The Herald"} == names(store, hidden, FACT)
    assert set() == names(store, source("A paper"), FACT)


def test_a_name_is_followed_through_a_rename(tmp_path: Path) -> None:
    """Before the rename its record had another id, though no record changed its words."""
    store = Store(tmp_path / "reports")
    seal(store, source("The Gazette", id="gazette"))
    seal(store, source("The Herald", id="paper"), renamed={"paper": "gazette"})

    hidden = source("A paper", attribution_rule="chatham_house")
    assert {"The Gazette", "The Herald"} == names(store, hidden)


def test_what_stands_in_many_editions_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "reports")
    for statement in ("Shut.", "Shut.", "Open.", "Open."):
        seal(store, source("The Gazette"), {**FACT, "statement": statement})
    read: list[str] = []

    def noting(line: bytes) -> Record:
        record = real(line)
        read.append(record.id)
        return record

    real = snapshots.read_line
    monkeypatch.setattr(snapshots, "read_line", noting)

    names(store, source("A paper", attribution_rule="chatham_house"))

    assert ["paper", "shut", "shut"] == sorted(read)

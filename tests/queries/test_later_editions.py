"""Whom the newest edition keeps back is answered from the index as from the files, but sooner."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.store import Store
from reportkit.loading.serialize import Plain
from reportkit.queries.index import index_at_hand, kept_index
from reportkit.queries.known import as_known_today
from reportkit.queries.later_editions import LaterEditions
from tests.queries.sealing import seal
from tests.records import Written

PAPER: Written = {"type": "source", "id": "paper", "publisher": "The Gannet Herald"}
PEOPLE = ("Ambrose Pell", "Isolde Marr", "Tobias Finch")


def raid(*victims: str, id: str = "raid", summary: str = "A raid on the mill") -> Written:
    named: list[Plain] = [
        {"name": name, "naming": "consent", "ground": "asked"} for name in victims
    ]
    return {
        "type": "event",
        "id": id,
        "summary": summary,
        "event_type": "battle",
        "date_start": "2026-01-08",
        "source_refs": ["paper"],
        "victims": named,
    }


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "reports")


def by_index(store: Store) -> LaterEditions:
    return LaterEditions(store, partial(index_at_hand, store))


@pytest.mark.parametrize("seed", range(15))
def test_index_and_files_name_the_same_victims(seed: int, store: Store) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(5):
        events = [
            raid(*chance.sample(PEOPLE, chance.randrange(3)), id=id, summary=summary)
            for id in ("raid", "ambush")
            for summary in chance.sample(["Isolde Marr spoke of it", "A raid"], 1)
        ]
        rule = chance.choice([{}, {"attribution_rule": "chatham_house"}])
        seal(store, {**PAPER, **rule}, *events)
        if chance.random() < 0.4:
            with kept_index(store):
                pass

    named = {term.text for term in LaterEditions(store).victims_unnamed.all}

    assert named == {term.text for term in by_index(store).victims_unnamed.all}
    assert "The Gannet Herald" not in named


def test_an_old_edition_is_shown_without_reading_those_between(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for people in ((), PEOPLE[:1], (), ()):
        seal(store, PAPER, raid(*people))
    with kept_index(store):
        pass
    read: list[str] = []
    reading = Store.read

    def watched(store: Store, sealed: Sealed, file: str) -> bytes:
        read.append(sealed.name.spoken)
        return reading(store, sealed, file)

    monkeypatch.setattr(Store, "read", watched)
    first = read_snapshot(Store.read(store, store.edition(EditionName(1)), FACTS))

    as_known_today(first, by_index(store))

    assert ["1", "4"] == read


def test_no_index_of_many_editions_is_made_to_show_one(store: Store) -> None:
    for _ in range(20):
        seal(store, PAPER)
    with index_at_hand(store) as index:
        assert index is None
    assert not (store.reports / "index.sqlite").exists()

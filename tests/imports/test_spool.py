"""What a file gave is found again by its id, also where two ids have one hash."""

from __future__ import annotations

import pytest

from reportkit.imports.candidate import Candidate
from reportkit.imports.spool import Spool
from reportkit.model.evidence import Event


def candidate(id: str) -> Candidate:
    return Candidate(Event, f"key-{id}", {"id": id, "summary": f"A raid at {id}"}, 7, "row")


def test_each_is_found_by_its_id_and_kept_once() -> None:
    with Spool() as spool:
        numbers = [spool.add(id, candidate(id)) for id in ("a", "b", "a")]

        assert [0, 1, 0] == numbers
        assert (1, -1) == (spool.find("b"), spool.find("c"))
        assert candidate("b") == spool.candidate(1)


def test_ids_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportkit.imports.spool.hash", lambda _: 7, raising=False)
    with Spool() as spool:
        numbers = [spool.add(id, candidate(id)) for id in ("a", "b", "c", "b")]

        assert [0, 1, 2, 1] == numbers
        assert [0, 1, 2, -1] == [spool.find(id) for id in ("a", "b", "c", "d")]
        assert "c" == spool.get(2).id

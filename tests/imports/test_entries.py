"""The entries of a file: those of which something is to be shown, however many are the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportkit.imports.candidate import Candidate
from reportkit.imports.compare import Verdict
from reportkit.imports.entries import Entries, Entry
from reportkit.imports.spool import Spool
from reportkit.model.evidence import Event

GIVEN = (
    ("a", Verdict.NEW), ("b", Verdict.SAME), ("c", Verdict.CHANGED), ("d", Verdict.REFUSED),
    ("e", Verdict.NEW),
)  # fmt: skip


@pytest.fixture
def entries() -> Iterator[Entries]:
    """Five records of a file, and one that is not in it any more."""
    with Spool() as spool:
        made = Entries(spool)
        for line, (id, verdict) in enumerate(GIVEN, start=2):
            place = spool.add(id, Candidate(Event, id, {"id": id}, line))
            made.add(Entry(verdict, Event, id, id, line, (), place))
        made.add(Entry(Verdict.VANISHED, Event, "z", "z", 0))
        yield made


def test_what_is_the_same_or_refused_is_left_out(entries: Entries) -> None:
    assert ["a", "c", "e", "z"] == list(entries)
    assert 4 == len(entries)
    assert "b" not in entries
    assert (2, Verdict.NEW) == (entries["a"].line, entries["a"].verdict)


def test_those_of_a_verdict_are_given_what_has_vanished_last(entries: Entries) -> None:
    of = entries.of(Verdict.CHANGED, Verdict.VANISHED)

    assert ["c", "z"] == [entry.id for entry in of]


def test_what_is_dropped_is_no_entry_and_counts_as_refused(entries: Entries) -> None:
    for number in (0, 2):
        entries.drop(number)

    assert ["e", "z"] == list(entries)
    assert 2 == len(entries)
    assert entries.get("c") is None
    assert not entries.is_taken(2)
    assert (3, 0) == (entries.kinds[Verdict.REFUSED][Event], entries.kinds[Verdict.CHANGED][Event])

"""The journal of runs: read back as noted; what a wrong clock decided is void later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportkit.editions.journal import (
    JOURNAL,
    SLACK,
    Fate,
    Journal,
    Outcome,
    Owed,
    Run,
    SlotDecision,
    note_run,
    read_journal,
)

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


def decided(at: datetime, slot: str) -> Run:
    """A run that skipped a slot."""
    settled = (SlotDecision(slot, at, Fate.SKIPPED),)
    return Run(at=at, outcome=Outcome.DONE, slot=slot, decisions=settled)


@pytest.mark.parametrize(
    ("ahead", "counts"), [(SLACK, True), (SLACK + timedelta(seconds=1), False)]
)
def test_what_a_clock_that_was_ahead_decided_counts_no_more(
    ahead: timedelta, *, counts: bool
) -> None:
    """A few minutes are a clock that was corrected, and no other time."""
    journal = Journal((decided(NOON + ahead, "ahead"), decided(NOON, "right")))

    slots = [each.slot for each in journal.decisions]
    assert slots == (["ahead", "right"] if counts else ["right"])


def test_a_run_is_read_back_as_it_was_noted(tmp_path: Path) -> None:
    run = Run(
        at=NOON,
        outcome=Outcome.PARTLY,
        code=5,
        slot="2026-W02",
        steps=("mailed No. 1",),
        decisions=(SlotDecision("2026-W02", NOON, Fate.DONE, "1"),),
        sent=("1",),
        owner_told=("mail 1",),
        owed=(Owed("unsent 1", "No. 1 was never mailed", "'reportkit runs' tells."),),
        given_up=("2",),
    )

    note_run(tmp_path, run)

    assert (run,) == read_journal(tmp_path).runs


def test_a_journal_of_an_earlier_version_keeps_what_is_owed(tmp_path: Path) -> None:
    line = (
        '{"format": 1, "at": "2026-01-12T12:00:00+00:00", "outcome": "partly", "code": 5,'
        ' "milliseconds": 1, "owed": [{"about": "a", "said": "b", "ask": "c"}]}'
    )
    (tmp_path / JOURNAL).write_text(line + "\n")

    assert (Owed("a", "b", "c"),) == read_journal(tmp_path).owed

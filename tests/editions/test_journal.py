"""What a run by a wrong clock decided: void once a later run goes on by an earlier clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reportkit.editions.journal import SLACK, Fate, Journal, Outcome, Run, SlotDecision

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

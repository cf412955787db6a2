"""A reason that was given for a wrong value is none for the right one."""

from __future__ import annotations

import pytest

from reportkit.changes.classify import classify
from reportkit.changes.log import ChangeLog, change_log
from reportkit.changes.net import as_sealed
from reportkit.editions.revision import Predecessors, net_of_number
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from tests.records import Written, edition_view

TOLL: Written = {"type": "figure", "id": "toll", "metric": "killed", "provider": "un"}
SLIP: Written = {
    "type": "correction",
    "id": "slip",
    "record": "toll",
    "field": "best",
    "editions_affected": ["2"],
}
GREW = ChangeNote(record="toll", class_=ChangeClass.UPDATED, reason="Two more villages counted.")
WRONG = ChangeNote(record="toll", class_=ChangeClass.CORRECTED, reason="We read the wrong line.")
BEFORE = edition_view("1", {"toll": {**TOLL, "best": "16"}})
FIRST = edition_view("2", {"toll": {**TOLL, "best": "500"}})
AGAIN = edition_view("2-r1", {"toll": {**TOLL, "best": "18"}, "slip": SLIP})


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        ([WRONG], None),
        ([], None),
        ([GREW], "Two more villages counted."),  # its author lets it stand
        ([GREW.replace(reason="One more."), WRONG], "One more."),
    ],
)
def test_the_reason_of_a_wrong_value_goes_with_it(
    notes: list[ChangeNote], reason: str | None
) -> None:
    """No. 2 said 500 and why; its revision says 18."""
    then = change_log(BEFORE, FIRST, classify(BEFORE, FIRST, [GREW]))
    own = change_log(FIRST, AGAIN, classify(FIRST, AGAIN))
    issues = Predecessors(base=BEFORE, first=FIRST, logs=[as_sealed(then)], own=as_sealed(own))

    net: ChangeLog = net_of_number(issues, AGAIN, notes, [GREW])

    (toll,) = (change for change in net.changes if change.record == "toll")
    assert (toll.class_, toll.reason) == (ChangeClass.UPDATED, reason)

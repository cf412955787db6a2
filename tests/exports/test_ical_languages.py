"""A calendar of a translated edition speaks its language in every word that is its own."""

from __future__ import annotations

import re

import pytest
from icalendar import Calendar

from reportkit.exports.ical import calendar
from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.diplomacy import CommitmentStatus, MeasureStatus, RoundOutcome
from tests.exports.test_ical import CLOSURE, TALKS, edition
from tests.records import Written

URDU: Written = {"language": "ur", "title": "وادی", "producer": "میز", "contact": {"name": "میز"}}
SHUT, NORTH = "سڑک بند ہے۔", "شمال"
ACTOR: Written = {"type": "actor", "id": "north", "name": NORTH}
MILL: Written = {"type": "place", "id": "mill", "name": "چکی", "country": "وادی"}
MEASURE: Written = {**CLOSURE, "statement": SHUT}
PROMISE: Written = {
    "type": "commitment", "id": "gate", "text": SHUT, "by": ["north"], "due": "2026-01-30",
}  # fmt: skip
FORECAST: Written = {
    "type": "judgement", "id": "worse", "statement": SHUT, "horizon": "2026-02-01",
    "authors": ["ادا"],
}  # fmt: skip
ROUND: Written = {**TALKS, "track": NORTH, "summary": SHUT}
DATED = [
    *({**MEASURE, "measure_status": str(status)} for status in MeasureStatus),
    *({**PROMISE, "commitment_status": str(status)} for status in CommitmentStatus),
    *({**FORECAST, "confidence": {"level": str(level)}} for level in Degree),
    *({**ROUND, "outcome": str(outcome)} for outcome in RoundOutcome),
    {**MEASURE, "status": "under_review", "status_reason": SHUT},
]


def words(content: bytes) -> str:
    """Give what a calendar program shows."""
    shown = {"SUMMARY", "DESCRIPTION", "CATEGORIES", "NAME", "LOCATION"}
    properties = Calendar.from_ical(content).property_items(recursive=True, sorted=False)
    texts = (str(getattr(value, "to_ical", bytes)(), "utf-8") for name, value in properties
             if name in shown)  # fmt: skip
    return re.sub(r"TLP:[A-Z]+|\\n", " ", "\n".join(texts))


@pytest.mark.parametrize("record", DATED)
def test_no_word_of_an_urdu_calendar_is_english(record: Written) -> None:
    view = edition("1", record, ACTOR, MILL, brief=URDU)

    own = str(view.book.edition.bottom_line.text)  # which is English
    text = words(calendar(view, draft=True)).replace(own, "")

    assert SHUT.rstrip("۔") in text
    assert [] == re.findall(r"[A-Za-z]{2,}", text)


def test_a_date_has_the_sentence_that_the_change_log_would_have() -> None:
    text = words(calendar(edition("1", CLOSURE, TALKS)))

    assert "The measure “The road is shut” is in force." in text
    assert "Round 1 of the talks in mill was adjourned: They parted." in text

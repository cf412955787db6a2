"""The calendar of an edition, read again by the rules of RFC 5545."""

from __future__ import annotations

import re

import pytest

from reportkit.changes.edition_view import EditionView
from reportkit.exports.ical import calendar, readings
from reportkit.loading.serialize import Plain
from tests.records import Written, book_of, record_of

CADENCE: dict[str, Plain] = {"every": "week", "on": "monday", "at": "06:00", "zone": "Asia/Kabul"}
BRIEF: Written = {
    "id": "valley",
    "title": "The valley",
    "producer": "Desk",
    "contact": {"name": "Desk", "email": "desk@example.org"},
    "tlp": "TLP:GREEN",
    "language": "en",
    "cadence": CADENCE,
}
EDITIONS: dict[str, Written] = {
    "1": {
        "period": {"start": "2026-01-05", "end": "2026-01-11"},
        "published": "2026-01-12T06:00+04:30",
        "bottom_line": {"text": "The road is shut."},
    },
    "2": {
        "period": {"start": "2026-01-12", "end": "2026-01-18"},
        "published": "2026-01-19T06:00+04:30",
        "bottom_line": {"text": "The road is shut."},
    },
}
CLOSURE: Written = {
    "type": "measure",
    "id": "road.shut",
    "statement": "The road is shut.",
    "measure_status": "in_force",
    "until": "2026-01-25",
}
TALKS: Written = {
    "type": "round",
    "id": "talks-1",
    "track": "Mill talks",
    "number": 1,
    "venue": "mill",
    "start": "2026-01-06",
    "end": "2026-01-08",
    "outcome": "adjourned",
    "summary": "They parted.",
    "next_round": {"date": "2026-01-20", "status": "proposed"},
}


def edition(name: str, *records: Written, brief: Written | None = None) -> EditionView:
    written = {**BRIEF, **(brief or {})}
    book = book_of(map(record_of, records), brief=written, edition=EDITIONS[name])
    return EditionView(name=name, book=book)


def events(content: bytes) -> dict[str, dict[str, str]]:
    """Read the events by their titles, each property without its parameters."""
    text = content.decode().replace("\r\n ", "")
    by_title = {}
    for event in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        lines = (re.split(r"(?:;[^:]*)?:", line, maxsplit=1) for line in event.splitlines())
        properties = {name: re.sub(r"\\(.)", r"\1", value) for name, value in lines}
        by_title[properties["SUMMARY"]] = properties
    return by_title


def test_a_day_is_a_whole_day_and_ends_with_it() -> None:
    shut = events(calendar(edition("1", CLOSURE)))["Last day of: The road is shut"]

    assert (shut["DTSTART"], shut["DTEND"]) == ("20260125", "20260126")
    assert shut["STATUS"] == "CONFIRMED"


def test_the_next_edition_comes_at_its_hour_in_the_zone_of_the_series() -> None:
    content = calendar(edition("1"))

    assert b"DTSTART;TZID=Asia/Kabul:20260119T060000" in content
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Kabul" in content
    assert b"TZOFFSETTO:+0430" in content


def test_a_series_that_keeps_summer_time_tells_when_it_begins() -> None:
    content = calendar(edition("1", brief={"cadence": {**CADENCE, "zone": "Europe/London"}}))

    zone = content.partition(b"END:VTIMEZONE")[0]
    assert b"RDATE:20260329T020000\r\nTZNAME:BST" in zone
    assert b"RDATE:20261025T020000\r\nTZNAME:GMT" in zone


def test_an_entry_is_stamped_by_the_edition_that_changed_it() -> None:
    moved = {**CLOSURE, "until": "2026-02-01"}

    first = events(calendar(edition("1", CLOSURE)))["Last day of: The road is shut"]
    second = events(calendar(edition("2", moved), [edition("1", CLOSURE)]))
    shut = second["Last day of: The road is shut"]

    assert (first["SEQUENCE"], shut["SEQUENCE"]) == ("0", "1")
    assert (first["DTSTAMP"], shut["DTSTAMP"]) == ("20260112T013000Z", "20260119T013000Z")
    assert first["UID"] == shut["UID"]


def test_an_entry_that_stays_is_the_same_in_the_next_edition() -> None:
    first = events(calendar(edition("1", CLOSURE)))
    second = events(calendar(edition("2", CLOSURE), [edition("1", CLOSURE)]))

    assert first["Last day of: The road is shut"] == second["Last day of: The road is shut"]


def test_what_is_no_longer_expected_is_called_off_without_its_words() -> None:
    first = events(calendar(edition("1", CLOSURE)))["Last day of: The road is shut"]
    content = calendar(edition("2"), [edition("1", CLOSURE)])
    gone = events(content)["No longer expected"]

    assert (gone["UID"], gone["STATUS"]) == (first["UID"], "CANCELLED")
    assert "road" not in " ".join(gone.values())


def test_what_was_over_before_it_went_away_is_not_called_off() -> None:
    past = {**CLOSURE, "until": "2026-01-10"}

    assert "No longer expected" not in events(calendar(edition("2"), [edition("1", past)]))


@pytest.mark.parametrize(
    ("record", "status"),
    [
        ({**CLOSURE, "measure_status": "announced"}, "TENTATIVE"),
        ({**CLOSURE, "measure_status": "lifted"}, "CANCELLED"),
        ({**CLOSURE, "measure_status": "lifted", "until": "2026-01-10"}, "CONFIRMED"),
    ],
    ids=["announced", "lifted before its day", "lifted on its day"],
)
def test_an_entry_is_as_firm_as_what_it_is_of(record: Written, status: str) -> None:
    entry = events(calendar(edition("1", record)))["Last day of: The road is shut"]

    assert entry["STATUS"] == status


def test_a_forecast_that_was_settled_early_is_called_off() -> None:
    forecast: Written = {
        "type": "judgement",
        "id": "reopens",
        "statement": "It is likely that the road reopens by 1 February.",
        "question": "Will the road reopen?",
        "likelihood": {"term": "likely"},
        "confidence": {"level": "low"},
        "resolution": {"criteria": "A lorry passes.", "due": "2026-02-01", "outcome": "occurred"},
    }

    entry = events(calendar(edition("1", forecast)))["Forecast falls due: Will the road reopen?"]

    assert (entry["DTSTART"], entry["STATUS"]) == ("20260201", "CANCELLED")


def test_an_announced_round_becomes_the_round_that_was_held() -> None:
    second = {**TALKS, "id": "talks-2", "number": 2, "start": "2026-01-21"}
    second = {key: held for key, held in second.items() if key not in ("end", "next_round")}

    announced = events(calendar(edition("1", TALKS)))["Mill talks, round 2"]
    held = events(calendar(edition("2", second, TALKS), [edition("1", TALKS)]))
    is_held = held["Mill talks, round 2"]

    assert (announced["UID"], announced["STATUS"]) == (is_held["UID"], "TENTATIVE")
    assert (is_held["DTSTART"], is_held["STATUS"], is_held["SEQUENCE"]) == (
        "20260121",
        "CONFIRMED",
        "1",
    )
    assert "No longer expected" not in held


def test_an_announced_round_says_that_it_is_the_next_one_before_what_came_of_the_last() -> None:
    announced = events(calendar(edition("1", TALKS)))["Mill talks, round 2"]

    assert announced["DESCRIPTION"].startswith("Next round of talks. Round 1 of the talks")


def test_a_round_of_three_days_ends_after_the_third() -> None:
    talks = events(calendar(edition("1", TALKS)))["Mill talks, round 1"]

    assert (talks["DTSTART"], talks["DTEND"]) == ("20260106", "20260109")


def test_the_calendar_says_its_marking_and_edition() -> None:
    red = {**CLOSURE, "tlp": "TLP:RED"}

    content = calendar(edition("1", red), draft=True)

    assert b"X-REPORTKIT-TLP:TLP:GREEN\r\n" in content
    assert b"NAME:DRAFT The valley\\, dates\r\n" in content
    assert b"X-REPORTKIT-EDITION:No. 1 DRAFT\r\n" in content
    entry = events(content)["Last day of: The road is shut"]
    assert (entry["CLASS"], entry["X-REPORTKIT-TLP"]) == ("CONFIDENTIAL", "TLP:RED")


def test_lines_are_folded_between_letters_whatever_the_script() -> None:
    statement = "سڑک بند ہے اور اس پر کوئی گاڑی نہیں چل سکتی جب تک برف نہیں پگھلتی۔"
    urdu = {**CLOSURE, "statement": statement}

    content = calendar(edition("1", urdu, brief={"text_language": "ur"}))

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode()
    assert f"Last day of: {statement.rstrip('۔')}" in events(content)


def test_an_entry_that_has_ended_on_the_desk_is_in_no_calendar() -> None:
    withdrawn = {**CLOSURE, "status": "withdrawn", "status_reason": "It was open."}

    assert not any("road" in title for title in events(calendar(edition("1", withdrawn))))


def test_the_same_book_gives_the_same_bytes() -> None:
    assert calendar(edition("1", CLOSURE, TALKS)) == calendar(edition("1", CLOSURE, TALKS))


def test_its_text_is_read_out_again_whole() -> None:
    long = {
        **CLOSURE,
        "statement": "The road along the river is shut, for the bridge by the mill fell.",
    }

    content = calendar(edition("1", long))

    assert any("is shut, for the bridge by the mill fell" in text for text in readings(content))

"""Records as JSON Lines: whole, in order, and no more than may leave."""

from __future__ import annotations

import json

from reportkit.exports.export import Options
from reportkit.exports.jsonl import lines, readings
from reportkit.loading.serialize import record_to_plain
from tests.exports.exporting import export_of
from tests.exports.test_csv import CLASH, NORTH, WORLD


def test_the_first_line_says_what_it_is_and_each_other_is_a_record() -> None:
    export = export_of(*WORLD)
    head, *records = map(json.loads, lines(export).splitlines())

    assert {
        "format": "reportkit-records", "version": 1, "series": "valley", "edition": "3",
        "marking": "TLP:GREEN",
    } == head  # fmt: skip
    assert [record_to_plain(record) for record in export.records] == records


def test_a_draft_says_so() -> None:
    head = json.loads(lines(export_of(CLASH, draft=True)).splitlines()[0])

    assert "draft of 3" == head["edition"]


def test_an_internal_note_stays_with_the_desk() -> None:
    assert b"ask her" not in lines(export_of({**NORTH, "internal_note": "ask her"}))


def test_changes_have_a_first_line_of_their_own() -> None:
    change = {"record": "toll", "class": "UPDATED", "was": "3", "now": "5"}
    content = lines(export_of(options=Options(changes=True), changes=(change,)))
    head, row = map(json.loads, content.splitlines())

    assert ("reportkit-changes", change) == (head["format"], row)


def test_a_text_is_read_for_the_search_as_it_was_written() -> None:
    content = lines(export_of({**NORTH, "name": 'The "North"\u2028 of old'}))

    assert '"The "North"\u2028 of old"' in readings(content)

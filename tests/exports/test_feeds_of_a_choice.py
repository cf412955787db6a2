"""Calendars and bundles of some records only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reportkit.changes.edition_view import EditionView
from reportkit.exports.export import Export, Options
from reportkit.exports.formats import ICAL, STIX
from reportkit.exports.ical import calendar_of
from reportkit.exports.stix import bundle, bundle_of
from reportkit.model.analysis import Judgement
from reportkit.model.diplomacy import Measure
from tests.exports import test_ical, test_stix
from tests.exports.test_stix import BAND, CLASH, MILL, NORTH, TOLL, WIRE, of_record, of_type
from tests.records import Written

SHUT: Written = {**test_ical.CLOSURE, "section": "roads"}
PROMISE: Written = {
    "type": "commitment",
    "id": "lorries",
    "by": ["north"],
    "text": "Lorries pass.",
    "made_on": "2026-01-06",
    "due": "2026-02-10",
    "commitment_status": "announced",
    "section": "talks",
}
WHOLE = Options()
ROAD, LORRIES = "Last day of: The road is shut", "Due by The North: Lorries pass"


def export(
    view: EditionView,
    *ids: str,
    options: Options = WHOLE,
    earlier: tuple[EditionView, ...] = (),
) -> Export:
    """Hand on an edition, or some of its records."""
    return Export(
        view=view,
        records=tuple(each for each in view.book if not ids or each.id in ids),
        options=options,
        draft=False,
        changes=tuple,
        earlier=lambda: earlier,
    )


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        (WHOLE, {ROAD, LORRIES, "The valley, No. 1", "Next edition: The valley, No. 2"}),
        (Options(types=(Measure,)), {ROAD}),
        (Options(types=(Judgement,)), set()),
        (Options(section="talks"), {LORRIES}),
        (Options(since=date(2026, 1, 26)), {LORRIES}),
        (Options(since=date(2026, 1, 25), until=date(2026, 1, 25)), {ROAD}),
    ],
    ids=["all", "a type", "a type without dates", "a section", "from a day", "one day"],
)
def test_a_calendar_holds_the_dates_that_are_asked_for(options: Options, titles: set[str]) -> None:
    """A day is that of the entry itself: the promise of 6 January falls due on 10 February."""
    view = test_ical.edition("1", NORTH, SHUT, PROMISE)

    assert titles == test_ical.events(calendar_of(export(view, options=options))).keys()


def test_a_bundle_holds_the_records_that_are_asked_for() -> None:
    content = bundle_of(
        export(test_stix.edition("1", WIRE, NORTH, BAND, MILL, CLASH, TOLL), "toll")
    )
    (report,) = of_type(content, "report")
    (producer,) = (each for each in of_type(content, "identity") if each["name"] == "Desk")

    assert report["object_refs"] == [producer["id"], of_record(content, "toll")["id"]]
    assert of_type(content, "incident") == []


def test_what_is_not_asked_for_is_not_revoked() -> None:
    first = test_stix.edition("1", NORTH, BAND)
    second = test_stix.edition("2", NORTH, BAND)

    content = bundle_of(export(second, "band", earlier=(first,)))

    assert b'"revoked"' not in content
    assert of_record(content, "band")["created"] == "2026-01-12T06:00:00.000Z"


def test_the_report_of_a_choice_is_not_that_of_the_whole() -> None:
    view = test_stix.edition("1", NORTH, BAND)

    (some,), (whole,) = (
        of_type(content, "report") for content in (bundle_of(export(view, "band")), bundle(view))
    )

    assert some["id"] != whole["id"]


@pytest.mark.parametrize(
    ("made", "again"),
    [(ICAL.make, ICAL.readings), (STIX.make, STIX.readings)],
    ids=["ical", "stix"],
)
def test_each_text_is_read_out_by_itself(
    made: Callable[[Export], dict[str, bytes]], again: Callable[[bytes], list[str]]
) -> None:
    """Two texts that stand one after another do not make a word that is looked for."""
    (content,) = made(export(test_ical.edition("1", NORTH, SHUT, PROMISE))).values()

    assert all(text[0] == text[-1] == '"' for text in again(content))
    assert any("Lorries pass." in text for text in again(content))

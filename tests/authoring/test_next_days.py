"""The next edition's days follow from the cadence and from the last that was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from reportkit.authoring.next_edition import next_days
from reportkit.editions.manifest import Period
from reportkit.model.series import Cadence, Edition
from reportkit.model.vocabulary.series import Every, Weekday
from tests.editions.sealing import IMPRINT
from tests.records import value_of

MONDAYS = Cadence(every=Every.WEEK, on=Weekday.MONDAY, at_="06:00", zone="UTC")


@pytest.mark.parametrize(
    ("cadence", "last", "cut_off", "days"),
    [
        (MONDAYS, "2026-01-05 2026-01-11", "2026-01-11T18:00Z",
         "2026-01-12 2026-01-18 2026-01-18T18:00Z 2026-01-19T06:00Z"),
        # a week that ended early: the next one begins on the day after and ends with the slot
        (MONDAYS, "2026-01-05 2026-01-09", "2026-01-09T18:00Z",
         "2026-01-10 2026-01-11 2026-01-11T18:00Z 2026-01-12T06:00Z"),
        # the clock of the wall: summer time begins on 29 March
        (MONDAYS.replace(zone="Europe/Berlin"), "2026-03-16 2026-03-22", "2026-03-22T18:00+01:00",
         "2026-03-23 2026-03-29 2026-03-29T18:00+02:00 2026-03-30T06:00+02:00"),
        # typed in UTC, and kept so
        (MONDAYS.replace(zone="Europe/Berlin"), "2026-03-16 2026-03-22", "2026-03-22T18:00Z",
         "2026-03-23 2026-03-29 2026-03-29T18:00Z 2026-03-30T06:00+02:00"),
        (Cadence(every=Every.MONTH, at_="06:00", zone="UTC"), "2026-01-01 2026-01-31",
         "2026-01-30T12:00Z", "2026-02-01 2026-02-28 2026-02-27T12:00Z 2026-03-01T06:00Z"),
        (Cadence(every=Every.DAY, at_="06:00", zone="UTC"), "2026-01-31 2026-01-31",
         "2026-01-31T23:00Z", "2026-02-01 2026-02-01 2026-02-01T23:00Z 2026-02-02T06:00Z"),
        # Monday to Sunday, and out on Sunday: no slot, so it moves by its own length
        (MONDAYS.replace(on=Weekday.SUNDAY), "2026-01-05 2026-01-11", "2026-01-11T18:00Z",
         "2026-01-12 2026-01-18 2026-01-18T18:00Z 2026-01-19T06:00Z"),
    ],
)  # fmt: skip
def test_the_days_of_the_next_edition(cadence: Cadence, last: str, cut_off: str, days: str) -> None:
    start, end = last.split()
    published = f"{end}T23:59Z" if cadence.on is not Weekday.SUNDAY else "2026-01-12T06:00Z"
    dates = {"cut_off": cut_off, "published": published}
    edition = value_of(Edition, {"period": {"start": start, "end": end}, **dates})
    period = Period(date.fromisoformat(start), date.fromisoformat(end))

    moved = next_days(edition, cadence, replace(IMPRINT, period=period))

    wanted = days.split()
    assert wanted[:2] == [str(moved.start), str(moved.end)]
    assert datetime.fromisoformat(wanted[2]) == moved.cut_off
    assert datetime.fromisoformat(wanted[3]) == moved.published

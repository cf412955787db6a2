"""Slots: one period each, wherever the clocks go."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.model.evidence import Span
from reportkit.model.series import Cadence, Edition, Statement
from reportkit.model.vocabulary.series import Every, Trend, Weekday
from reportkit.periods import next_due, slot_due, slot_holding, slot_next, slots_due

MONDAYS = Cadence(every=Every.WEEK, on=Weekday.MONDAY, at_="06:00", zone="UTC")


def weekly(zone: str, hour: str, on: Weekday = Weekday.SUNDAY) -> Cadence:
    return Cadence(every=Every.WEEK, on=on, at_=hour, zone=zone)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_week_ends_the_day_before_its_edition_appears() -> None:
    slot = slot_due(MONDAYS, at("2025-11-17T06:00Z"))

    assert ("2025-W46", date(2025, 11, 10), date(2025, 11, 16)) == slot[:3]
    assert at("2025-11-16T23:59Z") == slot.cut_off
    assert at("2025-11-17T06:00Z") == slot.due


def test_a_slot_is_due_at_its_minute_and_not_before() -> None:
    assert "2025-W45" == slot_due(MONDAYS, at("2025-11-17T05:59:59Z")).key
    assert "2025-W46" == slot_next(MONDAYS, at("2025-11-17T05:59:59Z")).key
    assert "2025-W47" == slot_next(MONDAYS, at("2025-11-17T06:00Z")).key


def test_a_year_of_53_weeks_has_a_week_53_and_no_gap() -> None:
    keys = [each.key for each in slots_due(MONDAYS, at("2026-12-20T00Z"), at("2027-01-12T00Z"))]

    assert ["2026-W51", "2026-W52", "2026-W53", "2027-W01"] == keys


def test_a_week_that_begins_on_sunday_has_the_number_of_most_of_its_days() -> None:
    slot = slot_due(weekly("UTC", "06:00"), at("2025-11-16T06:00Z"))

    assert ("2025-W46", date(2025, 11, 9), date(2025, 11, 15)) == slot[:3]


def test_an_hour_that_is_skipped_is_the_first_instant_after_the_gap() -> None:
    slot = slot_holding(weekly("Europe/Berlin", "02:30"), date(2026, 3, 28))

    assert "2026-03-29T03:00:00+02:00" == slot.due.isoformat()


def test_an_hour_that_comes_twice_is_taken_the_first_time() -> None:
    slot = slot_holding(weekly("Europe/Berlin", "02:30"), date(2026, 10, 24))

    assert "2026-10-25T02:30:00+02:00" == slot.due.isoformat()


def test_the_hour_that_comes_twice_makes_one_slot() -> None:
    berlin = weekly("Europe/Berlin", "02:30")
    ticks = [at("2026-10-24T22:00Z") + timedelta(minutes=10 * step) for step in range(40)]

    assert 2 == len({slot_due(berlin, tick).due for tick in ticks})


def test_a_day_that_a_zone_left_out_moves_its_slot_to_the_next_midnight() -> None:
    """Samoa went from the end of 29 December 2011 to the 31st."""
    daily = Cadence(every=Every.DAY, at_="00:30", zone="Pacific/Apia")

    assert "2011-12-31T00:00:00+14:00" == slot_holding(daily, date(2011, 12, 29)).due.isoformat()


def test_a_month_is_that_of_the_calendar_and_appears_on_the_first() -> None:
    kabul = Cadence(every=Every.MONTH, at_="06:00", zone="Asia/Kabul")
    slot = slot_due(kabul, at("2026-03-01T01:30Z"))

    assert ("2026-02", date(2026, 2, 1), date(2026, 2, 28)) == slot[:3]
    assert "2026-03-01T06:00:00+04:30" == slot.due.isoformat()


def test_a_month_with_a_weekday_appears_on_the_first_such_day() -> None:
    monthly = Cadence(every=Every.MONTH, on=Weekday.MONDAY, at_="06:00", zone="UTC")

    assert date(2026, 3, 2) == slot_holding(monthly, date(2026, 2, 14)).due.date()


def test_fortnights_keep_their_step_over_a_year_of_53_weeks() -> None:
    fortnightly = Cadence(
        every=Every.FORTNIGHT, on=Weekday.MONDAY, at_="06:00", zone="UTC", first=date(2026, 11, 16)
    )
    slots = slots_due(fortnightly, at("2026-12-01T00Z"), at("2027-01-20T00Z"))

    assert ["2026-W49-W50", "2026-W51-W52", "2026-W53-W01"] == [each.key for each in slots]
    assert {timedelta(days=13)} == {each.end - each.start for each in slots}


CADENCES = st.builds(
    Cadence,
    every=st.sampled_from(Every),
    on=st.sampled_from(Weekday),
    at_=st.times().map(lambda hour: f"{hour:%H:%M}"),
    zone=st.sampled_from(
        ["UTC", "Asia/Kabul", "Europe/London", "America/New_York", "Australia/Lord_Howe",
         "America/Havana", "Africa/Cairo", "Pacific/Apia", "America/Asuncion"]
    ),
)  # fmt: skip
MOMENTS = st.integers(1_326_000_000, 2_050_000_000).map(  # 2012 to 2034
    lambda second: datetime.fromtimestamp(second, UTC)
)


@given(CADENCES, MOMENTS)
def test_periods_follow_each_other_without_gap_or_overlap(cadence: Cadence, now: datetime) -> None:
    """Whatever cadence, zone and moment: the slots of a time tile its days, each once."""
    slots = slots_due(cadence, now, now + timedelta(days=100))

    assert all(
        after.start == before.end + timedelta(days=1) for before, after in itertools.pairwise(slots)
    )
    assert len(slots) == len({each.key for each in slots})
    assert all(before.due < after.due for before, after in itertools.pairwise(slots))
    assert all(each.start <= each.cut_off.date() <= each.end for each in slots)
    assert all(each.cut_off < each.due for each in slots)


@given(CADENCES, MOMENTS)
def test_newest_and_next_enclose_the_moment(cadence: Cadence, now: datetime) -> None:
    newest, following = slot_due(cadence, now), slot_next(cadence, now)

    assert newest.due <= now < following.due
    assert newest == slot_holding(cadence, newest.start) == slot_holding(cadence, newest.end)


# -- the next edition, as page 1 prints it ------------------------------------------------------


def edition(start: str, end: str, published: str) -> Edition:
    statement = Statement(text="Said.")
    return Edition(
        period=Span(start=date.fromisoformat(start), end=date.fromisoformat(end)),
        cut_off=at(f"{end}T12:00Z"),
        published=at(published),
        bottom_line=statement,
        trend=Trend.UNCHANGED,
        trend_rationale=statement,
    )


@pytest.mark.parametrize(
    "published", ["2025-11-16T20:00Z", "2025-11-17T06:00Z", "2025-11-18T15:00Z"]
)
def test_an_early_or_late_edition_moves_no_later_one(published: str) -> None:
    this = edition("2025-11-10", "2025-11-16", published)

    assert date(2025, 11, 24) == next_due(this, MONDAYS)


def test_the_day_that_the_edition_names_comes_first() -> None:
    this = edition("2025-11-10", "2025-11-16", "2025-11-17T06:00Z")

    assert date(2025, 12, 1) == next_due(this.replace(next_due=date(2025, 12, 1)), MONDAYS)


def test_the_edition_after_a_month_comes_in_the_next() -> None:
    monthly = Cadence(every=Every.MONTH, at_="06:00", zone="UTC")
    this = edition("2026-01-01", "2026-01-31", "2026-02-01T06:00Z")

    assert date(2026, 3, 1) == next_due(this, monthly)

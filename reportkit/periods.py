"""When: slots, their periods and cut-offs, and what is due next. Pure; the clock is the caller's.

A slot is what a schedule does once: one period of a series. It falls due at the hour of the
cadence in the series' own zone, whatever the machine's, and covers the days before.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from reportkit.model.series import Cadence, Edition
from reportkit.model.vocabulary.series import Every, Weekday
from reportkit.zones import zone_named

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_WEEKDAYS = tuple(Weekday)


class Slot(NamedTuple):
    """One period of a series, and the moment at which its edition appears.

    Moments have a fixed offset, not a zone: two moments of one zone compare by the hands of
    the clock, so that an hour that comes twice would be one.
    """

    key: str  # "2025-W46", "2025-W45-W46", "2025-11-16", "2025-11"
    start: date
    end: date  # counted in
    cut_off: datetime  # the last minute of the last day
    due: datetime

    def covers(self, start: date, end: date) -> bool:
        """Tell whether an edition of this period is the one of this slot."""
        return (self.start, self.end) == (start, end)


def slot_due(cadence: Cadence, now: datetime) -> Slot:
    """Give the newest slot that is due."""
    return _slot(cadence, _index_due(cadence, now))


def slot_next(cadence: Cadence, now: datetime) -> Slot:
    """Give the first slot that is due after now."""
    return _slot(cadence, _index_due(cadence, now) + 1)


def slots_due(cadence: Cadence, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """Give the slots that fell due after the one moment and not after the other, oldest first."""
    first, last = _index_due(cadence, after) + 1, _index_due(cadence, until)
    return tuple(_slot(cadence, index) for index in range(first, last + 1))


def slot_holding(cadence: Cadence, day: date) -> Slot:
    """Give the slot whose period holds a day."""
    index = _index(cadence, day)
    while (slot := _slot(cadence, index)).end < day:
        index += 1
    while slot.start > day:
        index -= 1
        slot = _slot(cadence, index)
    return slot


def slot_named(cadence: Cadence, key: str) -> Slot:
    """Give the slot of a key, "2025-W46", "2025-11-16" or "2025-11"."""
    year, _, rest = key.partition("-")
    if rest.startswith("W"):
        middle = date.fromisocalendar(int(year), int(rest[1:3]), 4)
    else:
        middle = date.fromisoformat(key if "-" in rest else f"{key}-01")
    return slot_holding(cadence, middle)


def next_due(edition: Edition, cadence: Cadence) -> date:
    """Tell when the next edition appears, in the series' own zone.

    As the edition says; else the first slot that comes after its publication and reaches
    further than its period, so that an edition which is early or late moves no later one.
    """
    if edition.next_due is not None:
        return edition.next_due
    slot = slot_next(cadence, edition.published)
    while slot.end <= edition.period.end:
        slot = slot_next(cadence, slot.due)
    return slot.due.date()


# -- slots in a row --------------------------------------------------------------------------


def _index_due(cadence: Cadence, now: datetime) -> int:
    index = _index(cadence, now.astimezone(UTC).date() + _DAY)  # zones reach a day ahead
    while _due(cadence, index) > now:
        index -= 1
    return index


def _slot(cadence: Cadence, index: int) -> Slot:
    day = _day(cadence, index)
    if cadence.every is Every.MONTH:
        end = day.replace(day=1) - _DAY
        start = end.replace(day=1)
    else:
        start, end = _day(cadence, index - 1), day - _DAY
    cut_off = _moment(cadence.zone, end + _DAY, time()) - _MINUTE
    return Slot(
        key=_key(cadence.every, start, end),
        start=start,
        end=end,
        cut_off=_fixed(cadence.zone, cut_off),
        due=_due(cadence, index),
    )


def _index(cadence: Cadence, day: date) -> int:
    """Number the slot whose day is this one, or was the last before it."""
    if cadence.every is Every.MONTH:
        index = day.year * 12 + day.month - 1
        return index if _day(cadence, index) <= day else index - 1
    return (day.toordinal() - _anchor(cadence)) // _days(cadence.every)


def _day(cadence: Cadence, index: int) -> date:
    """Give the day on which a slot is due; a month begins on the 1st or its first such weekday."""
    if cadence.every is not Every.MONTH:
        return date.fromordinal(_anchor(cadence) + index * _days(cadence.every))
    first = date(index // 12, index % 12 + 1, 1)
    if cadence.on is None:
        return first
    return first + timedelta(days=(_WEEKDAYS.index(cadence.on) - first.weekday()) % 7)


def _days(every: Every) -> int:
    return {Every.DAY: 1, Every.WEEK: 7}.get(every, 14)


def _anchor(cadence: Cadence) -> int:
    """Give a day from which days, weeks and fortnights are counted; day 1 was a Monday.

    Counted, and not taken from the week's number: years of 53 weeks would break the step.
    """
    if cadence.every is Every.DAY:
        return 1
    if cadence.first is not None:
        return cadence.first.toordinal()
    return 1 + (_WEEKDAYS.index(cadence.on) if cadence.on else 0)


def _key(every: Every, start: date, end: date) -> str:
    """Name a slot by its period: a week by the ISO week that holds most of it."""
    if every is Every.DAY:
        return start.isoformat()
    if every is Every.MONTH:
        return f"{start:%Y-%m}"
    first, last = (start + timedelta(days=3)).isocalendar(), (end - timedelta(days=3)).isocalendar()
    key = f"{first.year}-W{first.week:02}"
    return key if every is Every.WEEK else f"{key}-W{last.week:02}"


# -- the clock on the wall -------------------------------------------------------------------


def _due(cadence: Cadence, index: int) -> datetime:
    hour = time.fromisoformat(cadence.at_)
    return _fixed(cadence.zone, _moment(cadence.zone, _day(cadence, index), hour))


def _moment(zone: str, day: date, hour: time) -> datetime:
    """Give the instant, in UTC, at which the clocks of a zone show this time.

    An hour that comes twice is taken the first time; one that is skipped, and so never
    shown, is the first instant after the gap.
    """
    clock = zone_named(zone)
    shown = datetime.combine(day, hour, tzinfo=clock)
    found = shown.astimezone(UTC)
    if found.astimezone(clock).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return found
    before, after = shown.replace(fold=1).astimezone(UTC), found  # the gap begins in between
    new = after.astimezone(clock).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(clock).utcoffset() == new:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def _fixed(zone: str, moment: datetime) -> datetime:
    """Tell an instant by a zone's clock, with the offset it has then and no more."""
    offset = moment.astimezone(zone_named(zone)).utcoffset() or timedelta()
    return moment.astimezone(timezone(offset) if offset else UTC)

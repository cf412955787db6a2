"""When: periods, cut-offs and what is due next. Pure; the clock is the caller's."""

from __future__ import annotations

from datetime import date, timedelta

from reportkit.facts.series import Cadence, Edition
from reportkit.facts.words import Every

_DAYS = {Every.DAY: 1, Every.WEEK: 7, Every.FORTNIGHT: 14}


def next_due(edition: Edition, cadence: Cadence) -> date:
    """Tell when the next edition appears, in the series' own zone.

    As the edition says; else one cadence after this one was published.
    """
    if edition.next_due is not None:
        return edition.next_due
    published = edition.published.date()
    if cadence.every is Every.MONTH:
        return _same_day_next_month(published)
    return published + timedelta(days=_DAYS[cadence.every])


def _same_day_next_month(day: date) -> date:
    """The 31st is followed by the last day of a shorter month."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))

"""The outlook, ready to print: earlier forecasts, dates, indicators, what we do not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.view_model import Gap, Link, Prose, Section, Table


class PastForecast(NamedTuple):
    """A forecast that was settled or has lapsed, and what came of it."""

    settled: str  # "16 Nov"
    forecast: Link  # the sentence as it was written, leading to all that it stood on
    verdict: str  # "On 9 November we judged this very unlikely; it did not happen."


class DueItem(NamedTuple):
    """One thing that falls due."""

    prose: Prose
    judgement: Link | None = None  # "judgement 3", where it is one's last day


class DateToWatch(NamedTuple):
    """A day, and all that falls due on it."""

    day: str  # "30 Nov"
    items: tuple[DueItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What may come and what became of earlier forecasts: dates, indicators, gaps."""

    section: Section
    indicators: Table | None
    gaps: tuple[tuple[Gap, ...], ...]  # in columns
    track_record: tuple[PastForecast, ...] = ()
    dates: tuple[DateToWatch, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing is on record here."""
        shown = self.track_record or self.dates or self.indicators or self.gaps
        return self.section.empty and not shown

"""What happened day by day, ready to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.view_model import Cite, Link


class DayLine(NamedTuple):
    """What happened in a line: its words lead to where it is told in full."""

    what: Link
    more: str  # "Target: Lowerland. Claimed by nobody known."
    tag: str  # "contested", "accounts differ"
    cites: tuple[Cite, ...]


class DayOfList(NamedTuple):
    """One day, or the days of what lasted longer, with its lines."""

    head: str  # "Mon 10 Nov"
    lines: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayList:
    """All that is dated within the period, in its order."""

    title: str  # "This week, day by day"
    days: tuple[DayOfList, ...]

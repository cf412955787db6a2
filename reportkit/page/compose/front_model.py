"""What page 1 alone shows, ready to print: its head, what we expect, its alerts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.view_model import Link, Row


class Masthead(NamedTuple):
    """What the edition is: of which days, until when it knows, and, smaller, who made it."""

    dated: tuple[str, ...]  # "10–16 Nov 2025", "information to 16 Nov 2025, 23:59 UTC"
    small: tuple[Row, ...]  # a row whose label is "" says it by its text alone

    @property
    def rows(self) -> dict[str, str]:
        """Give the smaller rows by their labels."""
        return {row.label: row.text for row in self.small}


class AlertLine(NamedTuple):
    """An alert and what it means, in words."""

    name: str  # "Alert: conflict risk"
    meaning: str  # "strikes or fighting could start or resume without warning"


class Band(NamedTuple):
    """A likelihood on a line from 0 to 100 percent."""

    low: int
    high: int
    text: str  # "55–80%"

    @property
    def width(self) -> int:
        """How much of the line it covers, in percent."""
        return self.high - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A key judgement as page 1 says it: one sentence, how likely, how sure, until when."""

    number: Link  # "1", as its judgement in full is called
    before: str
    term: str
    after: str
    band: Band | None  # None where the scale does not know the term
    was: Band | None  # in the edition before, where it was another
    moved: str  # "was 45–55%", "new", "" where it is as before
    confidence: str  # "moderate confidence"
    sureness: int  # 1 low, 2 moderate, 3 high
    horizon: str  # "to 14 Dec"


class Contents(NamedTuple):
    """The parts of the body and those behind it that stand; each leads to its page."""

    body: tuple[Link, ...]
    annexes: tuple[Link, ...]  # that paper has
    on_screen: tuple[Link, ...]  # all annexes: the HTML edition has them

"""Which records stand in the body of an edition and which in its annex."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reportkit.model.analysis import Gap, Indicator, Judgement
from reportkit.model.book import Book, is_live
from reportkit.model.days import days_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Fact, Figure
from reportkit.model.vocabulary.analysis import GapStatus
from reportkit.model.vocabulary.diplomacy import ENDED_MEASURES, CommitmentStatus, MeasureKind
from reportkit.page.tolls import Toll, main_toll

_SETTLED = frozenset(
    {
        CommitmentStatus.MET,
        CommitmentStatus.LAPSED,
        CommitmentStatus.NOT_CONCLUDED,
    }
)
#: The section of a brief that closes it, under whatever title the brief gives it.
OUTLOOK = "outlook"


@dataclass(frozen=True)
class Selection:
    """The choice of one edition.

    A first edition shows everything. A later one shows what falls into its period, what is
    marked as standing, what is still open and what changed; the rest is the earlier record
    of its annex, so that the body of a weekly stays a few pages long.
    """

    book: Book
    first: bool
    changed: Collection[str] = ()
    demoted: Collection[str] = ()  # what stands back for want of room

    def in_body(self, record: Record) -> bool:
        """Tell whether a record is printed in its section."""
        if not is_carried(record) or record.id in self.demoted or self._is_hidden(record):
            return False
        if isinstance(record, Figure) and record.event:
            return record.id in self.tolls or record.id in self.book.edition.key_figures
        if record.id in self.changed:
            return True
        return not self._is_in_toll(record) and (self.first or self._is_of_now(record))

    def _is_in_toll(self, record: Record) -> bool:
        """Tell whether all that a fact counts stands in the table of tolls already."""
        if not isinstance(record, Fact) or not record.standing:
            return False
        figures = {id for id in record.about if self.book.get(Figure, id)}
        return bool(figures) and figures <= self.tolls

    @cached_property
    def toll(self) -> Toll | None:
        """The table of tolls of the body; None where there is none, or it stands in the annex."""
        toll = main_toll(self.book)
        if toll is None or toll.event.id in self.demoted or toll.event.section in self._hidden:
            return None
        return toll

    @cached_property
    def tolls(self) -> frozenset[str]:
        """The figures of that table, by id."""
        return frozenset(figure.id for figure in self.toll.figures) if self.toll else frozenset()

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return hidden_sections(self.book)

    def _is_hidden(self, record: Record) -> bool:
        """Tell whether the section in which a record is printed is not shown."""
        match record:
            case Judgement():
                return not record.key and OUTLOOK in self._hidden
            case Gap() | Indicator():
                return OUTLOOK in self._hidden
            case _:
                return record.section in self._hidden

    def is_news(self, fact: Fact) -> bool:
        """Tell whether a fact is in the body for its own sake, not only because it stands."""
        happened = self._in_period(fact.date, fact.date)
        return self.first or fact.id in self.changed or happened

    def _is_of_now(self, record: Record) -> bool:
        match record:
            case Fact():
                return record.standing or self._in_period(record.date, record.date)
            case Event():
                return self._in_period(record.date_start, record.date_end)
            case Figure():
                return self._figure_in_body(record)
            case Round():
                return self._in_period(record.start, record.end) or self._is_latest(record)
            case _ if record.table and (days := days_of(record, self.book)):
                return days.end is None or self._in_period(days.start, days.end)
            case _:
                return self._is_open(record)

    def _is_open(self, record: Record) -> bool:
        """Tell whether a state may still move; what is over was told when it ended."""
        match record:
            case Measure():
                if record.kind is MeasureKind.CROSSING_CLOSURE:
                    return True  # that a crossing is open is news too
                over = record.measure_status in ENDED_MEASURES
                return not over or self._in_period(record.until, record.until)
            case Commitment():
                return record.commitment_status not in _SETTLED
            case Judgement():
                return record.resolution is None or record.resolution.outcome is None
            case Gap():
                return record.gap_status is not GapStatus.CLOSED
            case _:
                return True

    def _figure_in_body(self, figure: Figure) -> bool:
        if figure.id in self.book.edition.key_figures:
            return True
        ends = figure.period.end if figure.period else figure.as_of
        return self._in_period(figure.as_of or ends, ends)

    def _in_period(self, start: date | None, end: date | None) -> bool:
        period = self.book.edition.period
        return start is not None and start <= period.end and (end or start) >= period.start

    def _is_latest(self, round_: Round) -> bool:
        others = [other.start for other in self.book.all(Round) if is_carried(other)]
        return round_.start == max(others)


def hidden_sections(book: Book) -> frozenset[str]:
    """Name the sections that the brief does not show."""
    return frozenset(section.id for section in book.brief.sections if not section.shown)


def is_carried(record: Record) -> bool:
    """Tell whether the desk still stands behind a record and shows it."""
    return is_live(record)

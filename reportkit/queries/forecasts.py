"""Every forecast that was ever published, and what became of it; none is left out.

A forecast is one sentence about one day. The same record under another id is the same forecast;
the same record with another sentence or another day is another one, and the first was replaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.editions.withheld import NOT_SHOWN
from reportkit.model.analysis import Judgement, Resolution
from reportkit.model.book import is_live
from reportkit.model.scales import Term, find_term
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.series import Status
from reportkit.phrasing.judgement import same_forecast
from reportkit.queries.published_judgements import EditionJudged


class Fate(StrEnum):
    """What became of a forecast."""

    OCCURRED = "occurred"  # scored
    DID_NOT = "did_not"  # scored
    PARTLY = "partly"  # decided, and no yes or no
    UNRESOLVABLE = "unresolvable"  # nobody can tell
    HINDSIGHT = "hindsight"  # decided, and published only when it was known
    OPEN = "open"  # its day is still to come
    OVERDUE = "overdue"  # its day has passed, and nobody said what came of it
    REPLACED = "replaced"  # another sentence or another day took its place before it was decided
    WITHDRAWN = "withdrawn"  # withdrawn, dropped or superseded before it was decided


#: With these a forecast is measured.
SCORED = (Fate.OCCURRED, Fate.DID_NOT)


class Version(NamedTuple):
    """A forecast as one edition published it."""

    edition: EditionName
    known: date  # the day of its cut-off
    published: date
    judgement: Judgement
    term: Term | None  # None: the scale lacks the term
    authors: tuple[str, ...]

    @property
    def probability(self) -> Decimal | None:
        """Give how likely it was called, from 0 to 1: as kept, else the middle of the band."""
        kept = self.judgement.likelihood.probability
        if kept is not None:
            return kept / 100
        return Decimal(self.term.low + self.term.high) / 200 if self.term else None


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """One forecast with all of its versions."""

    record: str  # its newest id
    versions: tuple[Version, ...]  # while it was open, oldest first
    foreseen: tuple[Version, ...]  # those published before what came of it could be known
    judgement: Judgement  # as it was said last
    authors: tuple[str, ...]
    day: date | None  # the last day that it speaks of
    fate: Fate
    ended: EditionName | None = None  # the edition that decided it, or first carried it no more
    status: Status | None = None  # of one that was withdrawn

    @property
    def resolution(self) -> Resolution | None:
        """What was said of how it came out."""
        return self.judgement.resolution


def forecasts(editions: Iterable[EditionJudged]) -> tuple[Forecast, ...]:
    """Follow every judgement that names a day through the editions, given oldest first."""
    lines = _Lines()
    for edition in editions:
        lines.take(edition)
    return tuple(line.forecast(lines.known) for line in lines.all if line.day)


def day_of(judgement: Judgement) -> date | None:
    """Give the last day that a judgement speaks of; None: it is no forecast."""
    return judgement.last_day


def outcome_of(judgement: Judgement) -> Outcome | None:
    """Give what came of a judgement, where that is told."""
    return judgement.resolution.outcome if judgement.resolution else None


def _is_same(was: Judgement, now: Judgement) -> bool:
    """Tell whether two versions are one forecast; of what is kept back now, the day tells."""
    kept_back = NOT_SHOWN in (was.statement, now.statement)
    return day_of(was) == day_of(now) and (kept_back or same_forecast(was, now))


def _is_before(version: Version, day: date | None) -> bool:
    return day is None or (version.known < day and version.published <= day)


@dataclass
class _Line:
    """A forecast that is followed from edition to edition."""

    judgement: Judgement
    authors: tuple[str, ...]
    day: date | None
    versions: list[Version] = field(default_factory=list)
    decided: Judgement | None = None  # as told last with an outcome
    ended: EditionName | None = None
    replaced: bool = False
    gone: bool = False  # carried no more

    def forecast(self, known: date | None) -> Forecast:
        """Tell what became of it by a day."""
        foreseen = tuple(one for one in self.versions if _is_before(one, self._known_on()))
        return Forecast(
            record=self.judgement.id,
            versions=tuple(self.versions),
            foreseen=foreseen,
            judgement=self.decided or self.judgement,
            authors=foreseen[-1].authors if foreseen else self.authors,
            day=self.day,
            fate=self._fate(known, seen=bool(foreseen)),
            ended=self.ended,
            status=self.judgement.status if self.gone and not self.decided else None,
        )

    def _known_on(self) -> date | None:
        """Give the day from which it could be known how it comes out."""
        resolution = self.decided.resolution if self.decided else None
        days = (resolution.on if resolution else None, self.day)
        return min((day for day in days if day), default=None)

    def _fate(self, known: date | None, *, seen: bool) -> Fate:
        outcome = outcome_of(self.decided) if self.decided else None
        if outcome is not None:
            scored = outcome in (Outcome.OCCURRED, Outcome.DID_NOT)
            return Fate.HINDSIGHT if scored and not seen else Fate(outcome.value)
        if self.replaced:
            return Fate.REPLACED
        if self.gone:
            return Fate.WITHDRAWN
        return Fate.OVERDUE if known and self.day and self.day < known else Fate.OPEN


class _Lines:
    """All forecasts up to the edition that was taken last."""

    def __init__(self) -> None:
        self.all: list[_Line] = []
        self.known: date | None = None  # the day of the last cut-off
        self._by_id: dict[str, _Line] = {}

    def take(self, edition: EditionJudged) -> None:
        """Go on to the next edition."""
        self.known = edition.cut_off.date()
        before, self._by_id = self._by_id, {}
        for judgement in edition.judgements:
            line = before.pop(judgement.id, None) or before.pop(judgement.formerly or "", None)
            self._by_id[judgement.id] = self._followed(line, judgement, edition)
        for line in before.values():
            self._end(line, edition.edition)

    def _followed(self, line: _Line | None, judgement: Judgement, edition: EditionJudged) -> _Line:
        day = day_of(judgement)
        if line is not None and not _is_same(line.judgement, judgement):
            if line.decided is None:
                line.replaced, line.ended = True, line.ended or edition.edition
            line = None
        version = _version(judgement, edition)
        if line is None:
            line = _Line(judgement, version.authors, day)
            self.all.append(line)
        line.judgement = judgement
        # One that was ended undecided, and is still, is not scored by what came of it.
        counts = line.decided is not None or not line.gone or is_live(judgement)
        if outcome_of(judgement) is not None and counts:
            line.decided, line.ended = judgement, line.ended or edition.edition
        if not is_live(judgement):
            self._end(line, edition.edition)
        elif line.decided is None:
            line.versions.append(version)
            line.authors, line.gone, line.ended = version.authors, False, None
        return line

    @staticmethod
    def _end(line: _Line, edition: EditionName) -> None:
        line.gone, line.ended = True, line.ended or edition


def _version(judgement: Judgement, edition: EditionJudged) -> Version:
    return Version(
        edition.edition,
        edition.cut_off.date(),
        edition.published.date(),
        judgement,
        find_term(edition.scale, judgement.likelihood.term),
        judgement.authors or edition.authors,
    )

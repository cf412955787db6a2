"""Is a forecast that was published decided before it goes, or changes into another?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportkit.editions.withheld import NOT_SHOWN
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.book import is_live
from reportkit.phrasing.judgement import same_forecast
from reportkit.problems import Mark, Problem
from reportkit.publish.candidate import Candidate
from reportkit.queries.forecasts import day_of, outcome_of

if TYPE_CHECKING:
    from datetime import date


def forecasts_not_followed(candidate: Candidate) -> Iterator[Problem]:
    """Find forecasts that would leave the record of the desk in silence.

    One whose day has come is decided first; then it may be dropped. One that was decided stays so.
    An error of the desk in its day or sentence is put right by a correction that readers are told.
    """
    history, book = candidate.history, candidate.book
    if history.was is None:
        return
    followed = {old: new for new, old in history.log.renamed.items()}
    cut_off = book.edition.cut_off.date()
    corrected = {correction.record for correction in book.all(Correction)}
    for before in history.was.book.all(Judgement):
        now = book.get(Judgement, followed.get(before.id, before.id))
        if now is None or now.id in corrected:  # of one that is gone ``record-vanished`` tells
            continue
        if outcome_of(before) is None:
            yield from _left_undecided(before, now, cut_off)
        elif outcome_of(now) is None:
            yield _taken_back(before, now)


def _left_undecided(before: Judgement, now: Judgement, cut_off: date) -> Iterator[Problem]:
    """Refuse to end or to change a forecast of which its day has come, undecided."""
    day = day_of(before)
    if day is None or day > cut_off or outcome_of(now) is not None or not is_live(before):
        return
    found = _became(before, now)
    if found is not None:
        became, mark = found
        yield Problem(
            "forecast-undecided",
            f"{now.id} fell due on {day}, and is {became} before anybody said what came of it",
            mark,
            f"put it back as it was, then: reportkit resolve {now.id}; where nobody can tell, the "
            "outcome is 'unresolvable'. What is judged now is a new record",
        )


def _became(before: Judgement, now: Judgement) -> tuple[str, Mark] | None:
    """Say how a forecast was ended or made another one."""
    if not is_live(now):
        return now.status.value, now.at("status")
    if day_of(before) != day_of(now):
        return f"moved to {day_of(now) or 'no day'}", now.at("horizon")
    if before.statement != NOT_SHOWN and not same_forecast(before, now):
        return "given another sentence", now.at("statement")
    if before.resolution and not now.resolution:
        return "left without its resolution", now.at()
    return None


def _taken_back(before: Judgement, now: Judgement) -> Problem:
    outcome = outcome_of(before)
    resolution = now.resolution
    return Problem(
        "forecast-undecided",
        f"{now.id} was decided ({outcome}), and is open again",
        resolution.at() if resolution else now.at(),
        "bring its outcome back; one that was wrong is decided anew with "
        f"'reportkit resolve {now.id} --again', and a new question is a new record",
    )

"""Is a forecast that was published decided before it goes, and decided as it was published?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reportkit.editions.withheld import NOT_SHOWN
from reportkit.model.analysis import Correction, Judgement, Resolution
from reportkit.model.book import Book, is_live
from reportkit.model.folding import folded
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.phrasing.judgement import same_words
from reportkit.problems import Level, Mark, Problem
from reportkit.queries.forecasts import day_of, outcome_of

if TYPE_CHECKING:
    from reportkit.publish.candidate import Candidate

#: A correction of one of these says openly that a forecast was not written as it was meant.
_MEANT = frozenset({"statement", "likelihood", "horizon", "resolution"})


class Followed(NamedTuple):
    """A forecast as the newest edition published it, and as the seeds say it."""

    before: Judgement
    now: Judgement


def forecasts_not_followed(candidate: Candidate) -> Iterator[Problem]:
    """Find forecasts that would leave the record of the desk in silence.

    One whose day has come is decided first; then it may be dropped. One that was decided stays so.
    It is decided as it was published: its day, sentence, criteria and likelihood are no more
    changed. An error of the desk in them is put right by a correction that readers are told.
    """
    history, book = candidate.history, candidate.book
    yield from _out_of_sight(candidate)
    if history.was is None:
        return
    followed = {old: new for new, old in history.step.renamed.items()}
    corrected = _corrected(history.was.book, book)
    for before in history.was.book.all(Judgement):
        now = book.get(Judgement, followed.get(before.id, before.id))
        if now is None or now.id in corrected:  # of one that is gone ``record-vanished`` tells
            continue
        if outcome_of(before) is not None and outcome_of(now) is None:
            yield _taken_back(before, now)
            continue
        yield from _another(before, now, book.edition.cut_off.date())
        yield from _too_early(before, now, history.was.book.edition.cut_off.date())


def _out_of_sight(candidate: Candidate) -> Iterator[Problem]:
    """Warn of a forecast that is marked higher when its day has come; its text may need that."""
    cut_off = candidate.book.edition.cut_off.date()
    for before, now in candidate.kept_back:
        day = day_of(before)
        if day and day <= cut_off and outcome_of(before) is None and is_live(before):
            yield Problem(
                "forecast-undecided",
                f"{now.id} fell due on {day}, and is marked above the edition before its readers "
                "are told what came of it",
                now.at("tlp"),
                "publish what came of it first; where it may not be read, the scorecard lists it "
                "as withdrawn",
                Level.WARNING,
            )


def _corrected(was: Book, book: Book) -> frozenset[str]:
    """Name what this edition corrects; a correction of an earlier one explains nothing new."""
    before = {correction.id for correction in was.all(Correction)}
    return frozenset(
        correction.record
        for correction in book.all(Correction)
        if correction.id not in before and correction.field.partition(".")[0] in _MEANT
    )


def _another(before: Judgement, now: Judgement, cut_off: date) -> Iterator[Problem]:
    """Refuse to end or to change a forecast of which its day has come, or which is decided."""
    day, decided = day_of(before), outcome_of(now) is not None
    if day is None or not (decided or (is_live(before) and day <= cut_off)):
        return
    became = _ended(now) if not decided else None
    became = became or _reworded(before, now) or _likelier(before, now, late=day < cut_off)
    if became is None:
        return
    what, mark = became
    if decided:
        yield Problem(
            "forecast-undecided",
            f"{now.id} was published to be decided by {day}, and is {what} as it is decided",
            mark,
            "put it back as it was published; what was written wrongly then is put right by a "
            "correction, and what is judged now is a new record",
        )
        return
    yield Problem(
        "forecast-undecided",
        f"{now.id} fell due on {day}, and is {what} before anybody said what came of it",
        mark,
        f"put it back as it was, then: reportkit resolve {now.id}; where nobody can tell, the "
        "outcome is 'unresolvable'. What is judged now is a new record",
    )


def _too_early(before: Judgement, now: Judgement, known: date) -> Iterator[Problem]:
    """Refuse to say that something had not come while there was still time for it to come.

    What was published after the day ``on`` is not scored: so it would leave the score.
    """
    resolution, day = now.resolution, day_of(before)
    if resolution is None or resolution.outcome is not Outcome.DID_NOT or not is_live(before):
        return
    on, was = resolution.on, before.resolution
    if outcome_of(before) is not None:
        known = was.on - timedelta(1) if was and was.on and was.on != on else date.min
    if on is not None and day is not None and on <= known and on < day:
        yield Problem(
            "forecast-undecided",
            f"{now.id} was published again as open after {on}, the day on which it is said to have "
            f"been decided, and its last day is {day}",
            resolution.at("on"),
            "that nothing happened is known on its last day; where it was impossible before, "
            "write the day on which you learnt that",
        )


def _ended(now: Judgement) -> tuple[str, Mark] | None:
    return None if is_live(now) else (now.status.value, now.at("status"))


def _reworded(before: Judgement, now: Judgement) -> tuple[str, Mark] | None:
    """Say how a forecast was made another one."""
    if day_of(before) != day_of(now):
        return f"moved to {day_of(now) or 'no day'}", now.at("horizon")
    if before.statement != NOT_SHOWN and not same_words(before, now):
        return "given another sentence", now.at("statement")
    if before.resolution and now.resolution is None:
        return "left without its resolution", now.at()
    if before.resolution and now.resolution:
        return _decided_otherwise(before.resolution, now.resolution)
    return None


def _decided_otherwise(was: Resolution, now: Resolution) -> tuple[str, Mark] | None:
    if was.due != now.due:
        return f"moved to {now.due}", now.at("due")
    if was.criteria != NOT_SHOWN and folded(was.criteria) != folded(now.criteria):
        return "given other criteria", now.at("criteria")
    return None


def _likelier(before: Judgement, now: Judgement, *, late: bool) -> tuple[str, Mark] | None:
    """Say that it was called likelier or less likely once it could be known."""
    was, likelihood = before.likelihood, now.likelihood
    known = late or outcome_of(now) is not None
    if not known or (was.term, was.probability) == (likelihood.term, likelihood.probability):
        return None
    return f"called {likelihood.term}, before {was.term},", likelihood.at("term")


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

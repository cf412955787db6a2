"""What the timer publishes next, and what stands in its way: for who looks before it rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.reconcile import refuse_lost
from reportkit.editions.journal import read_journal
from reportkit.editions.store import Store
from reportkit.loading.loader import load_brief
from reportkit.model.vocabulary.series import Missed, Unchanged
from reportkit.problems import SeedsRejected
from reportkit.publish.check import Checked, check_series
from reportkit.rules.cadence import in_cadence
from reportkit.schedule.assignment import Target
from reportkit.schedule.due import due, refuse_doubtful_clock

#: An edition that is checked early waits for these anyway.
_TIME_WILL_TELL = frozenset({"edition-later"})
#: What only the words of a new period can mend: no fault of the records.
_OF_THE_PERIOD = frozenset(
    {"edition-not-moved", "edition-ahead", "bottom-line-old", "words-old", "day-unsupported"}
)


class Next(NamedTuple):
    """The edition that a run would publish first."""

    target: Target
    open: bool  # its slot is due; else it is the one that comes
    unchanged: Unchanged  # what becomes of it when no record changed


class Forecast(NamedTuple):
    """A series as the timer would meet it."""

    next: Next
    checked: Checked
    skipped: bool = False  # nothing changed, and the schedule then publishes nothing

    @property
    def early(self) -> Target:
        """What a build is asked that makes it before its hour."""
        return self.next.target._replace(now=self.waits or self.next.target.now)

    @property
    def waits(self) -> datetime | None:
        """Until when the run waits that finds its slot due; None if it does not."""
        candidate = self.checked.candidate
        if candidate is None or candidate.book.edition.published <= self.next.target.now:
            return None
        return candidate.book.edition.published


def next_edition(series: Path, now: datetime, *, accept_clock: bool = False) -> Next:
    """Find the edition that a run publishes first: now, or when the next slot falls due.

    Raises SeedsRejected where brief.yaml does not tell, and what ``due`` raises.
    """
    brief, problems = load_brief(series)
    problems = (*problems, *(in_cadence(brief.cadence) if brief else ()))
    if brief is None or problems:
        raise SeedsRejected(problems)
    store = Store(series / "reports")
    journal = read_journal(store.reports)
    refuse_doubtful_clock(store, brief.cadence, journal, now, accepted=accept_clock)
    each = brief.schedule.missed is Missed.EACH
    found = due(store, brief.cadence, journal, now, every_slot=each)
    slot = found.open[0] if found.open else found.next
    target = Target(slot, max(now, slot.due), found.gaps)
    return Next(target, bool(found.open), brief.schedule.unchanged)


def check_due(
    series: Path, now: datetime, *, cache: Path | None = None, accept_clock: bool = False
) -> Forecast:
    """Find what would keep the next edition of the schedule from being published.

    Raises what a run would end with before it comes to the seeds, and before it seals.
    """
    store = Store(series / "reports")
    refuse_lost(store)
    following = next_edition(series, now, accept_clock=accept_clock)
    checked = check_series(series, cache=cache, target=following.target)
    if _is_unchanged(checked) and following.unchanged is Unchanged.SKIP:
        return Forecast(following, _without_the_hour(checked), skipped=True)
    if _is_unchanged(checked) and following.unchanged is Unchanged.NOTE:
        following = following._replace(target=following.target._replace(note=True))
        checked = check_series(series, cache=cache, target=following.target)
    checked = _without_the_hour(checked)
    if not checked.stops(strict=False):
        store.refuse_unsealable(checked.design.files)
    return Forecast(following, checked)


def check_carried(
    series: Path, checked: Checked, now: datetime, *, cache: Path | None = None
) -> Checked | None:
    """Check a series anew whose edition.yaml still speaks of a period that is published.

    Its records are held against the last edition as those of the next period. That the words
    of that period are not written yet is no fault; ``check_due`` tells of it. None where
    edition.yaml is not behind.
    """
    candidate = checked.candidate
    if candidate is None or candidate.latest is None or candidate.published:
        return None
    if candidate.book.edition.period.end > candidate.latest.manifest.period.end:
        return None
    # What was sealed ahead of its own hour is no reason to doubt the clock: nothing is published.
    after = max(now, candidate.latest.manifest.published)
    target = next_edition(series, after, accept_clock=True).target
    carried = check_series(series, cache=cache, target=target)
    kept = tuple(each for each in carried.problems if each.code not in _OF_THE_PERIOD)
    return replace(carried, problems=kept)


def _is_unchanged(checked: Checked) -> bool:
    candidate = checked.candidate
    if candidate is None or candidate.latest is None:
        return False
    return candidate.published or not candidate.history.log.changes


def _without_the_hour(checked: Checked) -> Checked:
    """Leave out what the hour alone will mend: the run waits for it."""
    kept = tuple(each for each in checked.problems if each.code not in _TIME_WILL_TELL)
    return replace(checked, problems=kept)

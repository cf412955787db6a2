"""Of what is a review? The digest of what the seeds say, by which a later change is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reportkit.editions.snapshot import Snapshot, facts_digest
from reportkit.model.series import Edition

#: So many letters of a digest are enough to know it by.
SHORTEST = 12
_NO_DAY = date(2000, 1, 1)
_NO_HOUR = datetime(2000, 1, 1, tzinfo=UTC)


def review_digest(snapshot: Snapshot) -> str:
    """Give the digest of what a reviewer reads: all that is sealed, but for days and review.

    The days are those of the slot, which the timer sets; that the review is not older than the
    cut-off is asked of its own day.
    """
    edition = _without_days(snapshot.edition)
    return facts_digest(replace(snapshot, book=replace(snapshot.book, edition=edition)))


def is_of(written: str, digest: str) -> bool:
    """Tell whether a digest, whole or its beginning, is this one."""
    return len(written) >= SHORTEST and digest.startswith(written.lower())


def _without_days(edition: Edition) -> Edition:
    return edition.replace(
        period=edition.period.replace(start=_NO_DAY, end=_NO_DAY),
        period_note=None,
        cut_off=_NO_HOUR,
        published=_NO_HOUR,
        next_due=None,
        review=None,
    )

"""A state that moved on the word of sources that are older than the move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from reportkit.changes.change import Change
from reportkit.changes.detect import new_links
from reportkit.changes.diff import Locate
from reportkit.changes.edition_view import EditionView
from reportkit.model.diplomacy import Measure
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.diplomacy import CommitmentStatus, MeasureStatus
from reportkit.problems import Level, Problem

#: States into which a record comes because time has passed: no source has to say so.
_BY_TIME = frozenset({MeasureStatus.EXPIRED, CommitmentStatus.OVERDUE, CommitmentStatus.LAPSED})


def older_sources(
    change: Change, was: EditionView, now: EditionView, locate: Locate, *, revises: bool
) -> Iterator[Problem]:
    """Warn of a state that no source can have told of yet.

    Such is the end of a measure after the day of its newest source; and any state that moved
    since the edition before, where all of its sources were out by then and none came along.
    """
    record = change.after
    moved = change.difference(record.state_field) if record and record.state_field else None
    if record is None or moved is None or change.class_ is not ChangeClass.STATUS_MOVED:
        return
    newest = _newest_word(record, change, now.records)
    if newest is None or moved.now in _BY_TIME:
        return
    since = record.until if isinstance(record, Measure) else None
    cut_off = was.book.edition.cut_off.date()
    if since is not None and newest < since:
        than = f"{since}, its end"
    elif not revises and newest < cut_off and not any(map(new_links, change.fields)):
        than = f"{cut_off}, the cut-off of No. {was.name}, which said {moved.was}"
    else:
        return
    yield Problem(
        "state-older-source",
        f"{record.id} is {moved.now} now on the word of a source of {newest}, before {than}",
        locate(record.id, record.state_field),
        "name the source that says so under 'source_refs'",
        Level.WARNING,
    )


def _newest_word(record: Record, change: Change, records: Mapping[str, Record]) -> date | None:
    """Give the newest day of what a state rests on; None where some of it has no day."""
    named = {
        *getattr(record, "source_refs", ()),
        *getattr(record, "claims", ()),
        *getattr(record, "status_by", ()),
        *change.evidence,
    }
    days = [_day_of(records.get(id)) for id in named]
    return max(days) if days and None not in days else None  # type: ignore[type-var]


def _day_of(record: Record | None) -> date | None:
    if isinstance(record, Source):
        return record.published
    return getattr(record, "date", None)

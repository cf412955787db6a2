"""A revision: the whole brief of the edition that it replaces, with what was wrong put right.

Two comparisons belong to it. Since the edition that it replaces: what is put right, which is
what its author has to explain and what ``changes.json`` lists first, as in every edition. And
since the edition before: what the replaced one told, as it should have told it. A page shows
both as one, what was put right on top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportkit.changes.change import Change, Classified
from reportkit.changes.detect import FOLLOWING
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import ChangeLog, baseline, change_log
from reportkit.changes.net import SealedLog, collapse
from reportkit.changes.notes import covers
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What a revision takes the place of, and what became of the records since."""

    replaced: Sealed  # the issue just before it
    was: EditionView | None  # the edition before that number, as its readers may know it now
    first: EditionName  # the first issue of its number, which most readers have
    log: ChangeLog  # since the replaced one
    net: ChangeLog  # since the edition before that number; of No. 1 a baseline
    put_right: frozenset[str]  # records in which an issue of this number was wrong


@dataclass(frozen=True, kw_only=True)
class Predecessors:
    """The issues of one number, oldest first, with what lies before and after them."""

    base: EditionView | None  # the edition before that number
    first: EditionView
    logs: Sequence[SealedLog]  # of each issue; that of the first compares it with ``base``
    own: SealedLog  # of the revision, since the last of them


def fresh_notes(
    notes: Sequence[ChangeNote], then: Sequence[ChangeNote], was: EditionView, now: EditionView
) -> tuple[ChangeNote, ...]:
    """Keep the notes that speak of a revision's own changes.

    Those that the replaced edition carried already speak of its changes, and so does one that
    puts the wording of such a note right.
    """
    noted = {(note.record, note.field) for note in then}

    def is_old(note: ChangeNote) -> bool:
        unchanged = was.records.get(note.record) == now.records.get(note.record)
        return note in then or (unchanged and (note.record, note.field) in noted)

    return tuple(note for note in notes if not is_old(note))


def net_of_number(
    issues: Predecessors, now: EditionView, notes: Sequence[ChangeNote], then: Sequence[ChangeNote]
) -> ChangeLog:
    """Tell what a revision changes since the edition before its number."""
    if issues.base is None:
        return baseline(now)
    told = tuple(_whole_notes(notes, then, tuple(_put_right(issues.own))))
    return collapse(issues.base, now, (*issues.logs, issues.own), told)


def since_first(issues: Predecessors, now: EditionView) -> ChangeLog:
    """Tell what a revision changes since the first issue of its number."""
    return collapse(issues.first, now, (*issues.logs[1:], issues.own))


def as_printed(
    issues: Predecessors, combined: ChangeLog, put_right: ChangeLog, now: EditionView
) -> ChangeLog:
    """Lay what was put right over the changes of the number, for the page.

    A CORRECTED change says what stood in the wrong edition; what an issue of this number told
    and the edition before does not know of (new then, ended now) is kept as well.
    """
    known = {change.record for change in combined.changes}
    over = [
        change
        for change in put_right.changes
        if change.class_ is ChangeClass.CORRECTED
        or (change.record not in known and change.class_ is not ChangeClass.EDITORIAL)
    ]
    taken = {(change.record, change.class_) for change in over}
    left = (each for each in combined.changes if (each.record, each.class_) not in taken)
    changes = (*over, *left)
    if issues.base is None:
        first = baseline(now)
        return ChangeLog(
            from_=None, to=now.name, changes=changes, reconciliation=first.reconciliation
        )
    return change_log(issues.base, now, Classified(changes, combined.renamed))


def corrected_in(log: ChangeLog) -> frozenset[str]:
    """Name the records that a log calls CORRECTED."""
    return frozenset(_records(log.changes, ChangeClass.CORRECTED))


def _records(changes: Sequence[Change], class_: ChangeClass) -> Iterator[str]:
    return (change.record for change in changes if change.class_ is class_)


def _put_right(log: SealedLog) -> Iterator[tuple[str, str]]:
    """Give record and field of what was wrong in the replaced edition, its day apart."""
    for row in log.rows:
        if row.class_ is ChangeClass.CORRECTED and row.field and row.field not in FOLLOWING:
            yield row.record, row.field


def _whole_notes(
    notes: Sequence[ChangeNote],
    then: Sequence[ChangeNote],
    put_right: Sequence[tuple[str, str]],
) -> Iterator[ChangeNote]:
    """Give the words of the number: those of the replaced edition, as they are put now.

    That something was wrong there is no change since the edition before. A reason that was
    given for what was wrong is none for what is right.
    """
    stale = {
        _key(note)
        for note in then
        for record, field in put_right
        if note.record == record and (note.field is None or covers(note.field, field))
    }
    now = {_key(note): note for note in notes}
    for note in then:
        if note.class_ is not ChangeClass.CORRECTED:
            known = note.replace(reason=None) if _key(note) in stale else note
            yield now.pop(_key(note), known)
    taken = {note.record for note in then}
    for note in now.values():
        if note.class_ is not ChangeClass.CORRECTED and note.record not in taken:
            yield note


def _key(note: ChangeNote) -> tuple[str, str | None, str]:
    return note.record, note.field, str(note.class_)

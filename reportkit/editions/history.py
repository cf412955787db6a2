"""What became of the records since the edition before: the seeds against what was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from reportkit.changes.change import Change, Past
from reportkit.changes.classify import classify
from reportkit.changes.corrections import Notice, notices
from reportkit.changes.diff import marks_of
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import ChangeLog, baseline, change_log
from reportkit.changes.net import SealedLog, as_sealed, read_log, renames_over
from reportkit.changes.reviews import unreviewed
from reportkit.changes.timeseries import time_series_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.revision import (
    Predecessors,
    Revision,
    as_printed,
    corrected_in,
    fresh_notes,
    net_of_number,
    since_first,
)
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import (
    FACTS,
    Snapshot,
    facts_digest,
    read_snapshot,
)
from reportkit.editions.store import NotReleased, Store
from reportkit.editions.withheld import (
    NOTHING_HIDDEN,
    Hidden,
    as_known_now,
    names_since_withheld,
    redacted_log,
    redacted_snapshot,
    redacted_value,
)
from reportkit.model.analysis import Correction
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.problems import Problem

if TYPE_CHECKING:  # words are opened where they are asked for: a check compares and says none
    from reportkit.phrasing.since_box import SinceBox
    from reportkit.phrasing.what_changed import WhatChanged

CHANGES, CHANGES_TEXT = "changes.json", "changes.md"
#: How far back a reason is compared with earlier ones, and the edition history is printed:
#: the cost of an edition must not grow with the number of those before it.
RECENT = 12


@dataclass(frozen=True, kw_only=True)
class History:
    """An edition beside the one before it.

    A revision stands beside two: the one that it replaces, and the one before that.
    """

    log: ChangeLog  # what the page tells; of a revision since the edition before its number
    notices: tuple[Notice, ...]  # of our own errors, corrected in this edition
    now: EditionView
    recent: tuple[Sealed, ...]  # the editions before, newest first, at most RECENT
    problems: tuple[Problem, ...]  # changes that nobody has explained yet
    logs: tuple[SealedLog, ...] = ()  # which the recent editions carry, newest first
    was: EditionView | None = None  # the edition published before, as its readers may know it now
    published: bool = False  # the edition before says exactly this already
    base: Sealed | None = None  # with which the page compares; None for No. 1 and its revisions
    revision: Revision | None = None

    @property
    def previous(self) -> Sealed | None:
        """The edition published before; of a revision the one that it replaces."""
        return self.recent[0] if self.recent else None

    @property
    def step(self) -> ChangeLog:
        """The changes since the edition published before: what ``changes.json`` lists first."""
        return self.revision.log if self.revision else self.log

    @property
    def box(self) -> SinceBox:
        """What page 1 says of the edition before."""
        from reportkit.phrasing.since_box import MAX_LINES

        return self.box_of(MAX_LINES)

    def box_of(self, lines: int) -> SinceBox:
        """Say it in at most so many sentences."""
        from reportkit.phrasing.since_box import said_on_page_one, since_box

        elsewhere = said_on_page_one(self.now)
        return since_box(self.log.changes, self.now, self.notices, lines=lines, elsewhere=elsewhere)

    @cached_property
    def changed(self) -> WhatChanged:
        """All that changed, in words for people."""
        from reportkit.phrasing.what_changed import what_changed

        return what_changed(self.log.changes, self.now, self.notices)

    @property
    def shown_changes(self) -> tuple[Change, ...]:
        """The changes that a reader is shown: all but editorial ones."""
        return tuple(
            change for change in self.log.changes if change.class_ is not ChangeClass.EDITORIAL
        )

    def time_series(self, figure: Figure) -> tuple[Figure, ...]:
        """Give a figure as each of the recent editions told it, oldest first."""
        this = as_sealed(self.step)
        return time_series_of(figure, (this, *self.logs))

    def quiet(self, sections: tuple[str, ...]) -> tuple[str, ...]:
        """Name the sections in which nothing changed; a first edition has none."""
        from reportkit.phrasing.since_box import quiet_sections

        return () if self.log.baseline else quiet_sections(self.log.changes, sections)

    def files(self) -> dict[str, bytes]:
        """Give the change log as the edition carries it, for machines and for people."""
        from reportkit.phrasing.change_log import to_json, to_markdown

        combined = self.revision.net if self.revision else None
        return {
            CHANGES: to_json(self.step, self.now, combined),
            CHANGES_TEXT: to_markdown(self.step, self.now, combined).encode(),
        }


def history_of(
    store: Store, book: Book, snapshot: Snapshot, hidden: Hidden = NOTHING_HIDDEN
) -> History:
    """Compare a book, taken down as ``snapshot``, with the edition published before it.

    A revision is compared with the edition before its number too: its page tells the changes
    of that number again, as they should have been told. Of earlier editions nothing is told
    that is ``hidden`` now. Reads those editions and the change logs of a few before, however
    many there are. Raises IntegrityBroken if one of them is not what was sealed.
    """
    now = view_of(snapshot)
    recent = tuple(store.recent(before=snapshot.name, most=RECENT))
    if not recent:
        return History(log=baseline(now), notices=(), now=now, recent=(), problems=())
    before = _compared_with(store.read(recent[0], FACTS))
    was = view_of(as_known_now(redacted_snapshot(before, hidden), snapshot, {}))
    logs = tuple(log_of(store, sealed) for sealed in recent)
    revises = recent[0].name.number == snapshot.name.number
    then = before.edition.changes if revises else ()
    past = Past(
        cut_offs=_cut_offs(store, book),
        reasons=frozenset(reason for log in logs for reason in log.reasons),
        printed_since=partial(_printed_since, logs),
        revises=revises,
    )
    notes = fresh_notes(book.edition.changes, then, was, now)
    classified = classify(was, now, notes, past=past, locate=marks_of(book))
    log = change_log(was, now, classified).counted_from(view_of(before), was)
    history = History(
        log=log,
        notices=notices(was, now, classified.changes),
        now=now,
        recent=recent,
        problems=(*classified.problems, *unreviewed(was, now, classified, marks_of(book))),
        logs=logs,
        was=was,
        # Notes on what was kept are changes of the log, and stand in the same seeds again.
        published=(not log.changes and _same_records(view_of(before), now))
        or recent[0].manifest.facts == facts_digest(snapshot),
        base=recent[0],
    )
    if not revises:
        return history
    words = SensitiveTerms(
        (*names_since_withheld(before, snapshot, {}).words.all, *hidden.words.all)
    )
    quiet = tuple(_quiet_note(note, words) for note in then if note.record not in hidden.ids)
    return _revised(store, history, snapshot, hidden, (book.edition.changes, quiet))


def _quiet_note(note: ChangeNote, words: SensitiveTerms) -> ChangeNote:
    """Give an earlier note without a reason that tells what may not be known any more."""
    kept = redacted_value(note.reason, words) == note.reason
    return note if kept else note.replace(reason=None)


def _same_records(was: EditionView, now: EditionView) -> bool:
    """Where a record stands in the files is no part of what it says, nor in which order.

    What the edition says beside its records stands in an order of its own.
    """
    return (was.records.keys(), was.book.brief, was.book.edition) == (
        now.records.keys(),
        now.book.brief,
        now.book.edition,
    )


def _revised(
    store: Store,
    history: History,
    snapshot: Snapshot,
    hidden: Hidden,
    notes: tuple[Sequence[ChangeNote], Sequence[ChangeNote]],
) -> History:
    """Turn the comparison with the replaced edition into that of its whole number.

    ``notes`` are those of the revision and those of the edition that it replaces.
    """
    now, replaced = history.now, history.recent[0]
    number = replaced.name.number
    base = next(store.recent(before=EditionName(number), most=1), None)
    earlier = [sealed for sealed in history.recent if sealed.name.number == number][::-1]
    own = as_sealed(history.log)
    logs = [*(log_of(store, sealed) for sealed in earlier), own]
    was: EditionView | None = None
    known: EditionView | None = None
    if base is not None:
        before = read_snapshot(store.read(base, FACTS))
        was = view_of(before)
        known, logs = redacted_for_today(before, snapshot, logs, hidden)
    first = read_snapshot(store.read(earlier[0], FACTS))
    issues = Predecessors(
        base=known,
        first=redacted_for_today(first, snapshot, logs[1:], hidden)[0],
        logs=logs[:-1],
        own=own,
    )
    combined = net_of_number(issues, now, *notes)
    put_right = since_first(issues, now)
    printed = as_printed(issues, combined, put_right, now)
    if was is not None and known is not None:
        combined, printed = (each.counted_from(was, known) for each in (combined, printed))
    revision = Revision(
        replaced=replaced,
        first=earlier[0].name,
        was=known,
        log=history.log,
        net=combined,
        put_right=corrected_in(put_right),
    )
    errata = [*history.notices, *notices(issues.first, now, printed.changes)]
    return replace(
        history,
        log=printed,
        notices=tuple({notice.correction: notice for notice in reversed(errata)}.values())[::-1],
        base=base,
        revision=revision,
    )


def view_of(snapshot: Snapshot) -> EditionView:
    """Give an edition as one side of a comparison."""
    return EditionView(name=snapshot.name.spoken, book=snapshot.book, positions=snapshot.positions)


def redacted_for_today(
    before: Snapshot,
    after: Snapshot,
    logs: Sequence[SealedLog],
    hidden: Hidden = NOTHING_HIDDEN,
) -> tuple[EditionView, list[SealedLog]]:
    """Give an edition of some time ago, and the logs since, as they may be known now."""
    renamed = renames_over(logs)
    withheld = names_since_withheld(before, after, renamed)
    words = SensitiveTerms((*withheld.words.all, *hidden.words.all))
    was = view_of(as_known_now(redacted_snapshot(before, hidden), after, renamed))
    return was, [redacted_log(log, words) for log in logs]


def log_of(store: Store, sealed: Sealed) -> SealedLog:
    """Read the change log that an edition carries, proved."""
    return _log_in(store.read(sealed, CHANGES), sealed.name.spoken)


# A process that compares again after each save proves the same bytes and need not read them anew.
_compared_with = lru_cache(maxsize=2)(read_snapshot)
_log_in = lru_cache(maxsize=RECENT)(read_log)


def renaming_log(store: Store, sealed: Sealed) -> SealedLog | None:
    """Read the change log of an edition, proved, if a record was renamed in it; few are parsed."""
    content = store.read(sealed, CHANGES)
    return None if b'"renamed": {}' in content else read_log(content, sealed.name.spoken)


def _printed_since(logs: Sequence[SealedLog], record: str, field: str) -> int:
    """Tell in which number a value was written first, as far back as the logs reach."""
    for log in logs:
        told = (row for row in log.rows if row.record == record)
        if any(row.field == field or row.class_ is ChangeClass.ADDED for row in told):
            return _number(log.to)
    return _number(logs[-1].to)


def _number(spoken: str) -> int:
    return int(spoken.partition("-")[0])


def _cut_offs(store: Store, book: Book) -> dict[int, datetime]:
    """Give the cut-offs of the editions that the corrections speak of."""
    return dict(_dated(store, book))


def _dated(store: Store, book: Book) -> Iterator[tuple[int, datetime]]:
    published = {name.number for name in store.names()}
    wanted = {number for found in book.all(Correction) for number in found.editions_affected}
    for number in sorted(published & wanted):
        with suppress(NotReleased):  # older than the lower marking itself
            yield number, store.edition(EditionName(number)).manifest.cut_off

"""The change log of an edition: all changes, counted and reconciled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reportkit.changes.assign import ENDS
from reportkit.changes.change import Change, Classified
from reportkit.changes.edition_view import EditionView
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import Tlp

#: Of ``changes.json``.
SCHEMA_VERSION = 1


class Reconciliation(NamedTuple):
    """The records that two editions carry: before + added - ended = now."""

    before: int
    added: int  # new, or carried again
    ended: int  # superseded, withdrawn, dropped
    now: int

    @property
    def holds(self) -> bool:
        """The log tells of every record that came and went."""
        return self.before + self.added - self.ended == self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """What became of the records between two editions; a baseline has no edition before."""

    from_: str | None
    to: str
    changes: tuple[Change, ...]
    reconciliation: Reconciliation
    renamed: Mapping[str, str] = field(default_factory=dict)
    vanished: tuple[str, ...] = ()  # carried before and on file no more, without a word

    @property
    def baseline(self) -> bool:
        """The first edition: nothing is new because nothing was before."""
        return self.from_ is None

    @property
    def counts(self) -> Mapping[ChangeClass, int]:
        """Changes of each class, in the order of the classes."""
        counted = Counter(change.class_ for change in self.changes)
        return {class_: counted[class_] for class_ in ChangeClass if counted[class_]}

    def counted_from(self, sealed: EditionView, was: EditionView) -> ChangeLog:
        """Count from an edition as it was sealed, where ``was`` is what may be known of it now.

        A record that is kept back now is counted as ended, without a row that names it.
        """
        counts, had, has = self.reconciliation, sealed.live_records, was.live_records
        added, ended = counts.added + len(has - had), counts.ended + len(had - has)
        return replace(
            self, reconciliation=counts._replace(before=len(had), added=added, ended=ended)
        )


def baseline(now: EditionView) -> ChangeLog:
    """Give the log of a first edition."""
    carried = len(now.live_records)
    return ChangeLog(
        from_=None,
        to=now.name,
        changes=(),
        reconciliation=Reconciliation(carried, 0, 0, carried),
    )


def change_log(was: EditionView, now: EditionView, classified: Classified) -> ChangeLog:
    """Count and reconcile the changes of two editions.

    Added and ended are counted from the changes, before and now from the records, so that a
    change which the log misses does not reconcile.
    """
    changes = classified.changes
    added = sum(change.class_ is ChangeClass.ADDED for change in changes)
    ended = sum(_ends(change, was) for change in changes)
    ids = {*now.records, *classified.renamed.values(), *(change.record for change in changes)}
    return ChangeLog(
        from_=was.name,
        to=now.name,
        changes=changes,
        reconciliation=Reconciliation(len(was.live_records), added, ended, len(now.live_records)),
        renamed=classified.renamed,
        vanished=tuple(sorted(was.live_records - ids)),
    )


def within(log: ChangeLog, tlp: Tlp) -> ChangeLog:
    """Leave out what a reader up to a marking must not learn, earlier values included."""
    open_ = tuple(change for change in log.changes if change.tlp.rank <= tlp.rank)
    shown = {change.record for change in open_}
    hidden = {change.record for change in log.changes} - shown
    return replace(
        log,
        changes=open_,
        renamed={id: old for id, old in log.renamed.items() if id not in hidden},
    )


def _ends(change: Change, was: EditionView) -> bool:
    """An ended record that ends otherwise (dropped, then withdrawn) has ended before."""
    return change.class_ in ENDS and (change.formerly or change.record) in was.live_records

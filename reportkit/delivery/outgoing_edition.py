"""The edition that is to be mailed: what was sealed, and whether it puts another one right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reportkit.changes.net import SealedLog
from reportkit.editions.history import CHANGES, log_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.published_names import names_published_before
from reportkit.editions.sealed import Sealed, read_file
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.variants import (
    Released,
    hidden_at,
    markings_of,
    stored_name,
    version_for,
)
from reportkit.editions.withheld import NOTHING_HIDDEN, Hidden
from reportkit.model.analysis import Correction
from reportkit.model.book import Book
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import EditionKind, Tlp
from reportkit.problems import ReportkitError


@dataclass(frozen=True, kw_only=True)
class OutgoingEdition:
    """A sealed edition, read and proved, as readers up to a marking have it."""

    store: Store
    sealed: Sealed
    snapshot: Snapshot
    book: Book  # as it was sealed; it names no readers
    before: tuple[EditionName, ...]  # those before it that its readers have, oldest first
    wrong: frozenset[EditionName]  # those it puts right; none unless it is a correction
    hidden: Hidden = NOTHING_HIDDEN  # what a lower version leaves out

    @property
    def name(self) -> EditionName:
        """Its number and revision."""
        return self.sealed.name

    @property
    def is_correction(self) -> bool:
        """It goes to those who have what was wrong, not to whom the lists name."""
        return bool(self.name.revision) or self.sealed.manifest.kind is EditionKind.CORRECTION

    def corrects(self, last: EditionName | None) -> bool:
        """Tell whether something was wrong in the edition that its readers had last.

        A lower version of a correction may have nothing corrected in it; that something above
        was wrong is not for its readers. None, or one that they have no version of: that
        before this one.
        """
        if not self.is_correction or not self.hidden:
            return self.is_correction
        if not self.before:
            return False  # they had nothing that could be wrong
        base = last if last in self.before else self.before[-1]
        known = {each.id for each in self._book_of(base).all(Correction)}
        return any(each.id not in known for each in self.book.all(Correction)) or any(
            row.class_ is ChangeClass.CORRECTED
            for log in self._logs_after(base)
            for row in log.rows
        )

    @property
    def unchanged_since(self) -> frozenset[tuple[EditionName, Tlp]]:
        """The lower versions of earlier editions that say all that this one says there.

        Only of a correction, and back to the first edition that it puts right.
        """
        if not self.wrong:
            return frozenset()
        lower = [self.at(each) for each in markings_of(self.sealed)[1:]]
        first = min(self.wrong)
        return frozenset(
            (name, version.marking)
            for version in lower
            for name in version.before
            if name >= first and not version.says_more_than(name)
        )

    def says_more_than(self, earlier: EditionName) -> bool:
        """Tell whether its readers learn anything that an earlier edition did not say."""
        before = self._book_of(earlier)
        own = {each.id: each for each in self.book}
        said = ("bottom_line", "highlights", "trend", "trend_rationale", "key_figures", "alerts")
        return own != {each.id: each for each in before} or any(
            getattr(self.book.edition, name) != getattr(before.edition, name) for name in said
        )

    def _book_of(self, earlier: EditionName) -> Book:
        """Read an edition as the readers of this version had it."""
        return read_snapshot(self.store.read(self.store.edition(earlier), FACTS)).book

    def _logs_after(self, base: EditionName) -> Iterator[SealedLog]:
        for name in (*self.before[self.before.index(base) + 1 :], self.name):
            sealed = self.store.edition(name)
            if any(file.name == stored_name(sealed, CHANGES) for file in sealed.manifest.files):
                yield log_of(self.store, sealed)

    @cached_property
    def kept_back(self) -> SensitiveTerms:
        """What no mail of this version may hold."""
        told = names_published_before(Store(self.store.reports), self.snapshot)
        return SensitiveTerms((*self.hidden.words.all, *told))

    def file(self, suffix: str) -> str:
        """Name one of its files: "durand-line-005.pdf"; "" if it was sealed without."""
        return self.stored(f"{self.sealed.manifest.series}-{self.name}{suffix}")

    def stored(self, file: str) -> str:
        """Name a file as it lies in the folder; "" if it was sealed without."""
        name = stored_name(self.sealed, file)
        return name if any(file.name == name for file in self.sealed.manifest.files) else ""

    def content(self, name: str) -> bytes:
        """Give a file by its name in the folder, proved."""
        return read_file(self.sealed, name)

    @property
    def marking(self) -> Tlp:
        """The label of this version."""
        return self.sealed.manifest.marking

    def marking_for(self, ceiling: Tlp) -> Tlp | None:
        """Give the marking of what readers up to a marking get; None: they get nothing."""
        lower = (each for each in markings_of(self.sealed) if each.rank <= ceiling.rank)
        return next(lower, None)

    def at(self, marking: Tlp) -> OutgoingEdition:
        """Give the issue as its readers at a lower marking have it, and all before it."""
        if marking is self.marking:
            return self
        store = Released(self.store.reports, marking)
        sealed = version_for(self.sealed, marking)
        if sealed is None:
            raise ReportkitError(f"No. {self.name.spoken} does not exist at {marking}")
        snapshot = read_snapshot(store.read(sealed, FACTS))
        here, book = store.names_released(), snapshot.book
        return OutgoingEdition(
            store=store,
            sealed=sealed,
            snapshot=snapshot,
            book=book,
            before=tuple(name for name in self.before if name in here),
            wrong=self.wrong,
            hidden=hidden_at(self.book, book),
        )


def read_outgoing(store: Store, name: EditionName) -> OutgoingEdition:
    """Read the edition of a name.

    Raises ReportkitError if there is none, or if it has been revised since: nobody is to be
    sent what is known to be wrong. Raises IntegrityBroken if it is not what was sealed.
    """
    names = store.names()
    sealed = store.edition(name)
    newest = max(other for other in names if other.number == name.number)
    if newest != name:
        raise ReportkitError(
            f"No. {name.spoken} was revised; No. {newest.spoken} goes out in its place: "
            f"reportkit send {newest.spoken}"
        )
    snapshot = read_snapshot(store.read(sealed, FACTS))
    book = snapshot.book
    releases = tuple(each.marking for each in sealed.manifest.releases)
    book = replace(book, brief=book.brief.replace(releases=releases))  # as sealed, not as of today
    before = tuple(other for other in names if other < name)
    wrong = _wrong(store, sealed, book, before)
    own = Released(store.reports, sealed.manifest.marking)
    here = own.names_released()
    return OutgoingEdition(
        store=own,
        sealed=sealed,
        snapshot=snapshot,
        book=book,
        before=tuple(other for other in before if other in here),
        wrong=wrong,
    )


def _wrong(
    store: Store, sealed: Sealed, book: Book, before: tuple[EditionName, ...]
) -> frozenset[EditionName]:
    """Name the editions that a correction puts right.

    A revision: the issues of its number. Beside them every edition that a correction which
    is new in this one names as affected. A correction that names none: the edition before.
    """
    name, kind = sealed.name, sealed.manifest.kind
    if not name.revision and kind is not EditionKind.CORRECTION:
        return frozenset()
    numbers = {name.number} if name.revision else set[int]()
    known = read_snapshot(store.read(store.edition(before[-1]), FACTS)).records if before else {}
    for correction in book.all(Correction):
        affected = correction.editions_affected
        if correction.id not in known and affected:
            numbers |= set(range(affected[0], affected[-1] + 1))
    if not numbers and before:
        numbers = {before[-1].number}
    return frozenset(other for other in before if other.number in numbers)

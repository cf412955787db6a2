"""Which edition is handed on, and what of it may leave: as an abridged edition would have it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.editions.history import CHANGES, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.published_names import names_published_before
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot, snapshot_of
from reportkit.editions.store import NotReleased, Store
from reportkit.editions.variants import (
    Released,
    hidden_at,
    lower_name,
    next_edition,
    redacted_variant,
)
from reportkit.editions.withheld import names_since_withheld, redacted_value
from reportkit.exports.earlier import earlier_editions
from reportkit.exports.export import Row
from reportkit.model.book import Book
from reportkit.model.quotation import quoted_fairly
from reportkit.model.redaction import above, abridged
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.model.vocabulary.series import Tlp
from reportkit.model.withholding import names_kept_back
from reportkit.phrasing.change_log import rows
from reportkit.problems import ReportkitError, SeedsRejected, errors_in
from reportkit.queries.known import as_known_today
from reportkit.queries.later_editions import LaterEditions
from reportkit.rules.release import RULES as RELEASE_RULES


class _Version(NamedTuple):
    """An edition as some readers have it."""

    store: Store  # as they know it
    sealed: Sealed
    snapshot: Snapshot


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """An edition at the marking of its readers, and what its files must not hold."""

    view: EditionView
    stem: str  # of its files: "durand-line-005", "durand-line-draft-clear"
    draft: bool
    changes: Callable[[], Sequence[Row]]
    earlier: Callable[[], Sequence[EditionView]]
    withheld: SensitiveTerms = NOTHING  # names that nothing may hold
    above: SensitiveTerms = NOTHING  # what only records above the marking say


def outgoing_seeds(
    store: Store, book: Book, ceiling: Tlp | None, *, full_notes: bool = False
) -> Outgoing:
    """Give the seeds as the next edition would have them, for readers up to a marking.

    The desk's own have the words of sources whole, other readers those that are printed, unless
    they are to have ``full_notes``.
    Raises SeedsRejected where they cannot be cut down to it by leaving records out.
    """
    name = store.next_name()
    printed, snapshot, history = next_edition(store, book, name)
    earlier = names_published_before(store, snapshot)
    withheld = SensitiveTerms((*names_kept_back(book), *earlier))
    hidden = hidden_at(book, printed).words if above(book, book.tlp) else NOTHING
    stem = f"{book.brief.id}-draft"
    if ceiling and ceiling.rank < printed.tlp.rank:
        refuse_unreleasable(book, ceiling)
        lower = redacted_variant(store, printed, name, ceiling)
        snapshot, history = snapshot_of(lower.book, name), lower.history
        hidden = SensitiveTerms((*hidden.all, *lower.hidden.words.all))
        stem = lower_name(stem, ceiling, stem)
        printed = lower.book
    if full_notes or ceiling is None:
        snapshot = snapshot_of(printed, name, whole_notes=True)
    view = view_of(snapshot)
    return Outgoing(
        view=view,
        stem=stem,
        draft=True,
        changes=lambda: rows(history.step.changes, history.now),
        earlier=partial(earlier_editions, store, view.tlp),
        withheld=withheld,
        above=hidden,
    )


def outgoing_edition(
    store: Store, name: EditionName, ceiling: Tlp | None, later: LaterEditions
) -> Outgoing:
    """Give a published edition as readers up to a marking may know it today.

    Where it was published at a lower marking too, that version is given; else it is cut down.
    Raises SeedsRejected where that cannot be done by leaving records out.
    """
    own = store.edition(name)
    whole = read_snapshot(store.read(own, FACTS))
    stem = f"{own.manifest.series}-{name}"
    if ceiling is None or own.manifest.marking.rank <= ceiling.rank:
        return _published(_Version(store, own, whole), whole, later, stem)
    released = Released(store.reports, ceiling)
    try:
        sealed = released.edition(name)
    except NotReleased:
        cut = _Version(store, own, _cut_down(store, whole, ceiling))
        given = _published(cut, whole, later, lower_name(stem, ceiling, stem))
        return replace(given, changes=partial(_no_changes, name, ceiling))
    version = _Version(released, sealed, read_snapshot(released.read(sealed, FACTS)))
    stem = lower_name(stem, sealed.manifest.marking, stem)
    return _published(version, whole, later, stem)


def refuse_unreleasable(book: Book, ceiling: Tlp) -> None:
    """Refuse what a lower edition would refuse: what stays rests on, or names, what is gone."""
    releases = tuple(dict.fromkeys((*book.brief.releases, ceiling)))
    asked = replace(book, brief=book.brief.replace(releases=releases))
    problems = errors_in(problem for ask in RELEASE_RULES for problem in ask(asked))
    if problems:
        raise SeedsRejected(problems)


def _published(version: _Version, whole: Snapshot, later: LaterEditions, stem: str) -> Outgoing:
    """Give an edition without the names that the newest one keeps back."""
    store, sealed, snapshot = version
    unabridged = Store(store.reports)
    known = as_known_today(snapshot, later)
    withheld = NOTHING
    if known is not snapshot and later.newest:
        renamed = later.renamed_since(snapshot.name)
        before = names_since_withheld(snapshot, later.newest, renamed).words
        withheld = SensitiveTerms((*before.all, *later.victims_unnamed.all))
    quoted = {id: quoted_fairly(record) for id, record in known.book.by_id.items()}
    view = view_of(replace(known, book=replace(known.book, by_id=quoted)))
    return Outgoing(
        view=view,
        stem=stem,
        draft=False,
        changes=lambda: tuple(_sealed_rows(store, sealed, withheld)),
        earlier=partial(earlier_editions, unabridged, view.tlp, snapshot.name),
        withheld=withheld,
        above=hidden_at(whole.book, known.book).words if snapshot is not whole else NOTHING,
    )


def _cut_down(store: Store, whole: Snapshot, ceiling: Tlp) -> Snapshot:
    """Cut an edition down; an id that a record had above the marking is no id of its readers."""
    refuse_unreleasable(whole.book, ceiling)
    book = abridged(whole.book, ceiling)
    before = earlier_editions(store, ceiling, whole.name)[-1:]
    had = {None, *(id for edition in before for id in edition.records)}
    by_id = {
        id: record if record.formerly in had else record.replace(formerly=None)
        for id, record in book.by_id.items()
    }
    return snapshot_of(replace(book, by_id=by_id), whole.name)


def _sealed_rows(store: Store, sealed: Sealed, withheld: SensitiveTerms) -> Iterator[Row]:
    """Read the change log that was published, without the names that are kept back today."""
    for row in json.loads(store.read(sealed, CHANGES))["changes"]:
        yield {key: redacted_value(held, withheld) for key, held in row.items()}


def _no_changes(name: EditionName, ceiling: Tlp) -> Sequence[Row]:
    raise ReportkitError(
        f"No. {name.spoken} was not published at {ceiling} or below, so that no change log of it "
        "exists there; leave out --changes, or --max-tlp"
    )

"""What changed from one edition to another, or from the newest to the seeds, in the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportkit.changes.assign import ENDS
from reportkit.changes.classify import classify
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import ChangeLog, change_log
from reportkit.changes.net import SealedLog, collapse
from reportkit.editions.history import History, log_of, redacted_for_today, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.revision import fresh_notes
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.variants import next_edition
from reportkit.editions.withheld import Hidden, withheld_records
from reportkit.model.book import Book
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.problems import Problem
from reportkit.queries.known import as_known_today
from reportkit.queries.later_editions import LaterEditions
from reportkit.queries.listing import SEEDS


class EditionDiff(NamedTuple):
    """The change from one side to the other, for a reader who saw only those two."""

    from_: str  # "4"
    to: str  # "7-r1", or "seeds"
    log: ChangeLog
    now: EditionView  # by which the changes are said
    problems: tuple[Problem, ...] = ()  # changes of the seeds that nobody has explained yet
    revision_in_work: bool = False  # edition.yaml is the newest edition, published later


def diff_editions(
    store: Store, first: EditionName, last: EditionName, later: LaterEditions | None = None
) -> EditionDiff:
    """Tell the net change between two editions, ``first`` being the older or the same.

    Of two neighbours it is what the later one told itself. Otherwise what changed and changed
    back on the way is none; reads the facts of both, and the change logs of those after
    ``first`` up to ``last``.
    """
    later = later or LaterEditions(store)
    editions = {sealed.name: sealed for sealed in store.editions()}
    before, after = (
        as_known_today(read_snapshot(store.read(editions[name], FACTS)), later)
        for name in (first, last)
    )
    now = view_of(after)
    unnamed = later.victims_unnamed
    if last.follows(first):
        was, _ = redacted_for_today(before, after, [], _held_back(before, after, [], unnamed))
        notes = after.edition.changes
        if last.number == first.number:
            notes = fresh_notes(notes, before.edition.changes, was, now)
        log = change_log(was, now, classify(was, now, notes))
    else:
        on_the_way = [sealed for name, sealed in editions.items() if first < name <= last]
        logs = [log_of(store, sealed) for sealed in on_the_way]
        was, logs = redacted_for_today(
            before, after, logs, _held_back(before, after, logs, unnamed)
        )
        log = collapse(was, now, logs)
    return EditionDiff(first.spoken, last.spoken, log.counted_from(view_of(before), was), now)


def _held_back(
    before: Snapshot, after: Snapshot, logs: Sequence[SealedLog], unnamed: SensitiveTerms
) -> Hidden:
    """Give what stays out of the later edition for its marking alone.

    It is counted as ended and told by nobody: it was neither dropped nor lost.
    """
    if not after.abridged:
        return Hidden(words=unnamed)
    ended = {row.record for log in logs for row in log.rows if row.class_ in ENDS}
    held = withheld_records(before, after, before.records.keys() - ended)
    return Hidden(held.ids, SensitiveTerms((*held.words.all, *unnamed.all)))


def diff_seeds(
    store: Store, book: Book, latest: EditionName, *, revise: bool = False
) -> EditionDiff:
    """Tell what the seeds would change, as the next edition would tell it, or a revision."""
    _, _, history = next_edition(store, book, store.next_name(revision=revise))
    # The notes of a published edition have been used: 'check' asks for none either.
    problems = () if history.published else history.problems
    return EditionDiff(
        latest.spoken, SEEDS, history.step, history.now, problems, _revises(history, book)
    )


def _revises(history: History, book: Book) -> bool:
    if history.previous is None:
        return False
    before, edition = history.previous.manifest, book.edition
    same = (before.period.start, before.period.end) == (edition.period.start, edition.period.end)
    return same and edition.published > before.published

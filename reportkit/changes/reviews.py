"""A source turned: what rests on it is changed, ended, in review, or looked at again and stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from reportkit.changes.change import Change, Classified
from reportkit.changes.diff import Locate
from reportkit.changes.edition_view import EditionView
from reportkit.loading.snippets import REASON_WANTED, is_filled_in
from reportkit.model.dependents import dependents_of, standing_of, statements_of, with_copies
from reportkit.model.evidence import Source
from reportkit.model.series import Edition, SourceReview
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import PageOne, Status
from reportkit.problems import Problem, counted

#: So many names stand in a message; the block in the hint has all.
_NAMED = 5


class Turned(NamedTuple):
    """A source on which one must rely less than in the edition before."""

    source: str
    state: str  # "was withdrawn"
    through: tuple[str, ...]  # itself and the copies of it that fell with it


class Left(NamedTuple):
    """What rests on a source that turned, and of which nobody says yet that it stands."""

    records: tuple[str, ...]
    statements: tuple[PageOne, ...]


def unreviewed(
    was: EditionView, now: EditionView, classified: Classified, locate: Locate
) -> Iterator[Problem]:
    """Ask for a look at all that rests on what was withdrawn or disputed since the edition before.

    What rested on it in that edition counts too: to take the citation away is no look at what was
    concluded from it. In the next edition nothing turns, and nothing is asked again.
    """
    before = was.book.edition.source_reviews
    fresh = [review for review in now.book.edition.source_reviews if review not in before]
    for turned in turned_since(was, now):
        own = [review for review in fresh if review.source == turned.source]
        left = _left(turned, was, now, classified, own)
        if left.records or left.statements:
            yield _unreviewed(turned, left, locate)


def turned_since(was: EditionView, now: EditionView) -> tuple[Turned, ...]:
    """Give the sources that fell, each with the copies that fell with it, in the order of files.

    A text that turns out to be a copy of one that was withdrawn falls too.
    """
    fallen: dict[str, tuple[str, list[str]]] = {}
    for source in now.book.all(Source):
        before = was.book.get(Source, source.id) or was.book.get(Source, source.formerly)
        if before is None:
            continue
        standing = standing_of(source, now.book)
        if standing.fallen > standing_of(before, was.book).fallen:
            fallen.setdefault(standing.cause, (standing.words, []))[1].append(source.id)
    return tuple(
        Turned(cause, fallen[cause][0], tuple(fallen[cause][1]))
        for cause in now.records
        if cause in fallen
    )


# What is left ---------------------------------------------------------------------------------


def _left(
    turned: Turned,
    was: EditionView,
    now: EditionView,
    classified: Classified,
    reviews: Iterable[SourceReview],
) -> Left:
    reviews = [review for review in reviews if is_filled_in(review.reason)]
    stands = {id for review in reviews for id in review.records}
    stands |= {change.record for change in classified.changes if _is_decision(change)}
    resting = _resting(turned.through, was, now, classified.renamed)
    records = tuple(
        id
        for id, record in now.records.items()
        if id in resting and record.status is Status.CURRENT and id not in stands
    )
    kept = {key for review in reviews for key in review.statements}
    said = _said_again(was.book.edition, now.book.edition, resting)
    return Left(records, tuple(key for key in said if key not in kept))


def _is_decision(change: Change) -> bool:
    """A change of wording decides nothing; to reaffirm with a reason does."""
    return change.class_ is not ChangeClass.EDITORIAL


def _resting(
    sources: Collection[str], was: EditionView, now: EditionView, renamed: Mapping[str, str]
) -> frozenset[str]:
    """Name what rests on the sources now or did in the edition before, by the ids of now.

    Then through their copies too: one may be called no copy any more in the very same edition.
    """
    later = {old: new for new, old in renamed.items()}
    own = (renamed.get(source, source) for source in sources)
    then = {id for source in own for id in with_copies(source, was.book)}
    before = (each.record.id for each in dependents_of(then, was.book))
    after = (each.record.id for each in dependents_of(sources, now.book))
    return frozenset([*(later.get(id, id) for id in before), *after])


def _said_again(was: Edition, now: Edition, resting: frozenset[str]) -> Iterator[PageOne]:
    """Name the keys of page 1 with a sentence of before that rests on what turned."""
    before = statements_of(was)
    for key, statements in statements_of(now).items():
        old = {statement.text for statement in before[key]}
        if any(one.text in old and not resting.isdisjoint(one.basis) for one in statements):
            yield key


# Problems -------------------------------------------------------------------------------------


def _unreviewed(turned: Turned, left: Left, locate: Locate) -> Problem:
    names = [*left.records, *(f"page 1's {key}" for key in left.statements)]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    block = [f"  - source: {turned.source}"]
    if left.records:
        block.append(f"    records: [{', '.join(left.records)}]")
    if left.statements:
        block.append(f"    statements: [{', '.join(left.statements)}]")
    block.append(f"    reason: {REASON_WANTED}")
    copies = len(turned.through) - (turned.source in turned.through)
    repeated = f", and so falls what repeats it ({counted(copies, 'source')})" if copies else ""
    return Problem(
        "source-unreviewed",
        f"{turned.source} {turned.state}{repeated}; not looked at again since: "
        f"{', '.join(names[:_NAMED])}{more}",
        locate(turned.source, "source_status"),
        "change each, end it or set status: under_review; of those that stand all the same, paste "
        "under 'source_reviews:' in seeds/edition.yaml:\n" + "\n".join(block),
    )

"""Does a review of what rests on a doubtful source say something?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.loading.snippets import is_filled_in
from reportkit.model.book import Book, is_live
from reportkit.model.dependents import dependents_of, standing_of, with_copies
from reportkit.model.evidence import Source
from reportkit.model.series import SourceReview
from reportkit.problems import Code, Example, Level, Part, Problem
from reportkit.rules.rule import rule

_WAS = "key_figures: [toll]"
_FORGED = Part(
    "sources: [{id: s, source_status: withdrawn, status_reason: Forged.}]\n"
    "claims: [{id: c, source_refs: [s]}, {id: d}]"
)


def _example(broken: str, good: str) -> Example:
    block = "key_figures: [toll]\nsource_reviews: [{{source: s, {}}}]"
    return Example(block.format(broken), block.format(good), "edition", _WAS, (_FORGED,))


@rule(
    Code(
        "review-reason-missing",
        "COPE; ICD 203, standard 7",
        "Who says that a record stands although its source was withdrawn or is disputed says why; "
        "readers are told the reason.",
        (
            _example(
                'records: [c], reason: "(say why, in a sentence)"',
                "records: [c], reason: That it was said is not in doubt.",
            ),
        ),
    ),
    Code(
        "review-unused",
        "house rule: nothing is lost in silence",
        "A review names a source that stands, or a record that does not rest on the source: it was "
        "meant for another, or its time is over.",
        (
            _example(
                "records: [c, d], reason: That it was said is not in doubt.",
                "records: [c], reason: That it was said is not in doubt.",
            ),
        ),
        level=Level.WARNING,
    ),
)
def reviews_say_something(book: Book) -> Iterator[Problem]:
    """A review gives its reason, and names what rests on a source that is in doubt."""
    for review in book.edition.source_reviews:
        if not is_filled_in(review.reason) and not book.abridged:
            yield Problem(
                "review-reason-missing",
                f"the review for {review.source} does not say why they stand",
                review.at("reason"),
                "say in a sentence on what they rest beside it; readers are told",
            )
        source = book.get(Source, review.source)
        if source is None:
            continue  # 'ref-unknown' tells
        if not standing_of(source, book).fallen:
            yield _unused(f"{source.id} stands: nothing has to be reviewed", review, "source")
            continue
        yield from _strangers(source, review, book)


def _strangers(source: Source, review: SourceReview, book: Book) -> Iterator[Problem]:
    family = with_copies(source.id, book)
    resting = {each.record.id for each in dependents_of(family, book)}
    for number, id in enumerate(review.records):
        record = book.by_id.get(id)
        if record is not None and is_live(record) and id not in resting:
            said = f"{id} does not rest on {source.id}"
            yield _unused(said, review, f"records.{number}")


def _unused(why: str, review: SourceReview, field: str) -> Problem:
    return Problem("review-unused", why, review.at(field), "delete it there", Level.WARNING)


RULES = (reviews_say_something,)

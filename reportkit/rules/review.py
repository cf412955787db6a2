"""Did a second person read the edition, after its cut-off and before it appears?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.authorship import authors_of, writers
from reportkit.model.book import Book
from reportkit.model.persons import is_same_person
from reportkit.model.series import Review
from reportkit.model.vocabulary.series import EditionStatus
from reportkit.problems import Code, Example, Part, Problem
from reportkit.rules.rule import rule

_TWO_PERSONS = "EUAA and ACCORD, two-person rule"
#: What several examples hold.
_PLAIN = "trend: deteriorated"
_REVIEWED = "trend: deteriorated\nauthors: [A. Writer]\nreview: {by: "


@rule(
    Code(
        "review-missing",
        _TWO_PERSONS,
        "The series asks for a review; a final edition names who read it before release and when. "
        "`reportkit review` shows what there is to read, and `reportkit review --by NAME` writes "
        "the review down.",
        (
            Example(
                _PLAIN,
                "trend: deteriorated\nreview: {by: B. Reader, on: 2025-10-19}",
                "edition",
                _PLAIN,
                (Part("review_required: true", "brief", "authors: [A. Writer]"),),
            ),
        ),
    ),
    Code(
        "review-author",
        _TWO_PERSONS,
        "Whoever wrote an edition, or a judgement in it, does not review it. Titles, initials, "
        "case and the order of names make no other person.",
        (
            Example(
                f"{_REVIEWED}'Writer, Dr. Anna', on: 2025-10-19}}",
                f"{_REVIEWED}B. Reader, on: 2025-10-19}}",
                "edition",
                _PLAIN,
            ),
        ),
    ),
    Code(
        "review-early",
        _TWO_PERSONS,
        "A review is of what the edition says, so that it is given on the day of the cut-off or "
        "later.",
        (
            Example(
                f"{_REVIEWED}B. Reader, on: 2025-10-18}}",
                f"{_REVIEWED}B. Reader, on: 2025-10-19}}",
                "edition",
                _PLAIN,
            ),
        ),
    ),
    Code(
        "review-late",
        _TWO_PERSONS,
        "An edition is reviewed before it appears. Where the review came later, the edition does "
        "too: `published` says when.",
        (
            Example(
                f"{_REVIEWED}B. Reader, on: 2025-10-21}}",
                f"{_REVIEWED}B. Reader, on: 2025-10-20}}",
                "edition",
                _PLAIN,
            ),
        ),
    ),
)
def another_person_reviewed_it(book: Book) -> Iterator[Problem]:
    """The reviewer wrote none of it, read what is published, and did so before.

    The two-person rule of country-of-origin research (EUAA, ACCORD).
    """
    review = book.edition.review
    if review is None:
        if book.brief.review_required and book.edition.status is EditionStatus.FINAL:
            yield Problem(
                "review-missing",
                "nobody reviewed this edition: it waits for somebody other than "
                f"{', '.join(authors_of(book))}",
                book.edition.at(),
                "'reportkit review --by NAME' writes it down; or set status: interim",
            )
        return
    if author := next((each for each in writers(book) if is_same_person(each, review.by)), ""):
        yield Problem(
            "review-author",
            f"{review.by} is author and reviewer"
            if author == review.by
            else f"{review.by} reviews, and wrote as {author}",
            review.at("by"),
            "another person reviews",
        )
    yield from _on_its_day(book, review)


def _on_its_day(book: Book, review: Review) -> Iterator[Problem]:
    cut_off, published = book.edition.cut_off.date(), book.edition.published.date()
    if review.on < cut_off:
        yield Problem(
            "review-early",
            f"{review.by} reviewed it on {review.on}, and it knows of what came until {cut_off}",
            review.at("on"),
            "review what is published; 'reportkit review --by NAME' writes it down",
        )
    elif review.on > published:
        yield Problem(
            "review-late",
            f"{review.by} reviewed it on {review.on}, after {published}, when it appears",
            review.at("on"),
            "set 'published:' in seeds/edition.yaml to when it appears, or mend the day",
        )


RULES = (another_person_reviewed_it,)

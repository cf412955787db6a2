"""Can the turning points stand in the strip that tells how it came to this?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportkit.model.book import Book, is_live
from reportkit.model.days import days_of
from reportkit.problems import Code, Example, Problem, Threshold
from reportkit.rules.rule import rule

#: Characters: two lines of the strip, beside seven others.
#: The strip has room for no more.
_LONGEST = Threshold(
    "characters",
    Decimal(45),
    "characters of a headline",
    Decimal(10),
    Decimal(45),
    "more do not fit into two short lines",
)


@rule(
    Code(
        "milestone-headline",
        "house rule: a page that is read at once",
        "A milestone has a headline of at most 45 characters: two short lines of the strip.",
        (
            Example(
                "events: [{milestone: true}]",
                "events: [{milestone: true, headline: Shots at the bridge}]",
            ),
            Example(
                "events: [{milestone: true, headline: Shots at the bridge wound a boy and his"
                " two sisters}]",
                "events: [{milestone: true, headline: Shots at the bridge wound three children}]",
            ),
        ),
        thresholds=(_LONGEST,),
    )
)
def milestones_have_a_headline(book: Book) -> Iterator[Problem]:
    """A milestone is called by a headline that is short enough for the strip."""
    longest = book.brief.threshold("milestone-headline", _LONGEST)
    for record in book:
        headline = record.headline or ""
        if record.milestone and not headline:
            yield Problem(
                "milestone-headline",
                f"{record.id} is a milestone without a headline",
                record.at("milestone"),
                f"write 'headline', in at most {longest} characters",
            )
        elif len(headline) > longest:
            yield Problem(
                "milestone-headline",
                f"the headline of {record.id} has {len(headline)} characters",
                record.at("headline"),
                f"say it in at most {longest}",
            )


@rule(
    Code(
        "milestone-undated",
        "house rule: a page that is read at once",
        "A milestone has a day: the strip runs from the first day to today.",
        (
            Example(
                "facts: [{milestone: true, headline: It rained}]",
                "facts: [{milestone: true, headline: It rained, date: 2025-10-14}]",
            ),
        ),
    )
)
def milestones_are_dated(book: Book) -> Iterator[Problem]:
    """A milestone has a day on which it stands in the strip."""
    for record in book:
        if record.milestone and is_live(record) and days_of(record, book) is None:
            yield Problem(
                "milestone-undated",
                f"{record.id} is a milestone and has no day",
                record.at("milestone"),
                "give its day, or mark the record that has one",
            )


RULES = (milestones_have_a_headline, milestones_are_dated)

"""Are the records the author's own, or still those that a new series begins with?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

#: What the ids of all records begin with that 'reportkit init' writes.
EXAMPLE = "example."


@rule(
    Code(
        "example-record",
        "house rule: no news that is none",
        "'reportkit init' begins a series with invented records, whose ids begin with 'example.'. "
        "Replace or delete them all before you publish in earnest, and what edition.yaml says of "
        "them: readers would take them for news. One warning counts those that are left. Was "
        "No. 1 sealed with them only to try it, delete reports/ and begin anew.",
        (
            Example(
                "facts: [{id: example.rain, statement: It rained.}]",
                "facts: [{id: rain, statement: It rained.}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def records_are_the_authors_own(book: Book) -> Iterator[Problem]:
    """No record is one of those with which 'reportkit init' begins a series."""
    examples = [record for record in book if record.id.startswith(EXAMPLE)]
    if examples:
        count = len(examples)
        yield Problem(
            "example-record",
            "1 record is still an example of 'reportkit init'"
            if count == 1
            else f"{count} records are still examples of 'reportkit init'",
            examples[0].at("id"),
            "replace or delete each record whose id begins with 'example.' before you publish",
            Level.WARNING,
        )


RULES = (records_are_the_authors_own,)

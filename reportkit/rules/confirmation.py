"""Who confirms what is called independently confirmed: somebody who takes no side?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Fact, Source
from reportkit.model.vocabulary.events import Verification
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

_TWO = 2
_VOICES = (
    "sources: [{id: n, publisher: Northern Post, party_alignment: north},\n"
    "  {id: s, publisher: Southern Post, party_alignment: south}, {id: o, publisher: Clinic}]\n"
)


@rule(
    Code(
        "confirmed-by-parties",
        "ICD 203, standard 1; equal treatment of parties",
        "independently_confirmed says that somebody who takes no side bears it out. Where "
        "each source is the voice of a party, two sides may agree, and then it is "
        "multi_origin: nobody who stands apart has looked.",
        (
            Example(
                f"{_VOICES}facts: [{{verification: independently_confirmed, source_refs: [n, s]}}]",
                f"{_VOICES}facts: [{{verification: independently_confirmed, source_refs: [n, o]}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def who_confirms_takes_no_side(book: Book) -> Iterator[Problem]:
    """What is independently confirmed rests on a source that is no party's voice."""
    for fact in book.all(Fact):
        if fact.verification is not Verification.INDEPENDENTLY_CONFIRMED or not is_live(fact):
            continue
        under = book.sources_under(fact.id)
        origins = book.origins_of(under)  # of too few 'verification-origins' tells
        if len(origins) >= _TWO and all(_is_a_partys(book, id) for id in under):
            yield Problem(
                "confirmed-by-parties",
                f"{fact.id} is {fact.verification}, and all its sources are voices of parties",
                fact.at("verification"),
                "cite who stands apart and bears it out, or set 'verification: multi_origin'",
                Level.WARNING,
            )


def _is_a_partys(book: Book, id: str) -> bool:
    source = book.get(Source, id)
    return source is None or book.party_of(source.party_alignment or "") is not None


RULES = (who_confirms_takes_no_side,)

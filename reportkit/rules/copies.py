"""Do two sources that count as two come from two? A copy that nobody marks counts twice."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Actor, Source
from reportkit.model.origins import address_of, alike, headline_of
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

_CIRCULAR = "ICD 203, standard 1; circular reporting"


@rule(
    Code(
        "source-twice",
        _CIRCULAR,
        "One page is one source: two records with the same address count as one origin, and "
        "a correction at one of them is missed at the other. Compared without scheme, "
        "'www.', last stroke, fragment and what only counts clicks (utm_source, fbclid). Two "
        "records may share a page that holds the words of two parties, that was rewritten "
        "(another 'published'), or where one says that it originates from the other.",
        (
            Example(
                "sources: [{publisher: A, url: 'https://www.daily.example/clash/?utm_source=x'},\n"
                "  {publisher: B, url: 'http://daily.example/clash#top'}]",
                "sources: [{publisher: A, url: 'https://www.daily.example/clash/?page=1'},\n"
                "  {publisher: B, url: 'https://www.daily.example/clash/?page=2'}]",
            ),
            Example(
                "sources: [{url: 'https://daily.example/clash', published: 2025-10-14},\n"
                "  {url: 'https://daily.example/clash', published: 2025-10-14}]",
                "sources: [{url: 'https://daily.example/clash', published: 2025-10-14},\n"
                "  {url: 'https://daily.example/clash', published: 2025-10-15}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def pages_are_cited_once(book: Book) -> Iterator[Problem]:
    """No two sources have one address, unless two parties speak there."""
    for first, *others in alike(_live_sources(book), address_of):
        for other in others:
            if not _may_share(book, first, other) and not _is_rewritten(first, other):
                yield Problem(
                    "source-twice",
                    f"{other.id} has the address of {first.id}",
                    other.at("url"),
                    f"cite {first.id} wherever {other.id} is cited, or correct the address; "
                    "if the page carries another text, say whose: 'originates_from:'",
                    Level.WARNING,
                )


@rule(
    Code(
        "source-copy",
        _CIRCULAR,
        "Two sources with the same headline on the same day are one text in two places, and "
        "count as one origin. Say which was first with 'originates_from', or that both come "
        "from a third (an agency, a press release), so that readers see it too. Headlines of "
        "fewer than four words are not compared.",
        (
            Example(
                "sources: [{id: daily, publisher: The Daily, published: 2025-10-14,\n"
                "  title: Bridge shut to all trucks},\n"
                "  {publisher: The Echo, published: 2025-10-14, title: Bridge Shut to All Trucks}]",
                "sources: [{id: daily, publisher: The Daily, published: 2025-10-14,\n"
                "  title: Bridge shut to all trucks},\n"
                "  {publisher: The Echo, published: 2025-10-14, title: Bridge Shut to All Trucks,\n"
                "  originates_from: daily}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def copies_say_so(book: Book) -> Iterator[Problem]:
    """A source with another's headline and day says where its text comes from."""
    for first, *others in alike(_live_sources(book), headline_of):
        for other in others:
            on_one_page = address_of(first) and address_of(first) == address_of(other)
            if not on_one_page and not _may_share(book, first, other):
                yield Problem(
                    "source-copy",
                    f"{other.id} has the headline and the day of {first.id}: they count as one "
                    "origin",
                    other.at("title"),
                    f"add 'originates_from: {first.id}', or the source from which both took it",
                    Level.WARNING,
                )


@rule(
    Code(
        "source-unaligned",
        "ICD 206",
        "What a body of a party brings out is that party's voice: without 'party_alignment' "
        "it counts as an independent origin, and as nobody's word where it is asked who says "
        "so. A body is known by its name or short form among the actors.",
        (
            Example(
                "sources: [{publisher: Army of the North, kind: official_statement}]",
                "sources: [{publisher: Army of the North, kind: official_statement,\n"
                "  party_alignment: north}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def voices_of_parties_are_marked(book: Book) -> Iterator[Problem]:
    """A source that a body of a party brings out says whose voice it is."""
    bodies = {
        _folded(name): party
        for actor in book.all(Actor)
        if (party := book.party_of(actor.id))
        for name in (actor.name, actor.short)
        if name
    }
    for source in book.all(Source):
        party = bodies.get(_folded(source.publisher))
        if party and source.party_alignment is None and is_live(source):
            yield Problem(
                "source-unaligned",
                f"{source.id} is brought out by {source.publisher}, and does not say whose voice "
                "it is",
                source.at("publisher"),
                f"add 'party_alignment: {party}'",
                Level.WARNING,
            )


def _live_sources(book: Book) -> tuple[Source, ...]:
    return tuple(source for source in book.all(Source) if is_live(source))


def _may_share(book: Book, one: Source, other: Source) -> bool:
    """Tell whether one names the other as its origin, or both one, or two parties speak there."""
    if book.origin_of(one.id) in (other.id, book.origin_of(other.id)):
        return True
    sides = [book.party_of(each.party_alignment or "") for each in (one, other)]
    return None not in sides and sides[0] != sides[1]


def _is_rewritten(one: Source, other: Source) -> bool:
    """Tell whether a page was read twice, before and after its publisher changed it."""
    days = {one.published, other.published}
    return None not in days and len(days) > 1


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("the ")


RULES = (pages_are_cited_once, copies_say_so, voices_of_parties_are_marked)

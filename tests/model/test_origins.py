"""Whose text a source is: agency, page and headline."""

from __future__ import annotations

import pytest

from reportkit.model.evidence import Source
from reportkit.model.origins import address_of, agency_of
from tests.records import Written, book_of, record_of


def source(id: str = "s", **fields: str) -> Source:
    written: Written = {"type": "source", "id": id, "publisher": "Daily", **fields}
    found = record_of(written)
    assert isinstance(found, Source)
    return found


@pytest.mark.parametrize(
    ("fields", "agency"),
    [
        ({"publisher": "Dawn (Reuters)"}, "Reuters"),
        ({"publisher": "The Star (Malaysia; Reuters)"}, "Reuters"),
        ({"publisher": "Ariana News (citing Reuters)"}, "Reuters"),
        ({"publisher": "AFP"}, "Agence France-Presse"),
        ({"publisher": "Daily (Press Trust of India)"}, "Press Trust of India"),
        ({"author": "Associated Press"}, "Associated Press"),
        ({"descriptor": "Read as an extract; carries an AFP text."}, "Agence France-Presse"),
        ({"descriptor": "Carries the same Reuters text as The Star."}, "Reuters"),
        ({"publisher": "Copy of a Reuters text on a minor site"}, "Reuters"),
        ({"publisher": "The Times (AFP, AP)"}, None),  # two texts
        ({"descriptor": "Carries Reuters and BBC reporting."}, None),
        ({"descriptor": "Its man spoke to Reuters."}, None),
        ({"publisher": "The Financial Express (Dhaka)"}, None),
        ({"publisher": "The Apricot"}, None),
    ],
)
def test_one_agency_is_read_from_the_line_of_publishing(
    fields: dict[str, str], agency: str | None
) -> None:
    assert agency == agency_of(source(**fields))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.daily.example/clash/", "daily.example/clash"),
        ("http://DAILY.example/clash?utm_source=x&fbclid=1#top", "daily.example/clash"),
        ("https://daily.example/?p=33608", "daily.example?p=33608"),
        ("https://daily.example/a?b=2&a=1", "daily.example/a?a=1&b=2"),
        ("https://daily.example/Clash", "daily.example/Clash"),  # a path may tell case
        ("https://daily.example/", ""),
        ("https://daily.example:443", ""),
    ],
)
def test_an_address_is_one_however_it_is_typed(url: str, address: str) -> None:
    assert address == address_of(source(url=url))


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ({"publisher": "A"}, {"publisher": "B"}, 2),
        ({"publisher": "A (AFP)"}, {"publisher": "B", "author": "AFP"}, 1),
        ({"publisher": "A", "url": "https://x.example/1"},
         {"publisher": "B", "url": "http://www.x.example/1/"}, 1),
        ({"publisher": "A", "title": "Bridge shut to trucks", "published": "2025-10-14"},
         {"publisher": "B", "title": "Bridge Shut to Trucks", "published": "2025-10-14"}, 1),
        ({"publisher": "A", "title": "Bridge shut to trucks", "published": "2025-10-14"},
         {"publisher": "B", "title": "Bridge shut to trucks", "published": "2025-10-15"}, 2),
        ({"publisher": "A", "title": "Press release", "published": "2025-10-14"},
         {"publisher": "B", "title": "Press release", "published": "2025-10-14"}, 2),
        # Both parties' words on one page are two voices.
        ({"publisher": "A", "url": "https://x.example/1", "party_alignment": "north"},
         {"publisher": "B", "url": "https://x.example/1", "party_alignment": "south"}, 2),
    ],
)  # fmt: skip
def test_two_sources_are_one_origin_or_two(
    first: dict[str, str], second: dict[str, str], count: int
) -> None:
    parties = [
        record_of({"type": "actor", "id": name, "name": name, "party_to_conflict": True})
        for name in ("north", "south")
    ]
    book = book_of([*parties, source("one", **first), source("two", **second)])

    assert count == len(book.origins_of(["one", "two"]))


def test_one_page_in_common_makes_two_papers_no_single_one() -> None:
    book = book_of(
        [
            source("one", publisher="A", url="https://x.example/1"),
            source("two", publisher="B", url="https://x.example/1"),
            source("three", publisher="A", url="https://a.example/2"),
            source("four", publisher="B", url="https://b.example/2"),
        ]
    )

    assert 2 == len(book.origins_of(["three", "four"]))

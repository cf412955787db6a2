"""What an edition gives keeps its id, and is newer only when it is another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reportkit.exports.versions import ids_of, versions
from tests.records import book_of, record_of

FIRST = datetime(2026, 1, 12, 6, tzinfo=UTC)
SECOND, THIRD = FIRST + timedelta(weeks=1), FIRST + timedelta(weeks=2)


def test_what_stays_the_same_stays_in_its_version() -> None:
    told = versions([(FIRST, {"toll": 16}), (SECOND, {"toll": 16})])["toll"]

    assert (told.created, told.modified, told.sequence) == (FIRST, FIRST, 0)


def test_what_changes_is_as_old_as_the_edition_that_changed_it() -> None:
    told = versions([(FIRST, {"toll": 16}), (SECOND, {"toll": 18}), (THIRD, {"toll": 18})])["toll"]

    assert (told.content, told.created, told.modified, told.sequence) == (18, FIRST, SECOND, 1)


def test_what_is_no_longer_given_is_gone_since_then() -> None:
    told = versions([(FIRST, {"toll": 16}), (SECOND, {}), (THIRD, {})])["toll"]

    assert told.gone
    assert (told.modified, told.sequence) == (SECOND, 1)


def test_what_comes_back_is_a_newer_version_even_if_it_says_the_same() -> None:
    told = versions([(FIRST, {"toll": 16}), (SECOND, {}), (THIRD, {"toll": 16})])["toll"]

    assert not told.gone
    assert (told.modified, told.sequence) == (THIRD, 2)


def test_a_draft_of_the_same_moment_is_newer_all_the_same() -> None:
    told = versions([(FIRST, {"toll": 16}), (FIRST, {"toll": 18})])["toll"]

    assert told.modified > FIRST


def test_a_record_keeps_its_id_through_every_renaming() -> None:
    books = [
        book_of([record_of({"type": "fact", "id": "road"})]),
        book_of([record_of({"type": "fact", "id": "road.north", "formerly": "road"})]),
        book_of([record_of({"type": "fact", "id": "road.north"})]),
        book_of([]),
        book_of([record_of({"type": "fact", "id": "road.n", "formerly": "road.north"})]),
    ]
    names = ("road", "road.north", "road.north", "road.north", "road.n")

    given = {ids.of(name) for ids, name in zip(ids_of(books), names, strict=True)}

    assert len(given) == 1


def test_two_producers_may_call_their_series_alike() -> None:
    (one,) = ids_of([book_of([], brief={"id": "weekly", "producer": "The mission"})])
    (other,) = ids_of([book_of([], brief={"id": "weekly", "producer": "The desk"})])

    assert one.of("toll") != other.of("toll")

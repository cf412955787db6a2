"""Numbers by key: all that a dictionary would give, however many there are."""

from __future__ import annotations

import random

from reportkit.tables.number_index import NumberIndex


def test_it_gives_what_a_dictionary_gives() -> None:
    chance = random.Random(3)  # noqa: S311
    keys = [chance.choice((chance.randrange(-(2**63), 2**63), 1024 * n)) for n in range(3_000)]
    index, expected = NumberIndex(), dict[int, int]()
    for number, key in enumerate(keys * 2):
        assert expected.setdefault(key, number) == index.setdefault(key, number)

    assert list(expected.values()) == [index.get(key) for key in expected]
    assert len(expected) == len(index)
    assert -1 == index.get(7)


def test_the_first_number_is_0_and_is_kept_as_it_grows() -> None:
    index = NumberIndex()
    for key in range(5_000):
        index.setdefault(key, key)

    assert (0, 0) == (index.get(0), index.setdefault(0, 9))


def test_keys_that_begin_at_the_same_slot_are_told_apart() -> None:
    index = NumberIndex()
    index.setdefault(5, 0)

    assert (1, 0) == (index.setdefault(5 + 1024, 1), index.get(5))
    assert -1 == index.get(5 + 2 * 1024)

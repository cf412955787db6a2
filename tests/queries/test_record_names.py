"""A record is known by the id that it has now."""

from __future__ import annotations

import pytest

from reportkit.model.withholding import masked
from reportkit.queries.record_names import RecordNames


@pytest.mark.parametrize(
    ("id", "place", "newest"),
    [
        ("a", 0, "c"),  # renamed twice
        ("b", 1, "c"),
        ("c", 2, "c"),
        ("a", 1, "a"),  # another one, that came when the first was called otherwise
        ("x", 0, "x"),
    ],
)
def test_renames_since_then_are_followed(id: str, place: int, newest: str) -> None:
    names = RecordNames([{}, {"b": "a"}, {"c": "b"}])

    assert newest == names.newest(id, place)


def test_an_id_that_named_somebody_is_followed_by_its_mask() -> None:
    names = RecordNames([{}, {"source-7": masked("pike-1")}])

    assert "source-7" == names.newest("pike-1", 0)
    assert "pike-2" == names.newest("pike-2", 0)

"""An answer that cannot be one is refused with what would be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from reportkit.authoring.answers import (
    Party,
    Unfit,
    id_of_title,
    read_email,
    read_language,
    read_marking,
    read_name,
    read_parties,
    read_sections,
    read_zone,
)
from reportkit.authoring.starter_text import moved_days, with_plain, with_value


@pytest.mark.parametrize(
    ("read", "written", "why"),
    [
        (read_zone, "Asia/Kabull", "did you mean 'Asia/Kabul'?"),
        (read_zone, "kabul", "did you mean 'Asia/Kabul'?"),
        (read_zone, "", "is no time zone"),
        (read_email, "desk at example.org", "no mail address"),
        (read_name, " — ", "no letter or digit"),
        (read_name, "a\u202eb", "U+202E"),
        (read_name, "x" * 121, "at most 120"),
        (read_marking, "white", "TLP:CLEAR"),
        (read_marking, "secret", "none of"),
        (read_language, "fr", "en, ur"),
        (read_sections, (), "at least one"),
        (read_sections, ("A", "a"), "'a' is named twice"),
        (read_sections, tuple("ABCDEFGHI"), "at most 8"),
        (read_parties, ("North (N", ), "the North Council (NC)"),
        (read_parties, ("North (N)", "N"), "'N' is named twice"),
        (read_parties, tuple("ABCDE"), "at most 4"),
    ],
)  # fmt: skip
def test_what_cannot_be_an_answer_is_refused(
    read: Callable[[Any], object], written: Any, why: str
) -> None:
    with pytest.raises(Unfit) as refused:
        read(written)

    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("the North Council (NC)", Party("North Council", "NC", article=True)),
        ("The North", Party("North", None, article=True)),
        ("Thessaly", Party("Thessaly")),
        ("  Front   for X (FX) ", Party("Front for X", "FX")),
    ],
)
def test_a_party_is_read_with_article_and_short_form(written: str, party: Party) -> None:
    assert (party,) == read_parties((written,))


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Roads of the north", "roads-of-the-north"),
        ("The Élan", "elan"),
        ("وادی", "x"),
        ("7", "x"),
        ("Null.", "x"),
    ],
)
def test_an_id_is_made_of_a_title(title: str, id: str) -> None:
    assert id == id_of_title(title, "x")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: 1   # why\n", "a: 22  # why\n"),
        ('a: "1 # 2"  # why\n', "a: 22       # why\n"),
        ("a: 1\n", "a: 22\n"),
        ("b: 1\n  a: 1\na: 1\n", "b: 1\n  a: 1\na: 22\n"),
    ],
)
def test_a_value_is_replaced_and_its_comment_stays_in_its_column(text: str, after: str) -> None:
    assert after == with_plain(text, "a", "22")


def test_a_value_is_quoted_where_it_would_be_read_otherwise() -> None:
    assert 'a: "yes"\n' == with_value("a: 1\n", "a", "yes")


def test_days_move_over_the_end_of_a_year() -> None:
    text = "id: paper-2026-01-08, on 8 January and 31 December, 8 Jan, 12026-01-08"

    assert "id: paper-2025-12-25, on 25 December and 17 December, 8 Jan, 12026-01-08" == moved_days(
        text, timedelta(days=-14), 2026
    )

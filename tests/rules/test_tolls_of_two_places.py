"""One toll for two places: who is held against whom, and that thousands of tolls are no work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem
from reportkit.rules import copied_figures

PLACES = "places: [{id: hill}, {id: mill}, {id: ford}, {id: dam}]\n"
EVENTS = (
    "events: [{id: a, place: hill}, {id: b, place: mill},"
    " {id: c, place: ford, date_start: 2025-10-15}]\n"
)


def test_only_tolls_whose_days_agree_are_held_against_each_other(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    """By the days of their events, and by their own."""
    tolls = (
        "{id: of-a, best: 35, event: a}, {id: at-dam, best: 35, place: dam, as_of: '-'},"
        " {id: of-c, best: 35, event: c}, {id: of-b, best: 35, event: b},"
        " {id: early, best: 35, place: bridge, as_of: 2025-10-15}"
    )

    messages = [
        one.message
        for one in problems(f"{PLACES}{EVENTS}figures: [{tolls}]")
        if one.code == "toll-place-doubtful"
    ]

    assert messages == [
        "at-dam gives for dam what of-a gives for hill",
        "of-c gives for ford what at-dam gives for dam",
        "of-b gives for mill what at-dam gives for dam",
        "of-b gives for mill what of-a gives for hill",
        "early gives for bridge what at-dam gives for dam",
    ]


def test_tolls_of_many_days_are_not_held_each_against_each(
    problems: Callable[..., tuple[Problem, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = 0

    def counted(*_: object) -> bool:
        nonlocal pairs
        pairs += 1
        return True

    monkeypatch.setattr(copied_figures, "_numbered_apart", counted)
    days = [f"2025-09-{day:02}" for day in range(1, 31)]
    tolls = ", ".join(
        f"{{best: 35, place: {place}, as_of: {day}}}" for day in days for place in ("hill", "mill")
    )

    problems(f"{PLACES}figures: [{tolls}]")

    assert pairs == len(days)

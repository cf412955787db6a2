"""A place far from all others of its land, among them once its degrees are exchanged, is shown."""

from __future__ import annotations

import pytest

from reportkit.authoring.written import Value
from reportkit.imports.points import Points
from reportkit.problems import Mark


def asked(*points: tuple[str, str]) -> list[str]:
    seen = Points([])
    for line, (lat, lon) in enumerate(points, start=2):
        values: dict[str, Value] = {
            "name": f"Town {line}", "country": "Nomeland", "lat": lat, "lon": lon,
        }  # fmt: skip
        seen.add(values, Mark("rows.csv", line, 1))
    return [problem.message.partition(" lies far")[0] for problem in seen.asks()]


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ([("34", "71"), ("71", "34")], ["Town 3 at 71, 34"]),
        ([("34", "40"), ("40", "34")], []),  # 850 km apart: one land may hold both
        ([("34", "71"), ("10", "20")], []),  # far off, but so it is when exchanged
    ],
)
def test_degrees_that_seem_swapped(points: list[tuple[str, str]], shown: list[str]) -> None:
    assert shown == asked(*points)


def test_one_that_was_shown_does_not_vouch_for_the_next() -> None:
    assert 2 == len(asked(("34", "71"), ("71", "34"), ("71", "35")))

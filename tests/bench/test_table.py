"""The table that is held: which bars there are, and when one is met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.bars import ROWS, row
from bench.groups import GROUPS, chosen
from bench.measure import Cost
from bench.printing import overview, printed, summary
from bench.table import Measure, Result, Row

#: What must be reached, as it was agreed: at most, or at least where it says so.
AGREED = {
    "build-cold": 0.80,
    "build-cold-cpu": 1.05,
    "build-full": 0.75,
    "build-unchanged": 3,
    "check": 2.5,
    "check-changed": 4,
    "start-help": 1.2,
    "start-version": 1.2,
    "start-bash": 1.2,
    "start-zsh": 1.2,
    "start-fish": 1.2,
    "many": 13,
    "markings": 2.2,
    "preview-html": 1.0,
    "archive-editions": 1.0,
    "archive-log": 1.0,
    "archive-diff": 1.0,
    "archive-verify": 1.0,
    "archive-impact": 1.0,
}
TWICE = Row(key="x", group="build", what="x", peer="floor", at_most=2)


def costs(*walls: float) -> list[Cost]:
    return [Cost(wall, wall / 2, 20.0, 30.0) for wall in walls]


def test_each_row_that_was_agreed_has_its_bar() -> None:
    assert {key: row(key).at_most for key in AGREED} == AGREED
    assert row("mail").at_least == 4


def test_each_row_is_of_a_group_and_has_a_key_of_its_own() -> None:
    assert {group.name for group in GROUPS} == {row.group for row in ROWS}
    assert len(ROWS) == len({row.key for row in ROWS})


def test_a_name_picks_its_group_and_no_name_picks_all() -> None:
    assert ["check", "mail"] == [group.name for group in chosen(["mail", "check"])]
    assert GROUPS == chosen([])


def test_a_name_that_no_group_has_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(ValueError, match="no group biuld; there are build, check, start, many"):
        chosen(["build", "biuld"])


def test_a_ratio_is_of_what_ran_in_the_same_round() -> None:
    result = Result(row=TWICE, ours=costs(1, 4, 9), peers=costs(1, 2, 3))

    assert ([1, 2, 3], 2) == (result.values, result.median)


@pytest.mark.parametrize(("wall", "is_met"), [(2.0, True), (2.004, True), (2.01, False)])
def test_a_bar_is_met_by_the_value_that_is_printed(wall: float, *, is_met: bool) -> None:
    assert is_met == Result(row=TWICE, ours=costs(wall), peers=costs(1)).is_met


def test_of_a_rate_more_is_better() -> None:
    rate = Row(
        key="x", group="mail", what="x", peer="loop", measure=Measure.RATE, at_least=4
    )  # fmt: skip

    assert Result(row=rate, ours=costs(1), peers=costs(5)).is_met
    assert not Result(row=rate, ours=costs(1), peers=costs(3)).is_met


def test_without_a_peer_the_seconds_are_held() -> None:
    alone = Row(key="x", group="archive", what="x", at_most=1)

    assert Result(row=alone, ours=costs(0.9)).is_met
    assert "1.20 s (1.20 s to 1.20 s)" in "\n".join(printed(Result(row=alone, ours=costs(1.2))))


def test_noise_is_the_peer_against_itself_a_round_later() -> None:
    assert [0.5, 2] == Result(row=TWICE, ours=costs(1, 1, 1), peers=costs(1, 2, 1)).noise


def test_a_row_shows_value_spread_bar_and_what_both_sides_cost() -> None:
    lines = list(printed(Result(row=TWICE, ours=costs(3, 3, 6), peers=costs(1, 2, 2))))

    assert [
        "x 3.00 (1.50 to 3.00) at most 2.00: NOT MET",
        "reportkit 3.000 s, 1.500 s CPU, 20 MB, 30 MB together",
        "floor 2.000 s, 1.000 s CPU, 20 MB, 30 MB together",
        "ratios wall 3.00, CPU 3.00, memory 1.00, together 1.00",
        "noise: the peer against itself a round later 0.50 to 1.00",
    ] == [" ".join(line.split()) for line in lines]


def test_what_could_not_be_measured_says_why_and_is_no_bar_missed() -> None:
    absent = Result(row=TWICE, missing="not there: no such option")

    assert "x not there: no such option" == " ".join(next(iter(printed(absent))).split())
    assert "0 of 0 bars met; not measured: x" == summary([absent])


def test_the_table_alone_has_a_line_for_each_row_with_a_bar() -> None:
    free = Result(row=replace(TWICE, what="y", at_most=None), ours=costs(1), peers=costs(1))
    held = Result(row=TWICE, ours=costs(1), peers=costs(1))
    absent = Result(row=TWICE, missing="not there")

    assert ["build x 1.00 (1.00 to 1.00) at most 2.00: met", "build x not there"] == [
        " ".join(line.split()) for line in overview([free, held, absent])
    ]


def test_the_reason_of_a_row_stands_beside_it_only_where_it_is_not_met() -> None:
    reasoned = Row(key="x", group="build", what="x", peer="y", at_most=2, reason="the engine")

    assert "    why: the engine" in printed(Result(row=reasoned, ours=costs(3), peers=costs(1)))
    assert "    why: the engine" not in printed(Result(row=reasoned, ours=costs(1), peers=costs(1)))


def test_a_share_is_counted_and_costs_nothing() -> None:
    share = Row(key="x", group="language", what="x", measure=Measure.SHARE, at_least=0.95)

    assert ["x 0.96 (0.96 to 0.96) at least 0.95: met"] == [
        " ".join(line.split()) for line in printed(Result(row=share, shares=[0.96]))
    ]

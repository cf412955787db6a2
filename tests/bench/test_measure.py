"""What a command costs: all of it, and nothing of who measures it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.measure import PYTHON, Command, Cost, cost_of, side_by_side

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_a_command_that_fails_ends_the_benchmark_with_its_words(tmp_path: Path) -> None:
    words: list[str | Path] = [PYTHON, "-c", "import sys; sys.exit('no paper left')"]

    with pytest.raises(SystemExit, match=r"(?s)bench: .* failed\n.*no paper left"):
        cost_of(words, tmp_path)


def test_the_memory_of_who_measures_is_not_that_of_the_command(tmp_path: Path) -> None:
    ballast = bytearray(b"x") * 200_000_000

    assert cost_of([PYTHON, "-S", "-c", "pass"], tmp_path).memory < 60 < len(ballast) / 1e6


@linux
def test_all_processes_together_are_looked_at(tmp_path: Path) -> None:
    pair = (
        "import os, time; is_child = os.fork() == 0; held = bytearray(b'x') * 40_000_000\n"
        "time.sleep(1) if is_child else os.wait()"
    )

    cost = cost_of([PYTHON, "-S", "-c", pair], tmp_path, watched=True)

    assert 35 < cost.memory < 75 < cost.tree


@linux
def test_what_a_command_leaves_running_is_waited_for(tmp_path: Path) -> None:
    cost_of(["sh", "-c", "(sleep 0.3; touch helper-ended) 2>/dev/null &"], tmp_path)

    assert (tmp_path / "helper-ended").exists()


def test_ways_are_gone_in_turn_round_after_round_and_watched_only_at_first() -> None:
    calls: list[tuple[str, bool]] = []

    class Noted:
        def __init__(self, name: str) -> None:
            self.name = name

        def cost(self, *, watched: bool = False) -> Cost:
            calls.append((self.name, watched))
            return Cost(len(calls), 0, 0, 7.0 if watched else 0.0)

    first, second = side_by_side(2, Noted("a"), Noted("b"))

    assert [("a", True), ("b", True)] + [("a", False), ("b", False)] * 2 == calls
    assert ([3, 5], [4, 6]) == ([cost.wall for cost in first], [cost.wall for cost in second])
    assert {7.0} == {cost.tree for cost in (*first, *second)}


def test_what_is_prepared_stands_when_the_command_begins(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    command = Command(["test", "-e", paper], tmp_path, before=paper.touch)

    assert command.cost().wall > 0


def test_an_unknown_group_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["--only", "build, parchment"])
    assert "bench: no group parchment; there are build, check" in capsys.readouterr().err

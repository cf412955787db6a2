"""What a run leaves: JSON that says what the table says, and a history if asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.bars import row
from bench.measure import Cost
from bench.printing import printed
from bench.record import line_of, row_json, run_json, save, saved_before, write_latest
from bench.table import Result

RESULT = Result(
    row=row("build-cold"),
    ours=[Cost(3.0, 4.0, 150.0, 200.0), Cost(3.4, 4.1, 151.0, 200.0)],
    peers=[Cost(4.0, 4.0, 140.0, 140.0), Cost(4.0, 4.0, 140.0, 140.0)],
)
ABSENT = Result(row=row("many"), missing="not there")
RUN = run_json([RESULT, ABSENT], at=datetime(2026, 1, 5, tzinfo=UTC), rounds=2)


def test_json_and_table_say_the_same() -> None:
    written = row_json(RESULT)
    line = next(iter(printed(RESULT)))

    assert "{median:.2f} ({low:.2f} to {high:.2f})".format(**written) in line
    assert "at most {at_most:.2f}, aim {aim:.2f}".format(**written) in line
    assert written["met"] is True
    assert line.endswith(": met")


def test_json_holds_each_cost_of_each_round() -> None:
    said = row_json(RESULT)

    assert {"wall": 3.4, "cpu": 4.1, "memory": 151.0, "tree": 200.0} == said["ours"][1]
    assert 2 == len(said["peers"])


def test_the_last_figures_are_written_as_json(tmp_path: Path) -> None:
    write_latest(RUN, tmp_path / "build" / "latest.json")

    assert RUN == json.loads((tmp_path / "build" / "latest.json").read_text("utf-8"))


def test_the_history_has_a_line_for_each_run_that_is_saved(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    save(RUN, history)
    save(RUN, history)

    first, second = (json.loads(line) for line in history.read_text("utf-8").splitlines())

    assert first == second == line_of(RUN)
    assert {"cores", "cpu", "load", "memory_gb", "system"} == first["machine"].keys()
    assert {"reportkit", "python", "weasyprint", "pango", "typst", "chromium"} == {
        *first["versions"]
    }
    assert {"build-cold": {"median": 0.8, "low": 0.75, "high": 0.85, "met": True}} == (
        first["rows"]
    )


def test_a_value_is_compared_with_the_last_saved_on_a_machine_like_this(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    assert {} == saved_before(history)

    save(RUN, history)
    slower = replace(RESULT, ours=[cost._replace(wall=9.0) for cost in RESULT.ours])
    other = {**RUN["machine"], "cores": 999}
    save({**RUN, "machine": other, "rows": [row_json(slower)]}, history)

    assert {"build-cold": 0.8} == saved_before(history)
    assert "last saved" in "\n".join(printed(RESULT, 0.8))

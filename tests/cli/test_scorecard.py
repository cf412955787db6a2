"""``scorecard`` as it is typed: in words, as tables and as data."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.series import publish, run, write

FORECAST = """\
  - {id: more-shots, statement: It is likely that shots fall again by 2 November.,
     likelihood: {term: likely}, confidence: {level: low}, basis: [toll], none_found: true,
     horizon: 2025-11-02, resolution: {criteria: Seen., due: 2025-11-02}}
  - {id: "quiet", statement: A truce is unlikely by 26 October., likelihood: {term: unlikely},
     horizon: 2025-10-26, confidence: {level: low}, basis: [toll], none_found: true,
     resolution: {criteria: "=Seen.", due: 2025-10-26}, authors: [Ann, Ben Roe]}
"""
OUTCOME = "outcome: occurred, on: 2025-10-30, note: Shots fell., evidence: [south.clash]}}"
NOTE = (
    "{record: more-shots, class: JUDGEMENT-CHANGED, evidence: [south.clash],"
    " reason: The Paper reports shots at the bridge on 30 October}"
)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forecasts of No. 1: one decided in No. 3, the other left undecided past its day."""
    series = tmp_path_factory.mktemp("river")
    for week in (1, 2, 3):
        write(series, week)
        outlook, edition = (series / "seeds" / f"{name}.yaml" for name in ("outlook", "edition"))
        head = "section: talks\njudgements:\n"
        forecast = FORECAST
        if week == 3:
            forecast = forecast.replace("due: 2025-11-02}}", f"due: 2025-11-02, {OUTCOME}")
            edition.write_text(edition.read_text().replace("changes: [", f"changes: [{NOTE},"))
        outlook.write_text(head + forecast)
        publish(series)
    return series


def test_it_says_that_few_are_few_and_lists_what_is_not_scored(river: Path) -> None:
    """Likely is 67.5%, and it occurred: 0.325² is 0.1056."""
    shown = " ".join(run(river, "scorecard").out.split())

    assert (
        "1 forecast was decided and scored; in 1 the event occurred. Fewer than 10: too few"
        in shown
    )
    assert "Brier score 0.106 (0 is best; always 50% scores 0.250" in shown
    assert "1 fell due and not decided." in shown
    assert "likely (55–80%) 1 of 1 too few to tell" in shown
    assert "more-shots 2025-10-30 occurred 0.106 likely (No. 2)" in shown
    assert "quiet 2025-10-26 unlikely overdue, not decided" in shown
    assert "100%" not in shown  # of one forecast no share is told


def test_a_table_has_a_row_for_each_forecast(river: Path) -> None:
    rows = list(csv.DictReader(StringIO(run(river, "scorecard", "--format", "csv").out)))

    assert [("more-shots", "occurred", "0.106"), ("quiet", "overdue", "")] == [
        (row["record"], row["fate"], row["score"]) for row in rows
    ]
    assert ("south.clash", "A. Writer", "Ann; Ben Roe") == (
        rows[0]["evidence"],
        rows[0]["authors"],
        rows[1]["authors"],
    )


def test_markdown_holds_the_same_tables(river: Path) -> None:
    shown = run(river, "scorecard", "--format", "md").out

    assert "## Forecasts that were scored\n\n| forecast | decided |" in shown
    assert "| quiet | 2025-10-26 | unlikely | overdue, not decided |" in shown


def test_only_the_editions_of_a_day_only_an_author(river: Path) -> None:
    until = run(river, "scorecard", "--until", "2025-10-27", "--json").json
    ann = run(river, "scorecard", "--author", "Ann", "--json").json

    assert {"open"} == {one["fate"] for one in until["forecasts"]}
    assert ["quiet"] == [one["record"] for one in ann["forecasts"]]


def test_a_name_that_no_forecast_bears_is_a_usage_error(river: Path) -> None:
    ran = run(river, "scorecard", "--section", "talk")

    assert (2, True) == (ran.code, "did you mean 'talks'" in ran.err)


def test_before_the_first_edition_there_is_nothing_to_score(river: Path, tmp_path: Path) -> None:
    write(tmp_path, 1)

    assert "nothing was published yet" in run(tmp_path, "scorecard").err
    assert "nothing was published by 2025-01-01" in (
        run(river, "scorecard", "--until", "2025-01-01").err
    )

"""review: what a second person reads, written down, and found again when the seeds change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.series import publish, run, write


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Three editions and a fourth in work, of 3 to 9 November 2025, in a series with reviews."""
    for week in (1, 2, 3):
        write(tmp_path, week)
        publish(tmp_path)
    write(tmp_path, 4)
    brief = tmp_path / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text() + "review_required: true\n")
    return tmp_path


def edition_of(series: Path) -> Path:
    return series / "seeds" / "edition.yaml"


def codes(series: Path) -> list[str]:
    problems = run(series, "check", "--json").json["problems"]
    return [each["code"] for each in problems if each["level"] == "error"]


def last_day(series: Path) -> str:
    line = next(one for one in edition_of(series).read_text().splitlines() if "end:" in one)
    return line.rpartition("end: ")[2].rstrip("}")


def review(series: Path, by: str = "B. Reader", *more: str) -> int:
    return run(series, "review", "--by", by, "--on", last_day(series), *more).code


def test_it_tells_who_wrote_what_is_new_and_that_nobody_has_read_it(series: Path) -> None:
    shown = run(series, "review")

    assert 0 == shown.code
    assert "written by  A. Writer" in shown.out
    assert "review      none yet, and one is required" in shown.out
    assert "review required: no → yes" in shown.out


def test_a_review_is_written_with_the_digest_and_all_else_stays(series: Path) -> None:
    before = edition_of(series).read_text()
    digest = run(series, "check", "--json").json["for_review"]

    assert ["review-missing"] == codes(series)
    assert 0 == review(series, "B. Reader", "--role", "Head of desk")
    block = (
        f"review:\n  by: B. Reader\n  on: {last_day(series)}\n  role: Head of desk\n"
        f"  of: {digest}\n"
    )
    assert before == edition_of(series).read_text().replace(block, "")
    assert [] == codes(series)
    assert run(series, "review", "--json").json["holds"]


def test_what_is_changed_after_the_review_is_found(series: Path) -> None:
    review(series)
    text = edition_of(series).read_text()
    edition_of(series).write_text(text.replace("The bridge is shut, week", "The bridge, week"))

    assert ["review-outdated"] == codes(series)
    assert "does not hold" in run(series, "review").out
    assert 0 == review(series)
    assert [] == codes(series)


def test_a_comment_and_another_hour_leave_a_review_standing(series: Path) -> None:
    review(series)
    text = edition_of(series).read_text()
    edition_of(series).write_text(f"# later\n{text.replace('T20:00', 'T21:00')}")

    assert [] == codes(series)


@pytest.mark.parametrize("by", ["a. writer", "Writer, Dr. Anna"])
def test_an_author_gives_no_review(series: Path, by: str) -> None:
    before = edition_of(series).read_text()
    ran = run(series, "review", "--by", by, "--on", last_day(series), "--json")

    assert (1, ["review-author"]) == (ran.code, [each["code"] for each in ran.json["problems"]])
    assert before == edition_of(series).read_text()


def test_a_desk_that_names_no_author_does_not_review_itself(series: Path) -> None:
    """It is told who wrote it: the producer."""
    for file in (series / "seeds").glob("*.yaml"):
        file.write_text(re.sub(r"(?m)^authors:.*\n", "", file.read_text()))
    ran = run(series, "review", "--by", "The desk", "--on", last_day(series), "--json")

    assert (1, ["review-author"]) == (ran.code, [each["code"] for each in ran.json["problems"]])
    assert 0 == review(series, "B. Reader")


def test_a_review_of_today_is_none_of_an_edition_that_appeared_long_ago(series: Path) -> None:
    ran = run(series, "review", "--by", "B. Reader")

    assert 1 == ran.code
    assert "error[review-late]" in ran.err


def test_what_cannot_be_published_is_not_reviewed(series: Path) -> None:
    text = edition_of(series).read_text()
    edition_of(series).write_text(text.replace("key_figures: [toll]", "key_figures: [tol]"))
    ran = run(series, "review", "--by", "B. Reader")

    assert 1 == ran.code
    assert "ref-unknown" in ran.err
    assert "review:" not in edition_of(series).read_text()


def test_a_dry_run_writes_nothing(series: Path) -> None:
    assert 0 == review(series, "B. Reader", "--dry-run")
    assert "review:" not in edition_of(series).read_text()


def test_what_is_published_is_not_reviewed_any_more(tmp_path: Path) -> None:
    write(tmp_path, 1)
    publish(tmp_path)
    before = edition_of(tmp_path).read_text()
    ran = run(tmp_path, "review", "--by", "B. Reader", "--on", last_day(tmp_path))

    assert 1 == ran.code
    assert "nothing has changed since No. 1, which is published" in ran.err
    assert before == edition_of(tmp_path).read_text()


def test_a_series_of_one_person_is_asked_for_nothing(series: Path) -> None:
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("review_required: true\n", ""))

    assert [] == codes(series)
    assert run(series, "check", "--json").json["for_review"] is None
    assert "this series requires none" in run(series, "review").out


@pytest.mark.parametrize("words", [["--role", "Head"], ["--by", " "], ["--on", "2025-11-09"]])
def test_half_a_question_is_wrong_usage(series: Path, words: list[str]) -> None:
    assert 2 == run(series, "review", *words).code

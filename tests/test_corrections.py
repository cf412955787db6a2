"""An error of ours, from the seeds to page 1: told first, once, and at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from reportkit.problems import SeedsRejected
from reportkit.publish.build import build
from reportkit.publish.built import Options
from reportkit.publish.check import check_series
from tests.building import build_quickly
from tests.tiny import RECORDS, write

NOW = datetime(2026, 2, 1, tzinfo=UTC)
RIGHT = RECORDS.replace("best: 16", "best: 1")
CORRECTION = """\
    corrections:
      - id: correction.toll
        record: toll
        field: best
        editions_affected: [1, 1]
        was: 16 killed
        now: 1 killed
        cause: unit_metric
        because: the mission gave 16 casualties, of whom 1 was killed
        found_by: team
        severity: serious
        approved_by: Editor
        date: 2026-01-13
    """


def page_one(pdf: Path) -> str:
    """Give the text of page 1, spaces folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Publish No. 1, which is wrong."""
    build_quickly(write(tmp_path), now=NOW)
    return tmp_path


def test_a_released_number_cannot_change_in_silence(published: Path) -> None:
    write(published, week=2, records=RIGHT)

    with pytest.raises(SeedsRejected) as caught:
        build(published, now=NOW)

    problem = caught.value.problems[0]
    assert ("change-unexplained", "seeds/clashes.yaml") == (problem.code, problem.mark.file)
    assert "- record: toll" in problem.hint
    assert not (published / "reports" / "002").exists()


def test_a_correction_that_cannot_be_read_is_not_missed_as_well(published: Path) -> None:
    unread = CORRECTION.replace("cause: unit_metric", "cause: (say which)")
    write(published, week=2, records=RIGHT, more=unread)
    edition = published / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text() + "changes: [{record: toll, class: CORRECTED}]\n")

    found = {problem.code for problem in check_series(published).problems}

    assert "enum-unknown" in found
    assert "correction-missing" not in found


def test_a_correction_stands_on_page_one_with_the_wrong_value_once(published: Path) -> None:
    built = build(write(published, week=2, records=RIGHT, more=CORRECTION), now=NOW)

    log = json.loads((built.folder / "changes.json").read_text())
    assert "002" == built.edition
    assert 1 == log["counts"]["CORRECTED"]
    text = page_one(built.pdf)
    assert "Civilians killed (The mission): in No. 1 we wrote 16 killed" in text
    assert "1 killed" in text
    assert "Reason: The mission gave 16 casualties" in text
    assert 1 == text.count("we wrote 16 killed")
    assert "corrected since No. 1" in text
    assert "down 15" not in text  # the world did not move, we were wrong


def test_the_correction_that_check_offers_needs_only_what_its_author_knows(
    published: Path,
) -> None:
    write(
        published,
        week=2,
        records=RIGHT,
        changes="changes: [{record: toll, class: CORRECTED, reason: We misread it.}]",
    )
    (problem,) = check_series(published).problems
    assert problem.code == "correction-missing"
    offered = problem.hint.partition(":\n")[2]
    assert offered.splitlines()[:7] == [
        "corrections:",
        "  - id: correction.toll",
        "    record: toll",
        "    field: best",
        "    editions_affected: [1]",
        '    was: "16"',
        '    now: "1"',
    ]
    assert "severity: serious" in offered
    assert "date: 2026-01-19" in offered
    seeds = published / "seeds" / "corrections.yaml"

    seeds.write_text(offered)
    assert "enum-unknown" in {finding.code for finding in check_series(published).problems}

    known = {"cause: (say which)": "cause: unit_metric", "found_by: (say which)": "found_by: team"}
    for wanted, said in known.items():
        offered = offered.replace(wanted, said)
    seeds.write_text(offered)
    unfilled = [finding.code for finding in check_series(published).problems]
    assert 2 == unfilled.count("correction-unfilled")

    seeds.write_text(
        offered.replace("(say why, in a sentence)", "the units differ").replace("(say who)", "Ed")
    )
    assert ["correction-immediate"] == [
        finding.code for finding in check_series(published).problems
    ]


def test_an_error_over_which_someone_may_come_to_harm_is_not_left_for_next_week(
    published: Path,
) -> None:
    write(published, week=2, records=RIGHT, more=CORRECTION)

    told = [problem.code for problem in check_series(published).problems]

    assert ["correction-immediate"] == told


def test_a_revision_corrects_the_number_that_was_published(published: Path) -> None:
    """No. 1 stays as it was sealed; No. 1 rev. 1 stands beside it and names it."""
    before = (published / "reports" / "001" / "manifest.json").read_bytes()
    write(published, records=RIGHT, more=CORRECTION)
    edition = published / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text().replace("12T06:00Z", "14T06:00Z"))

    built = build(published, now=NOW, options=Options(revise=True))

    assert "001-r1" == built.edition
    assert before == (published / "reports" / "001" / "manifest.json").read_bytes()
    manifest = json.loads((built.folder / "manifest.json").read_text())
    assert "001" == manifest["supersedes"]
    text = page_one(built.pdf)
    assert "No. 1 rev. 1" in text
    assert "Published 14 Jan " in text
    assert "replaces No. 1 of 12 Jan 2026" in text
    assert "Civilians killed (The mission): in No. 1 we wrote 16 killed; right is 1 killed" in text


def test_a_revision_cannot_speak_of_another_period(published: Path) -> None:
    """Whoever has begun the next edition and then finds an error: No. 1 would be lost for good."""
    write(published, week=2, records=RIGHT, more=CORRECTION)

    (problem,) = [
        problem
        for problem in check_series(published, revise=True).problems
        if problem.code == "revision-period"
    ]

    assert "keeps the period: write {start: 2026-01-05, end: 2026-01-11}" in problem.hint
    with pytest.raises(SeedsRejected):
        build(published, now=NOW, options=Options(revise=True))


def test_a_correction_that_is_taken_back_is_withdrawn(published: Path) -> None:
    """Else two notices would stand beside each other, and one of them tells what is wrong."""
    first = CORRECTION.rstrip(" ")
    back = """\
      - id: back
        record: toll
        field: best
        editions_affected: [1]
        was: 1 killed
        now: 16 killed
        cause: misread_source
        because: the mission gave 16 killed after all
        found_by: team
        severity: serious
        approved_by: Editor
        date: 2026-01-14
    """
    write(published, more=first + back)

    problems = check_series(published, revise=True).problems

    assert ["correction.toll"] == [
        problem.message.split(" said")[0].rsplit(" ", 1)[1]
        for problem in problems
        if problem.code == "correction-taken-back"
    ]
    ended = "id: correction.toll\n        status: withdrawn\n        status_reason: It was wrong."
    write(published, more=first.replace("id: correction.toll", ended) + back)
    codes = [problem.code for problem in check_series(published, revise=True).problems]
    assert "correction-taken-back" not in codes


def test_a_record_with_a_mistake_in_it_has_not_vanished(published: Path) -> None:
    """One mistake is told once, at its place."""
    write(published, week=2, records=RECORDS.replace("method: count", "method: cuont"))

    assert ["enum-unknown"] == [problem.code for problem in check_series(published).problems]


@pytest.mark.parametrize(("words", "warned"), [(90, 0), (130, 1)])
def test_corrections_that_crowd_page_one_are_warned_of(
    published: Path, words: int, warned: int
) -> None:
    """None of them gives way, so the rest of the page would."""
    why = f"because: {'and ' * words}so it was wrong"
    long = CORRECTION.replace("because: the mission gave 16 casualties, of whom 1 was killed", why)
    write(published, records=RIGHT, more=long)
    problems = [
        problem
        for problem in check_series(published, revise=True).problems
        if problem.code == "page-one-long"
    ]

    assert warned == len(problems)
    assert all("correction.toll" in problem.hint for problem in problems)

"""``reportkit next``: the next edition is begun, and what must be looked at is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.authoring.edition_text import NOTES
from tests.cli.series import publish, run, write


@pytest.fixture
def weekly(tmp_path: Path) -> Path:
    """A series whose No. 1 covers 13 to 19 October 2025, and whose seeds say just that."""
    series = tmp_path / "weekly"
    write(series, 1)
    publish(series)
    return series


def edition_of(series: Path) -> Path:
    return series / "seeds" / "edition.yaml"


def looked_at(series: Path) -> dict[str, list[str]]:
    """Give the names that are listed, by their group."""
    listed: dict[str, list[str]] = {}
    for item in run(series, "next", "--list", "--json").json["look_at"]:
        listed.setdefault(item["group"], []).append(item["name"])
    return listed


def test_the_days_move_on_by_the_cadence_and_all_else_stays(weekly: Path) -> None:
    text = "# mine\n" + edition_of(weekly).read_text().replace("}\ncut", "}  # days\ncut")
    edition_of(weekly).write_text(text)

    ran = run(weekly, "next")

    moved = {
        "13, end: 2025-10-19}": "20, end: 2025-10-26}",
        "19T": "26T",
        "+00:00": "Z",
        "changes: []": NOTES,
    }
    for was, now in moved.items():
        text = text.replace(was, now)
    assert 0 == ran.code
    assert "No. 2 started: 20–26 Oct 2025, cut-off 2025-10-26 18:00 UTC" in ran.err
    assert text == edition_of(weekly).read_text()


def test_breaks_that_came_with_a_paste_stay_where_they_are(weekly: Path) -> None:
    """A word processor's line separator is read as a space, and is no end of a line."""
    text = edition_of(weekly).read_text("utf-8")
    edition_of(weekly).write_text(f"# pasted\u2028here\n{text}", "utf-8")

    assert 0 == run(weekly, "next").code
    assert edition_of(weekly).read_text("utf-8").startswith("# pasted\u2028here\n")


def test_a_dry_run_and_a_list_write_nothing(weekly: Path) -> None:
    before = edition_of(weekly).read_text()

    dry, listed = run(weekly, "next", "--dry-run"), run(weekly, "next", "--list")

    assert (0, 0) == (dry.code, listed.code)
    assert "No. 2 would be" in dry.err
    assert dry.out == listed.out
    assert "seeds/edition.yaml:4: the bottom line: The bridge is shut, week 1." in dry.out
    assert before == edition_of(weekly).read_text()


def test_once_begun_it_lists_again_and_moves_nothing(weekly: Path) -> None:
    first = run(weekly, "next")
    begun = edition_of(weekly).read_text()

    again = run(weekly, "next")

    assert (0, first.out) == (again.code, again.out)
    assert "No. 2 already started" in again.err
    assert begun == edition_of(weekly).read_text()


def test_before_no_1_there_is_none_to_follow(tmp_path: Path) -> None:
    write(tmp_path, 1)

    ran = run(tmp_path, "next")

    assert (1, "") == (ran.code, ran.out)
    assert "'reportkit build' publishes No. 1 first" in ran.err


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ("changes: []", "changes: [{record: toll, class: UPDATED}]", "1 note under 'changes:'"),
        ("19T20:00", "20T20:00", "a revision is in work"),
    ],
)
def test_what_is_not_published_yet_is_not_lost(
    was: str, now: str, reason: str, weekly: Path
) -> None:
    text = edition_of(weekly).read_text().replace(was, now)
    edition_of(weekly).write_text(text)

    ran = run(weekly, "next")

    assert 1 == ran.code
    assert reason in ran.err
    assert "next --list" in ran.err
    assert text == edition_of(weekly).read_text()


def test_seeds_that_cannot_be_read_are_told_of(weekly: Path) -> None:
    edition_of(weekly).write_text("period: [")

    ran = run(weekly, "next")

    assert 1 == ran.code
    assert "nothing was begun" in ran.err


def test_a_sentence_that_was_written_anew_is_not_carried_over(weekly: Path) -> None:
    text = edition_of(weekly).read_text()
    edition_of(weekly).write_text(text.replace("The bridge is shut, week 1.", "It is open."))

    assert ["the trend's reason"] == looked_at(weekly)["page_one"]


def test_a_cadence_that_cannot_be_kept_is_told_of_first(weekly: Path) -> None:
    brief = weekly / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text().replace("zone: UTC", "zone: Asia/Kabull"))

    ran = run(weekly, "next")

    assert 1 == ran.code
    assert "did you mean 'Asia/Kabul'?" in ran.err


def test_what_falls_due_is_old_or_open_is_listed_with_its_place(weekly: Path) -> None:
    (weekly / "seeds" / "more.yaml").write_text("""\
section: talks
sources:
  - {id: tape, publisher: The Tape, kind: interview, access: primary, source_status: withdrawn}
facts:
  - {id: old, statement: It rained., standing: true, date: 2025-09-01, source_refs: [paper], verification: single_origin}
  - {id: fresh, statement: It snowed., standing: true, date: 2025-10-14, source_refs: [paper], verification: single_origin}
  - {id: stale, statement: It froze., stale_after: 2025-10-20, source_refs: [paper], verification: single_origin}
  - {id: aged, statement: It hailed., date: 2025-10-13, stale_after: 1 week, source_refs: [paper], verification: single_origin}
  - {id: gone, statement: It thawed., status: dropped, source_refs: [paper], verification: single_origin}
commitments:
  - {id: soon, by: [north], text: North opens the bridge., due: 2025-10-25, commitment_status: announced, source_refs: [paper]}
  - {id: later, by: [north], text: North opens the road., due: 2025-11-25, commitment_status: announced, source_refs: [paper]}
  - {id: kept, by: [north], text: North opens the gate., due: 2025-10-21, commitment_status: met, source_refs: [paper]}
rounds:
  - {id: r1, track: river, number: 1, venue: bridge, start: 2025-10-13, outcome: deadlock, summary: No text., source_refs: [wire],
     next_round: {date: 2025-10-21, status: agreed}}
judgements:
  - {id: asked, statement: It is likely that it rains., likelihood: {term: likely}, confidence: {level: low}, basis: [toll],
     none_found: true, resolution: {criteria: Rain., due: 2025-10-25}}
gaps:
  - {id: who, question: Who fired?, why_it_matters: It matters.}
  - {id: known, question: Who came?, why_it_matters: It matters., gap_status: closed}
indicators:
  - {id: seen, statement: Lorries cross., direction: de_escalatory, indicator_status: not_observed, last_checked: 2025-10-18}
  - {id: unwatched, statement: Birds fly., direction: de_escalatory, indicator_status: not_monitored, last_checked: 2025-10-18}
""")  # fmt: skip  # noqa: E501

    listed = looked_at(weekly)

    assert ["r1", "asked", "soon"] == sorted(listed["due"], key=["r1", "asked", "soon"].index)
    assert {"old", "stale", "aged", "toll"} == {*listed["old"]}
    assert ["who"] == listed["gaps"]
    assert ["seen"] == listed["indicators"]
    assert {"gone", "tape"} == {*listed["ended"]}
    assert ["the bottom line", "the trend's reason"] == listed["page_one"]


def test_a_round_that_was_held_is_not_asked_for(weekly: Path) -> None:
    (weekly / "seeds" / "more.yaml").write_text("""\
section: talks
rounds:
  - {id: r1, track: river, number: 1, venue: bridge, start: 2025-10-13, outcome: deadlock, summary: No text., source_refs: [wire],
     next_round: {date: 2025-10-21, status: agreed}}
  - {id: r2, track: river, number: 2, venue: bridge, start: 2025-10-21, outcome: deadlock, summary: No text., source_refs: [wire]}
""")  # fmt: skip  # noqa: E501

    assert "due" not in looked_at(weekly)


def test_from_init_over_next_to_no_2(tmp_path: Path) -> None:
    """What a week asks of a desk: begin, publish, move on, change a number, say why, publish."""
    series = tmp_path / "roads"
    assert 0 == run(tmp_path, "init", "roads", "--yes").code
    first = run(series, "build")
    assert (0, "reports/001/roads-001.pdf\n") == (first.code, first.out)

    assert 0 == run(series, "next").code
    carried = {problem["code"] for problem in run(series, "check", "--json").json["problems"]}
    people = series / "seeds" / "people-and-trade.yaml"
    people.write_text(people.read_text().replace("best: 48", "best: 52"))
    asked = run(series, "check")
    with edition_of(series).open("a") as edition:
        edition.write(
            "changes:\n"
            "  - record: example.flour.price\n"
            "    class: UPDATED\n"
            "    reason: No lorry crossed all week.\n"
            "    evidence: [example.bridge.closed]\n"
        )
    second = run(series, "build")

    assert {"example-record", "indicator-unchecked", "trend-reason-old"} == carried
    assert 1 == asked.code
    assert "change-unexplained" in asked.out
    assert (0, "reports/002/roads-002.pdf\n") == (second.code, second.out)
    assert "changes since No. 1: 1 updated" in second.err


def test_a_record_that_cannot_be_read_is_told_of_below_the_list(weekly: Path) -> None:
    (weekly / "seeds" / "more.yaml").write_text(
        "section: talks\ngaps:\n  - {id: who, question: Who fired?, why_it_mattters: Much.}\n"
    )

    listed, as_json = run(weekly, "next", "--list"), run(weekly, "next", "--list", "--json").json

    warning = "in 1 file: what they are about may be missing from this list; run 'reportkit check'"
    assert 0 == listed.code
    assert warning in " ".join(listed.err.split())
    assert {"key-unknown"} == {one["code"] for one in as_json["problems"]}


def test_the_edition_keeps_its_rights(weekly: Path) -> None:
    edition_of(weekly).chmod(0o640)

    assert 0 == run(weekly, "next").code

    assert 0o640 == edition_of(weekly).stat().st_mode & 0o777


CORRECTION = """\
corrections:
  - {id: slip, record: toll, field: best, editions_affected: [1, 1], was: 5, now: 3,
     cause: transcription, because: A slip., found_by: team, severity: minor, approved_by: E,
     date: 2025-10-20}
"""


def test_a_correction_whose_notice_is_still_to_come_is_not_called_published(weekly: Path) -> None:
    (weekly / "seeds" / "corrections.yaml").write_text(CORRECTION)

    assert "corrections" not in looked_at(weekly)

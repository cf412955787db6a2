"""Looking before the timer rings: ``check --due``, ``run --draft``, and ``check`` after a run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reportkit.autopilot.forecast import Forecast, check_carried, check_due
from reportkit.publish.check import check_series
from tests import tiny
from tests.schedule.series import (
    WEEK_2,
    WEEK_3,
    Desk,
    Mailbox,
    at,
    desk_of,
    new_week,
    rewrite,
    scheduled,
)
from tests.schedule.test_commands import reportkit

MIDWEEK = "2026-01-14T12:00Z"


def codes(forecast: Forecast) -> list[str]:
    return [problem.code for problem in forecast.checked.problems]


# -- what the timer would publish -----------------------------------------------------------------


def test_between_two_slots_it_is_the_coming_one(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    forecast = check_due(desk.series, at(MIDWEEK))

    assert ("2026-W03", False, []) == (
        forecast.next.target.slot.key,
        forecast.next.open,
        codes(forecast),
    )


def test_what_will_stop_the_run_is_told_before_it_runs(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(
        desk.series, "edition.yaml", "The mission counts 17 dead.",
        "Clashes in the valley left people dead.",
    )  # fmt: skip
    before = codes(check_due(desk.series, at(MIDWEEK)))

    assert ["bottom-line-old"] == before
    assert before == [problem.split()[0] for problem in desk.tick(WEEK_3).problems]


def test_an_hour_that_has_not_come_is_no_problem_before_it(desk: Desk) -> None:
    """It is one for the run that rings an hour too early."""
    rewrite(desk.series, "edition.yaml", "published: 2026-01-12T06", "published: 2026-01-12T09")
    early = check_due(desk.series, at("2026-01-10T12:00Z"))

    assert "edition-later" not in codes(early)
    assert early.next.target.slot.key == "2026-W01"


def test_that_the_coming_slot_will_be_skipped_is_said(desk: Desk) -> None:
    desk.tick(WEEK_2)

    assert check_due(desk.series, at(MIDWEEK)).skipped


def test_a_note_that_nothing_changed_is_checked_as_one(tmp_path: Path, mailbox: Mailbox) -> None:
    desk = desk_of(scheduled(tmp_path / "noted", policy="unchanged: note", port=mailbox.port))
    desk.tick(WEEK_2)
    forecast = check_due(desk.series, at(MIDWEEK))

    assert (False, True, []) == (forecast.skipped, forecast.next.target.note, codes(forecast))


# -- page 1 is of its period ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "last", "place"),
    [
        ("text: The mission counts the dead of week 7.", "text: The mission counts the dead.", 6),
        ("text: 17 dead were counted.", "text: No new clash was reported.", 10),
    ],
    ids=["highlights", "trend"],
)
def test_changed_records_do_not_appear_under_other_words_of_last_week(
    desk: Desk, now: str, last: str, place: int
) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(desk.series, "edition.yaml", now, last)

    assert (f"words-old seeds/edition.yaml:{place}",) == desk.tick(WEEK_3).problems


def test_a_highlight_may_stay_while_what_it_rests_on_does(desk: Desk) -> None:
    """'The road is shut' is said again, in the second week too."""
    desk.tick(WEEK_2)
    new_week(desk.series, 17)

    assert "The road is shut." in (desk.series / "seeds" / "edition.yaml").read_text()
    assert 0 == desk.tick(WEEK_3).code


def test_any_words_may_stay_where_the_schedule_says_so(tmp_path: Path, mailbox: Mailbox) -> None:
    policy = "bottom_line: any"
    desk = desk_of(scheduled(tmp_path / "any", policy=policy, port=mailbox.port))
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(
        desk.series, "edition.yaml", "trend_rationale: {text: 17 dead were counted.",
        "trend_rationale: {text: No new clash was reported.",
    )  # fmt: skip

    assert 0 == desk.tick(WEEK_3).code


# -- check, after a run ---------------------------------------------------------------------------


def test_edition_yaml_one_period_behind_is_said_and_is_no_error(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    desk.tick(WEEK_3)
    rewrite(
        desk.series, "clashes.yaml", "The road through the valley is shut.", "The road is shut."
    )
    rewrite(
        desk.series, "edition.yaml", "changes: [",
        "changes: [{record: road.shut, class: EDITORIAL}, ",
    )  # fmt: skip
    written = check_series(desk.series)
    carried = check_carried(desk.series, written, at("2026-01-20T12:00Z"))

    assert carried is not None
    assert () == carried.problems
    assert "change-note-unused" in [problem.code for problem in written.problems]


def test_an_edition_sealed_ahead_of_its_hour_is_no_reason_to_doubt_the_clock(desk: Desk) -> None:
    """Who builds on Sunday what is dated Monday, and then finds an error, may go on checking."""
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    desk.tick(WEEK_3)
    rewrite(
        desk.series, "clashes.yaml", "The road through the valley is shut.", "The road is shut."
    )
    early = at(WEEK_3) - timedelta(days=1)

    carried = check_carried(desk.series, check_series(desk.series), early)

    assert carried is not None
    assert ["change-unexplained"] == [problem.code for problem in carried.problems]


def test_the_command_says_so_and_leaves_with_0(desk: Desk) -> None:
    series = desk.series
    desk.tick(WEEK_2)
    new_week(series, 17)
    check = reportkit(series, "check")
    due = reportkit(series, "check", "--due", "--now", "2026-01-14")

    assert (0, 0) == (check.returncode, due.returncode), check.stdout + due.stdout
    assert (
        "edition.yaml still speaks of 2026-01-05 to 2026-01-11, which is published" in check.stderr
    )
    assert "'reportkit check --due' tells what the timer would wait for" in check.stderr
    assert "2026-W03, 2026-01-12 to 2026-01-18, due 2026-01-19 06:00" in due.stderr


# -- run --draft ----------------------------------------------------------------------------------


def test_a_draft_of_the_coming_edition_seals_and_mails_nothing(
    tmp_path: Path,
    mailbox: Mailbox,
    real_engine: None,  # noqa: ARG001
) -> None:
    series = scheduled(tmp_path / "series", port=mailbox.port)
    ran = reportkit(series, "run", "--draft", "--now", "2026-01-12T06:10Z")
    reports = series / "reports"

    assert (0, f"{reports}/drafts/001/valley-draft.pdf\n") == (ran.returncode, ran.stdout), (
        ran.stderr
    )
    assert "as the timer publishes it: 2026-W02, 2026-01-05 to 2026-01-11" in ran.stderr
    assert ["drafts"] == [path.name for path in reports.iterdir()]
    assert [] == mailbox.letters


def test_what_stops_the_timer_stops_the_draft(desk: Desk) -> None:
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody")
    ran = reportkit(desk.series, "run", "--draft", "--now", "2026-01-12T06:10Z")

    assert 1 == ran.returncode
    assert "error[ref-unknown]" in ran.stderr


# -- the clock of the series ----------------------------------------------------------------------


def test_a_moment_without_zone_is_by_the_clock_of_the_series(tmp_path: Path) -> None:
    series = tiny.write(tmp_path / "series")
    rewrite(series, "brief.yaml", "zone: UTC", "zone: Africa/Khartoum")
    early = reportkit(series, "run", "--dry-run", "--now", "2026-01-12T05:50")
    late = reportkit(series, "run", "--dry-run", "--now", "2026-01-12T06:10")

    assert "as at 2026-01-12 05:50 +02:00" in early.stderr
    assert "next due: 2026-01-12 06:00 +02:00" in early.stderr
    assert "2026-W02  waiting" in late.stderr  # published: 06:00Z is two hours away


def test_a_day_in_the_words_of_the_last_period_is_no_fault_of_the_records(desk: Desk) -> None:
    """Its last day needed no record, until the records are checked for the next period."""
    rewrite(desk.series, "edition.yaml", "left people dead", "left people dead by 11 January")
    desk.tick(WEEK_2)
    rewrite(
        desk.series, "clashes.yaml", "The road through the valley is shut.", "The road is shut."
    )

    carried = check_carried(desk.series, check_series(desk.series), at("2026-01-14T12:00Z"))

    assert carried is not None
    assert ["change-unexplained"] == [problem.code for problem in carried.problems]

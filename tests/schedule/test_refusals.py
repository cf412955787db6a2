"""When a run publishes nothing: problems, a review that is missing, a clock that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.journal import Fate, Outcome
from tests.schedule.series import (
    WEEK_2,
    WEEK_3,
    WEEK_4,
    Desk,
    Mailbox,
    desk_of,
    editions,
    fates,
    new_week,
    rewrite,
    scheduled,
)

# -- problems -------------------------------------------------------------------------------------


def test_problems_publish_nothing_and_the_owner_hears_of_them_once_for_a_slot(
    desk: Desk, mailbox: Mailbox
) -> None:
    desk.tick(WEEK_2)
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody-known")
    codes = [desk.tick(f"2026-01-19T{hour:02}:10Z").code for hour in (6, 7, 8)]
    desk.tick(WEEK_4)

    assert [1, 1, 1] == codes
    assert 1 == len(editions(desk))
    assert 2 == len(mailbox.to("owner@example.org"))
    assert Fate.MISSED is fates(desk)["2026-W03"]


def test_a_series_mended_in_time_is_published_in_its_slot(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody-known")
    desk.tick(WEEK_3)
    rewrite(desk.series, "clashes.yaml", "provider: nobody-known", "provider: mission")
    desk.tick("2026-01-21T12:10Z")

    assert {"2026-W02": Fate.DONE, "2026-W03": Fate.DONE} == fates(desk)


def test_the_log_names_problems_by_code_and_place_and_quotes_nothing(desk: Desk) -> None:
    rewrite(desk.series, "clashes.yaml", "provider: mission", "provider: nobody-known")
    done = desk.tick(WEEK_2)
    log = (desk.series / "reports" / "runs.jsonl").read_text()
    lines = (desk.series / "seeds" / "clashes.yaml").read_text().splitlines()
    place = next(number for number, line in enumerate(lines, 1) if "nobody-known" in line)

    assert (f"ref-unknown seeds/clashes.yaml:{place}",) == done.problems
    assert "example.org" not in log
    assert "nobody-known" not in log


def test_an_edition_waits_for_its_review_and_says_so(desk: Desk, mailbox: Mailbox) -> None:
    brief = desk.series / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}review_required: true\n")
    first, second = desk.tick(WEEK_2), desk.tick("2026-01-12T07:10Z")
    edition = desk.series / "seeds" / "edition.yaml"
    edition.write_text(f"{edition.read_text()}review: {{by: Reader, on: 2026-01-12}}\n")
    third = desk.tick("2026-01-12T08:10Z")

    assert [1, 1, 0] == [first.code, second.code, third.code]
    assert "2026-W02 waits for its review by somebody who did not write it" == first.steps[0]
    assert 1 == len(mailbox.to("owner@example.org"))


def test_a_dry_run_waits_for_the_review_too(desk: Desk) -> None:
    with (desk.series / "seeds" / "brief.yaml").open("a") as brief:
        brief.write("review_required: true\n")
    done = desk.tick(WEEK_2, dry=True)

    waits = "2026-W02 waits for its review by somebody who did not write it"
    assert ("waiting", 1, (waits, "the owner would be told")) == (
        done.outcome,
        done.code,
        done.steps,
    )


def test_an_edition_that_was_changed_after_its_review_waits_for_a_new_one(desk: Desk) -> None:
    for file, more in (
        ("brief.yaml", "review_required: true\n"),
        ("edition.yaml", "review: {by: Reader, on: 2026-01-12, of: 0123456789ab}\n"),
    ):
        path = desk.series / "seeds" / file
        path.write_text(path.read_text() + more)
    done = desk.tick(WEEK_2)

    assert Outcome.WAITING is done.outcome
    assert "2026-W02 waits for a new review: it was changed after the last one" == done.steps[0]


def test_the_review_of_one_edition_does_not_release_the_next(desk: Desk) -> None:
    for file, more in (
        ("brief.yaml", "review_required: true\n"),
        ("edition.yaml", "review: {by: Reader, on: 2026-01-12}\n"),
    ):
        path = desk.series / "seeds" / file
        path.write_text(path.read_text() + more)
    desk.tick(WEEK_2)
    new_week(desk.series, 17)

    assert Outcome.WAITING is desk.tick(WEEK_3).outcome


def test_changed_records_do_not_appear_under_the_old_bottom_line(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(
        desk.series, "edition.yaml", "The mission counts 17 dead.",
        "Clashes in the valley left people dead.",
    )  # fmt: skip

    assert ("bottom-line-old seeds/edition.yaml:4",) == desk.tick(WEEK_3).problems


def test_an_author_who_writes_the_dates_is_waited_for(tmp_path: Path, mailbox: Mailbox) -> None:
    desk = desk_of(scheduled(tmp_path / "written", policy="dates: written", port=mailbox.port))
    desk.tick(WEEK_2)
    new_week(desk.series, 17)

    assert ("edition-not-moved seeds/edition.yaml:1",) == desk.tick(WEEK_3).problems


def test_the_words_of_next_week_are_not_printed_over_this_one(desk: Desk) -> None:
    rewrite(
        desk.series, "edition.yaml", "2026-01-05, end: 2026-01-11", "2026-01-12, end: 2026-01-18"
    )

    assert "edition-ahead seeds/edition.yaml:1" in desk.tick(WEEK_2).problems


def test_a_brief_that_cannot_be_read_stops_the_run(desk: Desk) -> None:
    rewrite(desk.series, "brief.yaml", "zone: UTC", "zone: Mars/Olympus")

    assert (1, Outcome.FAILED) == (desk.tick(WEEK_2).code, desk.tick(WEEK_2).outcome)


def test_a_first_edition_is_always_as_it_is_written(desk: Desk) -> None:
    """Nobody knows yet whether words or clock are wrong when they do not fit."""
    assert ("edition-not-moved seeds/edition.yaml:1",) == desk.tick("2036-01-14T06:10Z").problems


# -- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", ["2026-01-12T05:00Z", "2026-01-04T06:00Z", "2025-01-12T06:00Z"])
def test_a_clock_that_was_set_back_stops_the_run(desk: Desk, back: str) -> None:
    desk.tick(WEEK_2)

    assert (3, Outcome.FAILED) == (desk.tick(back).code, desk.tick(back).outcome)


def test_a_clock_far_ahead_stops_the_run_until_a_person_says_it_is_right(
    desk: Desk, mailbox: Mailbox
) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    doubted = [desk.tick(f"2036-01-14T0{hour}:10Z").code for hour in (6, 7)]
    accepted = desk.tick("2036-01-14T08:10Z", accept_clock=True)

    assert [3, 3] == doubted
    assert 0 == accepted.code
    assert 1 == len(mailbox.to("owner@example.org"))


def test_quiet_months_are_no_wrong_clock(desk: Desk) -> None:
    """Weeks that were skipped make no editions, and still show that time went by."""
    desk.tick(WEEK_2)
    codes = [desk.tick(f"2026-{month:02}-{day:02}T06:10Z").code
             for month in (2, 3, 4) for day in (1, 15)]  # fmt: skip

    assert {0} == set(codes)

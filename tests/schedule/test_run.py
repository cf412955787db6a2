"""What a run does with a slot: publish it, skip it, or let it be missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.editions.journal import Fate, Outcome, read_journal
from reportkit.publish.build import build
from tests.schedule.series import (
    FIFTH,
    WEEK_2,
    WEEK_3,
    WEEK_4,
    Desk,
    Mailbox,
    at,
    desk_of,
    editions,
    facts,
    fates,
    new_week,
    rewrite,
    scheduled,
)

# -- one slot after the other --------------------------------------------------------------------


def test_what_is_due_is_published_and_mailed_to_the_lists_named(
    desk: Desk, mailbox: Mailbox
) -> None:
    done = desk.tick(WEEK_2)

    assert (0, Outcome.DONE) == (done.code, done.outcome)
    assert ["1 2026-01-05/2026-01-11"] == editions(desk)
    assert {"ann@example.org", "bob@example.org"} == {who for who, _ in mailbox.letters}


def test_a_second_run_finds_nothing_to_do(desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    again = desk.tick("2026-01-12T07:10Z")

    assert (0, Outcome.IDLE) == (again.code, again.outcome)
    assert 2 == len(mailbox.letters)
    begun, done = read_journal(desk.series / "reports").runs
    assert (("the schedule begins",), "2026-W02") == (begun.steps, done.slot)


def test_the_next_week_has_the_dates_of_its_slot_where_the_author_left_the_old_ones(
    desk: Desk,
) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    desk.tick(WEEK_3)

    assert "2 2026-01-12/2026-01-18" == editions(desk)[1]
    assert at("2026-01-18T23:59Z") == facts(desk, 2).cut_off
    assert at("2026-01-19T06:00Z") == facts(desk, 2).edition.published


def test_what_the_author_wrote_for_the_slot_is_taken_as_written(desk: Desk) -> None:
    done = desk.tick(WEEK_2)

    assert 0 == done.code
    assert at("2026-01-11T18:00Z") == facts(desk, 1).cut_off


def test_an_edition_waits_for_the_hour_that_it_prints(desk: Desk) -> None:
    rewrite(desk.series, "edition.yaml", "2026-01-12T06:00Z", "2026-01-12T09:00Z")
    early = desk.tick(WEEK_2)
    late = desk.tick("2026-01-12T09:10Z")

    assert (0, Outcome.WAITING) == (early.code, early.outcome)
    assert (0, Outcome.DONE) == (late.code, late.outcome)


def test_nothing_is_published_before_its_time(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)

    assert Outcome.IDLE == desk.tick("2026-01-19T05:10Z").outcome


# -- a week in which nothing changed --------------------------------------------------------------


def test_a_week_without_change_is_skipped_and_said_so(desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    done = desk.tick(WEEK_3)

    assert ("2026-W03 is skipped: no record changed",) == done.steps
    assert {"2026-W02": Fate.DONE, "2026-W03": Fate.SKIPPED} == fates(desk)
    assert 2 == len(mailbox.letters)


def test_a_note_carries_the_bottom_line_on_word_for_word(tmp_path: Path, mailbox: Mailbox) -> None:
    desk = desk_of(scheduled(tmp_path / "noted", policy="unchanged: note", port=mailbox.port))
    desk.tick(WEEK_2)
    desk.tick(WEEK_3)
    desk.tick(WEEK_4)

    first, second, third = (facts(desk, number).edition for number in (1, 2, 3))
    assert ["note", "note"] == [second.kind, third.kind]
    assert first.bottom_line == second.bottom_line == third.bottom_line
    assert "unchanged" == second.trend


@pytest.mark.parametrize("policy", ["note", "publish"])
def test_two_weeks_without_change_pass_though_the_old_notes_on_changes_stand_there(
    tmp_path: Path, mailbox: Mailbox, policy: str
) -> None:
    """What No. 2 carried is spent for good, not only for the edition right after it."""
    desk = desk_of(scheduled(tmp_path / policy, policy=f"unchanged: {policy}", port=mailbox.port))
    desk.tick(WEEK_2)
    new_week(desk.series, 17)  # with its note on the change
    for week in (WEEK_3, WEEK_4, FIFTH):
        assert Outcome.DONE == desk.tick(week).outcome

    assert 4 == len(editions(desk))


def test_an_unchanged_week_can_be_published_as_it_stands(tmp_path: Path, mailbox: Mailbox) -> None:
    desk = desk_of(scheduled(tmp_path / "all", policy="unchanged: publish", port=mailbox.port))
    desk.tick(WEEK_2)
    desk.tick(WEEK_3)

    assert "2 2026-01-12/2026-01-18" == editions(desk)[1]


def test_notes_on_last_week_s_changes_do_not_stand_in_the_way_of_the_next(desk: Desk) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    desk.tick(WEEK_3)
    done = desk.tick(WEEK_4)

    assert ("2026-W04 is skipped: no record changed",) == done.steps


# -- weeks that went by ---------------------------------------------------------------------------


def test_after_three_weeks_off_one_edition_appears_and_names_the_others(
    desk: Desk, mailbox: Mailbox
) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    done = desk.tick(FIFTH)

    assert "2 2026-01-26/2026-02-01" == editions(desk)[1]
    assert "no edition for 12–25 Jan 2026" == facts(desk, 2).edition.period_note
    assert [Fate.DONE, Fate.MISSED, Fate.MISSED, Fate.DONE] == list(fates(desk).values())
    assert 2 == len(mailbox.to("ann@example.org"))
    assert "2026-W03 is missed (no run took place)" == done.steps[0]


def test_each_publishes_every_week_that_went_by(tmp_path: Path, mailbox: Mailbox) -> None:
    desk = desk_of(
        scheduled(tmp_path / "each", policy="missed: each, unchanged: publish", port=mailbox.port)
    )
    desk.tick(WEEK_2)
    desk.tick(FIFTH)

    assert [
        "1 2026-01-05/2026-01-11",
        "2 2026-01-12/2026-01-18",
        "3 2026-01-19/2026-01-25",
        "4 2026-01-26/2026-02-01",
    ] == editions(desk)
    assert 4 == len(mailbox.to("ann@example.org"))


def test_a_week_that_was_skipped_is_named_in_the_next_edition(desk: Desk) -> None:
    desk.tick(WEEK_2)
    desk.tick(WEEK_3)
    new_week(desk.series, 17)
    desk.tick(WEEK_4)

    note = facts(desk, 2).edition.period_note
    assert "no edition for 12–18 Jan 2026, when no record changed" == note


def test_an_edition_built_by_hand_fills_its_slot(desk: Desk) -> None:
    build(desk.series, now=at(WEEK_2), cache=desk.cache)
    done = desk.tick(WEEK_2)

    assert "2026-W02 is done with No. 1" == done.steps[0]
    assert 1 == len(editions(desk))

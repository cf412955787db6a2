"""What a run mails, and what the next one makes of one that did not end well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportkit.delivery.ledger import open_ledger
from reportkit.editions.journal import LOCK, Fate, Outcome, SlotDecision, read_journal
from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.files import disk
from reportkit.problems import Busy
from reportkit.publish.build import build
from reportkit.publish.built import Options
from tests.schedule.series import (
    WEEK_2,
    WEEK_3,
    Desk,
    Mailbox,
    at,
    desk_of,
    editions,
    fates,
    new_week,
    rewrite,
    scheduled,
)

# -- the mail -------------------------------------------------------------------------------------


def test_a_server_that_is_down_is_asked_again(desk: Desk, mailbox: Mailbox) -> None:
    rewrite(desk.series, "distribution.yaml", f"port: {mailbox.port}", "port: 1")
    down = desk.tick(WEEK_2)
    rewrite(desk.series, "distribution.yaml", "port: 1", f"port: {mailbox.port}")
    up = desk.tick("2026-01-12T07:10Z")

    assert (5, 0) == (down.code, up.code)
    assert ["ann@example.org", "bob@example.org"] == sorted(who for who, _ in mailbox.letters)


def test_what_was_deferred_is_tried_again_and_nobody_gets_it_twice(
    desk: Desk, mailbox: Mailbox
) -> None:
    mailbox.refuse = "451 later"
    first = desk.tick(WEEK_2)
    mailbox.refuse = ""
    again = [desk.tick(f"2026-01-12T{hour:02}:10Z") for hour in (7, 8, 9)]

    assert (5, [0, 0, 0]) == (first.code, [each.code for each in again])
    assert 1 == len(mailbox.to("ann@example.org"))
    assert "tried again: 2 accepted" == again[0].steps[0]


def test_why_nothing_could_be_mailed_is_told_without_an_address(desk: Desk) -> None:
    """The log says what is to be mended; it is read by more people than the lists are."""
    rewrite(desk.series, "distribution.yaml", "host: 127.0.0.1, ", "")
    (reason,) = (step for step in desk.tick(WEEK_2).steps if step.startswith("No. 1"))
    rewrite(
        desk.series,
        "distribution.yaml",
        "bob@example.org, lists: [desk]",
        "bob@example.org, lists: [none]",
    )
    (wrong,) = (step for step in desk.tick("2026-01-12T07:10Z").steps if step.startswith("No. 1"))

    assert reason.startswith(
        "No. 1 could not be mailed (no mail server is named: set transport.host"
    )
    assert "No. 1 could not be mailed (list-unknown seeds/distribution.yaml:7)" == wrong


def test_an_edition_whose_week_is_over_is_not_mailed_by_surprise(
    desk: Desk, mailbox: Mailbox
) -> None:
    rewrite(desk.series, "brief.yaml", "send_to: [desk]", "send_to: []")
    desk.tick(WEEK_2)
    rewrite(desk.series, "brief.yaml", "send_to: []", "send_to: [desk]")
    done = desk.tick(WEEK_3)
    again = desk.tick("2026-01-19T07:10Z")

    assert "No. 1 was published and never mailed; 'send' does it" in done.steps
    assert [] == mailbox.to("ann@example.org")
    assert (5, 0) == (done.code, again.code)


def test_what_was_published_before_there_was_a_schedule_is_not_its_affair(
    desk: Desk, mailbox: Mailbox
) -> None:
    """No. 1 was made by hand; the timer is set a week later and has nothing to say of it."""
    build(desk.series, now=at(WEEK_2), cache=desk.cache)
    new_week(desk.series, 17)
    with open_ledger(desk.series / "reports", at(WEEK_2)) as ledger:
        ledger.begin_anew(at(WEEK_2))  # as 'deliveries start' does: nobody was mailed No. 1
    runs = [desk.tick(WEEK_3), desk.tick("2026-01-19T07:10Z")]

    assert [0, 0] == [each.code for each in runs]
    assert [1, 0] == [len(mailbox.to(f"{who}@example.org")) for who in ("ann", "owner")]


def test_a_revision_is_mailed_by_whoever_made_it(desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    new_week(desk.series, 17)
    rewrite(desk.series, "edition.yaml", "12T06:00Z", "12T12:00Z")
    build(desk.series, now=at(WEEK_2), cache=desk.cache, options=Options(revise=True))
    after = desk.tick("2026-01-13T06:10Z")

    assert (0, Outcome.IDLE) == (after.code, after.outcome)
    assert 1 == len(mailbox.to("ann@example.org"))


# -- crashes, locks and the log -------------------------------------------------------------------


def test_a_run_that_was_killed_after_sealing_is_finished_by_the_next(
    desk: Desk, mailbox: Mailbox
) -> None:
    def killed(options: object) -> object:
        build(desk.series, now=at(WEEK_2), cache=desk.cache, options=options)  # type: ignore[arg-type]
        raise SystemExit(137)  # no handler of ours runs

    with pytest.raises(SystemExit):
        desk.tick(WEEK_2, make=killed)  # type: ignore[arg-type]
    assert [] == mailbox.letters
    desk.tick("2026-01-12T07:10Z")

    assert ["1 2026-01-05/2026-01-11"] == editions(desk)
    assert 1 == len(mailbox.to("ann@example.org"))


def test_a_run_stopped_by_a_signal_says_so(desk: Desk) -> None:
    def stopped(_options: object) -> object:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.tick(WEEK_2, make=stopped)  # type: ignore[arg-type]

    last = read_journal(desk.series / "reports").last
    assert last is not None
    assert (Outcome.INTERRUPTED, 130) == (last.outcome, last.code)


def test_a_second_run_at_once_is_busy_and_notes_nothing(desk: Desk) -> None:
    reports = desk.series / "reports"
    reports.mkdir()
    with disk.locked(reports / LOCK, "another", 0.0), pytest.raises(Busy):
        desk.tick(WEEK_2)

    assert () == read_journal(reports).runs


def test_a_build_at_once_is_waited_for(desk: Desk) -> None:
    store = Store(desk.series / "reports")
    with store.lock(at(WEEK_2)), pytest.raises(Busy):
        desk.tick(WEEK_2)

    assert 0 == desk.tick("2026-01-12T07:10Z").code


def test_a_line_that_a_power_cut_tore_is_passed_over(desk: Desk) -> None:
    desk.tick(WEEK_2)
    journal = desk.series / "reports" / "runs.jsonl"
    with journal.open("ab") as torn:
        torn.write(b'{"format": 1, "at": "2026-01-1')
    desk.tick(WEEK_3)

    assert {"2026-W02": Fate.DONE, "2026-W03": Fate.SKIPPED} == fates(desk)


def test_the_journal_is_no_stranger_among_the_editions(desk: Desk) -> None:
    desk.tick(WEEK_2)

    assert () == verify(Store(desk.series / "reports")).findings


def test_a_lost_journal_decides_nothing_anew(desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    (desk.series / "reports" / "runs.jsonl").unlink()
    desk.tick("2026-01-12T07:10Z")

    assert 1 == len(editions(desk))
    assert 1 == len(mailbox.to("ann@example.org"))


def test_a_run_is_one_line_for_people(desk: Desk) -> None:
    line = desk.tick(WEEK_2).line

    assert line.startswith(
        "2026-W02  done: published No. 1 for 2026-W02: 1 page, baseline; mailed No. 1: 2 accepted ("
    )


def test_slots_are_kept_with_their_moment(desk: Desk) -> None:
    desk.tick(WEEK_2)

    assert (SlotDecision("2026-W02", at("2026-01-12T06:00Z"), Fate.DONE, "1"),) == read_journal(
        desk.series / "reports"
    ).decisions


def test_the_period_of_a_slot_is_what_the_manifest_says(desk: Desk) -> None:
    desk.tick(WEEK_2)
    period = Store(desk.series / "reports").editions()[0].manifest.period

    assert (date(2026, 1, 5), date(2026, 1, 11)) == period


def test_a_dry_run_writes_and_mails_nothing(desk: Desk, mailbox: Mailbox) -> None:
    done = desk.tick(WEEK_2, dry=True)

    assert (
        "would publish No. 1 for 2026-W02: baseline",
        "would mail No. 1 to desk: 2 readers",
    ) == done.steps
    assert not (desk.series / "reports").exists()
    assert [] == mailbox.letters


def test_another_folder_is_another_series(tmp_path: Path, desk: Desk, mailbox: Mailbox) -> None:
    desk.tick(WEEK_2)
    other = desk_of(scheduled(tmp_path / "other", port=mailbox.port))

    assert Outcome.DONE is other.tick(WEEK_2).outcome

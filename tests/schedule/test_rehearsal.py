"""Two years at the desk: whatever happens, every slot is decided once and nobody is mailed twice.

``REHEARSE=hourly`` lets the timer ring every hour of both years, which takes minutes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from reportkit.editions.journal import Fate, read_journal
from tests.schedule.series import Mailbox, mail_server, quick_engine
from tests.schedule.world import World

#: By how much a clock may be wrong and be found out.
STEPS = [timedelta(hours=-1), timedelta(days=-8), timedelta(days=-365), timedelta(days=3650)]


def test_two_years_of_a_timer_on_an_unreliable_machine(tmp_path: Path, mailbox: Mailbox) -> None:
    world = World.begin(tmp_path, mailbox)
    luck = Random(20261122)  # noqa: S311  # a story, not a secret
    hourly = os.environ.get("REHEARSE") == "hourly"
    until = world.now + timedelta(days=730)
    off_until = world.now
    while world.now < until:
        _something_happens(world, luck)
        if world.now >= off_until and luck.random() < 1 / 250:
            off_until = world.now + timedelta(hours=luck.choice([3, 30, 200, 600]))
        if world.now >= off_until:
            wrong = luck.random() < 1 / 150
            world.kill_at = luck.randint(1, 6) if luck.random() < 1 / 10 else 0
            world.tick(world.now + luck.choice(STEPS) if wrong else None)
        busy = timedelta(hours=12) > world.now - _last_sunday(world)
        world.passes(1 if hourly or (busy and luck.random() < 0.5) else luck.randint(9, 22))
    world.check_at_rest()

    fates = [each.fate for each in read_journal(world.desk.series / "reports").decisions]
    assert 104 <= len(fates) <= 106
    assert {Fate.DONE, Fate.SKIPPED, Fate.MISSED} == set(fates)
    assert world.kills > 5
    assert {0, 1, 3, 5} <= set(world.codes)


def _last_sunday(world: World) -> datetime:
    back = timedelta(days=(world.now.weekday() + 1) % 7)
    return world.now.replace(hour=6) - back


def _something_happens(world: World, luck: Random) -> None:
    drawn = luck.random()
    if drawn < 1 / 45 and not world.broken:
        world.author_writes()
    elif drawn < 1 / 30:
        world.author_errs()
    elif drawn < 1 / 12:
        world.author_mends()
    elif drawn < 1 / 9:
        world.mailbox.refuse = luck.choice(["", "", "451 later", "550 never"])


class Desk(RuleBasedStateMachine):
    """The same, with Hypothesis looking for the shortest way to break it."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        patch = self.open.enter_context(pytest.MonkeyPatch.context())
        quick_engine(patch)

    @initialize()
    def begin(self) -> None:
        folder = Path(self.open.enter_context(TemporaryDirectory(dir=CACHED[0])))
        self.world = World.begin(folder, self.open.enter_context(mail_server()))

    @rule(hours=st.sampled_from([1, 5, 24, 100, 168, 400]))
    def time_passes(self, hours: int) -> None:
        self.world.passes(hours)

    @rule()
    def the_timer_rings(self) -> None:
        self.world.tick()
        self.world.check()

    @rule(step=st.integers(1, 6))
    def the_machine_goes_off_in_a_run(self, step: int) -> None:
        self.world.kill_at = step
        self.world.tick()

    @rule(wrong=st.sampled_from(STEPS))
    def the_timer_rings_by_a_wrong_clock(self, wrong: timedelta) -> None:
        self.world.tick(self.world.now + wrong)
        self.world.check()

    @rule()
    def a_week_is_written(self) -> None:
        if not self.world.broken:
            self.world.author_writes()

    @rule(errs=st.booleans())
    def the_author_errs_or_mends(self, errs: bool) -> None:  # noqa: FBT001  # drawn
        if errs:
            self.world.author_errs()
        else:
            self.world.author_mends()

    @rule(answer=st.sampled_from(["", "451 later", "550 never"]))
    def the_mail_server_changes_its_mind(self, answer: str) -> None:
        self.world.mailbox.refuse = answer

    def teardown(self) -> None:
        try:
            self.world.check_at_rest()
        finally:
            self.open.close()


def test_an_owner_whose_server_refuses_is_told_by_a_later_run(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    """No. 1 was sealed by a run that died, and No. 2 came before anybody had it."""
    world = World.begin(tmp_path, mailbox)
    for step in (1, 4):
        world.kill_at = step
        world.tick()
    mailbox.refuse = "550 never"
    world.author_writes()
    world.passes(168)
    world.tick()
    world.check()
    assert "unsent 1" in {owed.about for owed in read_journal(world.desk.series / "reports").owed}

    world.check_at_rest()

    assert "unsent 1" in read_journal(world.desk.series / "reports").owner_knows


def test_an_edition_that_nobody_could_mail_is_told_again_once_the_clock_is_right(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    """No. 2 is refused for want of a ledger, and No. 3 is sealed by a run that dies."""
    world = World.begin(tmp_path, mailbox)
    for step in (4, 0, 3):
        world.kill_at = step
        world.tick()
        world.author_writes()
        world.passes(168)
    world.tick(world.now - timedelta(days=8))
    world.check()
    to_owner = mailbox.to("owner@example.org")
    assert "[valley] No. 2 could not be mailed" in to_owner
    assert to_owner.count("[valley] a scheduled run was killed before its end") == 2

    world.check_at_rest()

    assert "unsent 2" in read_journal(world.desk.series / "reports").owner_knows


def test_a_run_that_was_killed_is_told_of_where_the_brief_cannot_be_read(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    world = World.begin(tmp_path, mailbox)
    world.kill_at = 1
    world.tick()
    brief = world.desk.series / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}nothing: known\n")

    world.tick()

    told = mailbox.to("owner@example.org")
    assert "[series] a scheduled run was killed before its end" in told


def test_a_run_with_nothing_else_to_do_mails_what_is_owed_once(
    tmp_path: Path, mailbox: Mailbox
) -> None:
    world = World.begin(tmp_path, mailbox)
    world.tick()
    mailbox.refuse = "451 later"
    world.tick(world.now - timedelta(days=8))
    mailbox.refuse = ""

    world.tick()
    world.tick()

    assert mailbox.to("owner@example.org") == ["[valley] nothing is published since No. 1"]


CACHED: list[Path] = []


@pytest.fixture(autouse=True)
def _one_cache(tmp_path: Path) -> Iterator[None]:
    """Every example's series lies beside one cache."""
    CACHED[:] = [tmp_path]
    yield
    CACHED.clear()


def test_no_order_of_events_loses_or_doubles_a_slot() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

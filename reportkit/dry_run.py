"""What a scheduled run would do; writes and mails nothing."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from reportkit.checking import check_series
from reportkit.dating import Wanted
from reportkit.diary import Diary, awaited, places, readable_brief
from reportkit.due import Due, due, refuse_doubtful_clock
from reportkit.editions.journal import Journal, Outcome, Run, read_journal
from reportkit.editions.store import Store
from reportkit.facts.abridged import lower_markings
from reportkit.facts.series import Brief
from reportkit.facts.words import Missed
from reportkit.problems import errors_in


def dry_run(
    series: Path, *, now: datetime, each: bool = False, accept_clock: bool = False
) -> tuple[Run, Due | None]:
    """Go the way of a run up to where it would publish or mail, and say so."""
    began = time.monotonic()
    diary = Diary()
    brief = readable_brief(series, diary)
    if brief is None:
        return diary.run(now, began), None
    store = Store(series / "reports")
    journal = read_journal(store.reports)
    refuse_doubtful_clock(store, brief.cadence, journal, now, accepted=accept_clock)
    each = each or brief.schedule.missed is Missed.EACH
    found = due(store, brief.cadence, journal, now, each=each)
    diary.slot = found.newest.key
    for settled in found.settled:
        diary.note(f"would note {settled.slot} as {settled.fate}")
    _publishing(series, now, found, diary)
    _mailing(brief, journal, found, diary)
    return diary.run(now, began), found


def _publishing(series: Path, now: datetime, found: Due, diary: Diary) -> None:
    gaps = found.gaps
    for slot in found.open:
        checked = check_series(series, wanted=Wanted(slot, now, gaps))
        gaps = ()
        if checked.upcoming is None or checked.stops(strict=False):
            errors = errors_in(checked.problems)
            diary.problems += places(errors)
            if waiting := awaited(errors):
                diary.note(f"{slot.key} {waiting[0]}", Outcome.WAITING, waiting[1])
            else:
                diary.note(f"could not publish {slot.key}", Outcome.FAILED, 1)
        else:
            log = checked.upcoming.history.log
            lower = "".join(
                f", abridged at {each}" for each in lower_markings(checked.upcoming.book)
            )
            told = log.summary or "no record changed"
            diary.note(f"would publish {slot.key}: {told}{lower}")


def _mailing(brief: Brief, journal: Journal, found: Due, diary: Diary) -> None:
    lists = ", ".join(brief.schedule.send_to)
    if lists and found.open and diary.code == 0:
        diary.note(f"would mail it to {lists}")
    elif lists and found.edition and found.edition.name.spoken not in journal.sent:
        diary.note(f"would mail No. {found.edition.name.spoken} to {lists}")

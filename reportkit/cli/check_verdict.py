"""What ``check`` has to say: of the edition as it is written, as a revision, or as it falls due."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.cli.shell import cache_folder
from reportkit.problems import SeedsRejected
from reportkit.zones import shown_in

if TYPE_CHECKING:
    from reportkit.publish.check import Checked
    from reportkit.publish.verdicts import CheckVerdict


def verdict_of_what_is_written(folder: Path, now: datetime, *, revise: bool) -> CheckVerdict:
    """Check the edition of edition.yaml, or its revision; kept as long as nothing changes."""
    from reportkit.publish.verdicts import CheckVerdict, Question, verdict_of

    question = Question(folder, now.date(), ("check", "revise" if revise else ""))

    def find() -> tuple[CheckVerdict, bool]:
        return (_revised(folder, now.date()), True) if revise else _carried_on(folder, now)

    return verdict_of(question, cache_folder(), now, CheckVerdict, find)


def verdict_of_what_is_due(folder: Path, now: datetime, zone: tzinfo) -> CheckVerdict:
    """Check the edition that the timer publishes next: the hour has its part in each word of it."""
    from reportkit.autopilot.forecast import check_due

    try:
        forecast = check_due(folder, now, cache=cache_folder())
    except SeedsRejected as rejected:  # nobody knows what is due
        return _without_a_day(folder, rejected)
    slot = forecast.next.target.slot
    when = "due since" if forecast.next.open else "due"
    named = f"{slot.key}, {slot.start} to {slot.end}, {when} {shown_in(zone, slot.due)}"
    if forecast.skipped:
        remark = f"no record changed: {named}, will be skipped"
        return _verdict(forecast.checked, remark, slot.key)
    remark = f"checked as the timer publishes it: {named}"
    if forecast.waits:
        remark += f"; it waits for the hour in edition.yaml, {shown_in(zone, forecast.waits)}"
    return _verdict(forecast.checked, remark, slot.key)


def _carried_on(folder: Path, now: datetime) -> tuple[CheckVerdict, bool]:
    """Check the edition of edition.yaml; once its period is published, as it is carried on.

    That is the period of the next slot, which the hour decides: such a verdict is not kept.
    """
    from reportkit.autopilot.forecast import check_carried
    from reportkit.publish.check import check_series

    checked = check_series(folder, cache=cache_folder(), today=now.date())
    try:
        carried = check_carried(folder, checked, now, cache=cache_folder())
    except SeedsRejected as rejected:  # nobody knows what is due
        return _without_a_day(folder, rejected), False
    if carried is None or checked.candidate is None:
        return _verdict(checked), True
    typed = checked.candidate.book.edition.period
    remark = (
        f"edition.yaml still speaks of {typed.start} to {typed.end}, which is published: the "
        "records are checked as those of the next period; 'reportkit check --due' tells what the "
        "timer would wait for, 'reportkit check --revise' checks them as a revision"
    )
    return _verdict(carried, remark), False


def _revised(folder: Path, today: date) -> CheckVerdict:
    """Check the seeds as the newest edition once more."""
    from reportkit.publish.check import check_series

    checked = check_series(folder, cache=cache_folder(), revise=True, today=today)
    if checked.candidate is None or checked.candidate.latest is None:
        return _verdict(checked)
    replaced = checked.candidate.latest.name.spoken
    if checked.candidate.published:
        return _verdict(
            checked, f"nothing has changed since No. {replaced}: there is nothing to revise"
        )
    return _verdict(
        checked, f"checked as No. {checked.candidate.name.spoken}, a revision of No. {replaced}"
    )


def _without_a_day(folder: Path, rejected: SeedsRejected) -> CheckVerdict:
    """Check the series without a day; raises what was raised where that finds nothing."""
    from reportkit.publish.check import check_series

    checked = check_series(folder, cache=cache_folder())
    if not checked.problems:
        raise rejected
    return _verdict(checked)


def _verdict(checked: Checked, remark: str = "", slot: str | None = None) -> CheckVerdict:
    from reportkit.model.book import RECORD_TYPES
    from reportkit.publish.verdicts import CheckVerdict, Count

    counts = ((kind, len(checked.records.all(kind))) for kind in RECORD_TYPES)
    return CheckVerdict(
        problems=checked.problems,
        aside=checked.aside,
        counts=tuple(Count(kind.type, kind.plural, number) for kind, number in counts),
        whole=checked.candidate is not None,
        unread=checked.unread,
        remark=remark,
        slot=slot,
        for_review=_for_review(checked),
    )


def _for_review(checked: Checked) -> str:
    """Give the digest that a review names, where the series has reviews."""
    candidate = checked.candidate
    if candidate is None:
        return ""
    book = candidate.book
    return candidate.for_review if book.brief.review_required or book.edition.review else ""

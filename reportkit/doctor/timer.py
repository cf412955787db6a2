"""What wakes the series up, when it is due, and how the last run went."""

from __future__ import annotations

from reportkit.doctor.context import Context
from reportkit.doctor.row import Check, Row, good, skip, warning
from reportkit.editions.journal import JOURNAL, Outcome
from reportkit.model.series import Brief, Schedule
from reportkit.problems import counted
from reportkit.rules.cadence import in_cadence
from reportkit.schedule.due import due
from reportkit.schedule.overview import Overview, overview, states
from reportkit.schedule.timers.job import TimerState, job_name
from reportkit.zones import zone_named


def timer(context: Context) -> Row:
    """A timer is installed, and rings."""
    brief = _dated_brief(context)
    if isinstance(brief, Row):
        return brief
    if context.host is None:
        return skip("this account has no home folder, so that it has no timer of its own")
    known = states(job_name(brief.id, context.folder), context.host)
    return _judged(context, brief, tuple(state for state in known if state.installed))


def next_due(context: Context) -> Row:
    """The next edition is not overdue."""
    brief = _dated_brief(context)
    if isinstance(brief, Row):
        return brief
    summary = _overview(context, brief)
    zone = zone_named(brief.cadence.zone)
    if summary.overdue_since:
        since = summary.overdue_since.astimezone(zone)
        return warning(
            f"{summary.slot} is overdue since {since:%Y-%m-%d %H:%M %Z}",
            context.say("run --dry-run"),
        )
    return good(f"{summary.next_due.astimezone(zone):%Y-%m-%d %H:%M %Z}")


def runs(context: Context) -> Row:
    """The log of the runs can be read, and the last run went well."""
    journal = context.journal
    if journal.unread:
        return warning(
            f"{counted(journal.unread, 'line')} of {JOURNAL} cannot be read",
            context.say("runs"),
        )
    last = journal.last
    if last is None:
        return skip("no scheduled run has taken place here")
    shown = f"{last.at:%Y-%m-%d %H:%M %Z}, {last.line}"
    if last.outcome in (Outcome.FAILED, Outcome.PARTLY, Outcome.INTERRUPTED):
        return warning(shown, context.say("runs"))
    return good(shown)


def _judged(context: Context, brief: Brief, timers: tuple[TimerState, ...]) -> Row:
    install = context.say("schedule install")
    if not timers:
        if brief.schedule == Schedule() and context.journal.last is None:
            return skip("none on this machine; the series asks for none", install)
        return warning("none on this machine, so that nothing publishes by itself here", install)
    shown = "; ".join(f"{state.kind}: {state.detail}" for state in timers)
    if any(state.active for state in timers):
        return good(shown)
    if all(state.active is None for state in timers):
        return skip(
            f"whether it rings cannot be told here ({shown})", context.say("schedule status")
        )
    return warning(f"it is installed and does not ring ({shown})", install)


def _overview(context: Context, brief: Brief) -> Overview:
    store, journal, now = context.store, context.journal, context.now
    has_edition = not store.names() or bool(due(store, brief.cadence, journal, now).edition)
    return overview(brief.cadence, journal, (), now, has_edition=has_edition)


def _dated_brief(context: Context) -> Brief | Row:
    """Give the brief if it says rightly when the series appears."""
    brief, problems = context.brief
    if brief is None or problems or any(in_cadence(brief.cadence)):
        return skip("brief.yaml does not tell when the series appears", context.say("check"))
    return brief


CHECKS = (
    Check("timer", timer, "schedule status"),
    Check("next due", next_due, "schedule status"),
    Check("last run", runs, "runs"),
)

"""``reportkit run`` and ``reportkit runs``."""

from __future__ import annotations

import os
import sys
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.many import ManySeries, many_series_options, run_many
from reportkit.cli.moment import Moment, moment_in, zone_of
from reportkit.cli.shell import (
    Json,
    Progress,
    cache_folder,
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
)
from reportkit.editions.journal import Outcome, Run, read_journal
from reportkit.problems import Busy, Interrupted, SeedsRejected
from reportkit.zones import shown_in

if TYPE_CHECKING:  # 'runs' does without
    from reportkit.autopilot.steps import Asked


@click.command(short_help="Publish and mail whatever is due, once.")
@click.option(
    "--each",
    "every_slot",
    is_flag=True,
    help="Publish every period that went by, not only the last.",
)
@click.option("--accept-clock", is_flag=True, help="The clock is right, however far ahead.")
@click.option("--now", type=Moment(), metavar="DATE", help="Act as at this moment: a rehearsal.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--draft", is_flag=True, help="Only write a draft of what it would publish.")
@click.option("--no-mail", is_flag=True, help="Publish, and leave all mail to another machine.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@json_option
@click.pass_obj
@many_series_options
def run(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    many: ManySeries | None,
    every_slot: bool,
    accept_clock: bool,
    now: datetime | None,
    dry: bool,
    draft: bool,
    no_mail: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Publish and mail whatever is due, and nothing twice; a timer calls it every hour.

    Builds and seals the edition of the newest slot, mails it to the lists that 'schedule:' in
    seeds/brief.yaml names, tries again what was deferred, and finishes what a crash left. If
    the series has problems nothing is published and the owner is told, once for each slot.

    --dry-run tells what it would do; --draft writes the edition that it would publish, now or
    when the next slot falls due, with a watermark under reports/drafts/, and seals and mails
    nothing. Without either it publishes and mails in earnest, also with --now: that is a
    rehearsal only on a copy of the series. DATE is by the clock of the series unless it names
    a zone.

    With --all it does so for many series side by side, and prints a table of what became of
    each. What happens to one of them stops no other.
    """
    from reportkit.autopilot.steps import Asked

    asked = Asked(every_slot=every_slot, accept_clock=accept_clock, dry=dry, mail=not no_mail)
    if many and draft:
        raise click.UsageError("--draft shows one series: name it with -C DIR, without --all")
    if many:
        return run_many(many, asked, now, as_json=as_json, quiet=quiet)
    folder = series_folder(series)
    zone = zone_of(folder)
    moment = moment_in(zone, now)
    if draft:
        return _draft(folder, moment, zone, accept_clock=accept_clock, as_json=as_json)
    try:
        done, due_next = _run(folder, moment, asked)
    except Busy as busy:
        if as_json:
            print_json(ok=False, error=str(busy))
        if not quiet and sys.stderr.isatty():
            print_status(f"reportkit: {busy}")
        return busy.exit_code
    if as_json:
        print_json(ok=done.code == 0, problems=(), **ran_json(done, due_next))
    elif not quiet or done.code:
        if now:
            print_status(f"as at {shown_in(zone, moment)}")
        _print_ran(done, due_next, zone)
    return done.code


def _print_ran(done: Run, due_next: datetime | None, zone: tzinfo) -> None:
    kind = "error" if done.code else "done"
    print_status(
        f"{shown_in(zone, done.at)}  {done.line}",
        kind="" if done.outcome is Outcome.IDLE else kind,
    )
    if due_next:
        print_status(f"next due: {shown_in(zone, due_next)}")


@click.command(short_help="List what the scheduled runs did.")
@click.option("--last", "most", type=click.IntRange(1), default=20, help="How many. Default: 20.")
@json_option
@click.pass_obj
def runs(series: Path | None, *, most: int, as_json: bool) -> int:
    """List what the scheduled runs did, newest last: one line each, from reports/runs.jsonl.

    Of the runs that found nothing to do only the last one is kept.
    """
    folder = series_folder(series)
    zone, journal = zone_of(folder), read_journal(folder / "reports")
    listed = list(journal.runs)
    if journal.last_look and journal.last is journal.last_look:
        listed.append(journal.last_look)
    shown = listed[-most:]
    if as_json:
        print_json(ok=True, runs=[_json(each) for each in shown], unread=journal.unread)
        return 0
    for each in shown:
        echo(f"{shown_in(zone, each.at)}  {each.line}")
    if journal.unread:
        many = f"{journal.unread} line{'' if journal.unread == 1 else 's'}"
        are = "is no run" if journal.unread == 1 else "are no runs"
        print_status(f"{many} of runs.jsonl {are}, and passed over", kind="warning")
    if not shown:
        print_status("no run has taken place here; 'reportkit schedule install' sets a timer")
    return 0


def _run(folder: Path, now: datetime, asked: Asked) -> tuple[Run, datetime | None]:
    from reportkit.autopilot.mailer import SeriesMailer
    from reportkit.autopilot.runner import run as run_what_is_due
    from reportkit.delivery.transports.registry import open_by_settings
    from reportkit.publish.build import build
    from reportkit.publish.built import Built, Options

    progress = Progress()

    def make(options: Options) -> Built:
        return build(folder, now=now, cache=cache_folder(), options=options, progress=progress)

    try:
        done, slot = run_what_is_due(
            folder,
            now=now,
            make=make,
            mailer=SeriesMailer(folder, os.environ, open_by_settings),
            asked=asked,
            cache=cache_folder(),
        )
    except KeyboardInterrupt:
        progress.abandon()
        raise Interrupted(
            "interrupted; the next run goes on where this one was, and 'reportkit deliveries' "
            "tells whether a message is unknown"
        ) from None
    except BaseException:
        progress.abandon()
        raise
    progress.close()
    return done, slot.due if slot else None


def _draft(folder: Path, now: datetime, zone: tzinfo, *, accept_clock: bool, as_json: bool) -> int:
    """Write the edition that the timer would publish next, as a draft."""
    from reportkit.autopilot.forecast import check_due
    from reportkit.cli.build import print_built, print_unpublished
    from reportkit.publish.build import build
    from reportkit.publish.built import Options

    progress = Progress()
    try:
        forecast = check_due(folder, now, cache=cache_folder(), accept_clock=accept_clock)
        wanted = forecast.next.target
        slot = wanted.slot
        named = f"{slot.key}, {slot.start} to {slot.end}, due {shown_in(zone, slot.due)}"
        if forecast.skipped:
            print_status(
                f"no record changed: {named}, will be skipped, and there is nothing to show"
            )
            if as_json:
                print_json(ok=True, edition=None, sealed=False, slot=slot.key)
            return 0
        options = Options(draft=True, target=forecast.early)
        built = build(folder, now=now, cache=cache_folder(), options=options, progress=progress)
    except SeedsRejected as rejected:
        progress.abandon()
        return print_unpublished(rejected, folder, as_json=as_json)
    except BaseException:
        progress.abandon()
        raise
    print_status(f"as the timer publishes it: {named}")
    print_built(built, folder, progress.close(), as_json=as_json)
    return 0


def ran_json(done: Run, due_next: datetime | None) -> dict[str, Json]:
    """Give what a run did the form that scripts read."""
    return {
        "slot": done.slot,
        "did": list(done.steps),
        "due_next": due_next.isoformat() if due_next else None,
        "run": _json(done),
    }


def _json(done: Run) -> dict[str, Json]:
    return {
        "at": done.at.isoformat(),
        "slot": done.slot,
        "outcome": done.outcome.value,
        "code": done.code,
        "did": list(done.steps),
        "in_the_way": list(done.problems),
        "settled": [
            {"slot": each.slot, "fate": each.fate.value, "edition": each.edition, "why": each.why}
            for each in done.decisions
        ],
        "milliseconds": done.milliseconds,
    }

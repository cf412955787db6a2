"""``reportkit schedule install, remove, status``."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click

from reportkit.cli.moment import zone_of
from reportkit.cli.shell import (
    Json,
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
    show_problems,
)
from reportkit.editions.journal import Run, read_journal
from reportkit.editions.store import Store
from reportkit.files.disk import ensure_folder
from reportkit.loading.loader import load_brief
from reportkit.model.series import Brief
from reportkit.periods import slot_next
from reportkit.problems import MachineUnable, SeedsRejected
from reportkit.rules.cadence import in_cadence
from reportkit.schedule.due import due
from reportkit.schedule.overview import (
    KINDS,
    Overview,
    best_kind,
    overview,
    states,
)
from reportkit.schedule.overview import install as install_timer
from reportkit.schedule.overview import remove as remove_timers
from reportkit.schedule.timers import cron, github_actions, launchd, systemd
from reportkit.schedule.timers.job import Host, Job, ask_system, job_name, refuse_odd_paths
from reportkit.zones import shown_in

PRINTED = {
    "systemd": lambda job: _units(job, system=False),
    "system": lambda job: _units(job, system=True),
    "cron": lambda job: f"{cron.line(job)}\n",
    "launchd": launchd.plist_text,
    "github-actions": github_actions.workflow_text,
}

HERE = "here"


@click.group(short_help="Install, remove or look at the timer that calls 'run'.")
def schedule() -> None:
    """Let the system wake the series up every hour; 'reportkit run' knows what is due.

    When the series appears stands under 'cadence:' in seeds/brief.yaml; what may be published
    and mailed without a person, under 'schedule:'.
    """


@schedule.command()
@click.option("--as", "kind", type=click.Choice(KINDS), help="Default: what this machine has.")
@click.option(
    "--print",
    "printed",
    type=click.Choice([HERE, *PRINTED]),
    is_flag=False,
    flag_value=HERE,
    help="Show it and install nothing. Alone: what this machine would get.",
)
@click.pass_obj
def install(series: Path | None, *, kind: str | None, printed: str | None) -> int:
    """Write and start a timer: of systemd, cron or launchd.

    Installed again, it changes only what differs. Secrets of the mail server come from
    REPORTKIT_SMTP_PASSWORD in the file that the unit names, or REPORTKIT_SMTP_SECRET_COMMAND;
    REPORTKIT_SMTP_HOST beside it names the one server that gets it.
    """
    folder, brief = _series(series)
    job = _job(folder, brief)
    refuse_odd_paths(job)
    if printed == HERE:
        printed = kind or best_kind(_host(), root=os.geteuid() == 0)
    if printed:
        click.echo(PRINTED[printed](job), nl=False)
        return 0
    reports = folder / "reports"
    if not reports.is_dir():  # a confined unit does not start without it
        ensure_folder(reports)
    host = _host()
    chosen = kind or best_kind(host, root=os.geteuid() == 0)
    done = install_timer(chosen, job, host)
    for line in done:
        print_status(line)
    print_status("the timer is set" if done else "the timer was set already; nothing was changed")
    next_due = slot_next(brief.cadence, datetime.now(UTC)).due
    print_status(f"next due: {shown_in(zone_of(folder), next_due)}")
    return 0


@schedule.command(short_help="Stop the timer and take it away.")
@click.pass_obj
def remove(series: Path | None) -> int:
    """Stop the timer and take away all that 'install' wrote; editions and logs stay."""
    folder, brief = _series(series)
    done = remove_timers(job_name(brief.id, folder), _host())
    for line in done:
        print_status(line)
    if not done:
        print_status("there is no timer of this series here")
    return 0


@schedule.command(short_help="Tell what is due next and whether the timer rings.")
@json_option
@click.pass_obj
def status(series: Path | None, *, as_json: bool) -> int:
    """Tell what is due next, how the last run went, and whether a timer will really ring."""
    folder, brief = _series(series)
    now = datetime.now(UTC)
    store = Store(folder / "reports")
    journal = read_journal(store.reports)
    has_edition = not store.names() or bool(due(store, brief.cadence, journal, now).edition)
    timers = states(job_name(brief.id, folder), _host())
    summary = overview(brief.cadence, journal, timers, now, has_edition=has_edition)
    if as_json:
        _print_json(summary)
    else:
        for line in _lines(summary, zone_of(folder)):
            echo(line)
    return 0


def _lines(summary: Overview, zone: tzinfo) -> list[str]:
    lines = [f"next due    {shown_in(zone, summary.next_due)}"]
    if summary.overdue_since:
        lines.append(f"overdue     {summary.slot}, since {shown_in(zone, summary.overdue_since)}")
    last = summary.last
    lines.append(f"last run    {f'{shown_in(zone, last.at)}  {last.line}' if last else 'none yet'}")
    for timer in summary.timers:
        rings = {True: "rings", False: "DOES NOT RING", None: "cannot be told"}[timer.active]
        lines.append(f"timer       {timer.kind}: {rings} ({timer.detail})")
    if not summary.timers:
        lines.append("timer       none is installed here: reportkit schedule install")
    return lines


def _print_json(summary: Overview) -> None:
    last = summary.last
    print_json(
        ok=summary.overdue_since is None,
        next_due=summary.next_due.isoformat(),
        slot=summary.slot,
        overdue_since=summary.overdue_since.isoformat() if summary.overdue_since else None,
        last_run=_run_json(last) if last else None,
        timers=[
            {"kind": timer.kind, "active": timer.active, "detail": timer.detail}
            for timer in summary.timers
        ],
        wakes=summary.wakes,
    )


def _run_json(last: Run) -> Json:
    return {
        "at": last.at.isoformat(),
        "outcome": last.outcome.value,
        "code": last.code,
        "did": list(last.steps),
        "in_the_way": list(last.problems),
    }


def _series(named: Path | None) -> tuple[Path, Brief]:
    """Find the series and read when it appears; a timer for an odd cadence is refused."""
    folder = series_folder(named).resolve()
    brief, problems = load_brief(folder)
    if brief is not None:
        problems = (*problems, *in_cadence(brief.cadence))
    if brief is None or problems:
        show_problems(problems, folder)
        raise SeedsRejected(problems)
    return folder, brief


def _job(folder: Path, brief: Brief) -> Job:
    due = slot_next(brief.cadence, datetime.now(UTC)).due
    return Job(
        name=job_name(brief.id, folder),
        title=brief.title,
        series=folder,
        command=_command(),
        minute=due.astimezone(UTC).minute,
        user=_owner(folder),
    )


def _owner(folder: Path) -> str:
    """Name the account whose the series is; by its number where it has no name here."""
    try:
        return folder.owner()
    except KeyError:
        return str(folder.stat().st_uid)


def _command() -> tuple[str, ...]:
    """Name this installation with its full path: a timer has no PATH worth the name."""
    beside = Path(sys.executable).with_name("reportkit")
    if beside.is_file():
        return (str(beside),)
    found = shutil.which("reportkit")
    return (str(Path(found).absolute()),) if found else (sys.executable, "-m", "reportkit")


def _host() -> Host:
    try:
        home = Path.home()
    except RuntimeError as error:
        raise MachineUnable("this account has no home folder") from error
    return Host(home=home, system=Path("/etc/systemd/system"), ask=ask_system)


def _units(job: Job, *, system: bool) -> str:
    folder = "/etc/systemd/system" if system else "~/.config/systemd/user"
    return (
        f"# {folder}/{job.name}.service\n{systemd.service_text(job, system=system)}\n"
        f"# {folder}/{job.name}.timer\n{systemd.timer_text(job)}"
    )

"""``reportkit doctor``."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.shell import (
    NoSeries,
    cache_folder,
    json_option,
    print_json,
    series_folder,
    text_width,
)
from reportkit.doctor.engine_child import EngineChild, start_engine
from reportkit.problems import MachineUnable

if TYPE_CHECKING:  # the engine is at work in its child while they are imported
    from reportkit.doctor.context import Context
    from reportkit.doctor.examination import Answer
    from reportkit.doctor.remedies import Machine
    from reportkit.doctor.row import Status
    from reportkit.schedule.timers.job import Host


@click.command(
    short_help="Check this machine and this series, and name the command that mends what fails."
)
@click.option(
    "--online",
    is_flag=True,
    help="Ask the mail server too: name, certificate, login. Sends nothing.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show only what warns or fails.")
@json_option
@click.pass_obj
def doctor(series: Path | None, *, online: bool, quiet: bool, as_json: bool) -> int:
    """Tell whether this machine can make the brief, and whether the series is sound.

    Each row is PASS, WARN, FAIL or SKIP, with what was seen; below it stands the command that
    mends it. Nothing is changed and nothing is sent. Outside a series only the machine is
    examined.

    Leaves with 7 when something published was altered or is missing, else with 3 when this
    machine cannot, else with 1 when the series has problems. Warnings leave with 0.
    """
    folder = _series(series)
    engine = start_engine(os.environ)
    try:
        from reportkit.cli.format.doctor import lines_of
        from reportkit.doctor.examination import counts, examine, exit_code, worth_a_look

        answers = examine(_context(series, folder, engine, online=online))
    except ImportError as error:  # the checks themselves need some packages
        raise MachineUnable(_not_whole(error)) from error
    finally:
        engine.close()
    code = exit_code(answers)
    shown = worth_a_look(answers) if quiet else answers
    if as_json:
        _print_json(shown, counts(answers), ok=not code)
        return code
    for line in lines_of(shown, counts(answers), width=text_width(), colour=_has_colour()):
        click.echo(line, file=sys.stdout)
    return code


def _not_whole(error: ImportError) -> str:
    """Say which packages are missing, where so many are that nothing else can be looked at."""
    from reportkit.doctor.remedies import pip_install
    from reportkit.doctor.versions import requirements_of, spelt

    unmet = requirements_of("reportkit").unmet
    told = spelt(unmet) or str(error).lower()
    wanted = {f"{each.requirement.name}{each.requirement.asked}" for each in unmet}
    remedy = pip_install(_machine(), *(sorted(wanted) or ("--force-reinstall", "reportkit")))
    return f"reportkit is not whole: {told}\n  {remedy}"


def _context(
    named: Path | None, folder: Path | None, engine: EngineChild, *, online: bool
) -> Context:
    from reportkit.doctor.context import Context, command_for

    return Context(
        now=datetime.now(UTC),
        series=folder,
        command=command_for(named),
        here=Path.cwd(),
        environment=dict(os.environ),
        temporary=_temporary(),
        cache=cache_folder(),
        encoding=sys.stdout.encoding or "",
        online=online,
        host=_host(),
        machine=_machine(),
        engine=engine,
    )


def _print_json(answers: Sequence[Answer], counts: Mapping[Status, int], *, ok: bool) -> None:
    print_json(
        ok=ok,
        counts={status.value: count for status, count in counts.items()},
        rows=[
            {
                "group": answer.group,
                "what": answer.what,
                "status": answer.row.status.value,
                "detail": answer.row.detail,
                "remedy": answer.row.remedy,
            }
            for answer in answers
        ],
    )


def _series(named: Path | None) -> Path | None:
    """Find the series; that there is none here is no fault of the machine."""
    try:
        return series_folder(named).resolve()
    except NoSeries:
        if named is not None:
            raise
        return None


def _temporary() -> Path | None:
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return None


def _host() -> Host | None:
    from reportkit.schedule.timers.job import Host, ask_system

    try:
        home = Path.home()
    except RuntimeError:
        return None
    return Host(home=home, system=Path("/etc/systemd/system"), ask=ask_system)


def _machine() -> Machine:
    from reportkit.doctor.remedies import MANAGERS, Machine

    return Machine(
        manager=next((name for name in MANAGERS if shutil.which(name)), ""),
        root="" if os.geteuid() == 0 else "sudo ",
        python=sys.executable,
        has_pip=importlib.util.find_spec("pip") is not None,
    )


def _has_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

"""``reportkit check``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reportkit.cli.format.check import NAMES, check_form
from reportkit.cli.format.report import CheckReport
from reportkit.cli.moment import Moment, moment_in, zone_of
from reportkit.cli.shell import (
    cache_folder,
    echo,
    json_option,
    place_in_repository,
    print_json,
    print_status,
    series_folder,
    show_problems,
    summary,
)
from reportkit.problems import SeedsRejected, counted, in_file_order
from reportkit.zones import shown_in

if TYPE_CHECKING:
    from reportkit.model.envelope import Record
    from reportkit.publish.check import Checked


class _Asked(NamedTuple):
    """What was checked, and what is to be said of it."""

    checked: Checked
    message: str = ""  # where that is not the edition of edition.yaml
    slot: str | None = None


@click.command(short_help="Find all problems of the series.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--due", is_flag=True, help="Check the edition that the timer publishes next.")
@click.option("--revise", is_flag=True, help="Check as a revision of the newest edition.")
@click.option("--now", type=Moment(), metavar="DATE", help="With --due: as at this moment.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *NAMES]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@json_option
@click.pass_obj
def check(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    strict: bool,
    due: bool,
    revise: bool,
    now: datetime | None,
    form: str,
    as_json: bool,
) -> int:
    """Find all problems of seeds, templates and configuration, in one run.

    Changes nothing and loads no PDF engine. Each problem names file, line and column, and
    what to do; 'reportkit explain CODE' tells the standard behind a rule.

    With --due the edition is checked that 'run' publishes next: the one that is due, else
    that of the coming slot, with the slot's period and cut-off, and whether its words are new.

    With --revise the seeds are checked as 'build --revise' would publish them: as the newest
    number once more, compared with the edition that it takes the place of.

    --format github writes notes beside the lines of a pull request, gitlab a report on code
    quality, sarif what editors and code scanning read, junit for anything that shows test
    results. They name files from the top of the git repository. The exit code is the same in
    each form.
    """
    from reportkit.publish.check import check_series

    if due and revise:
        raise click.UsageError("choose one of --due and --revise: the timer publishes no revision")
    if now and not due:
        raise click.UsageError("--now goes with --due")
    folder = series_folder(series)
    zone = zone_of(folder)
    moment = moment_in(zone, now)
    try:
        asked = _due(folder, moment, zone) if due else _written(folder, moment, revise=revise)
    except SeedsRejected as rejected:  # nobody knows what is due
        asked = _Asked(check_series(folder, cache=cache_folder()))
        if not asked.checked.problems:
            raise rejected from None
    code = int(asked.checked.stops(strict=strict))
    _print("json" if as_json else form, asked, folder, strict=strict, code=code)
    return code


def _print(form: str, asked: _Asked, folder: Path, *, strict: bool, code: int) -> None:
    from reportkit.model.book import RECORD_TYPES

    checked = asked.checked
    numbers = {kind: len(checked.records.all(kind)) for kind in RECORD_TYPES}
    if form == "json":
        counts = {kind.plural: count for kind, count in numbers.items()}
        print_json(
            ok=not code,
            problems=checked.problems,
            records=counts,
            slot=asked.slot,
            said=asked.message,
        )
        return
    if form == "text":
        _print_text(checked, folder, numbers)
    else:
        report = CheckReport(
            in_file_order(checked.problems),
            files=_files(folder),
            folder=place_in_repository(folder),
            unread=checked.unread or checked.candidate is None,
            strict=strict,
            exit_code=code,
        )
        if written := check_form(form)(report):
            echo(written)
    if asked.message:
        print_status(asked.message)


def _print_text(checked: Checked, folder: Path, numbers: Mapping[type[Record], int]) -> None:
    show_problems(checked.problems, folder, to_stdout=True)
    if checked.problems:
        echo(f"{summary(checked.problems)}; {counted(len(checked.records), 'record')} read")
        if checked.unread:
            echo("the rules are asked when every file of seeds/ can be read")
        return
    tally = ", ".join(
        f"{count} {kind.type if count == 1 else kind.plural}"
        for kind, count in numbers.items()
        if count
    )
    echo(f"no problems in {counted(len(checked.records), 'record')}: {tally}")


def _files(folder: Path) -> tuple[str, ...]:
    """Name the files of the seeds, which are all asked."""
    return tuple(
        sorted(path.relative_to(folder).as_posix() for path in (folder / "seeds").glob("*.yaml"))
    )


def _written(folder: Path, now: datetime, *, revise: bool) -> _Asked:
    """Check the edition of edition.yaml; once its period is published, as it is carried on."""
    if revise:
        return _revised(folder, now)
    from reportkit.autopilot.forecast import check_carried
    from reportkit.publish.check import check_series

    checked = check_series(folder, cache=cache_folder(), today=now.date())
    carried = check_carried(folder, checked, now, cache=cache_folder())
    if carried is None or checked.candidate is None:
        return _Asked(checked)
    typed = checked.candidate.book.edition.period
    remark = (
        f"edition.yaml still speaks of {typed.start} to {typed.end}, which is published: the "
        "records are checked as those of the next period; 'reportkit check --due' tells what the "
        "timer would wait for, 'reportkit check --revise' checks them as a revision"
    )
    return _Asked(carried, remark)


def _revised(folder: Path, now: datetime) -> _Asked:
    """Check the seeds as the newest edition once more."""
    from reportkit.publish.check import check_series

    checked = check_series(folder, cache=cache_folder(), revise=True, today=now.date())
    if checked.candidate is None or checked.candidate.latest is None:
        return _Asked(checked)
    replaced = checked.candidate.latest.name.spoken
    if checked.candidate.published:
        return _Asked(
            checked, f"nothing has changed since No. {replaced}: there is nothing to revise"
        )
    return _Asked(
        checked, f"checked as No. {checked.candidate.name.spoken}, a revision of No. {replaced}"
    )


def _due(folder: Path, now: datetime, zone: tzinfo) -> _Asked:
    from reportkit.autopilot.forecast import check_due

    forecast = check_due(folder, now, cache=cache_folder())
    slot = forecast.next.target.slot
    when = "due since" if forecast.next.open else "due"
    named = f"{slot.key}, {slot.start} to {slot.end}, {when} {shown_in(zone, slot.due)}"
    if forecast.skipped:
        return _Asked(forecast.checked, f"no record changed: {named}, will be skipped", slot.key)
    said = f"checked as the timer publishes it: {named}"
    if forecast.waits:
        said += f"; it waits for the hour in edition.yaml, {shown_in(zone, forecast.waits)}"
    return _Asked(forecast.checked, said, slot.key)

"""``reportkit check``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.check_verdict import verdict_of_what_is_due, verdict_of_what_is_written
from reportkit.cli.format.check import NAMES, check_form
from reportkit.cli.format.set_aside import set_aside_json
from reportkit.cli.moment import Moment, moment_in, zone_of
from reportkit.cli.shell import (
    echo,
    json_option,
    not_empty,
    place_in_repository,
    print_json,
    print_lines,
    print_status,
    series_folder,
    show_problems,
    summary,
)
from reportkit.cli.suggestions import suggest_findings
from reportkit.problems import counted, in_file_order

if TYPE_CHECKING:
    from reportkit.publish.verdicts import CheckVerdict


@click.command(short_help="Find all problems of the series.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--due", is_flag=True, help="Check the edition that the timer publishes next.")
@click.option("--revise", is_flag=True, help="Check as a revision of the newest edition.")
@click.option("--balance", is_flag=True, help="Measure how each party is treated instead.")
@click.option("--by-section", is_flag=True, help="With --balance: each section apart, too.")
@click.option("--now", type=Moment(), metavar="DATE", help="With --due: as at this moment.")
@click.option("--silenced", "aside", is_flag=True, help="List what is silenced or overruled.")
@click.option(
    "--silence",
    metavar="FINGERPRINT",
    callback=not_empty,
    shell_complete=suggest_findings,
    help="Give the lines that silence a finding.",
)
@click.option(
    "--reason", metavar="TEXT", callback=not_empty, help="With --silence: why it does not hold."
)
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
    balance: bool,
    by_section: bool,
    now: datetime | None,
    aside: bool,
    silence: str | None,
    reason: str | None,
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

    What brief.yaml silences or overrules is counted and left out; --silenced lists it with rule,
    place, reason, last day and who decided. --silence prints the lines to paste into brief.yaml
    so that the finding with that fingerprint falls silent; --reason writes why into them.

    --format github writes notes beside the lines of a pull request, gitlab a report on code
    quality, sarif what editors and code scanning read, junit for anything that shows test
    results. They name files from the top of the git repository. The exit code is the same in
    each form.

    With --balance no problems are told: a table shows how each party to the conflict is
    treated in the edition in work, in statements, charges, numbers, room, order, names,
    sources and words. It is a count, not a verdict; what is uneven beyond a threshold is a
    warning of the check too.
    """
    if balance or by_section:
        other = strict or due or revise or aside or bool(silence)
        _refuse_beside_balance(balance=balance, other=other, form=form)
        from reportkit.cli.balance import print_balance

        folder = series_folder(series)
        return print_balance(folder, by_section=by_section, as_json=as_json or form == "json")
    _refuse_what_goes_alone(due=due, revise=revise, moment=now is not None)
    if reason and not silence:
        raise click.UsageError("--reason goes with --silence")
    if aside and (silence or form not in ("text", "json")):
        raise click.UsageError("--silenced lists as text or JSON, and goes without --silence")
    folder = series_folder(series)
    if due:
        zone = zone_of(folder)
        verdict = verdict_of_what_is_due(folder, moment_in(zone, now), zone)
    else:
        verdict = verdict_of_what_is_written(folder, datetime.now(UTC), revise=revise)
    form = "json" if as_json else form
    if silence:
        return _print_silence(verdict, folder, silence, reason, as_json=form == "json")
    code = int(verdict.stops(strict=strict))
    if aside and form == "text":
        _print_aside(verdict)
    else:
        _print(form, verdict, folder, strict=strict, code=code)
    return code


def _refuse_what_goes_alone(*, due: bool, revise: bool, moment: bool) -> None:
    if due and revise:
        raise click.UsageError("choose one of --due and --revise: the timer publishes no revision")
    if moment and not due:
        raise click.UsageError("--now goes with --due")


def _refuse_beside_balance(*, balance: bool, other: bool, form: str) -> None:
    if not balance:
        raise click.UsageError("--by-section goes with --balance")
    if other:
        raise click.UsageError(
            "--balance measures the edition in work: leave --strict, --due, --revise, --silence "
            "and --silenced out"
        )
    if form not in ("text", "json"):
        raise click.UsageError(f"--balance is text or json; --format {form} holds problems")


def _print_silence(
    verdict: CheckVerdict, folder: Path, finding: str, reason: str | None, *, as_json: bool
) -> int:
    from reportkit.cli.silence import silencing_lines

    lines = silencing_lines(folder, verdict.problems, finding, reason)
    print_json(ok=True, block=lines) if as_json else echo(lines)
    return 0


def _print(form: str, verdict: CheckVerdict, folder: Path, *, strict: bool, code: int) -> None:
    if form == "json":
        print_json(
            ok=not code,
            problems=verdict.problems,
            records={count.plural: count.number for count in verdict.counts},
            slot=verdict.slot,
            said=verdict.remark,
            for_review=verdict.for_review or None,
            **set_aside_json(verdict.aside),
        )
        return
    if form == "text":
        _print_text(verdict, folder)
    else:
        from reportkit.cli.format.report import CheckReport

        report = CheckReport(
            in_file_order(verdict.problems),
            files=_files(folder),
            folder=place_in_repository(folder),
            unread=verdict.unread or not verdict.whole,
            strict=strict,
            exit_code=code,
            aside=verdict.aside,
        )
        if written := check_form(form)(report):
            echo(written)
    if verdict.remark:
        print_status(verdict.remark)
    if form == "text" and verdict.for_review:
        print_status(f"for review: {verdict.for_review}")


def _print_text(verdict: CheckVerdict, folder: Path) -> None:
    show_problems(verdict.problems, folder, to_stdout=True)
    if verdict.problems:
        echo(f"{summary(verdict.problems)}; {counted(verdict.records, 'record')} read")
        if verdict.unread:
            echo("the rules are asked when every file of seeds/ can be read")
        _count_aside(verdict)
        return
    tally = ", ".join(
        f"{number} {type_ if number == 1 else plural}"
        for type_, plural, number in verdict.counts
        if number
    )
    echo(f"no problems in {counted(verdict.records, 'record')}: {tally}")
    _count_aside(verdict)


def _count_aside(verdict: CheckVerdict) -> None:
    if verdict.aside.words:
        echo(verdict.aside.remark)


def _print_aside(verdict: CheckVerdict) -> None:
    """List what is silenced or overruled; what is left to be mended is counted."""
    from reportkit.cli.format.set_aside import set_aside_lines

    print_lines(set_aside_lines(verdict.aside))
    if verdict.problems:
        print_status(f"beside it {summary(verdict.problems)}: 'reportkit check' lists them")


def _files(folder: Path) -> tuple[str, ...]:
    """Name the files of the seeds, which are all asked."""
    return tuple(
        sorted(path.relative_to(folder).as_posix() for path in (folder / "seeds").glob("*.yaml"))
    )

"""``reportkit check``."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.format.check import NAMES, check_form
from reportkit.cli.format.set_aside import set_aside_json
from reportkit.cli.moment import Moment, moment_in, zone_of
from reportkit.cli.shell import (
    cache_folder,
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
from reportkit.problems import SeedsRejected, counted, in_file_order
from reportkit.zones import shown_in

if TYPE_CHECKING:
    from reportkit.publish.check import Checked
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
    if due and revise:
        raise click.UsageError("choose one of --due and --revise: the timer publishes no revision")
    if now and not due:
        raise click.UsageError("--now goes with --due")
    if reason and not silence:
        raise click.UsageError("--reason goes with --silence")
    if aside and (silence or form not in ("text", "json")):
        raise click.UsageError("--silenced lists as text or JSON, and goes without --silence")
    folder = series_folder(series)
    if due:
        zone = zone_of(folder)
        verdict = _due(folder, moment_in(zone, now), zone)
    else:
        verdict = _written(folder, datetime.now(UTC), revise=revise)
    if silence:
        from reportkit.cli.silence import silencing_lines

        lines = silencing_lines(folder, verdict.problems, silence, reason)
        print_json(ok=True, block=lines) if as_json or form == "json" else echo(lines)
        return 0
    code = int(verdict.stops(strict=strict))
    if aside and form == "text" and not as_json:
        _print_aside(verdict)
        return code
    _print("json" if as_json else form, verdict, folder, strict=strict, code=code)
    return code


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


def _written(folder: Path, now: datetime, *, revise: bool) -> CheckVerdict:
    """Check the edition of edition.yaml, or its revision; kept as long as nothing changes."""
    from reportkit.publish.verdicts import CheckVerdict, Question, verdict_of

    question = Question(folder, now.date(), ("check", "revise" if revise else ""))

    def find() -> tuple[CheckVerdict, bool]:
        return (_revised(folder, now.date()), True) if revise else _carried_on(folder, now)

    return verdict_of(question, cache_folder(), now, CheckVerdict, find)


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
        return _verdict_of_what_is_written(folder, rejected), False
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


def _due(folder: Path, now: datetime, zone: tzinfo) -> CheckVerdict:
    """Check the edition that the timer publishes next: the hour has its part in each word of it."""
    from reportkit.autopilot.forecast import check_due

    try:
        forecast = check_due(folder, now, cache=cache_folder())
    except SeedsRejected as rejected:  # nobody knows what is due
        return _verdict_of_what_is_written(folder, rejected)
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


def _verdict_of_what_is_written(folder: Path, rejected: SeedsRejected) -> CheckVerdict:
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

"""``reportkit resolve``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.authoring.file_for_record import target_at
from reportkit.authoring.outcome import Decision, about, decision, due_on, undecided
from reportkit.authoring.written import Value, inline
from reportkit.authoring.yaml_text import Unwritable
from reportkit.cli.format.forecasts_due import forecasts_due_json, forecasts_due_lines
from reportkit.cli.interview import Interview
from reportkit.cli.moment import DAY
from reportkit.cli.resolve_refusals import (
    NEEDED,
    SHOWN,
    judgement_named,
    refuse_incomplete,
    refuse_old_evidence,
    refuse_settled,
)
from reportkit.cli.shell import (
    cache_folder,
    describe,
    echo,
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
    show_problems,
)
from reportkit.cli.suggestions import suggest_judgements
from reportkit.files.rewrite import held, rewrite
from reportkit.loading.loader import Loaded, load
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.problems import Problem, ReportkitError, SeedsRejected, errors_in

if TYPE_CHECKING:
    from reportkit.queries.forecasts import Version


@click.command(short_help="Write down what came of a forecast.")
@click.argument("judgement", required=False, shell_complete=suggest_judgements)
@click.option(
    "--outcome", type=click.Choice([one.value for one in Outcome]), help="What came of it."
)
@click.option("--on", type=DAY, metavar="DATE", help="The day on which that was decided.")
@click.option("--note", metavar="TEXT", help="How it came out, as a clause for the reader.")
@click.option("--evidence", multiple=True, metavar="ID", help="A record that shows it; repeatable.")
@click.option("--again", is_flag=True, help="Decide anew what was decided already.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@json_option
@click.pass_obj
def resolve(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    judgement: str | None,
    outcome: str | None,
    on: datetime | None,
    note: str | None,
    evidence: tuple[str, ...],
    again: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Write down what came of JUDGEMENT, and on what evidence; without it, list what is due.

    On a terminal it asks for what is not given. The outcome goes into the 'resolution' of the
    judgement; all else that stands in the file stays as it is, but for 'key: true', for what was
    decided is no question any more. Then the series is checked, and what is to be done about the
    judgement is shown: above all the note on the change, which tells readers why.

    The outcome is that of the event whose likelihood was judged: if cargo was 'unlikely to pass'
    and none did, it did_not.
    """
    folder = series_folder(series)
    given = _given(outcome, on, note, evidence)
    loaded = load(folder)
    if judgement is None:
        if given or again:
            raise click.UsageError(
                "name the judgement; 'reportkit resolve' lists those that are due"
            )
        return _list(folder, loaded, as_json=as_json)
    if loaded.book is None:  # nothing can be asked of the evidence
        show_problems(loaded.problems, folder)
        raise SeedsRejected(loaded.problems)
    refuse_settled(judgement_named(judgement, loaded, folder), again=again)
    if sys.stdin.isatty() and sys.stderr.isatty() and not as_json:
        if not _ask(folder, loaded, judgement_named(judgement, loaded, folder), given):
            print_status("nothing was written")
            return 0
    else:
        refuse_incomplete(judgement, given, loaded, again=again)
    with held(folder / "seeds"):  # as it is now: questions take time, and others write too
        loaded = load(folder)
        record = judgement_named(judgement, loaded, folder)
        refuse_settled(record, again=again)
        made, first = _decision(folder, record, given, loaded), _first(folder, judgement)
        refuse_old_evidence(made, first, loaded)
        return _finish(folder, made, first, dry_run=dry_run, as_json=as_json)


def _given(
    outcome: str | None, on: datetime | None, note: str | None, evidence: tuple[str, ...]
) -> dict[str, Value]:
    """Gather what the options say of the outcome; ids may stand in one option or in several."""
    ids: list[Value] = [id for part in evidence for id in part.replace(",", " ").split()]
    day = str(on.date()) if on else None
    options = {"outcome": outcome, "on": day, "note": note, "evidence": ids}
    return {key: value for key, value in options.items() if value}


# -- what is due -----------------------------------------------------------------------------


def _list(folder: Path, loaded: Loaded, *, as_json: bool) -> int:
    records = loaded.records
    unread = [id for id in records.unread if records.defined.get(id) == Judgement.type]
    if loaded.book is None or unread:
        if as_json:
            print_json(ok=False, problems=loaded.problems)
        else:
            show_problems(loaded.problems, folder)
            print_status("the list would lack what cannot be read", kind="error")
        return 1
    day, waiting = loaded.book.edition.cut_off.date(), undecided(loaded.book)
    if as_json:
        listed = forecasts_due_json(waiting, day)
        print_json(ok=True, problems=loaded.problems, cut_off=str(day), judgements=listed)
        return 0
    if waiting:
        print_lines(forecasts_due_lines(waiting, day))
    if not waiting:
        print_status("no forecast waits for its outcome")
    elif due_on(waiting[0]) > day:
        print_status(f"nothing is due by the cut-off of {day}")
    return 0


# -- what came of it -------------------------------------------------------------------------


class _Deciding(Interview):
    """Asks for what came of a judgement."""

    def _is_needed(self, path: str) -> bool:
        given = self.values.get("resolution")
        outcome = given.get("outcome") if isinstance(given, dict) else None
        return path != "resolution.evidence" or outcome in SHOWN


def _ask(folder: Path, loaded: Loaded, judgement: Judgement, given: dict[str, Value]) -> bool:
    """Ask for what was not given; tell whether the person lets it be written.

    Ctrl-C and Ctrl-D end it, and nothing is written.
    """
    print_status(judgement.statement)
    if judgement.resolution:
        print_status(f"  {judgement.resolution.criteria}")
    asking = _Deciding(Judgement, loaded, {"resolution": given}, section_known=True)
    asked = [key for key in (*NEEDED, "evidence") if key not in given]
    for key in asked:
        asking.ask(f"resolution.{key}")
    made = _decision(folder, judgement, given, loaded)
    print_status(f"\n{made.diff}\n")
    return not asked or bool(made.problems) or click.confirm("Write it?", default=True, err=True)


def _decision(
    folder: Path, judgement: Judgement, given: dict[str, Value], loaded: Loaded
) -> Decision:
    target = target_at(folder, judgement.at().file.removeprefix("seeds/"))
    outcome = {key: given[key] for key in (*NEEDED, "evidence") if key in given}
    try:
        return decision(target, judgement.id, outcome, loaded)
    except Unwritable as reason:
        lines = "\n".join(f"      {key}: {inline(value)}" for key, value in outcome.items())
        raise ReportkitError(
            f"{target.path} was not changed: {reason}; write below its 'due':\n{lines}"
        ) from None


def _first(folder: Path, id: str) -> Version | None:
    """Give how a judgement was first published, if it was."""
    from reportkit.editions.store import Store
    from reportkit.queries.forecasts import forecasts
    from reportkit.queries.published_judgements import published_judgements

    known = forecasts(published_judgements(Store(folder / "reports")))
    own = [one.versions[0] for one in known if one.record == id and one.versions]
    return own[-1] if own else None


def _finish(
    folder: Path, made: Decision, first: Version | None, *, dry_run: bool, as_json: bool
) -> int:
    judgement = made.judgement
    if made.problems or judgement is None:
        return _refused(made, as_json=as_json)
    remarks = tuple(_remarks(judgement, first))
    problems: tuple[Problem, ...] = ()
    if not dry_run:
        path = folder / "seeds" / made.target.name
        rewrite(path, made.content, instead_of=made.target.content or b"")
        problems = about(judgement.id, _check(folder))
    if as_json:
        _print_json(made, judgement, problems, remarks, written=not dry_run)
        return int(bool(errors_in(problems)))
    resolution = judgement.resolution
    if dry_run:
        echo(made.diff)
        print_status("nothing was written")
    elif resolution:
        mark = judgement.at()
        echo(f"{mark.file}:{mark.line}: {judgement.id}: {resolution.outcome} on {resolution.on}")
    for remark in remarks:
        print_status(remark, kind="warning")
    show_problems(problems, folder)
    return int(bool(errors_in(problems)))


def _remarks(judgement: Judgement, first: Version | None) -> Iterator[str]:
    """Say why a forecast will not be scored, where it will not, and what may be a slip."""
    resolution = judgement.resolution
    if resolution is None or resolution.on is None:
        return
    on, due = resolution.on, resolution.due
    if first is None:
        yield f"{judgement.id} was never published as a forecast: it will not be scored"
    elif on <= first.known:
        yield (
            f"No. {first.edition.spoken} published it first and knew of the days up to "
            f"{first.known}: what was decided on {on} was not foreseen, and will not be scored"
        )
    if resolution.outcome is Outcome.DID_NOT and on < due:
        yield f"it can still happen until {due}: is it certain already that it will not?"


def _check(folder: Path) -> tuple[Problem, ...]:
    from reportkit.publish.check import check_series

    today: date = datetime.now().astimezone().date()
    return check_series(folder, cache=cache_folder(), today=today).problems


def _refused(made: Decision, *, as_json: bool) -> int:
    if as_json:
        print_json(ok=False, problems=made.problems, written=False)
        return 1
    for problem in made.problems:
        own = problem.mark.file == made.target.path
        for line in describe(problem, made.lines if own else [], sys.stderr):
            click.echo(line, err=True)
    print_status("nothing was written", kind="error")
    return 1


def _print_json(
    made: Decision,
    judgement: Judgement,
    problems: tuple[Problem, ...],
    remarks: tuple[str, ...],
    *,
    written: bool,
) -> None:
    resolution = judgement.resolution
    print_json(
        ok=not errors_in(problems),
        problems=problems,
        record=judgement.id,
        outcome=resolution.outcome.value if resolution and resolution.outcome else None,
        on=str(resolution.on) if resolution else None,
        note=resolution.note if resolution else None,
        evidence=list(resolution.evidence) if resolution else [],
        file=judgement.at().file,
        line=judgement.at().line,
        diff=made.diff,
        remarks=list(remarks),
        written=written,
    )

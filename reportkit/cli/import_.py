"""``reportkit import``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from reportkit.cli.format.imported import (
    NOT_WRITTEN,
    NOTHING_TAKEN,
    Outcome,
    few_of_each,
    import_json,
    import_lines,
    is_refused_whole,
)
from reportkit.cli.import_options import (
    filtered_by,
    options_of,
    read_as,
    refuse_unknown,
    refuse_what_does_not_go_together,
)
from reportkit.cli.rejected import print_rejected
from reportkit.cli.shell import (
    cache_folder,
    echo,
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
    show_problems,
)
from reportkit.cli.suggestions import suggest_sections
from reportkit.files.rewrite import held
from reportkit.imports.compare import Verdict
from reportkit.imports.intake import Intake, Measured, measured, previewed
from reportkit.imports.kept_warnings import KeptWarnings
from reportkit.imports.notes import (
    change_notes,
    data_set_of,
    is_published,
    owed,
    vanished_reason,
    withdraw_block,
)
from reportkit.imports.options import Options
from reportkit.imports.spool import Spool
from reportkit.imports.state import FOLDER
from reportkit.imports.write import (
    NOTHING,
    Placing,
    Plan,
    far_too_large,
    files_of,
    planned,
    write,
)
from reportkit.loading.kept_records import KeptRecords
from reportkit.loading.loader import Loaded, load
from reportkit.model.book import Records
from reportkit.problems import SeedsRejected, errors_in


@click.command("import", short_help="Take records from a table or list of others.")
@click.argument("file", type=click.Path(path_type=Path))
@read_as
@filtered_by
@click.option("--new-map", is_flag=True, help="Print a mapping for a table of another sort.")
@click.option("--section", metavar="ID", shell_complete=suggest_sections,
              help="Section in which new records are printed.")  # fmt: skip
@click.option("--file", "named", metavar="FILE", help="A file of seeds/ for new records.")
@click.option("--write", "writes", is_flag=True, help="Write it; without it nothing changes.")
@click.option("--skip-refused", is_flag=True, help="Write the others where rows are refused.")
@click.option("--withdraw-vanished", is_flag=True,
              help="Withdraw what an edition carried and the file no longer has.")  # fmt: skip
@click.option("--as", "taken_as", type=click.Choice(("records", "recipients")), default="records",
              help="Take readers of the mailing lists; else records.")  # fmt: skip
@click.option("--list", "list_id", metavar="ID", help="List of readers whose row names none.")
@json_option
@click.pass_obj
def import_(series: Path | None, /, *, as_json: bool, **asked: Any) -> int:
    """Take records from FILE: a table, a list of sources, or JSON Lines of another series.

    Tables are CSV and XLSX, lists of sources BibTeX, RIS and CSL-JSON. Shows what is new,
    changed, no longer there, there twice or refused, each with the line of the file, and writes
    nothing. With --write new records go into seeds/SOURCE.yaml and changed keys change where they
    stand; what the desk changed itself is kept. What the file said is kept in
    imports/SOURCE.jsonl: by it the next import knows who changed what.
    """
    refuse_what_does_not_go_together(asked)
    folder = series_folder(series)
    try:
        if asked["new_map"]:
            return _new_map(folder, asked["file"], asked)
        if asked["taken_as"] == "recipients":
            return _readers(folder, asked["file"], asked, as_json=as_json)
        return _import(folder, asked["file"], asked, as_json=as_json)
    except SeedsRejected as rejected:
        return print_rejected(rejected, folder, Path(), as_json=as_json)


def _import(folder: Path, path: Path, asked: dict[str, Any], *, as_json: bool) -> int:
    with Spool() as spool:
        with held(folder / "seeds") if asked["writes"] else nullcontext():
            loaded = _loaded(folder)
            refuse_unknown(loaded, asked)
            intake = _intake(path, _measured(path), loaded, options_of(asked))
            outcome = _outcome(folder, loaded, intake, spool, asked)
            problems = tuple(outcome.preview.problems)
            refused = bool(errors_in(problems))
            if as_json:
                ok = not refused or outcome.written
                print_json(ok=ok, problems=problems, **import_json(outcome))
            else:
                print_lines(import_lines(outcome))
                show_problems(few_of_each(problems), folder)
        if not as_json:
            _tell(outcome, refused=refused, asked=asked)
        if outcome.written and not as_json:
            _check(folder, outcome)
    return int(refused and not outcome.written)


def _new_map(folder: Path, path: Path, asked: dict[str, Any]) -> int:
    """Print a mapping that a person completes and keeps."""
    from reportkit.imports.new_map import proposed_mapping
    from reportkit.tables.table import open_table

    _measured(path)
    table = open_table(
        path, sheet=asked["sheet"], header=asked["header"], encoding=asked["encoding"]
    )
    echo(proposed_mapping(table, load(folder).records))
    print_status("keep it as a file, such as imports/NAME.yaml, and name that with --map")
    return 0


def _readers(folder: Path, path: Path, asked: dict[str, Any], *, as_json: bool) -> int:
    from reportkit.cli.import_readers import Asked, import_readers

    _measured(path)
    readers = Asked(
        path,
        asked["list_id"] or "",
        asked["sheet"] or "",
        asked["header"],
        asked["encoding"] or "",
        asked["writes"],
        asked["skip_refused"],
    )
    return import_readers(folder, readers, as_json=as_json)


def _loaded(folder: Path) -> Loaded:
    """Read the series; what cannot be read would look as if the desk had deleted it."""
    loaded = load(folder, KeptRecords(cache_folder()))
    if loaded.book is None or errors_in(loaded.problems):
        raise SeedsRejected(errors_in(loaded.problems))
    return loaded


def _measured(path: Path) -> Measured:
    try:
        return measured(path)
    except FileNotFoundError:
        raise click.UsageError(f"there is no file {path}") from None
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def _intake(path: Path, file: Measured, loaded: Loaded, options: Options) -> Intake:
    from reportkit.imports.importers import intake_of

    intake = intake_of(path, file, loaded, options)
    return replace(intake, kept=KeptWarnings(cache_folder()))


# -- preview and write -------------------------------------------------------------------------


def _outcome(
    folder: Path, loaded: Loaded, intake: Intake, spool: Spool, asked: dict[str, Any]
) -> Outcome:
    with _progress(intake) as step:
        made, state, unchanged = previewed(folder, loaded.records, intake, spool, step)
    book = loaded.book
    assert book is not None  # noqa: S101  # _loaded refused it
    published = _published(folder)
    data_set = data_set_of(intake.source, made, book)
    gone = made.all(Verdict.VANISHED)
    carried = {one.record: vanished_reason(one, made, data_set)
               for one in gone if is_published(one, made, published)}  # fmt: skip
    owing = tuple(owed(made, published, book.edition))
    placing = Placing(
        folder,
        intake.source,
        Path(asked["named"]).name if asked["named"] else "",
        asked["section"] or "",
        state,
    )
    withdraw = carried if asked["withdraw_vanished"] else NOTHING
    may = asked["writes"] and (
        not errors_in(made.problems)
        or (asked["skip_refused"] and not is_refused_whole(made.problems))
    )
    plan = planned(made, placing, withdraw=withdraw) if may else None
    if plan is not None:
        write(plan)
        if plan.header is not None:
            intake.kept.keep(plan.header, intake.path, made.problems)
    return Outcome(
        made,
        intake.described,
        files_of(made, placing) if plan is None else tuple(_paths(plan)),
        by_hand=tuple(plan.by_hand) if plan else (),
        written=may,
        unchanged=unchanged,
        notes=change_notes(owing, data_set, made),
        noted=bool(book.edition.changes),
        withdraw="" if withdraw else withdraw_block(carried.values()),
        unpublished=tuple(one.record for one in gone if one.record not in carried),
    )


def _paths(plan: Plan) -> Iterator[str]:
    yield from (f"seeds/{one.path.name}" for one in plan.files)
    if plan.state is not None:
        yield f"{FOLDER}/{plan.state.path.name}"


@contextmanager
def _progress(intake: Intake) -> Iterator[Callable[[int], object]]:
    """Show how far reading is, by lines, to a person who watches."""
    lines = intake.file.lines
    if not sys.stderr.isatty() or not lines:
        yield int
        return
    label = f"reading {intake.path.name}"
    width = bar_width(label, get_terminal_size().columns)
    with click.progressbar(length=lines, label=label, width=width, file=sys.stderr) as bar:
        shown = 0

        def step(line: int) -> None:
            nonlocal shown
            if line - shown > lines // 200:
                bar.update(line - shown)
                shown = line

        yield step
        bar.update(max(lines - shown, 0))


def bar_width(label: str, columns: int) -> int:
    """Give a bar the room that is left of a line: one that is broken is written again and again."""
    return max(1, min(36, columns - len(label) - len("  []  100%")))


def _published(folder: Path) -> Records | None:
    """Give the records of the newest edition; None where none is published."""
    from reportkit.editions.snapshot import FACTS, read_snapshot
    from reportkit.editions.store import Store

    store = Store(folder / "reports")
    latest = store.latest()
    return read_snapshot(store.read(latest, FACTS)).book if latest else None


# -- afterwards --------------------------------------------------------------------------------


def _tell(outcome: Outcome, *, refused: bool, asked: dict[str, Any]) -> None:
    if outcome.written:
        return
    if refused and is_refused_whole(outcome.preview.problems):
        print_status(NOTHING_TAKEN, kind="error")
    elif refused and (asked["writes"] or outcome.files):
        print_status(NOT_WRITTEN, kind="error" if asked["writes"] else "")
    elif problem := far_too_large(outcome.preview):
        print_status(f"nothing was written; {problem.message}: {problem.hint}")
    elif outcome.files:
        print_status("nothing was written; --write writes it")


def _check(folder: Path, outcome: Outcome) -> None:
    """Show what 'check' says of the records that were written, but for the notes to paste."""
    from reportkit.publish.check import check_series

    today = datetime.now().astimezone().date()
    checked = check_series(folder, cache=cache_folder(), today=today)
    written = outcome.preview.all(Verdict.NEW, Verdict.CHANGED)
    marks = {checked.records.by_id[one.record].at().file for one in written
             if one.record in checked.records.by_id}  # fmt: skip
    offered = {"change-unexplained"} if outcome.notes else set()
    problems = [one for one in checked.problems
                if one.mark.file in marks and one.code not in offered]  # fmt: skip
    show_problems(problems, folder)

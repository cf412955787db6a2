"""``reportkit import --as recipients``: readers of the mailing lists from a table."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from reportkit.cli.shell import describe, print_json, print_lines, print_status
from reportkit.files.rewrite import held
from reportkit.imports.readers import Readers, readers_of, summary
from reportkit.imports.write_readers import readers_file, write_readers
from reportkit.loading.loader import load
from reportkit.problems import errors_in, in_file_order
from reportkit.tables.table import open_table
from reportkit.text_lines import Line


def import_readers(
    folder: Path,
    path: Path,
    list_id: str,
    *,
    sheet: str = "",
    header: int | None = None,
    writes: bool = False,
    skip_refused: bool = False,
    as_json: bool = False,
) -> int:
    """Show which readers a table has that the series does not have, and write them if asked.

    No address is printed: what a command prints ends in logs.
    """
    from reportkit.delivery.recipients import recipients_beside

    with held(folder / "seeds") if writes else nullcontext():
        book = load(folder).book
        if book is None:
            raise click.UsageError("the series cannot be read: see 'reportkit check'")
        distribution = recipients_beside(folder, book.distribution)
        table = open_table(path, sheet=sheet or None, header=header)
        readers = readers_of(table, distribution, list_id)
        refused = errors_in(readers.problems)
        written = writes and bool(readers.new) and (skip_refused or not refused)
        if written:
            write_readers(folder, distribution, readers)
    file = f"seeds/{readers_file(distribution)}"
    if as_json:
        _print_json(readers, file, written=written)
    else:
        print_lines(Line(text) for text in summary(readers))
        _show(readers)
        _tell(readers, file, written=written, writes=writes)
    return int(bool(refused) and not written)


def _print_json(readers: Readers, file: str, *, written: bool) -> None:
    print_json(
        ok=written or not errors_in(readers.problems),
        problems=readers.problems,
        file=file,
        written=written,
        new=[line for line, _ in readers.new],
        known=[one.line for one in readers.known],
        repeated=list(readers.repeated),
        gone=[f"{one.at().file}:{one.at().line}" for one in readers.gone],
    )


def _show(readers: Readers) -> None:
    """Show what is refused without the line that it is about: an address stands in it."""
    for problem in in_file_order(readers.problems):
        click.echo("\n".join(describe(problem, [], sys.stderr)), err=True)


def _tell(readers: Readers, file: str, *, written: bool, writes: bool) -> None:
    if written:
        print_status(f"written to {file}", kind="done")
    elif writes and errors_in(readers.problems):
        print_status(
            "nothing was written: rows are refused; mend them, or write the others with "
            "--skip-refused",
            kind="error",
        )
    elif readers.new:
        print_status(f"nothing was written; --write writes it to {file}")


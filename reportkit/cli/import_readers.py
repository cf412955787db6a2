"""``reportkit import --as recipients``: readers of the mailing lists from a table."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from reportkit.cli.format.imported import NOT_WRITTEN
from reportkit.cli.rejected import print_rejected
from reportkit.cli.shell import print_json, print_lines, print_status, show_problems
from reportkit.files.rewrite import held
from reportkit.imports.readers import Readers, readers_of, summary, unquoted
from reportkit.imports.write_readers import readers_file, write_readers
from reportkit.loading.loader import load
from reportkit.model.series import Distribution
from reportkit.problems import SeedsRejected, errors_in
from reportkit.tables.table import open_table
from reportkit.text_lines import Line


class Asked(NamedTuple):
    """What a person asks of an import of readers."""

    path: Path
    list_id: str  # of rows that name none
    sheet: str = ""
    header: int | None = None
    encoding: str = ""
    writes: bool = False
    skip_refused: bool = False


def import_readers(folder: Path, asked: Asked, *, as_json: bool) -> int:
    """Show which readers a table has that the series does not have, and write them if asked.

    No address is printed: what a command prints ends in logs.
    """
    with held(folder / "seeds") if asked.writes else nullcontext():
        try:
            distribution, readers = _read(folder, asked)
        except SeedsRejected as rejected:
            quiet = SeedsRejected(map(unquoted, rejected.problems))
            return print_rejected(quiet, as_json=as_json)  # no line: an address is in it
        refused = errors_in(readers.problems)
        written = asked.writes and bool(readers.new) and (asked.skip_refused or not refused)
        if written:
            write_readers(folder, distribution, readers)
    file = f"seeds/{readers_file(distribution)}"
    if as_json:
        _print_json(readers, file, written=written)
    else:
        print_lines(Line(text) for text in summary(readers))
        show_problems(readers.problems)  # without its line: an address stands in it
        _tell(readers, file, written=written, writes=asked.writes)
    return int(bool(refused) and not written)


def _read(folder: Path, asked: Asked) -> tuple[Distribution, Readers]:
    from reportkit.delivery.recipients import recipients_beside

    loaded = load(folder)
    if loaded.book is None:
        raise SeedsRejected(errors_in(loaded.problems))
    table = open_table(
        asked.path,
        sheet=asked.sheet or None,
        header=asked.header,
        encoding=asked.encoding or None,
    )
    distribution = recipients_beside(folder, loaded.book.distribution)
    return distribution, readers_of(table, distribution, asked.list_id)


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


def _tell(readers: Readers, file: str, *, written: bool, writes: bool) -> None:
    if written:
        print_status(f"written to {file}", kind="done")
    elif errors_in(readers.problems) and (writes or readers.new):
        print_status(NOT_WRITTEN, kind="error" if writes else "")
    elif readers.new:
        print_status(f"nothing was written; --write writes it to {file}")

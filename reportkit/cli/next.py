"""``reportkit next``."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from itertools import groupby
from pathlib import Path

import click

from reportkit.authoring.look_at import Item, look_at
from reportkit.authoring.next_edition import (
    Days,
    NotPublished,
    is_begun,
    moved_book,
    moved_text,
    next_days,
    refuse_loss,
)
from reportkit.cli.shell import (
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
    show_problems,
    summary,
)
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.files.disk import replace_file
from reportkit.i18n.formats import span
from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.model.series import Edition
from reportkit.problems import SeedsRejected
from reportkit.rules.cadence import in_cadence
from reportkit.zones import shown_in, zone_or_none

_EDITION = Path("seeds") / "edition.yaml"


@click.command(short_help="Begin the next edition.")
@click.option("--dry-run", is_flag=True, help="Show the days and the list; write nothing.")
@click.option("--list", "only_list", is_flag=True, help="Only list what must be looked at.")
@json_option
@click.pass_obj
def next(  # noqa: A001  # the command is called so
    series: Path | None, *, dry_run: bool, only_list: bool, as_json: bool
) -> int:
    """Begin the edition that follows the last one published.

    Moves period, cut-off and publication in seeds/edition.yaml to the next slot of the cadence,
    removes what belonged to the last edition alone (the notes under 'changes:', review, next_due,
    period_note), and lists what must be looked at. All else, comments too, stays as it is.
    """
    folder = series_folder(series)
    book = _read(folder)
    if isinstance(book, SeedsRejected):
        return _rejected(book, folder, as_json=as_json)
    store = Store(folder / "reports")
    latest = store.latest()
    if latest is None:
        raise NotPublished("nothing is published yet: 'reportkit build' publishes No. 1 first")
    before = read_snapshot(store.read(latest, FACTS))
    begun = is_begun(book.edition, latest.manifest)
    wrote = False
    if not begun:
        days = next_days(book.edition, book.brief.cadence, latest.manifest)
        if not only_list:
            refuse_loss(book, latest.manifest, before)
        if dry_run or only_list:
            book = moved_book(book, days)
        else:
            _write(folder, days)
            wrote = True
            again = _read(folder)
            book = moved_book(book, days) if isinstance(again, SeedsRejected) else again
    items = look_at(book, before)
    name = store.next_name().spoken
    if as_json:
        _print_json(book.edition, name, items, wrote=wrote, begun=begun)
        return 0
    zone = zone_or_none(book.brief.cadence.zone) or UTC
    if not only_list:
        print_status(_heading(book.edition, name, zone, wrote=wrote, begun=begun), kind="done")
    _print_items(items, before)
    if wrote:
        print_status("write what is new, then 'reportkit check' and 'reportkit diff'")
    return 0


def _read(folder: Path) -> Book | SeedsRejected:
    loaded = load(folder)
    if loaded.book is None:
        return SeedsRejected(loaded.problems)
    no_slot = tuple(in_cadence(loaded.book.brief.cadence))
    return SeedsRejected(no_slot) if no_slot else loaded.book


def _rejected(rejected: SeedsRejected, folder: Path, *, as_json: bool) -> int:
    if as_json:
        print_json(ok=False, problems=rejected.problems)
    else:
        show_problems(rejected.problems, folder)
        print_status(f"{summary(rejected.problems)}; nothing was begun", kind="error")
    return rejected.exit_code


def _write(folder: Path, days: Days) -> None:
    """Put the moved text in the place of edition.yaml, whole or not at all."""
    path = folder / _EDITION
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    staged = path.with_name(".edition.yaml.next")
    try:
        with staged.open("w", encoding="utf-8", newline="") as file:
            file.write(moved_text(text, days))
        os.chmod(staged, path.stat().st_mode)  # noqa: PTH101  # beside the system's other calls
        replace_file(staged, path)
    finally:
        staged.unlink(missing_ok=True)


# -- what is printed -------------------------------------------------------------------------


def _heading(edition: Edition, name: str, zone: tzinfo, *, wrote: bool, begun: bool) -> str:
    period = span(edition.period.start, edition.period.end)
    when = (
        f"{period}, cut-off {shown_in(zone, edition.cut_off)}, "
        f"published {shown_in(zone, edition.published)}"
    )
    if begun:
        return f"No. {name} already started: {when}"
    return f"No. {name} started: {when}" if wrote else f"No. {name} would be: {when}"


def _print_items(items: tuple[Item, ...], before: Snapshot) -> None:
    if not items:
        print_status("nothing of the last edition has to be looked at")
    for number, (group, listed) in enumerate(groupby(items, key=lambda item: item.group)):
        heading = group.value.replace("the last edition", f"No. {before.name.spoken}")
        echo(f"\n{heading}" if number else heading)
        for item in listed:
            echo(f"  {item.mark.file}:{item.mark.line}: {item.name}: {item.message}")


def _print_json(
    edition: Edition, name: str, items: tuple[Item, ...], *, wrote: bool, begun: bool
) -> None:
    print_json(
        ok=True,
        edition=name,
        begun=begun or wrote,
        wrote=wrote,
        period={"start": str(edition.period.start), "end": str(edition.period.end)},
        cut_off=_iso(edition.cut_off),
        published=_iso(edition.published),
        look_at=[
            {
                "group": item.group.name.lower(),
                "name": item.name,
                "message": item.message,
                "file": item.mark.file,
                "line": item.mark.line,
                "column": item.mark.column,
            }
            for item in items
        ],
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat()

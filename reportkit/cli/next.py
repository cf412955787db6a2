"""``reportkit next``."""

from __future__ import annotations

from datetime import UTC
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import click

from reportkit.authoring.next_edition import (
    Days,
    NotPublished,
    is_begun,
    moved_book,
    moved_text,
    next_days,
    refuse_loss,
)
from reportkit.authoring.open_items import Item, look_at
from reportkit.cli.rejected import print_rejected
from reportkit.cli.shell import echo, json_option, print_json, print_status, series_folder, summary
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.files.rewrite import rewrite
from reportkit.i18n.formats import span
from reportkit.loading.loader import load
from reportkit.model.book import Book
from reportkit.problems import Problem, SeedsRejected
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
    book, unread = _read(folder)
    if isinstance(book, SeedsRejected):
        return print_rejected(book, folder, as_json=as_json, outcome="nothing was begun")
    store = Store(folder / "reports")
    latest = store.latest()
    if latest is None:
        raise NotPublished("nothing is published yet: 'reportkit build' publishes No. 1 first")
    before = read_snapshot(store.read(latest, FACTS))
    begun, wrote = is_begun(book.edition, latest.manifest), False
    if not begun:
        days = next_days(book.edition, book.brief.cadence, latest.manifest)
        if not only_list:
            refuse_loss(book, latest.manifest, before)
        wrote = not dry_run and not only_list
        if wrote:
            _write(folder, days)
            again, unread = _read(folder)
            book = book if isinstance(again, SeedsRejected) else again
        book = moved_book(book, days)
    next_one = _Next(book, store.next_name(), before, look_at(book, before), unread, wrote, begun)
    if as_json:
        _print_json(next_one)
    else:
        _print_text(next_one, heading=not only_list)
    return 0


class _Next(NamedTuple):
    """The edition that follows, and what must be looked at for it."""

    book: Book
    name: EditionName
    before: Snapshot  # the last one published
    items: tuple[Item, ...]
    unread: tuple[Problem, ...]  # of records that are not in the book for it
    wrote: bool
    begun: bool  # by an earlier run


def _read(folder: Path) -> tuple[Book | SeedsRejected, tuple[Problem, ...]]:
    """Read the seeds; give too what is wrong with records, which are then not in the book."""
    loaded = load(folder)
    if loaded.book is None:
        return SeedsRejected(loaded.problems), loaded.problems
    no_slot = tuple(in_cadence(loaded.book.brief.cadence))
    return SeedsRejected(no_slot) if no_slot else loaded.book, loaded.problems


def _write(folder: Path, days: Days) -> None:
    """Put the moved text in the place of edition.yaml, whole or not at all."""
    path = folder / _EDITION
    content = path.read_bytes()
    rewrite(path, moved_text(content.decode("utf-8"), days).encode(), instead_of=content)


# -- what is printed -------------------------------------------------------------------------


def _print_text(next_one: _Next, *, heading: bool) -> None:
    if heading:
        print_status(_heading(next_one), kind="done")
    _print_items(next_one.items, next_one.before)
    if next_one.unread:
        print_status(
            f"{summary(next_one.unread)}: what they are about may be missing from this list; "
            "run 'reportkit check'",
            kind="warning",
        )
    if next_one.wrote:
        print_status("write what is new, then 'reportkit check' and 'reportkit diff'")


def _heading(next_one: _Next) -> str:
    edition, name = next_one.book.edition, next_one.name.spoken
    zone = zone_or_none(next_one.book.brief.cadence.zone) or UTC
    period = span(edition.period.start, edition.period.end)
    when = (
        f"{period}, cut-off {shown_in(zone, edition.cut_off)}, "
        f"published {shown_in(zone, edition.published)}"
    )
    if next_one.begun:
        return f"No. {name} already started: {when}"
    return f"No. {name} started: {when}" if next_one.wrote else f"No. {name} would be: {when}"


def _print_items(items: tuple[Item, ...], before: Snapshot) -> None:
    if not items:
        print_status("nothing of the last edition has to be looked at")
    for number, (group, listed) in enumerate(groupby(items, key=lambda item: item.group)):
        heading = group.value.replace("the last edition", f"No. {before.name.spoken}")
        echo(f"\n{heading}" if number else heading)
        for item in listed:
            echo(f"  {item.mark.file}:{item.mark.line}: {item.name}: {item.message}")


def _print_json(next_one: _Next) -> None:
    edition = next_one.book.edition
    print_json(
        ok=True,
        problems=next_one.unread,
        edition=next_one.name.spoken,
        begun=next_one.begun or next_one.wrote,
        wrote=next_one.wrote,
        period={"start": str(edition.period.start), "end": str(edition.period.end)},
        cut_off=edition.cut_off.isoformat(),
        published=edition.published.isoformat(),
        look_at=[
            {
                "group": item.group.name.lower(),
                "name": item.name,
                "message": item.message,
                "file": item.mark.file,
                "line": item.mark.line,
                "column": item.mark.column,
            }
            for item in next_one.items
        ],
    )

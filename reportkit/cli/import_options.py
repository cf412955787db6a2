"""What may be asked of ``reportkit import``: its options, and what does not go together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from reportkit.authoring.file_for_record import holds_records
from reportkit.cli.suggestions import suggest_sources
from reportkit.imports.filters import Filters
from reportkit.imports.options import Options
from reportkit.loading.loader import Loaded
from reportkit.loading.scalars import SLUG
from reportkit.model.metrics import METRICS
from reportkit.model.vocabulary.events import EventType
from reportkit.problems import did_you_mean

_DAY = click.DateTime(formats=["%Y-%m-%d"])
#: What an import of readers has no use for.
_OF_RECORDS = (
    "accessed", "version", "source", "mapping", "profile", "start", "until", "places", "types",
    "min_deaths", "zeros", "section", "named", "withdraw_vanished",
)  # fmt: skip


def read_as(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say how a file is read."""
    for option in (
        click.option("--accessed", type=_DAY, metavar="DAY", help="Read on; else today."),
        click.option("--version-of", "version", metavar="TEXT", help="Release of the data set."),
        click.option("--header", type=int, metavar="LINE", help="Line of the column heads."),
        click.option("--encoding", metavar="NAME", help="Encoding of a text file, where it is not "
                     "found: windows-1256."),
        click.option("--sheet", metavar="NAME", help="Sheet of a workbook."),
        click.option("--source", metavar="ID", shell_complete=suggest_sources,
                     help="Id of the data set among the sources."),
        click.option("--map", "mapping", metavar="FILE",
                     type=click.Path(path_type=Path, dir_okay=False, exists=True),
                     help="Your own mapping file."),
        click.option("--profile", metavar="NAME",
                     help="A mapping that ships; else it is known by the column heads."),
    ):  # fmt: skip
        command = option(command)
    return command


def filtered_by(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that leave rows out."""
    for option in (
        click.option("--zeros", is_flag=True, help="Take numbers of 0 too."),
        click.option("--min-deaths", type=click.IntRange(min=0), metavar="N",
                     help="Events with at least so many deaths."),
        click.option("--type", "types", multiple=True, metavar="WORD",
                     help="A type of event; repeatable."),
        click.option("--place", "places", multiple=True, metavar="CODE",
                     help="A place, district or province, by code or id; repeatable."),
        click.option("--until", type=_DAY, metavar="DAY", help="The last day."),
        click.option("--from", "start", type=_DAY, metavar="DAY", help="The first day."),
    ):  # fmt: skip
        command = option(command)
    return command


def refuse_what_does_not_go_together(asked: dict[str, Any]) -> None:
    """Refuse an option that would do nothing: who typed it believes that it did."""
    named = {one.name: one.opts[0] for one in click.get_current_context().command.params}
    idle = (name for name in _OF_RECORDS if asked[name] not in (None, False, ()))
    if asked["taken_as"] == "recipients" and (name := next(idle, None)):
        raise click.UsageError(f"{named[name]} chooses records; readers are taken whole")
    if asked["list_id"] and asked["taken_as"] != "recipients":
        raise click.UsageError("--list goes with --as recipients")
    if asked["mapping"] and asked["profile"]:
        raise click.UsageError("--map or --profile, not both; a mapping names its own: 'like: '")


def options_of(asked: dict[str, Any]) -> Options:
    """Give what was asked the form that the reading takes; a slip is wrong usage."""
    days = {name: asked[name].date() if asked[name] else None for name in ("start", "until")}
    if days["start"] and days["until"] and days["until"] < days["start"]:
        raise click.UsageError(f"--until {days['until']} lies before --from {days['start']}")
    named = Path(asked["named"] or "")
    if asked["named"] and named.parent not in (Path(), Path("seeds")):
        raise click.UsageError(f"'{named}': name a file of seeds/ without a folder")
    if asked["named"] and not holds_records(named.name):
        raise click.UsageError(f"'{asked['named']}' is no file for records")
    if asked["source"] and not SLUG.match(asked["source"]):
        raise click.UsageError(f"'{asked['source']}' is no id of a source")
    accessed = asked["accessed"] or datetime.now().astimezone()
    return Options(
        accessed=accessed.date(),
        profile=asked["profile"] or "",
        mapping=asked["mapping"],
        source=asked["source"] or "",
        sheet=asked["sheet"] or "",
        encoding=asked["encoding"] or "",
        header=asked["header"],
        version=asked["version"] or "",
        filters=Filters(
            days["start"],
            days["until"],
            asked["places"],
            asked["types"],
            asked["min_deaths"],
            asked["zeros"],
        ),
    )


def refuse_unknown(loaded: Loaded, asked: dict[str, Any]) -> None:
    """Refuse a section that the brief lacks, and a type that is a slip: they would take nothing."""
    if loaded.book is None:
        return
    brief, section = loaded.book.brief, asked["section"]
    sections = [one.id for one in brief.sections]
    if section and section not in sections:
        hint = did_you_mean(section, sections) or f"known: {', '.join(sections)}"
        raise click.UsageError(f"the brief has no section '{section}'; {hint}")
    types = (*map(str, EventType), *METRICS, *(one.id for one in brief.metrics))
    for word in asked["types"]:
        if word not in types and (near := did_you_mean(word, types)):
            raise click.UsageError(f"no type is called '{word}'; {near}")

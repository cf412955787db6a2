"""The commands that read what was published: editions, show, log, diff, impact.

None of them loads the PDF engine or the templates' language, so that they work where the
libraries of the system are missing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.indexed import citations, history_indexed, later_editions
from reportkit.cli.moment import DAY
from reportkit.cli.shell import (
    cache_folder,
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
    show_problems,
    summary,
)
from reportkit.cli.suggestions import suggest_editions, suggest_records, suggest_sources
from reportkit.editions.store import Store
from reportkit.problems import Problem, did_you_mean, errors_in, with_article

if TYPE_CHECKING:
    from reportkit.model.book import Book, Records
    from reportkit.queries.diff import EditionDiff

NO_CHANGE = 4


@click.command(short_help="List the published editions.")
@json_option
@click.pass_obj
def editions(series: Path | None, *, as_json: bool) -> int:
    """List the published editions, oldest first, each with the digest of its manifest.

    Reads the manifests and proves the chain between them; 'reportkit verify' proves every
    byte of every file.
    """
    from reportkit.cli.format.listing import listing_json, listing_lines
    from reportkit.queries.listing import list_editions

    shelved = list_editions(Store(series_folder(series) / "reports"))
    if as_json:
        print_json(ok=True, editions=listing_json(shelved))
    elif shelved:
        print_lines(listing_lines(shelved))
    else:
        print_status("nothing was published yet; 'reportkit build' publishes")
    return 0


@click.command(short_help="Show what an edition said.")
@click.argument("edition", required=False, metavar="[N]", shell_complete=suggest_editions)
@click.option("--as-of", type=DAY, metavar="DATE", help="What we said then: the edition of DATE.")
@click.option("--as-known", type=DAY, metavar="DATE", help="What is known now of DATE and before.")
@click.option("--seeds", is_flag=True, help="Show the seeds in work instead of an edition.")
@json_option
@click.pass_obj
def show(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    edition: str | None,
    as_of: datetime | None,
    as_known: datetime | None,
    seeds: bool,
    as_json: bool,
) -> int:
    """Show what edition N said, as text; without N, what the newest said.

    A name that the newest edition keeps back is not shown of an earlier one either; the sealed
    files say what they said.

    Two clocks can be turned back. '--as-of DATE' gives the edition that readers held at the
    end of that day: what we said then. '--as-known DATE' keeps of an edition, by default the
    newest, what speaks of the days up to DATE, whenever it was learnt: what we now know
    about then. It shows events, facts, figures, claims, measures, rounds and commitments that
    had begun and were valid; a toll or a claim about an event is dated by the event. The
    bottom line and the outlook spoke of their own day and are left out. Both together tell
    what was known on one day of another.
    """
    from reportkit.cli.format.show import report_json, report_lines
    from reportkit.editions.history import view_of
    from reportkit.editions.snapshot import FACTS, at_marking, read_snapshot, snapshot_of
    from reportkit.queries.known import as_known_today, known
    from reportkit.queries.listing import SEEDS, edition_named, newest, published_by, revised_by
    from reportkit.queries.show import report_text

    if (edition is not None) + bool(as_of) + seeds > 1:
        raise click.UsageError("N, --as-of and --seeds each choose what is shown; name one")
    folder = series_folder(series)
    store = Store(folder / "reports")
    successor = None
    if seeds:
        book = seeds_in_work(folder, as_json=as_json)
        if book is None:
            return 1
        snapshot = snapshot_of(at_marking(book), store.next_name(), whole_notes=True)
    else:
        if as_of:
            chosen = published_by(store, as_of.date())
        else:
            chosen = (
                newest(store) if edition is None else store.edition(edition_named(store, edition))
            )
        snapshot = read_snapshot(store.read(chosen, FACTS))
        snapshot = as_known_today(snapshot, later_editions(store))
        successor = revised_by(store, chosen.name)
    side = view_of(snapshot)
    if seeds:
        side = replace(side, name=SEEDS)
    day = as_known.date() if as_known else None
    page = report_text(known(snapshot, day) if day else snapshot, side, as_known=day)
    if as_json:
        print_json(ok=True, revised_by=successor.spoken if successor else None, **report_json(page))
    else:
        print_lines(report_lines(page))
    if successor and not as_json:
        replaced = f"superseded: No. {successor.spoken} has taken its place"
        print_status(replaced, kind="warning")
    return 0


@click.command(short_help="Tell a record's whole life.")
@click.argument("record", shell_complete=suggest_records)
@json_option
@click.pass_obj
def log(series: Path | None, *, record: str, as_json: bool) -> int:
    """Tell the life of RECORD, edition by edition: what it was, what it became and why.

    RECORD is any id that it has or had; renames are followed. Tells what was published;
    'reportkit diff' tells what the seeds would add.
    """
    from reportkit.cli.format.record_history import history_json, history_lines
    from reportkit.queries.record_history import ids_known

    folder = series_folder(series)
    store = Store(folder / "reports")
    history = history_indexed(store, record)
    if history is None:
        raise click.UsageError(_unknown(record, folder, tuple(ids_known(store))))
    if as_json:
        print_json(ok=True, **history_json(history))
    else:
        print_lines(history_lines(history))
    return 0


@click.command(short_help="Tell what changed between editions.")
@click.argument("first", required=False, metavar="[A]", shell_complete=suggest_editions)
@click.argument("last", required=False, metavar="[B]", shell_complete=suggest_editions)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "json", "html"]),
    default="text",
    show_default=True,
    help="How to write it.",
)
@click.option("--exit-code", is_flag=True, help="Leave with 4 when nothing changed.")
@click.option("--revise", is_flag=True, help="Compare as a revision of the newest edition would.")
@json_option
@click.pass_obj
def diff(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    first: str | None,
    last: str | None,
    form: str,
    exit_code: bool,
    revise: bool,
    as_json: bool,
) -> int:
    """Tell what changed from edition A to edition B; without B, from A to the newest.

    Without both it compares the seeds with the newest edition, as the next one would tell
    it, and counts on stderr what the author still has to explain. Several editions give the
    net change: what changed and changed back is none, and the classes and reasons of the
    editions on the way are kept beside it.

    --format md writes the comment on a merge request: corrections first, details folded.
    """
    from reportkit.queries.diff import diff_editions
    from reportkit.queries.listing import edition_named, newest

    if revise and first is not None:
        raise click.UsageError("--revise compares the seeds: leave out the editions")
    folder = series_folder(series)
    store = Store(folder / "reports")
    aside = ""
    if first is None:
        latest = newest(store)
        book = seeds_in_work(folder, as_json=as_json or form == "json")
        if book is None:
            return 1
        from reportkit.publish.overruling import declared
        from reportkit.queries.diff import diff_seeds

        aside = declared(book)
        net = diff_seeds(store, book, latest.name, revise=revise)
    else:
        name = edition_named(store, first)
        until = edition_named(store, last) if last else newest(store).name
        if until < name:
            raise click.UsageError(f"the older edition comes first: diff {last} {first}")
        net = diff_editions(store, name, until, later_editions(store))
    _print_diff(net, "json" if as_json else form)
    if form != "json" and not as_json:
        _tell_of_problems(net, revise=revise, aside=aside)
    changed = net.log.changes or net.log.renamed or net.log.vanished
    return NO_CHANGE if exit_code and not changed else 0


def _print_diff(compared: EditionDiff, form: str) -> None:
    if form == "json":
        from reportkit.cli.format.diff import diff_json

        print_json(ok=True, problems=compared.problems, **diff_json(compared))
        return
    if form == "text":
        from reportkit.cli.format.diff import diff_lines

        print_lines(diff_lines(compared))
    elif form == "md":
        from reportkit.cli.format.diff_md import diff_md

        click.echo(diff_md(compared), nl=False)
    else:
        from reportkit.cli.format.diff_html import diff_html

        click.echo(diff_html(compared), nl=False)


def _tell_of_problems(compared: EditionDiff, *, revise: bool, aside: str) -> None:
    """Count what the author still has to explain, and name the command that tells it."""
    if aside:
        print_status(f"of what the rules ask, brief.yaml sets aside: {aside}")
    if not compared.problems:
        return
    found = summary(compared.problems)
    check = "reportkit check --revise" if revise else "reportkit check"
    print_status(f"about the changes: {found}; '{check}' tells what to write", kind="warning")
    if compared.revision_in_work and not revise:
        print_status("the seeds are those of a revision: 'reportkit diff --revise' compares so")


@click.command(short_help="List what rests on a source.")
@click.argument("source", shell_complete=suggest_sources)
@click.option("--draft-notice", is_flag=True, help="Write the notice to send to readers instead.")
@click.option("--recipients", is_flag=True, help="With it: name who holds the editions.")
@json_option
@click.pass_obj
def impact(
    series: Path | None, *, source: str, draft_notice: bool, recipients: bool, as_json: bool
) -> int:
    """List what rests on SOURCE: records, judgements, page 1, pictures and published editions.

    The records are those of the seeds as they stand. Follows claims, figures, events and
    bases, and the sources that repeat it. A record with an asterisk rests on nothing else.

    --draft-notice writes what to send when it was withdrawn or is disputed: each sentence as it
    was printed, with its heading and editions; what was looked at again and stands, what does
    not, what nobody has decided yet; who holds these editions; and the YAML to paste. What only
    a person knows stands in brackets.
    """
    from reportkit.cli.format.impact import impact_json, impact_lines
    from reportkit.loading.kept_records import KeptRecords
    from reportkit.loading.loader import load
    from reportkit.model.evidence import Source
    from reportkit.queries.impact import impact_of, pictures_of

    if recipients and not draft_notice:
        raise click.UsageError("--recipients goes with --draft-notice")
    folder = series_folder(series)
    loaded = load(folder, KeptRecords(cache_folder()))
    if loaded.unread or source in loaded.records.unread:
        return _cannot_read(loaded.problems, folder, as_json=as_json)
    edition = loaded.book.edition if loaded.book else None
    steps = citations(Store(folder / "reports"))
    dependents = impact_of(source, loaded.records, edition, steps)
    if loaded.book is not None and not errors_in(loaded.problems):
        shown = {one.record for one in (*dependents.records, *dependents.judgements)}
        dependents = dependents._replace(pictures=tuple(pictures_of(loaded.book, folder, shown)))
    record = loaded.records.by_id.get(source)
    if not isinstance(record, Source) and (record or not source or not dependents.editions):
        raise click.UsageError(_unknown_source(source, loaded.records))
    if draft_notice:
        from reportkit.cli.impact_notice import print_notice

        if not isinstance(record, Source):
            raise click.UsageError(_unknown_source(source, loaded.records))
        if loaded.book is None or errors_in(loaded.problems):
            return _cannot_read(loaded.problems, folder, as_json=as_json)
        names = [one.edition for one in dependents.editions]
        return print_notice(folder, loaded.book, record, names, recipients, as_json)
    if as_json:
        print_json(ok=True, problems=loaded.problems, **impact_json(dependents))
    else:
        print_lines(impact_lines(dependents))
        show_problems(loaded.problems, folder)
    return 0


# What the seeds have to say to it -------------------------------------------------------------


def seeds_in_work(folder: Path, *, as_json: bool) -> Book | None:
    """Read the seeds whole; else tell why not, for half of them would look like a change."""
    from reportkit.loading.loader import load
    from reportkit.rules.handling import no_text_names_who_is_not_to_be_named

    loaded = load(folder)
    if loaded.book is None or errors_in(loaded.problems):
        _cannot_read(loaded.problems, folder, as_json=as_json)
        return None
    named = tuple(no_text_names_who_is_not_to_be_named(loaded.book))
    if not named:
        return loaded.book
    _cannot_read(named, folder, as_json=as_json, why="what they say cannot be shown")
    return None


def _cannot_read(
    problems: tuple[Problem, ...],
    folder: Path,
    *,
    as_json: bool,
    why: str = "the seeds cannot be read whole",
) -> int:
    """Tell what keeps the seeds from being read whole, or shown; gives the exit code."""
    if as_json:
        print_json(ok=False, problems=problems)
    else:
        show_problems(problems, folder)
        print_status(f"{summary(problems)}; {why}", kind="error")
    return 1


def _unknown(record: str, folder: Path, published: tuple[str, ...]) -> str:
    """Say of an id that no edition carried what it may be."""
    from reportkit.loading.loader import load

    seeds = load(folder).records.by_id
    if record in seeds:
        return f"'{record}' is in the seeds, but was not published yet"
    hint = did_you_mean(record, (*published, *seeds)) or "'reportkit show' lists what was published"
    return f"no edition carries a record '{record}'; {hint}"


def _unknown_source(source: str, records: Records) -> str:
    from reportkit.model.evidence import Source

    if source in records.by_id:
        return f"'{source}' is {with_article(records.by_id[source].type)}, not a source"
    known = [one.id for one in records.all(Source)]
    hint = did_you_mean(source, known) or "'reportkit sources' lists them"
    return f"there is no source '{source}'; {hint}"

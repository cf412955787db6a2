"""The command that finds words in what was published, or in the seeds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.indexed import refuse_without_sqlite, whole_index
from reportkit.cli.marking import Marking
from reportkit.cli.moment import DAY
from reportkit.cli.shell import (
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
)
from reportkit.cli.suggestions import suggest_records, suggest_sections, suggest_sources
from reportkit.editions.store import Store
from reportkit.model.book import RECORD_TYPES
from reportkit.model.vocabulary.changes import ChangeClass

if TYPE_CHECKING:
    from reportkit.model.vocabulary.series import Tlp
    from reportkit.queries.index import Index
    from reportkit.queries.search_filters import Asked, EditionSpan

NO_CHANGE = 4
_TYPES = [kind.type for kind in RECORD_TYPES]
_CLASSES = [class_.value for class_ in ChangeClass]
_LIMIT = 20


@click.command(short_help="Find words in all editions.")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option(
    "--record", metavar="ID", shell_complete=suggest_records, help="Of this record; renames too."
)
@click.option(
    "--type", "types", type=click.Choice(_TYPES), multiple=True, metavar="TYPE",
    help="Of records of this type, such as 'event'; may be given again.",
)  # fmt: skip
@click.option(
    "--section", metavar="ID", shell_complete=suggest_sections, help="Of this section of the brief."
)
@click.option("--edition", metavar="N|A..B", help="Said by No. N, or by one from A to B.")
@click.option(
    "--from", "since", type=DAY, metavar="DAY", help="Of what happened, or went on, from DAY on."
)
@click.option("--until", type=DAY, metavar="DAY", help="Of what had begun by DAY.")
@click.option(
    "--source", metavar="ID", shell_complete=suggest_sources,
    help="Of records that cite this source, or one that repeats it.",
)  # fmt: skip
@click.option(
    "--max-tlp", type=Marking(), metavar="TLP",
    help="Marked so or lower: TLP:GREEN leaves out TLP:AMBER.",
)  # fmt: skip
@click.option("--facts", is_flag=True, help="Only what records said, no changes.")
@click.option("--changes", is_flag=True, help="Only what the change logs said.")
@click.option(
    "--class", "classes", type=click.Choice(_CLASSES, case_sensitive=False), multiple=True,
    metavar="CLASS", help="Only changes of this class, such as CORRECTED; may be given again.",
)  # fmt: skip
@click.option("--seeds", is_flag=True, help="Search the seeds in work instead of the editions.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=_LIMIT, show_default=True,
    help="Show so many records; 0 shows all.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Leave with 4 when nothing is found.")
@json_option
@click.pass_obj
def search(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    words: tuple[str, ...],
    record: str | None,
    types: tuple[str, ...],
    section: str | None,
    edition: str | None,
    since: datetime | None,
    until: datetime | None,
    source: str | None,
    max_tlp: Tlp | None,
    facts: bool,
    changes: bool,
    classes: tuple[str, ...],
    seeds: bool,
    limit: int,
    exit_code: bool,
    as_json: bool,
) -> int:
    """Find WORDS in the facts and the changes of all editions, record by record.

    All of the words must be there, in any order. Words in quotes are a phrase; 'torkh*' finds
    what begins so. Capitals, accents and the spellings of Arabic letters make no difference.
    Without WORDS the options alone choose.

    Of each record the newest wording comes first, with the editions that said so; the words
    found stand between asterisks. A name that the newest edition keeps back is not found.
    """
    refuse_without_sqlite()
    from reportkit.cli.format.search import search_json, search_lines
    from reportkit.queries.search import search as find
    from reportkit.queries.search_filters import Asked, refuse_unknown
    from reportkit.queries.search_words import read_words

    _refuse_together(seeds=seeds, edition=edition, changes=changes or bool(classes))
    if facts and classes:
        raise click.UsageError("--class is of changes: leave out --facts")
    folder = series_folder(series)
    store = Store(folder / "reports")
    asked = Asked(
        terms=read_words(words),
        record=record,
        types=frozenset(types),
        section=section,
        editions=_span(store, edition) if edition is not None else None,
        since=_day(since),
        until=_day(until),
        source=source,
        max_tlp=max_tlp,
        classes=frozenset(ChangeClass(each.upper()) for each in classes),
        facts=(facts or not changes) and not classes,
        changes=(changes or bool(classes) or not facts) and not seeds,
    )
    if not asked.chooses:
        raise click.UsageError("name the WORDS to look for, or an option that chooses")
    if asked.since and asked.until and asked.until < asked.since:
        raise click.UsageError("--until lies before --from")
    with _index(folder, store, seeds=seeds, as_json=as_json) as index:
        if index is None:
            return 1
        if seeds or index.editions:
            refuse_unknown(index, asked)
        result = find(index, asked, limit)
    if as_json:
        print_json(ok=True, **search_json(asked, result))
    elif result.records:
        print_lines(search_lines(result))
        _tell_the_rest(len(result.records), result.in_all)
    else:
        print_status(_nothing(asked, published=seeds or bool(store.names())))
    return NO_CHANGE if exit_code and not result.records else 0


def _refuse_together(*, seeds: bool, edition: str | None, changes: bool) -> None:
    if seeds and edition is not None:
        raise click.UsageError("--edition and --seeds each choose what is searched; name one")
    if seeds and changes:
        raise click.UsageError("the seeds hold no changes: 'reportkit diff' tells them")


def _span(store: Store, written: str) -> EditionSpan:
    """Read "3", "2..4", "2.." or "..4"; the last number counts with its revisions."""
    from reportkit.editions.manifest import EditionName
    from reportkit.queries.listing import edition_named, newest
    from reportkit.queries.search_filters import EditionSpan

    first, dots, last = (part.strip() for part in written.partition(".."))
    if not dots:
        name = edition_named(store, written)
        return EditionSpan(name, name)
    begin = edition_named(store, first) if first else EditionName(1)
    end = edition_named(store, last) if last else newest(store).name
    if end < begin:
        raise click.UsageError(f"the older edition comes first: --edition {last}..{first}")
    revisions = end if end.revision else end._replace(revision=10_000)
    return EditionSpan(begin, revisions)


@contextmanager
def _index(folder: Path, store: Store, *, seeds: bool, as_json: bool) -> Iterator[Index | None]:
    """Give what is searched; None, all told, where the seeds cannot be read."""
    if seeds:
        from reportkit.cli.read import seeds_in_work
        from reportkit.editions.snapshot import at_marking, snapshot_of
        from reportkit.queries.index import index_of_seeds

        book = seeds_in_work(folder, as_json=as_json)
        if book is None:
            yield None
            return
        snapshot = snapshot_of(at_marking(book), store.next_name(), whole_notes=True)
        with index_of_seeds(snapshot) as index:
            yield index
        return
    with whole_index(store) as index:
        yield index


def _tell_the_rest(shown: int, in_all: int) -> None:
    if in_all > shown:
        print_status(f"{shown} of {in_all} records; '--limit 0' shows all")


def _nothing(asked: Asked, *, published: bool) -> str:
    if not published:
        return "nothing was published yet; 'reportkit search --seeds' searches the seeds"
    if len(asked.terms) > 1:
        return "nothing found; all of the words must stand in one record, or in one change"
    if not asked.terms or asked.terms[0].begins:
        return "nothing found"
    words = " ".join(asked.terms[0].words)
    if " " in words:
        return f"nothing found in this order; 'reportkit search {words}' finds them in any"
    return f"nothing found; '{words}*' finds what begins so"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None

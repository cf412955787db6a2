"""``reportkit sources``: who says so, how good it is, what rests on it, and is it kept?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.default_command import ListsByDefault
from reportkit.cli.indexed import citations
from reportkit.cli.shell import (
    Json,
    echo,
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
    show_problems,
    summary,
    text_width,
)
from reportkit.cli.suggestions import suggest_sources
from reportkit.files import disk
from reportkit.loading.loader import Loaded, load
from reportkit.model.book import is_live
from reportkit.model.evidence import Actor, Source
from reportkit.model.vocabulary.sources import SourceKind, SourceStatus
from reportkit.problems import (
    Problem,
    counted,
    did_you_mean,
    errors_in,
    in_file_order,
    with_article,
)

if TYPE_CHECKING:
    from reportkit.queries.sources import SourceEntry

#: What says that somebody altered what was kept, and the exit code for it.
_ALTERED, _INTEGRITY = frozenset({"evidence-altered", "evidence-log"}), 7
#: So many names fit into a hint.
_FEW = 12
_SORTS = ("weight", "alone", "id", "grade", "published", "accessed")


class _Group(ListsByDefault):
    """``sources SOURCE`` tells of one."""

    suggest = staticmethod(suggest_sources)


@click.group(cls=_Group, short_help="Sources: how good, what rests on them, are they kept?")
def sources() -> None:
    """List the sources, how each stands, and what rests on it.

    'reportkit sources' lists all of them, 'reportkit sources SOURCE' tells of one in full.
    """


@sources.command(name="list", short_help="List the sources, or tell of one in full.")
@click.argument("source", required=False, metavar="[SOURCE]", shell_complete=suggest_sources)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SourceKind]),
    metavar="KIND",
    help="Only of this kind; 'reportkit explain source.kind' lists them.",
)
@click.option("--party", metavar="ACTOR", help="Only the voices of this party, or of a part of it.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in SourceStatus]),
    help="Only those that stand so; a copy stands no better than what it repeats.",
)
@click.option(
    "--origin",
    metavar="SOURCE",
    shell_complete=suggest_sources,
    help="Only this text and those that repeat it.",
)
@click.option("--section", metavar="SECTION", help="Only those on which something in it rests.")
@click.option("--unused", is_flag=True, help="Only those on which nothing rests.")
@click.option("--weak", is_flag=True, help="Only those against which something speaks.")
@click.option("--alone", is_flag=True, help="Only those without which something has no ground.")
@click.option(
    "--sort", type=click.Choice(_SORTS), default="weight", show_default=True, help="In which order."
)
@json_option
@click.pass_obj
def list_(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    source: str | None,
    kind: str | None,
    party: str | None,
    status: str | None,
    origin: str | None,
    section: str | None,
    unused: bool,
    weak: bool,
    alone: bool,
    sort: str,
    as_json: bool,
) -> int:
    """List the sources of the seeds, the most weighty first, or tell of SOURCE in full.

    What rests on a source rests on it directly, or through claims, figures, facts and bases, or
    through a text that repeats it. "Alone" counts what would have no ground without it.
    """
    from reportkit.queries.sources import Wanted, sorted_entries, wanted_entries

    folder = series_folder(series)
    loaded = load(folder)
    if loaded.unread:
        return _unread(loaded.problems, folder, as_json=as_json)
    _refuse_unknown(loaded, source=source, party=party, origin=origin, section=section)
    entries = _entries(folder, loaded)
    if source:
        return _one(next(e for e in entries if e.source.id == source), loaded, folder, as_json)
    wanted = Wanted(
        SourceKind(kind) if kind else None, party, status, origin, section, unused, weak, alone
    )
    kept = sorted_entries(wanted_entries(entries, wanted, loaded.records), sort)
    _print(kept, loaded, folder, as_json=as_json)
    return 0


@sources.command(short_help="Keep a copy of what was read.")
@click.argument("source", shell_complete=suggest_sources)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who keeps it. Default: the name of this account.")
@click.option(
    "--how",
    default="copied from a file",
    show_default=True,
    metavar="WORDS",
    help="How the file was made, such as 'printed to PDF'.",
)
@click.option(
    "--accessed",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which the source was looked at.",
)
@json_option
@click.pass_obj
def keep(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    source: str,
    file: Path,
    by: str | None,
    how: str,
    accessed: datetime | None,
    as_json: bool,
) -> int:
    """Keep FILE as the copy of SOURCE: under evidence/, by its digest, for good.

    The file is only read. Its copy is never written again; the log beside it says who kept it,
    when and how, and each line of the log holds the digest of the line before. The digest, and
    with --accessed the day, are written into the seeds. The folder is neither sealed nor mailed.
    """
    from reportkit.cli.source_keys import account, write_keys
    from reportkit.evidence.keep import By
    from reportkit.evidence.keep import keep as keep_copy

    if by is not None and not by.strip():
        raise click.UsageError("--by names who keeps it")
    if accessed and accessed.date() > datetime.now().astimezone().date():
        raise click.UsageError(f"--accessed {accessed.date()} has not come yet")
    folder = series_folder(series)
    loaded = load(folder)
    if loaded.unread:
        return _unread(loaded.problems, folder, as_json=as_json)
    _refuse_unknown(loaded, source=source)
    if disk.kind(file) is not disk.Kind.FILE:
        raise click.UsageError(f"'{file}' is no plain file")
    if not file.stat().st_size:
        raise click.UsageError(f"'{file}' is empty: it keeps nothing of what was read")
    how_kept = By(by or account(), datetime.now(UTC), how)
    kept = keep_copy(folder, source, file, how_kept)
    values = {"sha256": kept.capture.sha256}
    if accessed:
        values["accessed"] = accessed.date().isoformat()
    record = next(each for each in loaded.records.all(Source) if each.id == source)
    left = write_keys(folder, record, values)
    if record.sha256 and record.sha256 != kept.capture.sha256:
        other = f"{source} named the copy {record.sha256[:12]}… until now; that one stays too"
        print_status(other, kind="warning")
    where = kept.path.relative_to(folder).as_posix()
    if as_json:
        capture = kept.capture._asdict()
        print_json(ok=not left, kept=where, new=kept.new, logged=kept.logged, capture=capture)
    else:
        echo(where)
        print_status("kept" if kept.new else "these bytes were kept already", kind="done")
    if left:
        print_status(f"the seeds are as they were: {left}; paste into {source}:", kind="warning")
        print_status("\n".join(f"    {key}: {value}" for key, value in values.items()))
    return int(bool(left))


@sources.command(short_help="Check that sources are complete and their copies unaltered.")
@click.argument("only", nargs=-1, metavar="[SOURCE]...", shell_complete=suggest_sources)
@click.option(
    "--weeks",
    type=click.IntRange(1),
    default=8,
    show_default=True,
    help="Warn of what was last looked at longer ago.",
)
@click.option("--online", is_flag=True, help="Ask each address whether it opens.")
@click.option("--archives", is_flag=True, help="With it: ask the Internet Archive for copies.")
@click.option("--write", is_flag=True, help="With it: note link_status and accessed in the seeds.")
@click.option("--allow-private", is_flag=True, help="With it: machines of one's own network too.")
@json_option
@click.pass_obj
def check(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    only: tuple[str, ...],
    weeks: int,
    online: bool,
    archives: bool,
    write: bool,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Check the sources: do they say where to find them again, and are the copies what they were?

    Hashes every kept copy anew and follows the chain of the log. Leaves with 7 when a copy or
    the log was altered, with 1 on another error, else with 0: what is missing or old is a
    warning. Asks nobody on the network, unless --online is given: then each address of SOURCE,
    else of all, is asked, one after the other and each server once a second at most.
    """
    from reportkit.evidence.completeness import source_problems
    from reportkit.evidence.copies import copy_problems

    if not online and (archives or write or allow_private):
        raise click.UsageError("--archives, --write and --allow-private go with --online")
    folder = series_folder(series)
    loaded = load(folder)
    if loaded.unread:
        return _unread(loaded.problems, folder, as_json=as_json)
    for id in only:
        _refuse_unknown(loaded, source=id)
    carried = [source for source in loaded.records.all(Source) if is_live(source)]
    asked = [source for source in carried if not only or source.id in only]
    today, late = datetime.now(UTC).date(), timedelta(weeks=weeks)
    problems: list[Problem] = [*copy_problems(folder, loaded.records, anew=True)]
    problems += source_problems(loaded.records, today, older_than=late)
    links: tuple[Json, ...] = ()
    if online:
        from reportkit.cli.source_links import look_online

        seen = look_online(
            folder, asked, today.isoformat(), archives, private=allow_private, write=write
        )
        problems += seen.problems
        links = seen.rows
    return _tell(folder, in_file_order(problems), carried, links, as_json=as_json)


def _tell(
    folder: Path,
    problems: tuple[Problem, ...],
    carried: Sequence[Source],
    links: tuple[Json, ...],
    *,
    as_json: bool,
) -> int:
    altered = any(problem.code in _ALTERED for problem in problems)
    code = _INTEGRITY if altered else int(bool(errors_in(problems)))
    if as_json:
        fields: dict[str, Json] = {"sources": len(carried), "kept": _kept(carried), "links": links}
        print_json(ok=not code, problems=problems, **fields)
        return code
    show_problems(problems, folder, to_stdout=True)
    known = f"{counted(len(carried), 'source')}, {_kept(carried)} with the digest of a copy"
    echo(f"{known}; {summary(problems) if problems else 'nothing is missing'}")
    return code


def _kept(carried: Sequence[Source]) -> int:
    return sum(source.sha256 is not None for source in carried)


def _entries(folder: Path, loaded: Loaded) -> tuple[SourceEntry, ...]:
    from reportkit.editions.store import Store
    from reportkit.queries.sources import source_entries

    edition = loaded.book.edition if loaded.book else None
    return source_entries(loaded.records, edition, citations(Store(folder / "reports")))


def _one(entry: SourceEntry, loaded: Loaded, folder: Path, as_json: bool) -> int:  # noqa: FBT001
    from reportkit.cli.format.sources import source_json, source_lines

    if as_json:
        print_json(ok=True, problems=loaded.problems, source=source_json(entry))
        return 0
    print_lines(source_lines(entry))
    show_problems(loaded.problems, folder)
    return 0


def _print(
    entries: tuple[SourceEntry, ...], loaded: Loaded, folder: Path, *, as_json: bool
) -> None:
    from reportkit.cli.format.sources import sources_json, sources_lines

    if as_json:
        print_json(ok=True, problems=loaded.problems, sources=sources_json(entries))
        return
    if entries:
        print_lines(sources_lines(entries, text_width()))
    else:
        known = any(loaded.records.all(Source))
        print_status("no source is so" if known else "the seeds have no source yet")
    show_problems(loaded.problems, folder)


def _unread(problems: tuple[Problem, ...], folder: Path, *, as_json: bool) -> int:
    """Tell what keeps the seeds from being read whole: half of them would look unused."""
    if as_json:
        print_json(ok=False, problems=problems)
    else:
        show_problems(problems, folder)
        print_status(f"{summary(problems)}; the seeds cannot be read whole", kind="error")
    return 1


def _refuse_unknown(loaded: Loaded, **named: str | None) -> None:
    """Refuse what no series can have, or this one has not, with the nearest that it has."""
    records = loaded.records
    carried = [source.id for source in records.all(Source) if is_live(source)]
    sections = [one.id for one in loaded.book.brief.sections] if loaded.book else None
    known = {
        "source": carried,
        "origin": carried,
        "party": [actor.id for actor in records.all(Actor)],
        "section": sections,
    }
    for what, word in named.items():
        words = known[what]
        if word is None or words is None or word in words:
            continue
        if what in ("source", "origin") and word in records.by_id:
            other = records.by_id[word]
            state = f", {other.status}" if isinstance(other, Source) else ""
            raise click.UsageError(f"'{word}' is {with_article(other.type)}{state}; no such source")
        few = f"known: {', '.join(words)}" if len(words) <= _FEW else "seeds/ has none of that name"
        hint = did_you_mean(word, words) or few
        noun = {"party": "actor", "origin": "source"}.get(what, what)
        raise click.UsageError(f"there is no {noun} '{word}'; {hint}")

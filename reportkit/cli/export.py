"""``reportkit export``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.indexed import later_editions
from reportkit.cli.marking import Marking
from reportkit.cli.moment import DAY
from reportkit.cli.read import seeds_in_work
from reportkit.cli.rejected import print_rejected
from reportkit.cli.shell import json_option, print_json, print_status, series_folder
from reportkit.cli.suggestions import suggest_editions, suggest_sections
from reportkit.editions.store import Store
from reportkit.exports.export import Format, Options
from reportkit.exports.formats import BY_NAME, FORMATS
from reportkit.model.book import BY_PLURAL, BY_TYPE
from reportkit.model.envelope import Record
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import SeedsRejected, counted, did_you_mean

if TYPE_CHECKING:
    from reportkit.exports.make import Made
    from reportkit.exports.outgoing import Outgoing

STDOUT = "-"
#: Folders of a series whose files are read, or proved, as part of it.
_OWN = ("seeds", "reports", "evidence", "imports", "templates", "styles")
_TYPES = BY_TYPE | BY_PLURAL


@click.command(short_help="Hand records or changes on as tables, maps and feeds.")
@click.option(
    "--format", "form", type=click.Choice(list(BY_NAME)),
    help="In which format. Default: by the ending of -o.",
)  # fmt: skip
@click.option(
    "--types", multiple=True, metavar="TYPE,...",
    help="Records of these types alone, such as 'event,figure'; may be given again.",
)  # fmt: skip
@click.option(
    "--edition", metavar="N", shell_complete=suggest_editions,
    help="What No. N said. Default: the seeds, as a draft.",
)  # fmt: skip
@click.option("--changes", is_flag=True, help="What changed since the edition before instead.")
@click.option("--from", "since", type=DAY, metavar="DAY", help="Of what went on from DAY on.")
@click.option("--until", type=DAY, metavar="DAY", help="Of what had begun by DAY.")
@click.option(
    "--section", metavar="ID", shell_complete=suggest_sections, help="Of this section of the brief."
)
@click.option("--max-tlp", type=Marking(), metavar="TLP", help="For readers up to this marking.")
@click.option(
    "--full-notes", is_flag=True,
    help="With --max-tlp: what sources wrote, whole, where their licences allow that.",
)  # fmt: skip
@click.option("--hxl", is_flag=True, help="With a row of HXL tags under the header (csv, xlsx).")
@click.option("--bom", is_flag=True, help="Of csv: with the mark by which Excel knows UTF-8.")
@click.option(
    "-o", "--output", metavar="FILE|DIR",
    help="Where to; '-' is stdout. Default: stdout, for one file of text.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a file that holds something else.")
@json_option
@click.pass_obj
def export(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    form: str | None,
    types: tuple[str, ...],
    edition: str | None,
    changes: bool,
    since: datetime | None,
    until: datetime | None,
    section: str | None,
    max_tlp: Tlp | None,
    full_notes: bool,
    hxl: bool,
    bom: bool,
    output: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Hand on the records of the seeds, or of a published edition, in a format of others.

    Internal notes and withheld names never leave. What sources wrote is as long as it is printed
    (40 words), in drafts for the desk itself whole. With --max-tlp records that are marked higher
    are left out as in an abridged edition, and the finished files are searched for what only
    they say: if any of it is there, nothing is written. Each file names its edition and marking;
    one made from the seeds says that it is a draft.
    """
    chosen = _format(form, output)
    options = Options(
        types=_types(types, chosen),
        since=_day(since),
        until=_day(until),
        section=section,
        changes=changes,
        hxl=hxl,
        bom=bom,
    )
    _refuse_what_it_cannot(chosen, options)
    if full_notes and (edition is not None or changes or max_tlp is None):
        raise click.UsageError(
            "--full-notes goes with --max-tlp alone: drafts for the desk have the notes whole, "
            "and editions and changes hold what is printed of them"
        )
    if as_json and output in (None, STDOUT):
        raise click.UsageError("--json tells what was written: name a file with -o")
    folder = series_folder(series)
    store = Store(folder / "reports")
    try:
        outgoing = _outgoing(
            store, folder, edition, max_tlp, full_notes=full_notes, as_json=as_json
        )
        if outgoing is None:
            return 1
        _refuse_unknown_section(outgoing, section)
        from reportkit.exports.make import made

        result = made(outgoing, chosen, options)
    except SeedsRejected as rejected:
        return print_rejected(rejected, folder, as_json=as_json)
    if output in (None, STDOUT):
        _print(result, chosen)
    else:
        paths = _places(result.files, Path(str(output)), folder)
        _write(paths, outgoing, force=force)
        _tell(paths, result, outgoing, chosen, options, as_json=as_json)
    return 0


def _outgoing(  # noqa: PLR0913  # what was asked
    store: Store,
    folder: Path,
    edition: str | None,
    ceiling: Tlp | None,
    *,
    full_notes: bool,
    as_json: bool,
) -> Outgoing | None:
    """Read what is handed on; None where the seeds cannot be read, which was told."""
    from reportkit.exports.outgoing import outgoing_edition, outgoing_seeds
    from reportkit.queries.listing import edition_named

    if edition is not None:
        name = edition_named(store, edition)
        return outgoing_edition(store, name, ceiling, later_editions(store))
    book = seeds_in_work(folder, as_json=as_json)
    return None if book is None else outgoing_seeds(store, book, ceiling, full_notes=full_notes)


# -- what was typed ---------------------------------------------------------------------------


def _format(form: str | None, output: str | None) -> Format:
    name = output.lower() if output else ""
    named = [each for each in FORMATS if name.endswith(each.suffix)]
    if form is not None:
        if named and form != named[0].name and not Path(str(output)).is_dir():
            raise click.UsageError(f"{output} has the ending of {named[0].name}, not of {form}")
        return BY_NAME[form]
    if not named:
        raise click.UsageError(f"name a format: --format {', '.join(BY_NAME)}")
    return named[0]


def _types(typed: Iterable[str], form: Format) -> tuple[type[Record], ...]:
    words = [word.strip() for part in typed for word in part.split(",")]
    kinds = []
    for word in filter(None, words):
        if word not in _TYPES:
            known = ", ".join(BY_TYPE)
            hint = did_you_mean(word, _TYPES) or f"known: {known}"
            raise click.UsageError(f"there is no type of record '{word}'; {hint}")
        if form.types and _TYPES[word] not in form.types:
            held = " and ".join(kind.plural for kind in form.types)
            raise click.UsageError(f"{form.name} holds {held}, and no {_TYPES[word].plural}")
        kinds.append(_TYPES[word])
    return tuple(dict.fromkeys(kinds))


def _day(typed: datetime | None) -> date | None:
    return typed.date() if typed else None


def _refuse_what_it_cannot(form: Format, options: Options) -> None:
    if options.since and options.until and options.until < options.since:
        raise click.UsageError("--until lies before --from")
    if options.changes and not form.changes:
        raise click.UsageError(f"{form.name} holds no changes: {_that('changes')} do")
    if options.changes and (options.since or options.until):
        raise click.UsageError("--from and --until choose records; --edition chooses the changes")
    if options.hxl and not form.hxl:
        raise click.UsageError(f"{form.name} has no row of HXL tags: {_that('hxl')} have")
    if options.bom and form.suffix != ".csv":
        raise click.UsageError("--bom goes with csv")


def _that(can: str) -> str:
    return " and ".join(each.name for each in FORMATS if getattr(each, can))


def _refuse_unknown_section(outgoing: Outgoing, section: str | None) -> None:
    sections = [each.id for each in outgoing.view.book.brief.sections]
    if section is not None and section not in sections:
        hint = did_you_mean(section, sections) or f"known: {', '.join(sections)}"
        raise click.UsageError(f"the brief has no section '{section}'; {hint}")


# -- what is written --------------------------------------------------------------------------


def _print(result: Made, form: Format) -> None:
    """Write the one file of text to stdout, byte for byte."""
    if len(result.files) != 1:
        made = f"{len(result.files)} files" if result.files else "no file: there are no records"
        raise click.UsageError(
            f"this makes {made}; name a folder with -o, or one type with --types"
        )
    if not form.text:
        raise click.UsageError(f"{form.name} is no text for a terminal: name a file with -o")
    (content,) = result.files.values()
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _places(files: Mapping[str, bytes], output: Path, series: Path) -> dict[Path, bytes]:
    """Give each file its path: in a folder under its own name, or as it is called."""
    if len(files) != 1 or output.is_dir():
        if not output.is_dir():
            raise click.UsageError(
                f"this makes {counted(len(files), 'file')}: name a folder that is there with -o"
            )
        places = {output / name: content for name, content in files.items()}
    else:
        places = {output: next(iter(files.values()))}
    if not output.parent.is_dir():
        raise click.UsageError(f"there is no folder {output.parent}; make it first")
    for path in places:
        _refuse_own_files(path, series)
    return places


def _refuse_own_files(path: Path, series: Path) -> None:
    """Write nowhere where a file would be taken for a part of the series."""
    here = path.parent.resolve()
    for name in _OWN:
        if here.is_relative_to((series / name).resolve()):
            raise click.UsageError(f"{path} is inside {name}/ of the series; name another folder")


def _write(places: Mapping[Path, bytes], outgoing: Outgoing, *, force: bool) -> None:
    from reportkit.exports.writing import write_files

    write_files(places, private=outgoing.view.tlp.rank > Tlp.GREEN.rank, force=force)


def _tell(  # noqa: PLR0913  # what was made, of what
    places: Mapping[Path, bytes],
    result: Made,
    outgoing: Outgoing,
    form: Format,
    options: Options,
    *,
    as_json: bool,
) -> None:
    """Print the paths on stdout, one a line, and what they hold on stderr."""
    marking = str(outgoing.view.tlp)
    edition = f"draft of No. {outgoing.view.name}" if outgoing.draft else outgoing.view.name
    what = "change" if options.changes else "record"
    if as_json:
        print_json(
            ok=True,
            files=[str(path) for path in places],
            format=form.name,
            edition=edition,
            draft=outgoing.draft,
            marking=marking,
            records=0 if options.changes else result.records,
            changes=result.records if options.changes else 0,
        )
        return
    for path in places:
        click.echo(str(path), file=sys.stdout)
    spoken = edition if outgoing.draft else f"No. {edition}"
    print_status(f"{counted(result.records, what)} of {spoken}, {marking}", kind="done")
